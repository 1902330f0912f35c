import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportOf } from "../../src/adapters/postgres/report-figures.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { firstAttainment } from "../../src/ops/report.ts";
import { HOUR, instant } from "../../src/values/instant.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { seedDesk } from "../support/seed-desk.ts";
import { reportTicket } from "../support/seed-report.ts";

let database: TestDatabase;
let one: string;
let other: string;
const scope = { month: "2026-11", timeZone: "Europe/Lisbon", customer: null } as const;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await seedDesk(db, instant("2026-01-15T10:00Z"));
  const customers = await db.select().from(rows.customers).orderBy(rows.customers.name);
  [one, other] = [customers[0]!.id, customers[1]!.id];
  const add = (n: number, of: Parameters<typeof reportTicket>[2]) => reportTicket(db, 7000 + n, of);
  const kind = { kind: "technical", service: "azure" } as const;
  await add(1, {
    customerId: one,
    first: "met",
    elapsedMs: HOUR,
    statuses: ["resolved"],
    score: 5,
    minutes: 30,
    set: kind,
  });
  await add(2, {
    customerId: one,
    first: "late",
    elapsedMs: 5 * HOUR,
    statuses: ["resolved", "open"],
    score: 2,
    set: kind,
  });
  await add(3, { customerId: one, first: "overdue", handedTo: "provider", set: { kind: null } });
  await add(4, {
    customerId: other,
    first: "running",
    statuses: ["open", "resolved"],
    set: { severity: "A" },
  });
  await add(5, { customerId: other, first: "met", elapsedMs: 3 * HOUR, handedTo: "provider" });
  await add(6, { customerId: other, first: "cancelled" });
  await add(7, { customerId: other, first: "met", set: { practice: true } });
  const merged = await add(8, { customerId: other, first: "met" });
  await db.update(rows.tickets).set({ mergedInto: merged }).where(sql`number = 7008`);
  await add(9, { customerId: other, first: "met", at: instant("2026-10-31T23:59:59.999Z") });
  await add(10, { customerId: other, first: "met", at: instant("2026-11-30T23:59:59.999Z") });
  await add(11, { customerId: other, first: "late", at: instant("2026-12-01T00:00:00Z") });
});
afterAll(() => database?.[Symbol.asyncDispose]());

