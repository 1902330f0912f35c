const ADDR =
  /(?:"[^"\s@]{1,64}"|[^\s<>()[\]",;:@']{1,64}(?:'[^\s<>()[\]",;:@']{1,30})?)@[^\s<>()[\]",;:@'“”„‘’、。]{1,253}/g;
const MOST_IN_A_LINE = 200;

/** The addresses in a line, in order, as written but without trailing punctuation. Linear: every part is bounded. */
export function addressesIn(line: string): readonly string[] {
  const found: string[] = [];
  for (const [match] of line.slice(0, 20_000).matchAll(ADDR)) {
    const address = tidy(match);
    if (address !== null) found.push(address);
    if (found.length >= MOST_IN_A_LINE) break;
  }
  return found;
}

/** The first address in a text; null where there is none. */
export function addressIn(line: string): string | null {
  return addressesIn(line.slice(0, 2000))[0] ?? null;
}

function tidy(match: string): string | null {
  const plain = match.replace(/^(?:mailto:|smtp:)/i, "").replace(/[.!?。=*]+$/, "");
  const at = plain.lastIndexOf("@");
  const domain = plain.slice(at + 1).toLowerCase();
  if (at < 1 || domain === "" || /^[-.]|\.\./.test(domain)) return null;
  return `${plain.slice(0, at)}@${domain}`;
}
