import { stripVTControlCharacters, styleText } from "node:util";
import type { MailServer } from "../system/settings.ts";
import type { Account } from "./accounts.ts";
import type { SandboxMailServers } from "./mail.ts";
import type { Embedded } from "./start.ts";

export interface Pages {
  readonly operationsUrl: string;
  /** The one-time link that signs in; null: operators have their own logins. */
  readonly loginUrl: string | null;
}

type Rows = readonly (readonly string[])[];

/**
 * What a person reads once everything is up: what is embedded, which page to open, and how to connect a mail client as
 * customer and as agent. Shows the sandbox's passwords, so it belongs on a terminal and never into a log.
 */
export function startScreen(embedded: Embedded, pages: Pages): string {
  const sections = [
    ["", bold("Answerable is running."), ""],
    table(parts(embedded)),
    open(embedded, pages),
    embedded.mail === null ? [] : mailClients(embedded.mail),
    halfSandbox(embedded),
    ["Ctrl-C stops everything; what is stored stays in the data folder.", ""],
  ];
  return sections.flat().join("\n");
}

function parts({ settings, postgres, redis, mail }: Embedded): Rows {
  const sandbox = (server: MailServer) =>
    mail?.accounts.some(({ address }) => address === server.user) ?? false;
  const at = ({ host, port }: MailServer) => `${host}:${port}`;
  const row = (part: string, embedded: string | null, given: string, variable: string) =>
    embedded === null
      ? [part, given, `from ${variable}`]
      : [part, embedded, `embedded; ${variable} replaces it`];
  return [
    row("database", postgres && `PostgreSQL at 127.0.0.1:${postgres.port}`, "PostgreSQL", "DATABASE_URL"),
    row("queues", redis && `${redis.name}, keeps nothing`, "Redis", "REDIS_URL"),
    row(
      "mail in",
      sandbox(settings.imap) ? `${mail?.name} at ${at(settings.imap)}` : null,
      at(settings.imap),
      "IMAP_URL",
    ),
    row(
      "mail out",
      sandbox(settings.smtp) ? `smtp-server at ${at(settings.smtp)}` : null,
      at(settings.smtp),
      "SMTP_URL",
    ),
    ["data", settings.dataDir, "DATA_DIR"],
  ];
}

function open({ sandbox }: Embedded, { operationsUrl, loginUrl }: Pages): readonly string[] {
  const what =
    sandbox === null ? "The operators' pages" : "Open this to write as a customer and answer as an agent";
  return [
    "",
    `${what}:`,
    "",
    `  ${bold(loginUrl ?? operationsUrl)}`,
    ...(loginUrl === null ? [] : ["  (works once)"]),
    "",
  ];
}

function mailClients(mail: SandboxMailServers): readonly string[] {
  const line = ({ address, password, role }: Account): readonly string[] => [
    role,
    address,
    password,
    `${mail.imap(address).host}:${mail.imap(address).port}`,
    `${mail.smtp(address).host}:${mail.smtp(address).port}`,
  ];
  const people = mail.accounts.filter(({ role }) => role !== "desk");
  const desk = mail.accounts.find(({ role }) => role === "desk")!;
  return [
    "Or use a mail client (IMAP and SMTP without TLS, password authentication; no mail leaves this machine):",
    "",
    ...table([["", "user", "password", "IMAP", "SMTP"], ...people.map(line)]),
    "",
    `Write to ${bold(desk.address)} as a customer; answer the notice as an agent.`,
    "",
  ];
}

/** One end real and one end not is allowed, and easily misread. */
function halfSandbox({ mail, settings }: Embedded): readonly string[] {
  if (mail === null) return [];
  const users = mail.accounts.map(({ address }) => address);
  const [imap, smtp] = [settings.imap, settings.smtp].map(({ user }) => users.includes(user ?? ""));
  if (imap && smtp) return [];
  const said = imap
    ? "IMAP_URL is not set: only the sandbox's mailbox is read, answers go out by SMTP_URL."
    : "SMTP_URL is not set: answers stay in the sandbox and reach nobody outside.";
  return [bold(`Note: ${said}`), ""];
}

function table(rows: Rows): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd(),
  );
}

/** Bold on a terminal that can, plain text elsewhere. */
function bold(text: string): string {
  const styled = styleText("bold", text, { stream: process.stdout });
  return process.stdout.isTTY ? styled : stripVTControlCharacters(styled);
}
