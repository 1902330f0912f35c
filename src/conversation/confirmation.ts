const SECRET = /\bconfirm:[ \t]*([a-z2-7]{20})\b/gi;
const MOST_LOOKED_AT = 200_000;
const MOST_SECRETS = 5;

/** Secrets of questions that a text quotes, for mailboxes that know no plus-addresses; lower case. */
export function secretsIn(text: string): readonly string[] {
  const found = [...text.slice(0, MOST_LOOKED_AT).matchAll(SECRET)].map(([, secret]) =>
    secret!.toLowerCase(),
  );
  return [...new Set(found)].slice(0, MOST_SECRETS);
}

const YES: ReadonlySet<string> = new Set([
  ..."yes y ok okay confirm confirmed sim confirmo confirmado sí si oui ja bestätigt".split(" "),
  "yes please",
  "je confirme",
  "ich bestätige",
]);

/**
 * Whether what was written says yes: nothing at all, or a first line that is only that. "That was not me" is a reply too, and
 * must confirm nothing.
 */
export function saysYes(visible: string): boolean {
  const line = visible
    .replaceAll(SECRET, "")
    .split("\n")
    .map((one) => one.replace(/^[>\s]+/, "").trim())
    .find((one) => one !== "");
  if (line === undefined) return true;
  return YES.has(
    line
      .slice(0, 40)
      .toLowerCase()
      .replaceAll(/[\s.,!]+/g, " ")
      .trim(),
  );
}
