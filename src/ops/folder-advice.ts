/** What helps against an error of a folder, by its words: ours in `connectImap` and `lookInto`, and servers' own. */
const ADVICE: readonly (readonly [sign: RegExp, advice: string])[] = [
  [
    /access token|oauth/i,
    "The provider gave no access token. Renew the secret or the consent, then run answerable mailbox test.",
  ],
  [
    /sign-in refused|authenticat|invalid credentials/i,
    "Correct user and password, or renew the secret, in the settings and start intake again.",
  ],
  [
    /certificate|self-signed/i,
    "Name the CA’s file in TLS_CA_FILE, or have the server’s certificate corrected.",
  ],
  [
    /no such host|nothing listens|does not answer|cannot be looked up|refused|ECONNREFUSED/i,
    "Check the server’s name and port in the settings, DNS and the firewall. It is tried again by itself.",
  ],
  [
    /folder cannot be opened|no such mailbox|nonexistent|does not exist/i,
    "The folder is gone or may not be read. Correct the mailbox’s folders in desk.yaml.",
  ],
  [/^not read/i, "Is the intake worker running? answerable doctor tells."],
  [/lists \d+ of \d+/i, "The server left mails out of its list. It is compared again in 15 minutes."],
  [
    /gone|closed|time.?out|reset|EPIPE|broke|unavailable/i,
    "This usually passes by itself: intake connects again within a minute.",
  ],
];

/** What an operator can do about it, in one or two sentences. */
export function folderAdvice(error: string): string {
  const known = ADVICE.find(([sign]) => sign.test(error));
  return known?.[1] ?? "answerable doctor looks at everything the desk needs. It is tried again by itself.";
}
