import { readPrefix } from "../../mail/reply-text/prefix.ts";

const MOST_PREFIXES = 10;

/** The subject of a reply as that of a case of its own: without the tag of the ticket it came from, and without `Re:` in any language. */
export function bareSubject(subject: string): string {
  let rest = subject
    .replaceAll(/\[#\d{1,12}\]/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  for (let count = 0; count < MOST_PREFIXES && isReply(rest); count++) {
    rest = rest.slice(rest.search(/[:：]/) + 1).trim();
  }
  return rest;
}

function isReply(subject: string): boolean {
  const prefix = readPrefix(subject);
  return (prefix === "reply" || prefix === "either") && /[:：]/.test(subject);
}
