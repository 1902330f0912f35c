import { type FoundIdea, ideasIn } from "./ideas.ts";
import type { Taxonomy } from "./taxonomy.ts";
import { type Words, wordsOf } from "./words.ts";

/** What a mail is known by: a name, and how much of it there is. */
export interface Features {
  readonly values: ReadonlyMap<string, number>;
  readonly found: readonly FoundIdea[];
  readonly text: Words;
}

/** Ideas whose meeting in one sentence says more than each alone: who is concerned, and what happened. */
const WHO = new Set([
  "everybody",
  "production",
  "some",
  "one",
  "many_people",
  "test_system",
  "invoice",
  "licence",
  "subscription",
  "suspended",
]);
const WHAT = new Set([
  "stopped",
  "cannot",
  "broken",
  "error",
  "slow",
  "crash",
  "security",
  "data_loss",
  "login",
  "payment",
  "howto",
  "deadline",
  "workaround",
  "quota",
]);

const PEOPLE =
  /^(?:users?|people|persons?|employees|colleagues|staff|seats|workers|agents|utilizadores|usuarios|pessoas|colaboradores|funcionarios|colegas|personas|empleados|companeros|trabajadores|mitarbeiter\p{L}*|benutzer\p{L}*|nutzer\p{L}*|kolleg\p{L}*|leute\p{L}*|personen|arbeitsplatze\p{L}*|anwender\p{L}*|stores|shops|lojas|tiendas|filialen|standorte\p{L}*|sites|branches|filiais|sucursales)$/u;
const STEM = 7;

/** Reads subject and body; what stands in the subject counts there once more. */
export function featuresOf(subject: string, body: string, taxonomy: Taxonomy): Features {
  const head = wordsOf(subject.slice(0, 500));
  const text = wordsOf(`${subject.slice(0, 500)}\n\n${body}`);
  const services = ideasIn(text, taxonomy.services);
  const found = [...ideasIn(text, taxonomy.ideas), ...peopleIn(text), ...services];
  const values = new Map<string, number>();
  if (services.length === 0) values.set("shape names no service", 1);
  for (const { idea } of found) values.set(`idea ${idea}`, 1);
  for (const { idea, at } of [...ideasIn(head, taxonomy.ideas), ...ideasIn(head, taxonomy.services)]) {
    values.set(`subject ${idea}`, 0.5);
    if (at === 0) values.set(`starts ${idea}`, 1);
  }
  for (const both of meetings(found)) values.set(both, 1);
  for (const [name, value] of shapeOf(subject, text)) values.set(name, value);
  if (values.has("idea closing") && values.has("idea thanks")) {
    values.set(
      values.has("shape asks") || values.has("idea unsolved") ? "shape closed but" : "shape closed",
      1,
    );
  }
  addWords(values, text);
  return { values, found, text };
}

/** Numbers of people: `40 users`. */
function peopleIn({ tokens, sentences }: Words): readonly FoundIdea[] {
  return tokens.flatMap((token, at) => {
    const count = /^\d{1,5}$/.test(token) ? Number(token) : 0;
    if (count < 3) return [];
    const next = [1, 2].find((n) => PEOPLE.test(tokens[at + n] ?? ""));
    if (next === undefined) return [];
    const words = tokens.slice(at, at + next + 1).join(" ");
    return [{ idea: count < 10 ? "some" : "many_people", words, at, sentence: sentences[at]! }];
  });
}

function meetings(found: readonly FoundIdea[]): ReadonlySet<string> {
  const met = new Set<string>();
  const bySentence = Map.groupBy(found, ({ sentence }) => sentence);
  for (const together of bySentence.values()) {
    const who = new Set(together.map(({ idea }) => idea).filter((idea) => WHO.has(idea)));
    const what = new Set(together.map(({ idea }) => idea).filter((idea) => WHAT.has(idea)));
    for (const one of who) for (const other of what) met.add(`meet ${one}+${other}`);
  }
  return met;
}

function shapeOf(subject: string, { tokens }: Words): readonly (readonly [string, number])[] {
  const count = (mark: string): number => tokens.filter((token) => token === mark).length;
  const [asks, links, marks, shares] = [count("?"), count("§url"), count("!"), count("%")];
  const money = tokens.filter((token) =>
    /^(?:€|\$|£|eur|euros?|usd|brl|chf|gbp|reais|dollars?|dolares)$/.test(token),
  ).length;
  return [
    ["shape asks", Math.min(asks, 2) / 2],
    ["shape links", Math.min(links, 3) / 3],
    ["shape exclaims", Math.min(marks, 3) / 3],
    ["shape percent", Math.min(shares, 2) / 2],
    ["shape money", Math.min(money, 2) / 2],
    ["shape short", tokens.length < 14 ? 1 : 0],
    ["shape long", tokens.length > 120 ? 1 : 0],
    ["shape reply", /^\s*(?:re|aw|res|sv)\s*:/i.test(subject) ? 1 : 0],
    ["shape forward", /^\s*(?:fwd?|wg|enc|rv)\s*:/i.test(subject) ? 1 : 0],
  ].filter(([, value]) => value !== 0) as [string, number][];
}

function addWords(values: Map<string, number>, { tokens }: Words): void {
  const names = new Set<string>();
  let before = "";
  for (const token of tokens) {
    const word = /^\d/.test(token) ? "§num" : token.slice(0, STEM);
    if (word.length >= 2) names.add(`word ${word}`);
    if (before !== "") names.add(`pair ${before} ${word}`);
    before = word;
  }
  const share = 3 / Math.sqrt(names.size + 10);
  for (const name of names) values.set(name, share);
}
