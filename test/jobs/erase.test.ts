import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Erased, erasedPeople, erasePerson } from "../../src/adapters/postgres/erase.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { DAY } from "../../src/values/instant.ts";
import { ANA, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";
import { tracesOf } from "../support/traces.ts";

const DORA = "dora@fabrikam.example";
let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  const id = newId();
  await db().insert(rows.customers).values({ id, name: "Fabrikam", createdAt: desk.now() });
  await db()
    .insert(rows.customerDomains)
    .values({ domain: "fabrikam.example", customerId: id, verifiedAt: desk.now() });
});
afterEach(() => desk[Symbol.asyncDispose]());

const db = () => desk.database.db;
const erase = (address: string, dryRun = false): Promise<Erased> =>
  erasePerson(
    db(),
    { address, until: desk.now() },
    { clock: { kind: "set", now: desk.now }, actor: "test", dryRun },
  );
const settle = async () => {
  for (let n = 0; n < 2; n++) {
    desk.pass(DAY);
    await desk.send();
  }
};

/** Carla's case, closed; Dora wrote on it, too. */
async function sharedCase() {
  await day.opens("Purple phone", `Carla Conti <${CARLA}>`, { Cc: `Dora Dee <${DORA}>` });
  await day.replies(ANA, "Please try the other socket.");
  await settle();
  const answer = (await desk.mails("answer"))[0]!;
  await day.writesBack(answer, "My yellow socket is broken, says Dora.", `Dora Dee <${DORA}>`);
  await day.replies(ANA, "#close");
  await settle();
}

/** Somebody's mail that became no ticket. */
async function refused(from: string) {
  const id = await desk.store(
    plainMail({ From: from, To: DESK, Subject: "Green parrot" }, "Is anybody there?"),
  );
  await db()
    .update(rows.inboundMail)
    .set({ state: "done", disposition: "suppressed", because: "a list", dueAt: null })
    .where(eq(rows.inboundMail.id, id));
}

describe("the content of one person is erased", () => {
  test("with their tickets, their mails on none, and every row with their address", async () => {
    await sharedCase();
    await refused(CARLA);
    expect(await erase(CARLA)).toMatchObject({ tickets: [1001], beside: [], mails: 1, refused: [] });
    expect(
      await tracesOf(desk.database, [
        "Purple phone",
        "Every call drops",
        CARLA,
        "Carla Conti",
        "Green parrot",
      ]),
    ).toEqual([]);
    expect(await day.ticket(1001)).toMatchObject({ status: "closed", deletedBecause: "erasure" });
  });

  test("on a ticket of somebody else, whose own words stay", async () => {
    await sharedCase();
    await refused(DORA);
    expect(await erase(DORA)).toMatchObject({ tickets: [], beside: [1001], mails: 1 });
    const left = await tracesOf(desk.database, ["yellow socket", "Dora Dee"]);
    // Who wrote to her keeps that they did: the header of Carla's own mail.
    expect(left).toEqual(["raw_chunks_default: Dora Dee"]);
    expect(await tracesOf(desk.database, ["Every call drops"])).toContain("messages: Every call drops");
    expect((await day.ticket(1001)).deletedAt).toBeNull();
    expect(
      (await desk.ports.transact((tx) => tx.ticketByNumber(1001)))?.participants.map(
        ({ address }) => address,
      ),
    ).toEqual([CARLA]);
  });

  test("not at all while a ticket of theirs is open, held or handed on, and it is said which", async () => {
    await sharedCase();
    await day.opens("Another phone", DORA);
    for (const who of [CARLA, DORA]) {
      await db()
        .insert(rows.retentionHolds)
        .values({ id: newId(), ticketId: (await day.ticket(1001)).id, because: "dispute", at: desk.now() })
        .onConflictDoNothing();
      const before = await tracesOf(desk.database, [who]);
      const { refused } = await erase(who);
      expect(refused).toEqual([
        { number: 1001, because: "on hold" },
        ...(who === DORA ? [{ number: 1002, because: "open" }] : []),
      ]);
      expect(await tracesOf(desk.database, [who])).toEqual(before);
    }
    expect(await db().$count(rows.erasures)).toBe(0);
  });

  test("an agent is not a person to erase", async () => {
    expect(await erase(ANA)).toMatchObject({ isAgent: true });
    expect(await tracesOf(desk.database, [ANA])).not.toEqual([]);
  });

  test("a mail of a stranger that waits for somebody stays, though it names them", async () => {
    const raw = plainMail({ From: "eva@northwind.example", To: DESK, Subject: "Hi" }, `Please ask ${CARLA}.`);
    const id = await desk.store(raw);
    await db()
      .update(rows.inboundMail)
      .set({ state: "aside", dueAt: null })
      .where(eq(rows.inboundMail.id, id));
    expect(await erase(CARLA)).toMatchObject({ mails: 0 });
  });

  test("in a dry run nothing changes, and it says the same", async () => {
    await sharedCase();
    await refused(CARLA);
    const before = await tracesOf(desk.database, [CARLA, "Purple phone"]);
    expect(await erase(CARLA, true)).toMatchObject({ tickets: [1001], mails: 1 });
    expect(await tracesOf(desk.database, [CARLA, "Purple phone"])).toEqual(before);
    expect(await db().$count(rows.erasures)).toBe(0);
  });
});

