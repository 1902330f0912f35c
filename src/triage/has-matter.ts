import { featuresOf } from "./features.ts";
import type { Taxonomy } from "./taxonomy.ts";

/**
 * Whether one word of a text may tell of a matter of its own: something that is wrong, many who are concerned, money. For who must
 * not overlook one.
 */
export function hasMatter(text: string, taxonomy: Taxonomy): boolean {
  const { matters, worst, trouble } = taxonomy;
  const parts = { opens: "first", subject: "", own: text, quoted: "", passedOn: "" } as const;
  return featuresOf(parts, taxonomy).found.some(
    ({ idea }) => matters.has(idea) || worst.has(idea) || trouble.what.has(idea) || trouble.who.has(idea),
  );
}
