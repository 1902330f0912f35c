/** Longest msg-id that is kept; RFC 5322 lines are at most 998 characters. */
export const MAX_MSG_ID = 998;

const HEADER_BOUND = 256 * 1024;

/**
 * The msg-id of a raw mail, read from its header block alone (RFC 5322 §3.6.4), with angle brackets.
 *
 * @returns null where there is none, or none that looks like one
 */
export function msgIdOf(raw: Uint8Array): string | null {
  const head = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, HEADER_BOUND)).toString("latin1");
  const end = head.search(/\r?\n\r?\n/);
  const header = end < 0 ? head : head.slice(0, end);
  const field = /^message-id[ \t]*:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]{1,996}>)/im.exec(header);
  return field?.[1] ?? null;
}
