import { createHash } from "node:crypto";

/**
 * What two subjects have in common that differ only by answer prefixes and numbers of tickets: so machines answer each
 * other. A hash; null where nothing is left to compare.
 */
export function likenessOf(subject: string): string | null {
  const bare = subject
    .slice(0, 500)
    .toLowerCase()
    .replaceAll(/\[[^\]\d]{0,20}\d{1,12}\]/g, " ")
    .replaceAll(/#\d{1,12}/g, " ")
    .replaceAll(/\b(?:re|aw|sv|res|rif|fw|fwd|wg|enc|tr)\s?:/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (bare === "" || bare === "(no subject)") return null;
  return createHash("sha256").update(bare).digest("hex").slice(0, 32);
}
