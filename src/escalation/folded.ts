/** A name as it is compared: small letters without accents, one space for blanks, dashes and low lines. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[\s_\-/]+/g, " ")
    .trim();
}
