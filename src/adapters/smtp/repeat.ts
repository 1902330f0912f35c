const MARK =
  "X-Answerable-Repeat: this may be a second copy; nobody could tell whether the first had arrived\r\n";

/** The same mail, same Message-ID, with one field that says it may have come before. Put first, it breaks no DKIM signature. */
export function markedAsRepeat(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(MARK), bytes]);
}
