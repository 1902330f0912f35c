import { folded } from "./folded.ts";

/** What of a person stands in a text, by kind; told so that somebody looks before it leaves. */
export interface PersonalData {
  readonly kind: "address" | "phone" | "name";
  readonly value: string;
}

const LONGEST = 100_000;
/** So many are told; whether there are more, nobody knows. */
export const MOST_TOLD = 50;
const ADDRESS = /[^\s<>()[\],;:"'@]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/gi;
/** An international number, or one that a word says is one. */
const INTERNATIONAL = /(?<![\w+])\+\d{1,3}[ \d()./-]{6,20}\d(?!\d)/g;
const CALLED =
  /(?:phone|tel(?:ephone|efone|éfono|éphone)?|telefon|mobile|telemóvel|celular|móvil|handy|fax)\.?[ :]{1,4}([\d(][ \d()./-]{5,20}\d)/giu;

/**
 * Mail addresses, telephone numbers and names of known people in a text, each once, at most 50.
 *
 * @param names  of the people who wrote or were written to; single words and short names prove nothing and are left out
 */
export function personalDataIn(text: string, names: readonly string[]): readonly PersonalData[] {
  const read = text.slice(0, LONGEST);
  const plain = ` ${folded(read.replaceAll(/[^\p{L}\p{M}\s-]+/gu, " "))} `;
  const people = names.filter((name) => {
    const wanted = folded(name);
    return wanted.includes(" ") && wanted.length >= 5 && plain.includes(` ${wanted} `);
  });
  const found: readonly PersonalData[] = [
    ...[...read.matchAll(ADDRESS)].map(([value]) => ({ kind: "address" as const, value })),
    ...[...read.matchAll(INTERNATIONAL)].map(([value]) => ({ kind: "phone" as const, value })),
    ...[...read.matchAll(CALLED)].map(([, value]) => ({ kind: "phone" as const, value: value! })),
    ...people.map((value) => ({ kind: "name" as const, value })),
  ];
  const once = new Map(found.map((one) => [`${one.kind} ${one.value.toLowerCase()}`, one]));
  return [...once.values()].slice(0, MOST_TOLD);
}
