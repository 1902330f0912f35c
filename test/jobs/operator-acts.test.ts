import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { actOnTicket, type TicketOrder } from "../../src/jobs/act-on-ticket.ts";
import { HOUR, MINUTE } from "../../src/values/instant.ts";
import { ANA, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

const STRANGER = "eve@adventure-works.example";
const operator = { id: "01990000-0000-7000-8000-00000000000a", name: "Olga" };

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const does = (...commands: TicketOrder["commands"]) =>
  actOnTicket(desk.ports, { number: 1001, commands, operator });
/** A reply to what the desk wrote to the customer, by its msg-id alone. */
const repliesFrom = async (from: string, msgId: string) => {
  const [acknowledgement] = await desk.mails("acknowledgement");
  const head = { From: from, To: DESK, Subject: "Re: Calls drop", "Message-ID": msgId };
  return desk.receive(plainMail({ ...head, "In-Reply-To": acknowledgement!.msgId }, "It is the router."));
};
/** In place of what this desk's triage may have proposed itself. */
const proposeFor = async (ticketId: string) => {
  const { db } = desk.database;
  await db.delete(rows.proposals);
  const proposed = { kind: "technical", severity: "C", confidence: 0.3, evidence: [], at: desk.now() };
  await db.insert(rows.proposals).values({ ...proposed, ticketId, toSort: true });
};
const { events, audit, messages, participants } = rows;
const eventsOf = (type: string) => desk.database.db.select().from(events).where(eq(events.type, type));

describe("an operator allows what is held", () => {
  beforeEach(async () => {
    await day.opens("Calls drop");
    desk.pass(MINUTE);
    await repliesFrom(STRANGER, "<held@day>");
  });

  test("the mail counts from now on, its writer takes part, and ledger and audit name the operator", async () => {
    desk.pass(HOUR);
    expect(await does({ name: "allow", argument: STRANGER })).toEqual({ kind: "done" });
    const kept = await desk.database.db.select().from(messages);
    expect(kept.map(({ unverified }) => unverified)).toEqual([false, false]);
    const people = await desk.database.db.select().from(participants);
    expect(people.find(({ address }) => address === STRANGER)).toMatchObject({ held: false, role: "copied" });
    const [allowed] = await eventsOf("allowed");
    expect(allowed).toMatchObject({ actor: "operator", agentId: null, at: desk.now() });
    expect(allowed!.data).toMatchObject({ operator: operator.id, mails: 1 });
    const [word] = (await desk.database.db.select().from(audit)).filter(
      ({ action }) => action === "ticket.changed",
    );
    expect(word).toMatchObject({ actor: "Olga", detail: { ticket: 1001, commands: ["allow"] } });
  });

  test("a second time, and for anybody else, nothing is held: nothing is written down", async () => {
    await does({ name: "allow", argument: STRANGER });
    const before = (await desk.database.db.select().from(events)).length;
    expect(await does({ name: "allow", argument: STRANGER })).toMatchObject({ kind: "refused" });
    expect(await does({ name: "allow", argument: "who@else.example" })).toMatchObject({ kind: "refused" });
    expect((await desk.database.db.select().from(events)).length).toBe(before);
  });

  test("a mail in an agent's name stays held, whoever asks", async () => {
    await repliesFrom(ANA, "<posing@day>");
    const held = await desk.database.db.select().from(messages).where(eq(messages.authorAddress, ANA));
    expect(held.map(({ unverified }) => unverified)).toEqual([true]);
    expect(await does({ name: "allow", argument: ANA })).toMatchObject({
      kind: "refused",
      because: expect.stringContaining("proves nothing"),
    });
  });
});

describe("an operator sorts a ticket", () => {
  beforeEach(async () => {
    await day.opens("Calls drop");
  });

  test("kind, service and severity follow the rules of the commands; the clock and the customer follow too", async () => {
    const done = await does(
      { name: "kind", argument: "technical" },
      { name: "service", argument: "azure" },
      { name: "severity", argument: "A" },
    );
    expect(done).toEqual({ kind: "done" });
    expect(await day.ticket(1001)).toMatchObject({ kind: "technical", service: "azure", severity: "A" });
    expect((await day.targets(1001, "first-response"))[0]!.goalVersion).toBeGreaterThan(1);
    const told = (await day.toCustomers()).filter(({ purpose }) => purpose === "information");
    expect(told.map(({ recipients }) => recipients[0]!.address)).toEqual([CARLA]);
    expect((await eventsOf("severity"))[0]).toMatchObject({ actor: "operator", because: "#severity" });
  });

  test("what stands so already is left out, and nothing but that is nothing", async () => {
    expect(await does({ name: "severity", argument: "B" })).toMatchObject({ kind: "refused" });
    await does({ name: "severity", argument: "B" }, { name: "kind", argument: "technical" });
    expect(await eventsOf("severity")).toEqual([]);
    expect(await eventsOf("sorted")).toHaveLength(1);
  });

  test("what was proposed counts as looked at, by the first who does, and corrections add up", async () => {
    const { db } = desk.database;
    await proposeFor((await day.ticket(1001)).id);
    desk.pass(MINUTE);
    await does({ name: "sorted", argument: "" });
    const first = desk.now();
    expect((await db.select().from(rows.proposals))[0]).toMatchObject({ sortedAt: first, corrected: {} });
    desk.pass(MINUTE);
    await does({ name: "kind", argument: "commercial" }, { name: "sorted", argument: "" });
    await day.replies(ANA, "#service azure", await day.noticeOf(ANA, 1001));
    expect((await db.select().from(rows.proposals))[0]).toMatchObject({
      sortedAt: first,
      sortedBy: null,
      corrected: { kind: "commercial", service: "azure" },
    });
    expect(await eventsOf("sort_confirmed")).toHaveLength(1);
  });

  test("an agent says #sorted by mail", async () => {
    const { db } = desk.database;
    await proposeFor((await day.ticket(1001)).id);
    await day.replies(ANA, "#sorted", await day.noticeOf(ANA, 1001));
    const [ana] = await db.select().from(rows.agents).where(eq(rows.agents.address, ANA));
    expect((await db.select().from(rows.proposals))[0]).toMatchObject({
      sortedAt: desk.now(),
      sortedBy: ana!.id,
    });
    expect(await day.lastWord(ANA)).toContain("it is sorted as it stands");
  });

  test("one that is refused stops all of them", async () => {
    const refused = await does(
      { name: "severity", argument: "A" },
      { name: "service", argument: "nonsense" },
    );
    expect(refused).toMatchObject({ kind: "refused", because: expect.stringContaining("#service takes") });
    expect((await day.ticket(1001)).severity).toBe("B");
    expect(
      (await desk.database.db.select().from(audit)).filter(({ action }) => action === "ticket.changed"),
    ).toEqual([]);
  });

  test("a ticket that was merged away is worked on in the other; one that never was is unknown", async () => {
    await day.opens("Calls drop again");
    await day.replies(ANA, "#merge 1002", await day.noticeOf(ANA, 1001));
    expect(await does({ name: "kind", argument: "technical" })).toMatchObject({ kind: "refused" });
    const order = { number: 999, commands: [], operator };
    expect(await actOnTicket(desk.ports, order)).toEqual({ kind: "unknown" });
  });
});
