import { createInterface } from "node:readline";
import type { z } from "zod";
import { SetupAnswers } from "../../policy/setup-files.ts";

type Raw = Record<string, unknown>;

interface Question {
  readonly key: string;
  readonly ask: string;
  readonly fallback?: string;
  readonly read?: (text: string) => unknown;
}

const QUESTIONS: readonly Question[] = [
  { key: "name", ask: "What is the desk called, as customers read it?" },
  { key: "address", ask: "Which address do customers write to?" },
  {
    key: "timeZone",
    ask: "In which time zone is it?",
    fallback: Intl.DateTimeFormat().resolvedOptions().timeZone,
  },
  { key: "hours", ask: "When is it open?", fallback: "mon-fri 09:00-18:00" },
  { key: "country", ask: "Whose public holidays does it keep (PT, DE, US; empty: none)?", fallback: "" },
  { key: "region", ask: "Which region of that country (empty: only those of all of it)?", fallback: "" },
  {
    key: "languages",
    ask: "In which languages do you answer, the usual one first?",
    fallback: "en",
    read: languages,
  },
  {
    key: "agents",
    ask: 'Who answers ("Ana Sousa <ana@contoso.example>", more after commas)? The first leads.',
    read: people,
  },
  { key: "manager", ask: "Who is told when a promise stays missed (empty: who leads)?", fallback: "" },
  { key: "imap", ask: "Where is the mailbox (IMAP host:port; empty: later)?", fallback: "" },
  { key: "smtp", ask: "Where does mail leave (SMTP host:port; empty: later)?", fallback: "" },
];

/** Where answers come from. */
export interface Lines {
  /** Null: there are no more. */
  ask(question: string, fallback?: string): Promise<string | null>;
  /** Somebody sits there who can be asked again; a pipe would answer with what is meant for the next question. */
  readonly someone: boolean;
  tell(line: string): void;
}

/** What flags and file leave out. Whoever can be asked again is, until the answer can be used. */
export async function askFor(known: Raw, lines: Lines): Promise<Raw> {
  const mailbox: Raw = {};
  const said: Raw = {};
  for (const question of QUESTIONS) {
    const { key } = question;
    const isMailbox = key === "imap" || key === "smtp";
    if (known[key] !== undefined || (isMailbox && known["mailbox"] !== undefined)) continue;
    const value = await answerTo(question, lines);
    if (value === null) continue;
    if (isMailbox) mailbox[key] = value;
    else said[key] = value;
  }
  return mailbox["imap"] === undefined ? said : { ...said, mailbox };
}

async function answerTo({ key, ask, fallback, read }: Question, lines: Lines): Promise<unknown> {
  for (;;) {
    const text = await lines.ask(ask, fallback);
    if (text === null) return null;
    const value = text === "" ? null : read ? read(text) : text;
    const wrong = lines.someone ? whatIsWrong(key, value) : null;
    if (wrong === null) return value;
    lines.tell(wrong);
  }
}

/** Null: it can be used. */
function whatIsWrong(key: string, value: unknown): string | null {
  const { mailbox, ...shape } = SetupAnswers.shape;
  const fields: Readonly<Record<string, z.ZodType>> = { ...shape, ...mailbox.unwrap().shape };
  const parsed = fields[key]!.safeParse(value ?? undefined);
  if (parsed.success) return null;
  // An empty answer leaves out what may be left out: the mailbox has its servers later.
  if (value === null) return key === "imap" ? null : "That cannot be left out.";
  return `That cannot be used: expected ${[...new Set(parsed.error.issues.map(({ message }) => message))].join("; ")}.`;
}

/** Lines are taken as they come, so that a pipe may hold all of them at once. */
export function openLines(): Lines & { close(): void } {
  const rl = createInterface({ input: process.stdin });
  const lines = rl[Symbol.asyncIterator]();
  return {
    someone: process.stdin.isTTY === true,
    async ask(question, fallback) {
      process.stderr.write(`${question}${fallback ? ` [${fallback}]` : ""} `);
      const { value, done } = await lines.next();
      if (done) return fallback ?? null;
      return value.trim() === "" ? (fallback ?? "") : value.trim();
    },
    tell: (line) => void process.stderr.write(`  ${line}\n`),
    close: () => rl.close(),
  };
}

export function languages(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((language) => language !== "");
}

/** `Ana Sousa <ana@x>, ben@x`. A person without a name is called as their address begins. */
export function people(text: string): readonly { readonly name: string; readonly address: string }[] {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [, name, address] = /^(?:"?([^"<]*?)"?\s*)<([^<>\s]+)>$/.exec(part) ?? ["", "", part];
      return { name: name || address!.split("@")[0]!, address: address! };
    });
}