test("it is done again by hash after an older backup came back; what was written later stays", async () => {
  await sharedCase();
  await refused("frank@tailspin.example");
  const kept = { clock: { kind: "set", now: desk.now }, actor: "test", dryRun: false } as const;
  const until = desk.now();
  await erase(CARLA);
  await erase("frank@tailspin.example");
  const hashes = await db().select().from(rows.erasures);
  expect(await erasedPeople(db(), hashes)).toEqual([]);

  desk.pass(DAY);
  await day.opens("A newer matter", CARLA);
  await day.replies(ANA, "#close");
  await settle();
  // As the backup has it: a case from before the erasure.
  const [old] = await db().select().from(rows.tickets).where(eq(rows.tickets.number, 1002));
  await db()
    .insert(rows.tickets)
    .values({ ...old!, id: newId(), number: 900, subject: "Purple phone", openedAt: until });
  const people = await erasedPeople(db(), hashes);
  expect(people).toEqual([{ address: CARLA, until }]);
  expect(await erasePerson(db(), people[0]!, kept)).toMatchObject({ tickets: [900] });
  expect(await tracesOf(desk.database, ["Purple phone"])).toEqual([]);
  expect((await day.ticket(1002)).subject).toBe("A newer matter");
});

function answerable(...words: readonly string[]) {
  const env = { PATH: process.env["PATH"], DATABASE_URL: desk.database.url, DATA_DIR: "/nowhere" };
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, ["workers/answerable.ts", ...words], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

// Each call is a process of its own, and the machine may be busy.
describe("on the command line", { timeout: 240_000 }, () => {
  test("an open ticket is refused with what to do, and a closed one is erased, exported and replayed", async () => {
    // The command reads the time of the database: the case is older than that.
    const past = new Date(Date.now() - DAY).toISOString();
    await day.opens("Purple phone");
    await desk.database.sql`update tickets set opened_at = ${past}`;
    await desk.database.sql`update inbound_mail set seen_at = ${past}`;
    await desk.database.sql`update contacts set created_at = ${past}`;
    await desk.database.sql`update policy_versions set in_force_from = ${past}`;
    const refused = await answerable("erase", CARLA);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain("#1001: it is open: answer it and close it (#close)");
    await db().update(rows.tickets).set({ status: "closed", closedAt: desk.now() });
    await desk.database.sql`update outbound_mail set due_at = null`;
    expect((await answerable("erase", CARLA, "--dry-run")).out).toContain("Would erase 1 ticket (#1001)");
    expect((await answerable("erase", CARLA)).out).toContain("Erased 1 ticket (#1001)");
    expect(await tracesOf(desk.database, ["Purple phone", CARLA])).toEqual([]);
    const { out } = await answerable("erase", "--export");
    expect(JSON.parse(out)).toMatchObject({ person: expect.stringMatching(/^[\da-f]{64}$/) });
    const folder = mkdtempSync(join(tmpdir(), "answerable-erase-"));
    writeFileSync(join(folder, "list.jsonl"), out);
    await db().delete(rows.erasures);
    await db()
      .insert(rows.contacts)
      .values({ id: newId(), address: CARLA, name: "Carla", createdAt: desk.now() });
    await desk.database.sql`update contacts set created_at = ${past}`;
    const again = await answerable("erase", "--replay", "--from", join(folder, "list.jsonl"), "--json");
    rmSync(folder, { recursive: true });
    expect(JSON.parse(again.out)).toEqual({ dryRun: false, known: 1, found: 1, stuck: 0 });
    expect(await tracesOf(desk.database, [CARLA])).toEqual([]);
    expect((await answerable("erase", "carla@fabrikan.example", "--dry-run")).out).toContain(
      "no mail of theirs was found: is the address right?",
    );
    expect((await answerable("erase", "no address")).err).toContain("is no mail address");
  });

  test("retention says what is due and what keeps the rest, holds and releases, and runs", async () => {
    await day.opens("Purple phone");
    await day.opens("Held phone", DORA);
    await desk.database.sql`update outbound_mail set due_at = null, state = 'accepted'`;
    const longAgo = new Date(Date.now() - 1200 * DAY).toISOString();
    await desk.database
      .sql`update tickets set status = 'closed', closed_at = ${longAgo}, last_message_at = ${longAgo}, opened_at = ${longAgo}`;
    await desk.database.sql`update inbound_mail set seen_at = ${longAgo}`;
    await desk.database.sql`update policy_versions set in_force_from = ${longAgo}`;
    expect((await answerable("retention", "hold", "1002", "--because", "dispute")).out).toContain(
      "is kept until",
    );
    const said = await answerable("retention");
    expect(said.out).toMatch(/closedTickets +3y +1 +/);
    expect(said.out).toMatch(/1 on hold/);
    expect(said.out).toContain("Never looked through by the desk yet.");
    expect((await answerable("retention", "run")).out).toContain("Deleted 1 closed ticket");
    expect(await tracesOf(desk.database, ["Purple phone"])).toEqual([]);
    expect((await answerable("retention", "release", "#1002")).out).toContain("as desk.yaml says again");
    const after = JSON.parse((await answerable("retention", "--json")).out);
    expect(after.classes[0]).toMatchObject({ class: "closedTickets", due: 1 });
    expect(after.lastRun.counts).toMatchObject({ closedTickets: 1 });
    expect((await answerable("retention", "hold", "4711", "--because", "x")).err).toContain(
      "no ticket or customer 4711",
    );
  });
});
