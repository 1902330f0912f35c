import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { ownTriageWords } from "../../src/adapters/system/triage-words.ts";
import { receiveMail } from "../../src/jobs/receive-mail.ts";
import { DAY, plus } from "../../src/values/instant.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";
import { passedOn } from "../support/vendor-mail.ts";

/** A Thursday's night: who is told, and when, hangs on how severe and how pressing a mail is. */
const NIGHT = "2026-12-03T22:00:00Z";
const ROUTING = [
  { severities: ["A" as const], team: "on-call" },
  { services: ["microsoft365"], team: "cloud" },
  { kinds: ["commercial" as const], team: "sales", assignment: "round-robin" as const },
];
const TEAMS = {
  support: { members: ["ana@contoso.example"], hours: "office" },
  cloud: { members: ["ben@contoso.example"], hours: "office" },
  sales: { members: ["ana@contoso.example", "ben@contoso.example"], hours: "office" },
  "on-call": { members: ["ben@contoso.example"], hours: "always" },
};

const OUTAGE = "Since eight nobody in the whole company can open Outlook, none of our 80 people can work.";
const HOW = "How do I share my Outlook calendar with a colleague? No hurry.";
const MAILS = {
  "a known customer's outage": ["carla@fabrikam.example", "Everything down", OUTAGE],
  "a stranger's outage": ["mallory@stranger.example", "Everything down", OUTAGE],
  "a question about a service": ["dora@fabrikam.example", "How do I", HOW],
  "a question that names none": [
    "emil@fabrikam.example",
    "Question",
    "Our new colleague cannot sign in on her first day.",
  ],
  "a cancellation within the window": [
    "paul@proseware.example",
    "Cancel",
    "Please cancel the subscription, we ordered it by mistake.",
  ],
  "an incident passed on": ["fay@fabrikam.example", "Fw: MO1234567", passedOn("FYI", "MO1234567")],
} as const;
type Name = keyof typeof MAILS;
const NAMES = Object.keys(MAILS) as Name[];

const folder = mkdtempSync(join(tmpdir(), "rules-true-"));
const fileOf = (name: Name): string => join(folder, `${name.replaceAll(/\W/g, "-")}.eml`);
function rawOf(name: Name): string {
  const [from, subject, text] = MAILS[name];
  const fields = { From: from, To: "support@contoso.example", Subject: subject };
  return plainMail({ ...fields, "Message-ID": `<${NAMES.indexOf(name)}@true>` }, text);
}

