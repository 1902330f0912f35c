import type { Message } from "../message.ts";
import { addressIn } from "./address.ts";

/** One recipient as a delivery report names it, before it is judged. */
export interface NamedRecipient {
  readonly address: string;
  readonly action: string;
  readonly status: string;
  readonly diagnostic: string;
}

type Fields = ReadonlyMap<string, string>;

const MOST_RECIPIENTS = 1000;
const MOST_LINES = 40_000;

/** What the message/delivery-status parts say (RFC 3464 §2.3); empty where there are none or they name nobody. */
export function readStatusFields(message: Message): readonly NamedRecipient[] {
  const recipients: NamedRecipient[] = [];
  for (const part of message.reportParts) {
    if (!isStatusPart(part.contentType)) continue;
    for (const group of groupsOf(part.text)) {
      const recipient = recipientOf(group);
      if (recipient !== null && recipients.length < MOST_RECIPIENTS) recipients.push(recipient);
    }
  }
  return recipients;
}

export function isStatusPart(contentType: string): boolean {
  return /^message\/(?:global-)?delivery-status\b/.test(contentType);
}

/** Groups of fields between blank lines, unfolded; names lower-cased, the first of a name counts. */
export function groupsOf(text: string): readonly Fields[] {
  const groups: Map<string, string>[] = [];
  let group = new Map<string, string>();
  let last = "";
  for (const line of text.split("\n", MOST_LINES)) {
    if (line.trim() === "") {
      if (group.size > 0) groups.push(group);
      group = new Map();
      last = "";
    } else if (/^[ \t]/.test(line)) {
      const value = group.get(last) ?? "";
      if (last !== "" && value.length < 4000) group.set(last, `${value} ${line.trim()}`.trim());
    } else {
      const colon = line.indexOf(":");
      last = colon > 0 && colon < 80 ? line.slice(0, colon).trim().toLowerCase() : "";
      if (last !== "" && !group.has(last)) group.set(last, line.slice(colon + 1, colon + 4000).trim());
    }
  }
  if (group.size > 0) groups.push(group);
  return groups;
}

/** Named by the final recipient; by the original one where the final is none of Internet mail. */
function recipientOf(fields: Fields): NamedRecipient | null {
  const names = ["final-recipient", "original-recipient", "x-actual-recipient", "x-original-recipient"];
  const address = names.map((name) => addressIn(value(fields, name))).find((one) => one !== null);
  const speaks = fields.has("action") || fields.has("status") || fields.has("diagnostic-code");
  if (address === undefined && !(speaks && names.some((name) => fields.has(name)))) return null;
  return {
    address: address ?? "",
    action: (fields.get("action") ?? "").replace(/\(.*$/, "").trim().toLowerCase().split(/[\s;]/)[0]!,
    status: /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get("status") ?? "")?.[0] ?? "",
    diagnostic:
      value(fields, "diagnostic-code") || value(fields, "x-notes") || commentOf(fields.get("status") ?? ""),
  };
}

/** Without the type in front: `rfc822;`, `smtp;`. */
function value(fields: Fields, name: string): string {
  return (fields.get(name) ?? "").replace(/^\s?[a-z0-9-]{1,20}\s?;\s?/i, "");
}

const commentOf = (status: string): string => /\(([^)]{1,500})\)?/.exec(status)?.[1] ?? "";
