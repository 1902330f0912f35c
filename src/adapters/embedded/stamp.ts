/** Who answers for what the sandbox's SMTP server says of a mail (RFC 8601 section 2.5). */
export const AUTHSERV_ID = "sandbox.answerable";

export interface Submission {
  readonly user: string;
  readonly helo: string;
  /** Empty for the null reverse-path. */
  readonly reversePath: string;
  readonly recipient: string;
  readonly id: string;
  readonly at: Date;
}

const LONGEST_HEADER = 1_000_000;

/**
 * What a server adds on final delivery (RFC 5321 section 4.4), before the mail as it came. Fields that claim to be ours are
 * taken out first, whichever line ends they use (RFC 8601 section 5).
 *
 * Null: the header is longer than a million bytes.
 */
export function stamped(mail: Buffer, submission: Submission): readonly Buffer[] | null {
  const { end, body } = splitMail(mail);
  if (end > LONGEST_HEADER) return null;
  const header = mail
    .subarray(0, end)
    .toString("latin1")
    .replaceAll(/\r\n|\r|\n/g, "\r\n");
  const kept = header.split(/\r\n(?![ \t])/).filter((field) => field !== "" && !isForged(field));
  const fields = kept.map((field) => `${field}\r\n`).join("");
  return [Buffer.from(ownFields(submission)), Buffer.from(`${fields}\r\n`, "latin1"), mail.subarray(body)];
}

function ownFields({ user, helo, reversePath, recipient, id, at }: Submission): string {
  const name = /^[\w.:[\]-]{1,255}$/.test(helo) ? helo : "unknown";
  return [
    `Return-Path: <${reversePath}>`,
    `Delivered-To: ${recipient}`,
    `Received: from ${name} (localhost [127.0.0.1])`,
    `\tby ${AUTHSERV_ID} with ESMTPA id ${id}`,
    `\tfor <${recipient}>; ${at.toUTCString().replace("GMT", "+0000")}`,
    `Authentication-Results: ${AUTHSERV_ID};`,
    `\tauth=pass smtp.auth=${user}`,
    "",
  ].join("\r\n");
}

function isForged(field: string): boolean {
  const colon = field.indexOf(":");
  const name = field.slice(0, Math.max(colon, 0)).trim().toLowerCase();
  if (name === "return-path" || name === "delivered-to") return true;
  return name === "authentication-results" && field.toLowerCase().includes(AUTHSERV_ID);
}

/**
 * Where the header ends and the body begins. CR, LF and CRLF all end lines here, and a plain CRLF is written between the
 * two afterwards, so that every later reader parts them at the same place.
 */
function splitMail(mail: Buffer): { end: number; body: number } {
  let empty = true;
  for (let at = 0; at < mail.length; at++) {
    const byte = mail[at];
    if (byte !== 10 && byte !== 13) {
      empty = false;
      continue;
    }
    const next = byte === 13 && mail[at + 1] === 10 ? at + 2 : at + 1;
    if (empty) return { end: at, body: next };
    at = next - 1;
    empty = true;
  }
  return { end: mail.length, body: mail.length };
}
