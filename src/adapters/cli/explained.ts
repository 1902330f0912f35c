import type { Described } from "../../mail/describe.ts";
import type { Address } from "../../mail/message.ts";

const MOST_LINES = 40;

/** A mail's reading for a person at a terminal. Control characters of the mail do not reach the terminal. */
export function explained(file: string, mail: Described): string {
  const lines = [
    file,
    ...(mail.unreadable === null ? sections(mail) : [row("unreadable", whyUnreadable(mail))]),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function whyUnreadable({ unreadable }: Described): string {
  return `${unreadable?.because ?? ""} (${unreadable?.detail ?? ""})`;
}

function sections(mail: Described): string[] {
  const { message, origin, authentication, deliveryReport, forward } = mail;
  const rows = [
    row("from", message?.from == null ? "nobody" : shown(message.from)),
    ...list("reply-to", message?.replyTo ?? []),
    ...list("to", message?.to ?? []),
    ...list("cc", message?.cc ?? []),
    row("subject", message?.subject ?? ""),
    row("date", message?.date ?? "none"),
    row("message-id", message?.messageId ?? "none"),
    row(
      "origin",
      `${origin?.kind}: ${origin?.because}${origin?.mayAutoReply ? "" : " (never answered automatically)"}`,
    ),
    row("proof", `${authentication?.proved?.method ?? "none"}: ${authentication?.because}`),
  ];
  for (const to of deliveryReport?.recipients ?? []) {
    rows.push(row("report", `${to.action} ${to.address} ${to.status} ${to.class} ${to.diagnostic}`));
  }
  if (forward !== null)
    rows.push(row("forwarded", `${forward.from === null ? "" : shown(forward.from)} ${forward.subject}`));
  for (const file of mail.attachments) {
    rows.push(
      row(
        "file",
        `${file.filename} (${file.contentType}, ${file.size} bytes${file.inline ? ", inline" : ""})`,
      ),
    );
  }
  for (const defect of mail.defects) rows.push(row("defect", `${defect.code}: ${defect.detail}`));
  return [...rows, "", ...written(mail.visibleText ?? "")];
}

function written(text: string): string[] {
  const lines = text.split("\n");
  const shownLines = lines.slice(0, MOST_LINES).map((line) => `  | ${line}`);
  return lines.length > MOST_LINES
    ? [...shownLines, `  | … ${lines.length - MOST_LINES} more lines`]
    : shownLines;
}

function list(label: string, addresses: readonly Address[]): string[] {
  if (addresses.length === 0) return [];
  const more = addresses.length > 10 ? `, … ${addresses.length - 10} more` : "";
  return [row(label, addresses.slice(0, 10).map(shown).join(", ") + more)];
}

function shown({ name, address }: Address): string {
  return name === "" ? address : `${name} <${address}>`;
}

function row(label: string, text: string): string {
  return `  ${label.padEnd(11)} ${text}`;
}

/** Without terminal control sequences and direction overrides; tabs stay. */
function printable(line: string): string {
  return line.replace(/[\0-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, "");
}
