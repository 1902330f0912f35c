import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import fastify from "fastify";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { beginDesk } from "../../src/adapters/postgres/first-start.ts";
import { keepVersion, policyInForce, versionAnnounced } from "../../src/adapters/postgres/policy-versions.ts";
import { openPromiseBook } from "../../src/adapters/postgres/promise-book.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { publishedPolicy } from "../../src/adapters/roles/published-policy.ts";
import { promisesOf } from "../../src/jobs/promises-of.ts";
import { foldTargets } from "../../src/sla/fold.ts";
import { clockEvents } from "../../src/tickets/ledger.ts";
import { DAY, fromMs, HOUR, instant, iso, plus } from "../../src/values/instant.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openedTicket } from "../support/opened-ticket.ts";
import { EXAMPLE_DESK, EXAMPLE_POLICY, publishedExample } from "../support/policy.ts";

const folder = mkdtempSync(join(tmpdir(), "policy-versions-"));
afterAll(() => rmSync(folder, { recursive: true }));

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

const dated = (date: string) => (policy: string) =>
  policy.replace(/effectiveFrom: \S+/, `effectiveFrom: ${date}`);
const TIGHTER = "B: { firstResponse: 2h, nextResponse: 1d";
const tighter = (policy: string): string =>
  policy.replace("B: { firstResponse: 4h, nextResponse: 1d", TIGHTER);

/** The command's clock is the database's own. */
const aMinuteAgo = () => fromMs(Date.now() - 60_000);

describe("which version governs a mail", () => {
  const keep = (date: string, at: string) =>
    keepVersion(database.db, { published: publishedExample(dated(date), instant(at)), templates: {} });

  test.each([
    ["before any is in force: the first there is", "2026-11-30T23:59:59Z", "2026-12-01"],
    ["from midnight in the desk's zone", "2026-12-01T00:00:00Z", "2026-12-01"],
    ["until the next comes into force", "2026-12-31T23:59:59.999Z", "2026-12-01"],
    ["the announced one from its day on", "2027-01-01T00:00:00Z", "2027-01-01"],
    [
      "an early effective date counts from publication, never backwards",
      "2027-02-10T11:59:59Z",
      "2027-01-01",
    ],
    ["and from publication on it governs", "2027-02-10T12:00:00Z", "2027-01-15"],
  ])("%s", async (_name, at, expected) => {
    await keep("2026-12-01", "2026-11-20T12:00Z");
    await keep("2027-01-01", "2026-11-25T12:00Z");
    await keep("2027-01-15", "2027-02-10T12:00Z");
    expect(await policyInForce(database.db, instant(at))).toMatch(new RegExp(`^${expected}`));
  });

  test("the next to come is announced, and nothing after the last", async () => {
    await keep("2026-12-01", "2026-11-20T12:00Z");
    await keep("2027-01-01", "2026-11-25T12:00Z");
    expect((await versionAnnounced(database.db, instant("2026-12-05T00:00Z")))?.effectiveFrom).toBe(
      "2027-01-01",
    );
    expect(await versionAnnounced(database.db, instant("2027-01-01T00:00Z"))).toBeNull();
  });
});

test("the page shows what is in force, announces what comes, and keeps every version readable", async () => {
  const now = fromMs(Date.now());
  const inAMonth = iso(plus(now, 30 * DAY)).slice(0, 10);
  const [was, is] = [
    publishedExample(dated("2026-01-01"), plus(now, -2 * DAY)),
    publishedExample(dated("2026-01-02"), plus(now, -DAY)),
  ];
  const next = publishedExample(dated(inAMonth), plus(now, -HOUR));
  for (const published of [was, is, next]) await keepVersion(database.db, { published, templates: {} });
  const app = fastify();
  publishedPolicy(app, database.db);
  const get = async (url: string) => (await app.inject({ url })).body;

  const page = await get("/policy?lang=en");
  expect(page).toContain(is.id);
  expect(page).toContain(`/policy?lang=en&amp;version=${next.id}`);
  const old = await get(`/policy?lang=pt-PT&version=${was.id}`);
  expect(old).toContain("Esta não é a versão em vigor hoje.");
  expect(old).toContain(`/policy.json?version=${was.id}`);
  expect(JSON.parse(await get(`/policy.json?version=${next.id}`))).toMatchObject({ version: next.id });
  expect((await app.inject({ url: "/policy?version=none" })).statusCode).toBe(404);
  await app.close();
});

