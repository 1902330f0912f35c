import { expect, test } from "vitest";
import { openPromiseBook } from "../../src/adapters/postgres/promise-book.ts";
import { reportOf } from "../../src/adapters/postgres/report-figures.ts";
import { turnsOf } from "../../src/adapters/postgres/report-turns.ts";
import { HOUR, MINUTE } from "../../src/values/instant.ts";
import { ANA, dayByMail } from "../support/day-by-mail.ts";
import { deskInPostgres } from "../support/desk-in-postgres.ts";
import { JO, PARTNERS, upstreamOf } from "../support/handoffs.ts";

const SCOPE = { month: "2026-12", timeZone: "Europe/Lisbon", customer: null } as const;

test("the month's two-clock times: what upstream took is theirs, the rest ours, and a ticket kept here counts in neither", async () => {
  await using desk = await deskInPostgres(undefined, "2026-12-03T10:00:00Z", {}, { partners: PARTNERS });
  const [day, up] = [dayByMail(desk), upstreamOf(desk)];
  const book = openPromiseBook(desk.database.db);
  const turns = () => turnsOf(desk.database.db, book, SCOPE, desk.now());
  await day.opens("Calls drop");
  await day.opens("Another matter");
  await day.replies(ANA, "#mine", await day.noticeOf(ANA, 1001));
  expect(await turns()).toBeNull();
  desk.pass(30 * MINUTE);
  await up.handsOn("night-desk");
  desk.pass(HOUR);
  await up.repliesUp(JO, "It is mended.");
  desk.pass(30 * MINUTE);
  expect(await turns()).toEqual({ tickets: 1, oursMs: HOUR, upstreamMs: HOUR, customerMs: 0 });
  const { handedOn, opened } = (await reportOf(desk.database.db, SCOPE)).all;
  expect([handedOn, opened]).toEqual([1, 2]);
  expect(await turnsOf(desk.database.db, book, { ...SCOPE, month: "2026-11" }, desk.now())).toBeNull();
});