let desk: DeskInPostgres;
let said: readonly Said[];
beforeAll(async () => {
  desk = await deskInPostgres("support@contoso.example", NIGHT, {}, { routing: ROUTING, teams: TEAMS });
  const { db } = desk.database;
  // They have the hours of their teams.
  await db.update(rows.agents).set({ hours: null });
  for (const [name, domain] of [
    ["Fabrikam", "fabrikam.example"],
    ["Proseware", "proseware.example"],
  ] as const) {
    const id = newId();
    await db.insert(rows.customers).values({ id, name, plan: "premium", createdAt: desk.now() });
    await db.insert(rows.customerDomains).values({ domain, customerId: id, verifiedAt: desk.now() });
    const bought = { service: "azure", name: "Plan", boughtAt: plus(desk.now(), -6 * DAY) };
    if (name === "Proseware")
      await db.insert(rows.subscriptions).values({ id: newId(), customerId: id, ...bought });
  }
  for (const name of NAMES) writeFileSync(fileOf(name), rawOf(name));
  said = JSON.parse((await tried(NAMES, "--json")).out);
}, 90_000);
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function tried(names: readonly Name[], ...more: readonly string[]) {
  const env = { ...BARE_ENV, DATABASE_URL: desk.database.url, DATA_DIR: folder };
  const args = ["workers/answerable.ts", "rules", "try", ...names.map(fileOf), "--at", NIGHT, ...more];
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, args, { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** The ticket that the desk itself opens for a mail, in the words of `rules try`. */
async function opened(name: Name) {
  const { db } = desk.database;
  const id = await desk.store(rawOf(name));
  await receiveMail({ ...desk.ports, triage: ownTriageWords() }, { id, generation: 1 });
  const [ticket] = await db.select().from(rows.tickets).orderBy(desc(rows.tickets.number)).limit(1);
  const { kind, service, severity, language, plan, team, assigneeId } = ticket!;
  const [assignee] = await db
    .select()
    .from(rows.agents)
    .where(eq(rows.agents.id, assigneeId ?? newId()));
  const targets = await db.select().from(rows.targets).where(eq(rows.targets.ticketId, ticket!.id));
  const notices = (await desk.mails("notice")).filter(({ ticketId }) => ticketId === ticket!.id);
  const created = (await db.select().from(rows.events).where(eq(rows.events.ticketId, ticket!.id))).find(
    ({ type }) => type === "created",
  );
  return {
    ...{ kind, service, severity, language, plan, team, assignee: assignee?.name ?? null },
    rule: (created!.data as { readonly route: number | null }).route,
    told: notices
      .map(({ recipients, dueAt }) => ({ address: recipients[0]!.address, at: dueAt }))
      .toSorted(byText),
    promises: targets
      .flatMap(({ kind, promisedAt }) => (promisedAt === null ? [] : [{ kind, dueAt: promisedAt }]))
      .toSorted(byText),
  };
}
const byText = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

interface Said {
  readonly told: readonly { readonly address: string; readonly at: number }[];
  readonly promises: readonly object[];
}
/** What it said, in an order that can be compared and without its reasons for telling people. */
function inOrder({ told, promises, ...one }: Said): Readonly<Record<string, unknown>> {
  const people = told.map(({ address, at }) => ({ address, at })).toSorted(byText);
  return { ...one, told: people, promises: promises.toSorted(byText) };
}
const saidOf = (name: Name) => inOrder(said[NAMES.indexOf(name)]!);

const ROUTED: Readonly<Record<Name, object>> = {
  "a known customer's outage": { rule: 0, severity: "A", kind: "technical", service: "microsoft365" },
  "a stranger's outage": { rule: 1, severity: "B", kind: "technical", service: "microsoft365" },
  "a question about a service": { rule: 1, severity: "B", service: "microsoft365" },
  "a question that names none": { rule: null, service: null },
  "a cancellation within the window": { rule: 2, severity: "B", kind: "commercial", assignee: "Ana Sousa" },
  "an incident passed on": { rule: null, kind: null, service: null },
};

test.each(NAMES)("what it says of %s is the ticket that the desk opens for it", async (name) => {
  const ticket = await opened(name);
  expect(ticket).toMatchObject(ROUTED[name]);
  expect(saidOf(name)).toMatchObject(ticket);
  expect(ticket.told).not.toEqual([]);
});

test("in words: whose words the route hangs on, and why others changed nothing", async () => {
  const { out, code } = await tried(NAMES);
  expect(code).toBe(0);
  const [outage, stranger, question, none, cancels, passed] = out.split(/^(?=\S.*\.eml: )/m);
  expect(outage).toMatch(/ {4}severity A: its words “nobody in”.* speak for A \([01]\.\d\d\)/);
  expect(outage).toMatch(
    / {4}service microsoft365: its words “outlook”.* speak for microsoft365 \([01]\.\d\d\)/,
  );
  expect(outage).toContain("team on-call: routing[0] fits: severities");
  expect(stranger).toMatch(
    /severity B: the default; its words .* speak for A \([01]\.\d\d\), which raises nothing: its sender is no customer that is known/,
  );
  expect(stranger).toContain("team cloud: routing[1] fits: services");
  expect(question).toMatch(
    /severity B: the default; .* speak for C \([01]\.\d\d\), and only A is ever taken over/,
  );
  expect(none).toContain("service not known: no word of it names one");
  expect(none).toContain("not routing[1]: services: asks for microsoft365, is not known");
  expect(cancels).toContain("pressing: a few days decide what it costs");
  expect(passed).toContain("passes on the published incident MO1234567");
  expect(passed).toMatch(/kind not known: .*MO1234567.*a published incident/);
}, 60_000);

test("by settings files it is the ticket of somebody whom nobody knows", async () => {
  const outage = "a stranger's outage";
  const yaml = JSON.stringify({ version: 1, teams: TEAMS, routing: ROUTING });
  writeFileSync(join(folder, "desk.yaml"), yaml);
  const files = ["--policy", "examples/policy.yaml", "--desk", join(folder, "desk.yaml")];
  const both = await tried([outage, "an incident passed on"], ...files, "--json");
  const [one, passed] = JSON.parse(both.out);
  const { kind, service, severity, team, rule, told, promises } = saidOf(outage);
  expect(inOrder(one)).toMatchObject({ kind, service, severity, team, rule, told, promises });
  const refusing = JSON.stringify({ version: 1, teams: TEAMS, defaults: { unknownSender: "refuse" } });
  writeFileSync(join(folder, "refusing.yaml"), refusing);
  const { out } = await tried([outage], ...files.slice(0, 3), join(folder, "refusing.yaml"));
  expect(out).toContain(
    "no ticket: its sender belongs to no customer, and desk.yaml refuses unknown senders; if it",
  );
  expect(passed).toMatchObject({ incident: "MO1234567", kind: null });
}, 60_000);