describe("the figures of a month", () => {
  test("practice, merged and cancelled tickets are not counted; the month is the desk's", async () => {
    const report = await reportOf(database.db, scope);
    expect(report.all).toEqual({
      opened: 6,
      firstMet: 3,
      firstLate: 2,
      handedOn: 2,
      resolved: 3,
      reopened: 1,
      ratings: 2,
      satisfaction: 3.5,
    });
    expect(firstAttainment(report.all)).toBe(0.6);
    expect(report.minutesWorked).toBe(30);
  });

  test("a promise past its time and still open is missed; one that still has time is open", async () => {
    const [first] = (await reportOf(database.db, scope)).targets;
    expect(first).toEqual({
      kind: "first-response",
      met: 3,
      late: 2,
      open: 1,
      medianMs: 2 * HOUR,
      p90Ms: expect.closeTo(4.4 * HOUR, 0),
    });
  });

  test("by kind, service, severity and customer", async () => {
    const { by, ways } = await reportOf(database.db, scope);
    const counts = (groups: (typeof by)["kind"]) =>
      groups.map(({ key, counts: { opened } }) => [key, opened]);
    expect(counts(by.kind)).toEqual([
      ["technical", 5],
      ["", 1],
    ]);
    expect(counts(by.severity)).toContainEqual(["A", 1]);
    expect(by.customer.map(({ counts: { opened } }) => opened)).toEqual([3, 3]);
    expect(ways).toEqual([{ way: "provider", handoffs: 2 }]);
  });

  test("a row a customer: each kind of promise, and working time also of who had no ticket; they add up to the whole", async () => {
    const { db } = database;
    const third = newId();
    await db
      .insert(rows.customers)
      .values({ id: third, name: "Worked for", createdAt: instant("2026-01-15T10:00Z") });
    await reportTicket(db, 7100, { customerId: third, at: instant("2026-09-10T10:00Z"), set: {} });
    const [agent] = await db.select().from(rows.agents).limit(1);
    const [old] = await db.select().from(rows.tickets).where(sql`number = 7100`);
    await db.insert(rows.timeEntries).values({
      ...{ id: newId(), ticketId: old!.id, customerId: third, agentId: agent!.id, minutes: 45, note: "" },
      at: instant("2026-11-20T10:00Z"),
    });
    const [ticket] = await db.select().from(rows.tickets).where(sql`number = 7005`);
    const target = (kind: "update" | "resolution", instance: number, state: "met" | "late" | "running") => ({
      ...{ id: newId(), ticketId: ticket!.id, kind, instance, state, goalMs: HOUR, goalVersion: 1 },
      ...{ calendar: "office", elapsedMs: HOUR },
    });
    await db
      .insert(rows.targets)
      .values([target("update", 0, "met"), target("update", 1, "late"), target("resolution", 0, "running")]);
    const report = await reportOf(db, scope);
    const of = (id: string) => report.by.customer.find(({ key }) => key === nameOf(id))!;
    const names = new Map((await db.select().from(rows.customers)).map((row) => [row.id, row.name]));
    const nameOf = (id: string) => names.get(id);
    expect(of(other).promises).toMatchObject({
      update: { met: 1, late: 1 },
      resolution: { met: 0, late: 0 },
    });
    expect(of(one).promises).not.toHaveProperty("update");
    expect(of(third)).toMatchObject({ counts: { opened: 0 }, promises: {}, minutesWorked: 45 });
    const sum = report.by.customer.reduce((all, { minutesWorked }) => all + minutesWorked, 0);
    expect([sum, report.minutesWorked]).toEqual([75, 75]);
    const ofUpdates = report.targets.find(({ kind }) => kind === "update")!;
    expect(ofUpdates).toMatchObject({ met: 1, late: 1 });
    expect(
      (await reportOf(db, { ...scope, customer: { id: third, name: "Worked for" } })).minutesWorked,
    ).toBe(45);
  });

  test("one customer's are theirs alone", async () => {
    const report = await reportOf(database.db, { ...scope, customer: { id: one, name: "One" } });
    expect(report.all).toMatchObject({
      opened: 3,
      firstMet: 1,
      firstLate: 2,
      handedOn: 1,
      satisfaction: 3.5,
    });
    expect(report.by.customer).toHaveLength(1);
  });

  test("twelve months; those without tickets are there too", async () => {
    const { months } = await reportOf(database.db, { ...scope, month: "2026-12" });
    expect(months).toHaveLength(12);
    expect(Object.fromEntries(months.map(({ key, counts: { opened } }) => [key, opened]))).toMatchObject({
      "2026-06": 0,
      "2026-10": 1,
      "2026-11": 6,
      "2026-12": 1,
    });
  });

  test("a month without tickets has no rates", async () => {
    const report = await reportOf(database.db, { ...scope, month: "2031-01" });
    expect(report.all).toMatchObject({ opened: 0, satisfaction: null });
    expect(report.targets).toEqual([]);
  });
});

/** 100,000 tickets of one year: `REPORT_TICKETS=100000`, as it was measured; fewer by default. */
test("many tickets are added up within seconds", async () => {
  const many = Number(process.env["REPORT_TICKETS"] ?? 5000);
  const { db } = database;
  await db.execute(sql`insert into tickets (id, number, customer_id, requester_id, subject, status, severity, plan, policy_version, language, opened_at, last_message_at)
    select gen_random_uuid(), 100000 + n, customer_id, requester_id, 'x', 'closed', (array['A','B','C'])[1 + n % 3], plan, policy_version, language,
      timestamptz '2026-12-31' - (n % 365) * interval '1 day', now() from generate_series(1, ${many}) n, (select * from tickets where number = 7001) t`);
  await db.execute(sql`insert into targets (id, ticket_id, kind, instance, state, goal_ms, goal_version, calendar, elapsed_ms)
    select gen_random_uuid(), t.id, k.kind, 0, 'met', 1000, 1, 'office', (random() * 100000)::int
    from tickets t, unnest(array['first-response','resolution','update']) k(kind) where t.number > 100000`);
  await db.execute(sql`insert into events (ticket_id, seq, at, recorded_at, type, actor, because, data)
    select t.id, n, now(), now(), case when n % 4 = 0 then 'status' else 'customer_message' end, 'agent', '', '{"to":"resolved"}'
    from tickets t, generate_series(1, 8) n where t.number > 100000`);
  await db.execute(sql`analyze`);
  const started = performance.now();
  const report = await reportOf(db, { ...scope, month: "2026-12" });
  const took = performance.now() - started;
  if (process.env["REPORT_TICKETS"]) process.stdout.write(`${many} tickets: ${Math.round(took)} ms\n`);
  expect(report.months.reduce((sum, { counts }) => sum + counts.opened, 0)).toBeGreaterThan(many * 0.9);
  expect(took).toBeLessThan(5000);
}, 120_000);
