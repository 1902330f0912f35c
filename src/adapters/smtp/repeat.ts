/** Says that the mail may have come before: same mail, same Message-ID. Put first, it breaks no DKIM signature. */
export const REPEAT_MARK =
  "X-Answerable-Repeat: this may be a second copy; nobody could tell whether the first had arrived\r\n";
