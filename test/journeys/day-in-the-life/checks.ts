import { asc, isNull } from "drizzle-orm";
import { expect } from "vitest";
import * as rows from "../../../src/adapters/postgres/schema.ts";
import { reconcileDesk } from "../../../src/adapters/roles/reconcile.ts";
import type { Received } from "../../support/inbox.ts";
import { DESK } from "../../support/mail-servers.ts";
import { until } from "../../support/until.ts";
import { AGENTS, CARLA, DAVE, EVA, GINA, HARBOUR, MAX } from "./people.ts";
import type { Person, Stage } from "./stage.ts";

/** Who may read each other's words: one audience each, and the agents. */
const AUDIENCES: readonly (readonly Person[])[] = [[CARLA, EVA, MAX], [DAVE], [GINA], [HARBOUR]];

/** What agents wrote for agents, and what only notices and receipts say. */
const INTERNAL = [
  "Their firewall again",
  "Not a word of it",
  "He always writes to me",
  "please restart the router",
  "Hello Gona",
  "We will not help you",
  "New ticket:",
  "New message:",
  "Assignee:",
  "Promise:",
  "service time left",
  "Internal note",
  "Nothing was sent",
  "working time",
  "#merge",
  "#dryrun",
  "#override",
];
/** What the provider may know and no customer. */
const UPSTREAM = ["HC-204711", "Harbour", "harbour.example", "health check"];
const TOKEN = /\+([a-z2-7]{20})@/g;

const wholeOf = ({ subject, text, html, rawHeaders }: Received): string =>
  [subject, text, html ?? "", ...rawHeaders.map(([name, value]) => `${name}: ${value}`)].join("\n");
const tokensIn = (mails: readonly string[]): ReadonlySet<string> =>
  new Set(mails.flatMap((mail) => [...mail.matchAll(TOKEN)].map(([, token]) => token!)));
const ofDesk = async (stage: Stage, people: readonly Person[]): Promise<readonly string[]> => {
  const all = await Promise.all(people.map((who) => stage.inboxOf(who)));
  return all
    .flat()
    .filter(({ from }) => from?.address === DESK)
    .map(wholeOf);
};

/** Every mail in the mailbox has a row and an outcome with its reason, and each mail that a person sent is among them. */
export async function everyMailIsAccountedFor({ desk, settled, sent }: Stage): Promise<void> {
  await settled();
  const { db } = desk.database;
  expect(sent()).toBeGreaterThanOrEqual(60);
  let reconciled: Awaited<ReturnType<typeof reconcileDesk>> = null;
  await until(async () => {
    reconciled = await reconcileDesk(desk.database, desk.context);
    return reconciled !== null;
  }, "the desk is not comparing by itself");
  expect(reconciled!.folders.length).toBeGreaterThan(0);
  expect(reconciled!.folders.map(({ unaccounted }) => unaccounted)).toEqual(reconciled!.folders.map(() => 0));
  await until(
    async () => (await db.$count(rows.inboundMail, isNull(rows.inboundMail.disposition))) === 0,
    "also copies of the desk's own mail in Sent have been read",
  );
  const mails = await db.select().from(rows.inboundMail).orderBy(asc(rows.inboundMail.id));
  expect(mails.filter(({ disposition, because }) => disposition === null || !because)).toEqual([]);
  expect(mails.filter(({ disposition }) => disposition !== "duplicate").length).toBeGreaterThanOrEqual(
    sent(),
  );
  const left = await db.select().from(rows.outboundMail);
  expect([...new Set(left.map(({ state }) => state))].sort()).toEqual(["accepted", "cancelled"]);
}

/** Nobody outside has a word, an address or a token that is not theirs. */
export async function nobodyReadsWhatIsNotTheirs(stage: Stage): Promise<void> {
  const agentsTokens = tokensIn(await ofDesk(stage, AGENTS));
  expect(agentsTokens.size).toBeGreaterThan(20);
  const read = await Promise.all(AUDIENCES.map((people) => ofDesk(stage, people)));
  for (const [n, mails] of read.entries()) {
    const tokens = tokensIn(mails);
    expect(mails.length).toBeGreaterThan(1);
    const theirs = [agentsTokens, ...read.filter((_, other) => other !== n).map(tokensIn)];
    for (const others of theirs) expect([...tokens].filter((token) => others.has(token))).toEqual([]);
    const strangers = AUDIENCES.flatMap((people, other) => (other === n ? [] : people));
    const upstream = AUDIENCES[n]!.includes(HARBOUR) ? [] : UPSTREAM;
    const forbidden = [...INTERNAL, ...upstream, ...[...AGENTS, ...strangers].map(({ address }) => address)];
    for (const mail of mails) for (const words of forbidden) expect(mail).not.toContain(words);
  }
}
