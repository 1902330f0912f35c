import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPromiseBook } from "../../src/adapters/postgres/promise-book.ts";
import { replayMails } from "../../src/adapters/postgres/quarantine.ts";
import { reportOf } from "../../src/adapters/postgres/report-figures.ts";
import { turnsOf } from "../../src/adapters/postgres/report-turns.ts";
import { RETENTION_RUN, retentionPorts } from "../../src/adapters/postgres/retention.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { findTickets } from "../../src/adapters/postgres/search.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { runRetention } from "../../src/jobs/run-retention.ts";
import { DAY, HOUR } from "../../src/values/instant.ts";
import { ANA, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { PARTNERS, upstreamOf } from "../support/handoffs.ts";
import { plainMail } from "../support/plain-mail.ts";
import { tracesOf } from "../support/traces.ts";

const YEAR = 365 * DAY;
let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres(undefined, undefined, {}, { partners: PARTNERS });
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const db = () => desk.database.db;
const clock = () => ({ kind: "set", now: desk.now }) as const;
type Options = Omit<Parameters<typeof retentionPorts>[1], "clock" | "actor">;
const run = (options: Options = {}) =>
  runRetention(retentionPorts(desk.database, { clock: clock(), actor: "test", ...options }));
const mailsIn = () =>
  db().select().from(rows.inboundMail).orderBy(asc(rows.inboundMail.seenAt), asc(rows.inboundMail.id));
const bytesLeft = async () => (await db().select({ mail: rows.rawChunks.mail }).from(rows.rawChunks)).length;

const WORDS = [
  "Every call drops",
  "Purple phone",
  CARLA,
  "carla conti",
  "please restart",
  "left a voice message",
];

/** A case with everything that can hang on one, closed. */
async function closedCase() {
  await day.opens("Purple phone", `Carla Conti <${CARLA}>`);
  await day.replies(ANA, "#time 25m left a voice message");
  await day.replies(ANA, "#diagnosis\nsteps: restarted it\nfinding: only Every call drops");
  await day.replies(ANA, "Please restart.");
  await desk.send();
  await day.writesBack((await desk.mails("answer"))[0]!, "Please restart what? Every call drops.");
  await day.replies(ANA, "#note\n\nEvery call drops, she says");
  await upstreamOf(desk).handsOn("night-desk");
  await desk.send();
  await upstreamOf(desk).repliesUp("noc@nightdesk.example", "[ND-123456] Purple phone: please restart");
  await day.replies(ANA, "#close\n\nPlease restart the other one.");
  await desk.send();
  await settle();
}

/** Everything that is still to leave does: word to people off shift, answers that can be undone, the end of a handoff. */
async function settle() {
  for (let round = 0; round < 3; round++) {
    desk.pass(DAY);
    await desk.climb();
    await desk.send();
  }
}

const reports = async () => {
  const scope = { timeZone: "Europe/Lisbon", customer: null } as const;
  const of = (month: string) => reportOf(db(), { ...scope, month });
  const turns = await turnsOf(db(), openPromiseBook(db()), { ...scope, month: "2026-12" }, desk.now());
  return { months: [await of("2026-12"), await of("2027-01")], turns };
};

describe("a closed case whose time is up", () => {
  test("loses every word and every address, and no figure of a past month changes", async () => {
    const customer = newId();
    await db().insert(rows.customers).values({ id: customer, name: "Fabrikam", createdAt: desk.now() });
    await closedCase();
    await db().update(rows.contacts).set({ customerId: customer }).where(eq(rows.contacts.address, CARLA));
    await db().update(rows.tickets).set({ customerId: null });
    const before = await reports();
    expect(before.months[0]).toMatchObject({
      all: { opened: 1, handedOn: 1, resolved: 1 },
      minutesWorked: 25,
    });
    expect(before.turns).toMatchObject({ tickets: 1 });

    desk.pass(3 * YEAR + DAY);
    await run();
    expect(await reports()).toEqual({ ...before, turns: before.turns });
    expect((await day.ticket(1001)).deletedBecause).toBe("retention");
    // People of a customer are the desk's address book: there she still stands, and nowhere else.
    expect(await tracesOf(desk.database, WORDS)).toEqual([`contacts: ${CARLA}`, "contacts: carla conti"]);
    expect((await day.ticket(1001)).customerId).toBe(customer);
  });

  test("takes somebody whom only it knew of with it", async () => {
    await closedCase();
    desk.pass(3 * YEAR + DAY);
    await run();
    expect(await tracesOf(desk.database, WORDS)).toEqual([]);
  });

  test("is told by number, without a crash, and found by no word and no mail", async () => {
    await closedCase();
    const answer = (await desk.mails("answer"))[0]!;
    desk.pass(3 * YEAR + DAY);
    await run();
    expect(await findTickets(db(), "1001")).toEqual([]);
    expect(await findTickets(db(), "deleted")).toEqual([]);
    const { id } = await day.ticket(1001);
    expect(await desk.ports.transact((tx) => tx.ticketByNumber(1001))).toBeNull();
    expect((await desk.ports.transact((tx) => tx.ticket(id)))?.ticket.subject).toBe("(deleted)");
    expect((await day.writesBack(answer, "It drops again [#1001]")).outcome).toBe("opened-ticket");
  });

  test("is not deleted a day too early, while open, while handed on, or on hold", async () => {
    await closedCase();
    const { id, closedAt } = await day.ticket(1001);
    const kept = async () => {
      await run();
      return (await day.ticket(1001)).deletedAt === null;
    };
    desk.pass(3 * YEAR - 4 * DAY);
    expect(await kept()).toBe(true);
    desk.pass(2 * DAY);
    await db().update(rows.tickets).set({ status: "in-progress", closedAt: null });
    expect(await kept()).toBe(true);
    await db().update(rows.tickets).set({ status: "closed", closedAt });
    await db()
      .insert(rows.retentionHolds)
      .values({ id: newId(), ticketId: id, because: "dispute", at: desk.now() });
    expect(await kept()).toBe(true);
    await db().delete(rows.retentionHolds);
    await db().update(rows.escalations).set({ endedAt: null });
    expect(await kept()).toBe(true);
    await db().update(rows.escalations).set({ endedAt: desk.now() });
    expect(await kept()).toBe(false);
  });
});

describe("bytes of mails", () => {
  test("go after a year, also of a kept ticket, but never of an open one", async () => {
    await day.opens("Purple phone");
    await day.replies(ANA, "#resolve\n\nPlease restart.");
    await desk.send();
    const before = await bytesLeft();
    desk.pass(YEAR + DAY);
    await run();
    expect(await bytesLeft()).toBe(before);
    await day.replies(ANA, "#close");
    const fresh = (await bytesLeft()) - before;
    await run();
    expect(await bytesLeft()).toBe(fresh);
    const [first] = await mailsIn();
    expect(first).toMatchObject({ emptiedBecause: "rawMail", state: "done", disposition: "opened-ticket" });
    expect((await db().select().from(rows.messages)).length).toBeGreaterThan(1);
  });

  test("of machines go after 90 days, with their words on the ticket", async () => {
    await day.opens("Purple phone");
    await day.replies(ANA, "#resolve\n\nPlease restart.");
    await desk.send();
    await day.writesBack((await desk.mails("answer"))[0]!, "Away in the mountains", CARLA, {
      "Auto-Submitted": "auto-replied",
    });
    await day.replies(ANA, "#close");
    desk.pass(90 * DAY);
    await run();
    const emptied = (await mailsIn()).filter(({ emptiedAt }) => emptiedAt !== null);
    expect(emptied.map(({ disposition, emptiedBecause }) => [disposition, emptiedBecause])).toEqual([
      ["automatic", "automaticMail"],
    ]);
    expect(await tracesOf(desk.database, ["in the mountains"])).toEqual([]);
    expect(await tracesOf(desk.database, ["Every call drops"])).not.toEqual([]);
  });

  test("aside for a month are done then, and cannot be released any more", async () => {
    const id = await desk.store(plainMail({ From: CARLA, To: DESK, Subject: "?" }, "odd"));
    await db()
      .update(rows.inboundMail)
      .set({ state: "aside", disposition: "quarantined", because: "too-slow", dueAt: null })
      .where(eq(rows.inboundMail.id, id));
    desk.pass(30 * DAY);
    await run();
    expect((await mailsIn())[0]).toMatchObject({
      state: "done",
      disposition: "dismissed",
      emptiedBecause: "quarantine",
    });
    expect(await bytesLeft()).toBe(0);
    const [again] = await replayMails(db(), { act: "release", ids: [id], actor: "test", clock: clock() });
    expect(again).toMatchObject({ kind: "nothing", because: expect.stringContaining("deleted") });
  });
});

test("a mail that comes again after its content was deleted is known, and brings nothing back", async () => {
  const mail = plainMail(
    { From: CARLA, To: DESK, Subject: "Purple phone", "Message-ID": "<once@fabrikam.example>" },
    "Every call drops.",
  );
  await desk.receive(mail);
  await desk.send();
  await day.replies(ANA, "#close");
  await settle();
  desk.pass(3 * YEAR + DAY);
  await run();
  const tickets = await db().$count(rows.tickets);
  expect((await desk.receive(mail)).outcome).toBe("duplicate");
  expect(await db().$count(rows.tickets)).toBe(tickets);
  expect(await bytesLeft()).toBe(0);
  expect(await tracesOf(desk.database, ["Every call drops", CARLA])).toEqual([]);
});

describe("a run", () => {
  test("is one entry in the audit with its counts, and none where nothing was due", async () => {
    await closedCase();
    await run();
    const entries = () => db().select().from(rows.audit).where(eq(rows.audit.action, RETENTION_RUN));
    expect(await entries()).toEqual([]);
    desk.pass(3 * YEAR + DAY);
    expect(await run()).toMatchObject({ outcome: "kept" });
    const [entry, ...more] = await entries();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ actor: "test", detail: { closedTickets: 1 } });
  });

  test("in a dry run changes nothing and says the same", async () => {
    await closedCase();
    desk.pass(3 * YEAR + DAY);
    const before = await tracesOf(desk.database, WORDS);
    const dry: string[] = [];
    await run({ dryRun: true, onBatch: ({ done }) => dry.push(...done.map((one) => one.class)) });
    expect(await tracesOf(desk.database, WORDS)).toEqual(before);
    expect(dry).toContain("closedTickets");
    expect((await day.ticket(1001)).deletedAt).toBeNull();
  });

  test("passes over what somebody holds at this moment, and does not wait for it", async () => {
    await closedCase();
    desk.pass(3 * YEAR + DAY);
    const { id } = await day.ticket(1001);
    await db().transaction(async (tx) => {
      await tx.select().from(rows.tickets).where(eq(rows.tickets.id, id)).for("update");
      await run();
    });
    expect((await day.ticket(1001)).deletedAt).toBeNull();
    await run();
    expect((await day.ticket(1001)).deletedAt).not.toBeNull();
  });

  test("whose time is up leaves the rest to the next", async () => {
    for (let n = 0; n < 12; n++) await day.opens(`Purple phone ${n}`, `carla${n}@fabrikam.example`);
    await db().update(rows.tickets).set({ status: "closed", closedAt: desk.now(), resolvedAt: desk.now() });
    await settle();
    desk.pass(3 * YEAR + HOUR);
    expect(await run({ isOver: () => true })).toMatchObject({ outcome: "more" });
    expect(
      (await db().select().from(rows.tickets)).filter(({ deletedAt }) => deletedAt !== null),
    ).toHaveLength(5);
    expect(await run()).toMatchObject({ outcome: "kept" });
    const left = (await db().select().from(rows.tickets)).filter(({ deletedAt }) => deletedAt === null);
    expect(left).toEqual([]);
  });
});
