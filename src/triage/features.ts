import { type FoundIdea, ideasIn } from "./ideas.ts";
import type { Parts } from "./parts.ts";
import { peopleIn } from "./people.ts";
import { sentencesOf } from "./sentences.ts";
import { shapeOf } from "./shape.ts";
import type { Taxonomy } from "./taxonomy.ts";
import { voiceOf } from "./voice.ts";
import { type Words, wordsOf } from "./words.ts";

/** What a mail is known by: a name, and how much of it there is. */
export interface Features {
  readonly values: ReadonlyMap<string, number>;
  /** All ideas, whose words they ever are. */
  readonly found: readonly FoundIdea[];
  /** The writer's own words without the subject, and the ideas in them. */
  readonly own: { readonly text: Words; readonly found: readonly FoundIdea[] };
}

/** A subject says nothing by them. */
const PERSONS = new Set(["i", "we", "you"]);
/** Ideas whose meeting in one sentence says more than each alone: who is concerned, and what happened. */
const WHO = new Set(
  "everybody production some one many_people test_system invoice licence subscription suspended".split(" "),
);
const WHAT = new Set(
  "stopped cannot broken error slow crash security data_loss login payment howto deadline workaround quota".split(
    " ",
  ),
);

/**
 * Reads a mail by its parts. The writer's own words count in full; the subject with them, and once more, in a first mail
 * only: in an answer it is somebody else's. What is quoted or passed on has names of its own.
 */
export function featuresOf(parts: Parts, taxonomy: Taxonomy): Features {
  const [head, own] = [wordsOf(parts.subject), wordsOf(parts.own)];
  const [inHead, inOwn] = [allIn(head, taxonomy), allIn(own, taxonomy)];
  const inPassed = allIn(wordsOf(parts.passedOn), taxonomy);
  const inQuoted = allIn(wordsOf(parts.quoted), taxonomy);
  const isFirst = parts.opens === "first";
  const values = new Map<string, number>();
  for (const { idea } of isFirst ? [...inHead, ...inOwn] : inOwn) values.set(`idea ${idea}`, 1);
  for (const { idea, at } of inHead) {
    if (PERSONS.has(idea)) continue;
    values.set(`${isFirst ? "subject" : "theirs"} ${idea}`, 0.5);
    if (isFirst && at === 0) values.set(`starts ${idea}`, 1);
  }
  for (const { idea } of inPassed) values.set(`passed ${idea}`, 0.3);
  for (const { idea } of inQuoted) values.set(`quoted ${idea}`, 0.3);
  for (const both of [...(isFirst ? meetings(inHead) : []), ...meetings(inOwn)]) values.set(both, 1);
  for (const [name, value] of sentencesOf(own, inOwn, taxonomy)) values.set(name, value);
  for (const [name, value] of voiceOf(own, inOwn, taxonomy)) values.set(name, value);
  const tokens = isFirst ? [...head.tokens, ...own.tokens] : own.tokens;
  for (const [name, value] of shapeOf(parts, tokens)) values.set(name, value);
  if (values.has("idea closing") && values.has("idea thanks")) {
    const isBut = values.has("shape asks") || values.has("idea unsolved");
    values.set(isBut ? "shape closed but" : "shape closed", 1);
  }
  addWords(values, tokens);
  const found = [...inHead, ...inOwn, ...inPassed, ...inQuoted];
  if (!found.some(({ idea }) => idea.includes("."))) values.set("shape names no service", 1);
  return { values, found, own: { text: own, found: inOwn } };
}

function allIn(words: Words, { ideas, services }: Taxonomy): readonly FoundIdea[] {
  return [...ideasIn(words, ideas), ...peopleIn(words), ...ideasIn(words, services)];
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

const STEM = 7;

function addWords(values: Map<string, number>, tokens: readonly string[]): void {
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
