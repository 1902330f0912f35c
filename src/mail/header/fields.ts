import type { Instant } from "../../values/instant.ts";
import type { Address, Defect, HeaderFields, Message } from "../message.ts";
import { readAddresses } from "./address.ts";
import type { RawField } from "./block.ts";
import { readDate } from "./date.ts";
import { readMessageId, readMsgIds } from "./msg-id.ts";
import { cleanValue, headerText, headerUnicode } from "./text.ts";

/** What the header says, as values. Of fields that may stand once (RFC 5322 §3.6) the first one counts. */
export interface Envelope {
  readonly from: Address | null;
  readonly sender: Address | null;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly date: Instant | null;
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly headers: HeaderFields;
  readonly rawHeaders: Message["rawHeaders"];
}

const ONCE = [
  "From",
  "sender",
  "reply-to",
  "to",
  "cc",
  "subject",
  "date",
  "message-id",
  "in-reply-to",
  "references",
];

/** Reads a mail's header fields; `bodyCharset` is the best guess for raw 8-bit bytes in them. */
export function readEnvelope(
  fields: readonly RawField[],
  bodyCharset: string | null,
  defects: Defect[],
): Envelope {
  const byName = new Map<string, RawField[]>();
  for (const field of fields) {
    const key = field.name.toLowerCase();
    const list = byName.get(key);
    if (list === undefined) byName.set(key, [field]);
    else list.push(field);
  }
  for (const name of ONCE) {
    const count = byName.get(name.toLowerCase())?.length ?? 0;
    if (count > 1)
      defects.push({ code: "header-twice", detail: `${count} ${name} fields; the first one counts` });
  }
  const raw = (name: string): string =>
    byName.get(name.toLowerCase())?.find(({ value }) => value !== "")?.value ?? "";
  const unicode = (name: string): string => cleanValue(headerUnicode(raw(name), bodyCharset));
  const list = (name: string): Address[] => addressList(byName.get(name) ?? [], bodyCharset);
  const from = readAddresses(unicode("From"));
  if (from.length > 1)
    defects.push({ code: "from-many", detail: `${from.length} authors; the first one counts` });
  if (from.length === 0) defects.push({ code: "from-missing", detail: "no usable From field" });
  const headers = new Map(
    [...byName].map(([name, all]) => [name, all.map(({ value }) => headerText(value, bodyCharset))]),
  );
  return {
    from: from[0] ?? null,
    sender: readAddresses(unicode("sender"))[0] ?? null,
    replyTo: list("reply-to"),
    to: list("to"),
    cc: list("cc"),
    subject: headerText(raw("subject"), bodyCharset),
    date: readDate(raw("date")),
    messageId: readMessageId(unicode("message-id")),
    inReplyTo: readMsgIds(unicode("in-reply-to")),
    references: readMsgIds(unicode("references")),
    headers,
    rawHeaders: fields.map(
      ({ name, value }) => [name, headerUnicode(value, bodyCharset).replaceAll("\0", "")] as const,
    ),
  };
}

/** Several To or Cc fields are one list: nobody who was written to is lost. */
function addressList(fields: readonly RawField[], bodyCharset: string | null): Address[] {
  return fields.flatMap(({ value }) => readAddresses(cleanValue(headerUnicode(value, bodyCharset))));
}
