import type { Parts } from "./parts.ts";

const MONEY = /^(?:€|\$|£|eur|euros?|usd|brl|chf|gbp|reais|dollars?|dolares)$/;

/** What a mail looks like, whatever its words: marks, length, how it opens. @param tokens  the writer's own */
export function shapeOf(
  { opens, quoted, passedOn }: Parts,
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
      ["shape short", tokens.length < 14 ? 1 : 0],
      ["shape long", tokens.length > 120 ? 1 : 0],
      ["shape quotes", quoted + passedOn === "" ? 0 : 1],
      [`shape ${opens}`, opens === "first" ? 0 : 1],
    ] as const
  ).filter(([, value]) => value !== 0);
}
