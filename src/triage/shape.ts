import type { Parts } from "./parts.ts";

/** `Status: OK`: a machine fills in fields. */
const FIELD = /^\s{0,4}[\p{L}][\p{L}\p{N} /().-]{1,28}:\s+\S/gmu;
const BULLET = /^\s{0,4}[•▪►✔✅→·*-]\s/gmu;
/** `Read online | Preferences`, `Prices · Events`: a row of titles. */
const ROW = /\S [|·•] \S/gu;
const PICTURE = /[\u{1F300}-\u{1FAFF}\u{2600}-\u{27BF}]/u;
/** `[Backup]`, but not `[#4711]`, which is a ticket's. */
const TAG = /^\s*\[\s*\p{L}[^\]#\d]{1,38}\]/u;
/** `No. 88`, `#214`, `KW 24`: the number of an issue, unless letters or brackets say that it is a ticket's. */
const ISSUE =
  /(?:^|[\s|·,–-])(?:#|n\.?\s?[º°]\.?|nr\.?|no\.|vol\.?|issue|kw|semana|week|ausgabe|edicion|edição|edición|número)\s?\d{1,4}\b/iu;

const MONEY = /^(?:€|\$|£|eur|euros?|usd|brl|chf|gbp|reais|dollars?|dolares)$/;

/** What a mail looks like, whatever its words: marks, length, how it opens. @param tokens  the writer's own */
export function shapeOf(
  { opens, subject, own, quoted, passedOn }: Parts,
  tokens: readonly string[],
): readonly (readonly [string, number])[] {
  const count = (mark: string): number => tokens.filter((token) => token === mark).length;
  const money = tokens.filter((token) => MONEY.test(token)).length;
  return (
    [
      ["shape asks", Math.min(count("?"), 2) / 2],
      ["shape links", Math.min(count("§url"), 3) / 3],
      ["shape exclaims", Math.min(count("!"), 3) / 3],
      ["shape percent", Math.min(count("%"), 2) / 2],
      ["shape money", Math.min(money, 2) / 2],
      ["shape fields", Math.min(Math.max(times(own, FIELD) - 1, 0), 3) / 3],
      ["shape bullets", Math.min(times(own, BULLET), 3) / 3],
      ["shape rows", Math.min(times(own, ROW), 2) / 2],
      ["shape pictures", PICTURE.test(own) || PICTURE.test(subject) ? 1 : 0],
      ["shape tagged", opens === "first" && TAG.test(subject) ? 1 : 0],
      ["shape issue", opens === "first" && ISSUE.test(subject) ? 1 : 0],
      ["shape short", tokens.length < 14 ? 1 : 0],
      ["shape long", tokens.length > 120 ? 1 : 0],
      ["shape quotes", quoted + passedOn === "" ? 0 : 1],
      [`shape ${opens}`, opens === "first" ? 0 : 1],
    ] as const
  ).filter(([, value]) => value !== 0);
}

function times(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
