import { z } from "zod";
import { type Refused, readSettings } from "../policy/load.ts";

const AXES = ["kind", "service", "severity", "scope", "effect", "window"] as const;

/** `profiles/taxonomy.yaml`: words, and what each says. */
export const TaxonomyFile = z.strictObject({
  signals: z
    .array(
      z.strictObject({
        axis: z.enum(AXES),
        says: z.string().min(1, "what the words say"),
        weight: z.number().positive("more than 0"),
        words: z.array(z.string().min(1).max(60, "at most 60 characters")).min(1),
      }),
    )
    .min(1),
});

/** One signal, ready to be looked for in folded text. */
export interface Signal {
  readonly axis: (typeof AXES)[number];
  readonly says: string;
  readonly weight: number;
  readonly pattern: RegExp;
}
export type LoadedTaxonomy = { readonly kind: "taxonomy"; readonly signals: readonly Signal[] } | Refused;

/** Reads the words of triage; refused with every problem at once. */
export function loadTaxonomy(text: string, fileName: string): LoadedTaxonomy {
  const read = readSettings(text, fileName, TaxonomyFile);
  if (read.kind === "refused") return read;
  return {
    kind: "taxonomy",
    signals: read.value.signals.map(({ words, ...signal }) => ({ ...signal, pattern: patternOf(words) })),
  };
}

/** Small letters without accents, white space as one blank. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/\s+/g, " ");
}

/** Alternatives of plain words; `*` is bounded, so that the search stays linear. */
function patternOf(words: readonly string[]): RegExp {
  const each = words.map((word) =>
    fold(word)
      .replaceAll(/[.+?^${}()|[\]\\/]/g, "\\$&")
      .replaceAll(" * ", " (?:[^ ]{1,30} ){0,3}")
      .replaceAll("*", "[\\p{L}\\p{N}]{0,30}"),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${each.join("|")})(?![\\p{L}\\p{N}])`, "gu");
}
