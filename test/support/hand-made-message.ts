import type { Address, Message } from "../../src/mail/message.ts";

/**
 * A message made from a header as text and a body, for rules that need no parser. Values are not decoded; addresses are
 * read from the plain forms `Name <a@b>` and `a@b` only.
 */
export function handMade(header: string, text = "", parts: Message["reportParts"] = []): Message {
  const rawHeaders = header
    .trim()
    .replaceAll(/\n[ \t]+/g, " ")
    .split("\n")
    .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as const);
  const headers = new Map<string, string[]>();
  for (const [name, value] of rawHeaders) {
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value]);
  }
  const value = (name: string): string => headers.get(name)?.[0] ?? "";
  const ids = (name: string): string[] => value(name).match(/<[^<>]+>/g) ?? [];
  return {
    from: mailboxes(value("from"))[0] ?? null,
    sender: mailboxes(value("sender"))[0] ?? null,
    replyTo: mailboxes(value("reply-to")),
    to: mailboxes(value("to")),
    cc: mailboxes(value("cc")),
    subject: value("subject"),
    date: null,
    messageId: ids("message-id")[0] ?? null,
    inReplyTo: ids("in-reply-to"),
    references: ids("references"),
    headers,
    rawHeaders,
    contentType: contentType(value("content-type")),
    text,
    html: null,
    attachments: [],
    reportParts: parts,
    defects: [],
  };
}

function contentType(value: string): Message["contentType"] {
  const [type = "", ...params] = value.split(/;\s*/);
  const pair = (param: string): [string, string] => {
    const at = param.indexOf("=");
    return [param.slice(0, at).toLowerCase(), param.slice(at + 1).replaceAll('"', "")];
  };
  return { type: type.toLowerCase() || "text/plain", params: Object.fromEntries(params.map(pair)) };
}

function mailboxes(value: string): Address[] {
  return value
    .split(",")
    .map((one) => /^\s*"?([^"<]*?)"?\s*<([^<>]+)>|([^\s<>]+@[^\s<>]+)/.exec(one))
    .filter((found) => found !== null)
    .map((found) => {
      const address = (found[2] ?? found[3])!;
      const at = address.lastIndexOf("@");
      return { name: found[1] ?? "", address: address.slice(0, at) + address.slice(at).toLowerCase() };
    });
}
