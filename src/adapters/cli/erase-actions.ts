import { readFile } from "node:fs/promises";
import { z } from "zod";
import { count } from "../../ops/words.ts";
import { MailAddress } from "../../policy/schema.ts";
import { type Instant, instant, iso } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { type Erased, erasedPeople, erasePerson } from "../postgres/erase.ts";
import { erasures } from "../postgres/schema.ts";
import { now } from "../postgres/transact.ts";
import { fail } from "./desk-database.ts";
import { json, printable } from "./print.ts";
import { progress } from "./progress.ts";

const clock = { kind: "database" } as const;

interface Said {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export async function erase(db: Db, given: string | undefined, options: Said): Promise<void> {
  const address = MailAddress.safeParse(given?.trim());
  if (!address.success)
    return fail({
      message: `${printable(given ?? "Nothing")} is no mail address.`,
      next: "See: answerable erase --help",
    });
  const person = { address: address.data.toLowerCase(), until: await now(db, clock) };
  const dryRun = options.dryRun === true;
  const erased = await eraseOne(db, person, dryRun);
  if (options.json) process.stdout.write(`${json({ dryRun, ...erased })}\n`);
  const isBlocked = erased.isAgent || erased.refused.length > 0;
  if (isBlocked) {
    if (!options.json) process.stderr.write(`Nothing was erased.\n${whatToDo(erased).join("\n")}\n`);
    process.exitCode = 1;
    return;
  }
  if (!options.json) process.stdout.write(`${told(erased, dryRun)}\n`);
}

export async function replay(db: Db, options: Said & { readonly from?: string }): Promise<void> {
  const kept = await db.select().from(erasures);
  const listed = options.from === undefined ? [] : readList(await readFile(options.from, "utf8"));
  const people = await erasedPeople(db, [...kept, ...listed]);
  const dryRun = options.dryRun === true;
  const all: Erased[] = [];
  for (const person of people) all.push(await eraseOne(db, person, dryRun));
  const stuck = all.filter(({ refused, isAgent }) => refused.length > 0 || isAgent);
  const said = { dryRun, known: kept.length + listed.length, found: people.length, stuck: stuck.length };
  const lines = [
    `${said.known} erasures are known; ${said.found} of these people ${said.found === 1 ? "was" : "were"} found${dryRun ? "" : " and erased again"}.`,
    ...stuck.flatMap(whatToDo),
  ];
  process.stdout.write(`${options.json ? json(said) : lines.join("\n")}\n`);
  if (stuck.length > 0) process.exitCode = 1;
}

export async function exportErasures(db: Db): Promise<void> {
  for (const { hash, at } of await db.select().from(erasures)) {
    process.stdout.write(`${json({ person: Buffer.from(hash).toString("hex"), at: iso(at) })}\n`);
  }
}

const Line = z.object({
  person: z.string().regex(/^[\da-f]{64}$/),
  at: z.string().transform((text) => instant(text)),
});

function readList(text: string): readonly { readonly hash: Uint8Array; readonly at: Instant }[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const { person, at } = Line.parse(JSON.parse(line));
      return { hash: Buffer.from(person, "hex"), at };
    });
}

async function eraseOne(db: Db, person: Parameters<typeof erasePerson>[1], dryRun: boolean): Promise<Erased> {
  using looked = progress("mails looked at");
  return erasePerson(db, person, { clock, actor: "cli", dryRun, onMails: (n) => looked.tick(n) });
}

const WAYS: Readonly<Record<string, string>> = {
  open: "it is open: answer it and close it (#close), or take them out of it (#cc -ADDRESS)",
  "handoff open": "it is handed on: take it back (#handback) or wait for its end",
  "on hold": "it is on hold: answerable retention release",
};

function whatToDo({ refused, isAgent }: Erased): readonly string[] {
  return [
    ...(isAgent ? ["They are an agent of this desk: answerable agents remove"] : []),
    ...refused.map(({ number, because }) => `#${number}: ${WAYS[because] ?? because}`),
  ];
}

function told({ tickets, beside, mails }: Erased, dryRun: boolean): string {
  const numbers = (some: readonly number[]): string => some.map((number) => `#${number}`).join(" ");
  return [
    `${dryRun ? "Would erase" : "Erased"} ${count(tickets.length, "ticket")}${tickets.length > 0 ? ` (${numbers(tickets)})` : ""}, what they wrote on ${beside.length} of others${beside.length > 0 ? ` (${numbers(beside)})` : ""}, and ${count(mails, "mail")} on no ticket.`,
    // One letter wrong would look like a promise that was kept.
    ...(tickets.length + beside.length + mails === 0
      ? ["But no mail of theirs was found: is the address right?"]
      : []),
    ...(dryRun
      ? []
      : ["The mailbox itself is not touched. Keep `answerable erase --export` apart from your backups."]),
  ].join("\n");
}
