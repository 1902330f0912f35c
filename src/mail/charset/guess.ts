/** The charset of 8-bit text that is not UTF-8 and says nothing of itself. */
export function guessCharset(bytes: Buffer): string {
  return bytes.length === 0 ? "utf-8" : "windows-1252";
}
