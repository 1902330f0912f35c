import type { Message } from "../message.ts";
import { addressesIn } from "./address.ts";
import type { Notice } from "./notice.ts";

/** The returned mail as far as the report holds it. */
export interface Original {
  readonly messageId: string | null;
  /** Whom it was written to. */
  readonly to: readonly string[];
  readonly from: readonly string[];
}

const LONGEST_HEADER = 60_000;
const MSG_ID =
  /(?:^|\n)[\s>|]{0,8}(?:x-)?(?:original-)?message[- ]id\s?[:=]\s{0,40}(?:\n\s{0,20})?(<[^<>\s]{1,500}>)/i;
const BARE_ID = /(?:^|\n)[\s>|]{0,8}message[- ]id\s?[:=]\s{0,8}([^\s<>@]{1,300}@[^\s<>@]{1,250})/i;

/**
 * The returned mail's msg-id, from the surest place: a returned part, its copy in the text, the words of the report, and
 * last what the report says to answer.
 */
export function findOriginal(message: Message, notice: Notice): Original {
  const parts = message.reportParts.filter(
    (part) => !/delivery-status|feedback-report|disposition|calendar/.test(part.contentType),
  );
  const status = message.reportParts.filter((part) =>
    /delivery-status|feedback-report/.test(part.contentType),
  );
  const headers = [...parts.map((part) => part.text), notice.returned].map((text) =>
    text.slice(0, LONGEST_HEADER),
  );
  const said = [
    ...status.map((part) => part.text.slice(0, LONGEST_HEADER)),
    notice.lines.join("\n").slice(0, LONGEST_HEADER),
  ];
  const own = message.messageId;
  const messageId = [...headers, ...said].map(msgIdIn).find((id) => id !== null && id !== own);
  return {
    messageId: messageId ?? message.inReplyTo[0] ?? message.references.at(-1) ?? null,
    to: unique(headers.flatMap((text) => addressesIn(field(text, "To")))),
    from: unique(headers.flatMap((text) => addressesIn(field(text, "From")))),
  };
}

function msgIdIn(text: string): string | null {
  const marked = MSG_ID.exec(text)?.[1];
  if (marked !== undefined) return marked;
  const bare = BARE_ID.exec(text)?.[1];
  return bare === undefined ? null : `<${bare}>`;
}

/** A field of a header in text, unfolded; empty where it has none. */
export function field(text: string, name: string): string {
  const found = new RegExp(
    String.raw`(?:^|\n)${name}:([^\n]{0,2000}(?:\n[ \t][^\n]{0,2000}){0,20})`,
    "i",
  ).exec(text);
  return (found?.[1] ?? "").replaceAll(/\s+/g, " ").trim();
}

const unique = (all: readonly string[]): string[] => [...new Set(all)].slice(0, 1000);
