import { execFile } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { ANA, BEN, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  const { db } = desk.database;
  const id = newId();
  await db.insert(rows.customers).values({ id, name: "Fabrikam", createdAt: desk.now() });
  await db
    .insert(rows.customerDomains)
    .values({ domain: "fabrikam.example", customerId: id, verifiedAt: desk.now() });
  await day.opens("Calls drop");
});
afterEach(() => desk[Symbol.asyncDispose]());

const entries = async () =>
  (await desk.database.db.select().from(rows.timeEntries).orderBy(rows.timeEntries.id)).map(
    ({ minutes, note }) => [minutes, note],
  );

function answerable(...words: readonly string[]) {
  const env = { ...BARE_ENV, DATABASE_URL: desk.database.url, DATA_DIR: "/nowhere" };
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, ["workers/answerable.ts", "time", ...words], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

test("beside an answer both happen; #undo takes the answer back and not the time", async () => {
  await desk.database.db.update(rows.agents).set({ undoSeconds: 60 });
  await day.replies(ANA, "#time 25m read the trace\n\nPlease restart.");
  expect((await desk.mails("answer")).map(({ text }) => text)).toEqual(["Please restart."]);
  expect(await day.lastWord(ANA)).toContain("working time 25 min written down");
  await day.replies(ANA, "#undo");
  expect((await desk.mails("answer"))[0]!.state).toBe("cancelled");
  expect(await entries()).toEqual([[25, "read the trace"]]);
});

test("it is taken back by a correction, but never below nothing", async () => {
  await day.replies(ANA, "#time 1h30");
  await day.replies(BEN, "#time -30m");
  await day.replies(BEN, "#time -2h");
  expect(await day.lastWord(BEN)).toContain("only 1 h are written down on this ticket");
  expect(await entries()).toEqual([
    [90, ""],
    [-30, ""],
  ]);
  await day.replies(BEN, "#history");
  expect(await day.lastWord(BEN)).toContain("working time written down: 1 h");
});

test("what cannot be read stops the whole mail, and says what is read", async () => {
  await day.replies(ANA, "#time 25\n\nPlease restart.");
  expect(await desk.mails("answer")).toEqual([]);
  expect(await day.lastWord(ANA)).toContain("#time takes 25m, 1h, 1h30");
  expect(await entries()).toEqual([]);
});

test("answerable time adds up by customer and month of the desk's clock", async () => {
  await day.replies(ANA, "#time 1h30 =SUM(A1)");
  await day.replies(ANA, "#time -10m");
  expect(JSON.parse((await answerable("--month", "2026-12", "--json")).out)).toMatchObject({
    month: "2026-12",
    customers: [{ customer: "Fabrikam", minutes: 80, tickets: 1, entries: 2 }],
  });
  expect((await answerable("--month", "2026-12", "--csv")).out).toBe(
    "month,customer,minutes,time,tickets,entries\r\n2026-12,Fabrikam,80,1 h 20 min,1,2\n",
  );
  const each = await answerable("--month", "2026-12", "--customer", "fabrikam.example", "--csv");
  expect(each.out).toContain("2026-12-03,Fabrikam,#1001,Ana Sousa,90,'=SUM(A1)");
  expect((await answerable("--month", "2026-11")).out).toContain("Nothing was written down in 2026-11");
  expect(await answerable("--month", "December")).toMatchObject({
    code: 1,
    err: expect.stringContaining("expected a month such as 2026-11"),
  });
  expect((await answerable("--customer", "nobody")).err).toContain('There is no customer "nobody"');
}, 60_000);
