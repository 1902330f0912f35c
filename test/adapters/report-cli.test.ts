import { execFile } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { instant } from "../../src/values/instant.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { seedDesk } from "../support/seed-desk.ts";
import { reportTicket } from "../support/seed-report.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await seedDesk(db, instant("2026-01-15T10:00Z"));
  const [customer] = await db.select().from(rows.customers).orderBy(rows.customers.name);
  await reportTicket(db, 7001, { customerId: customer!.id, first: "met" });
  await reportTicket(db, 7002, { customerId: customer!.id, first: "late", handedTo: "provider" });
});
afterAll(() => database?.[Symbol.asyncDispose]());

/** The command as a process, on the test's database. */
function report(...words: readonly string[]) {
  const env = { ...BARE_ENV, DATABASE_URL: database.url };
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, ["workers/answerable.ts", "report", ...words], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

test("a month as text, JSON and CSV; what cannot be read is named with what to do", async () => {
  const text = await report("--month", "2026-11");
  expect(text).toMatchObject({ code: 0, out: expect.stringContaining("50 % (1 of 2)") });
  const { out } = await report("--month", "2026-11", "--json");
  expect(JSON.parse(out)).toMatchObject({ month: "2026-11", all: { opened: 2, handedOn: 1 } });
  const csv = await report("--month", "2026-11", "--csv");
  expect(csv.out.split("\r\n")[0]).toMatch(
    /first_response_attainment.*resolution_attainment,minutes_worked$/,
  );
  expect(csv.out.split("\r\n")).toHaveLength(JSON.parse(out).by.customer.length + 2);
  // It was done sooner than anybody would ask.
  expect(csv.err).toBe("");
  expect(await report("--month", "November")).toMatchObject({
    code: 1,
    err: expect.stringContaining("such as 2026-11"),
  });
  const nobody = await report("--month", "2026-11", "--customer", "nobody-at-all");
  expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining("answerable customers") });
}, 60_000);
