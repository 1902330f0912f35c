/** Text without the empty lines at both ends, else byte for byte; walked, since a text may be nothing but empty lines. */
export function trimLines(text: string): string {
  let from = 0;
  for (let at = 0; at < text.length && isSpace(text, at); at++) if (text[at] === "\n") from = at + 1;
  let to = text.length;
  for (let at = to - 1; at >= from && isSpace(text, at); at--) if (text[at] === "\n") to = at;
  const trimmed = text.slice(from, to);
  return trimmed.trim() === "" ? "" : trimmed;
}

const isSpace = (text: string, at: number): boolean => /\s/.test(text[at]!);