describe("answerable policy, with a desk", () => {
  beforeEach(async () => {
    const server = { host: "127.0.0.1", port: 1, tls: "never", user: "u", password: "p" } as const;
    await beginDesk(database.db, { mailboxes: [], smtp: server, sandbox: true, clock: { kind: "database" } });
  });

  test("publish, look, publish another, see whom it would have changed, apply it", async () => {
    const first = await policy(EXAMPLE_POLICY, "publish");
    expect(first).toMatchObject({ code: 0, err: "" });
    const [before] = await listed();
    expect(before).toMatchObject({ inForce: true, open: 0 });
    expect((await policy(EXAMPLE_POLICY, "publish")).out).toContain("Nothing new");

    const opened = await openedTicket(database.db, "Calls drop", aMinuteAgo());
    const dry = await policy(tighter(EXAMPLE_POLICY), "publish", "--dry-run");
    expect(dry.out).toContain("first answer was 4 hours, is 2 hours (tighter)");
    expect(await listed()).toHaveLength(1);

    const second = await policy(tighter(EXAMPLE_POLICY), "publish");
    expect(second.out).toContain("1 open ticket keeps what it was promised");
    const now = await listed();
    expect(now.map(({ open, inForce }) => ({ open, inForce }))).toEqual([
      { open: 0, inForce: true },
      { open: 1, inForce: false },
    ]);
    const { version } = now[0]!;

    const diff = await policy(EXAMPLE_POLICY, "diff", before!.version, "newest");
    expect(diff.out).toContain(`#${opened.number} Calls drop (${opened.plan}, B): first-response due`);

    const wouldMove = await policy(EXAMPLE_POLICY, "apply", version, "--all", "--dry-run");
    expect(wouldMove.out).toContain("1 ticket would be moved");
    expect((await ticket(opened.id)).policyVersion).toBe(before!.version);

    const applied = await policy(EXAMPLE_POLICY, "apply", version, "--ticket", `${opened.number}`);
    expect(applied).toMatchObject({ code: 0, err: "" });
    expect(applied.out).toContain(`1 ticket is moved to ${version}`);
    expect((await ticket(opened.id)).policyVersion).toBe(version);
    const audits = await database.db.select().from(rows.audit);
    expect(audits.map(({ action }) => action).sort()).toEqual([
      "policy-applied",
      "policy-published",
      "policy-published",
    ]);
    const again = await policy(EXAMPLE_POLICY, "apply", version, "--all");
    expect(again.out).toContain("unchanged: it is pinned to this version already");
  }, 120_000);

  test("a ticket that was moved reads its past under the old version, and its stored targets are its ledger's", async () => {
    const at = aMinuteAgo();
    const [slow, fast] = [publishedExample(), publishedExample(tighter, plus(at, 1))];
    await keepVersion(database.db, { published: slow, templates: {} });
    const opened = await openedTicket(database.db, "Calls drop", at);
    await keepVersion(database.db, { published: fast, templates: {} });
    await policy(EXAMPLE_POLICY, "apply", fast.id, "--all");

    const events = await database.db.select().from(rows.events).where(eq(rows.events.ticketId, opened.id));
    const moved = events.find(({ type }) => type === "policy")!;
    expect(moved.data).toEqual({ from: slow.id, version: fast.id });
    const state = { ticket: await ticket(opened.id), events };
    const promises = await promisesOf({ promises: openPromiseBook(database.db) }, state);
    expect(promises.clock.agreement(opened.plan, "B")?.goals["first-response"]).toBe(4 * HOUR);
    expect(promises.clock.agreement(opened.plan, "B", fast.id)?.goals["first-response"]).toBe(2 * HOUR);

    const [folded] = foldTargets(clockEvents(events), promises.clock, moved.at).filter(
      ({ kind }) => kind === "first-response",
    );
    const [stored] = await database.db
      .select()
      .from(rows.targets)
      .where(eq(rows.targets.kind, "first-response"));
    expect(stored).toMatchObject({ goalMs: 2 * HOUR, goalVersion: 2, promisedAt: folded!.dueAt });
  });

  test.each([
    [["apply", "2020-01-01-nothing", "--all"], 1, "There is no version 2020-01-01-nothing."],
    [["apply", "newest"], 2, "Say which tickets"],
    [["diff", "newest", "nowhere.yaml"], 1, "neither a file nor a published version"],
  ])("%s is refused with the next step", async (args, code, words) => {
    await policy(EXAMPLE_POLICY, "publish");
    const answer = await policy(EXAMPLE_POLICY, ...args);
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(words);
  });
});

async function ticket(id: string) {
  return (await database.db.select().from(rows.tickets).where(eq(rows.tickets.id, id)))[0]!;
}

async function listed(): Promise<readonly { version: string; inForce: boolean; open: number }[]> {
  return JSON.parse((await policy(EXAMPLE_POLICY, "versions", "--json")).out);
}

async function policy(file: string, ...args: readonly string[]) {
  writeFileSync(join(folder, "policy.yaml"), file);
  writeFileSync(join(folder, "desk.yaml"), EXAMPLE_DESK);
  const child = spawn(process.execPath, [join(process.cwd(), "workers/answerable.ts"), "policy", ...args], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("exit", resolve)),
  ]);
  return { out, err, code };
}
