import { execFile } from "node:child_process";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

const RUI = "rui@proseware.example";
let desk: DeskInPostgres;
beforeAll(async () => {
  desk = await deskInPostgres();
  const day = dayByMail(desk);
  for (const from of [CARLA, RUI]) {
    const ticket = await day.opens("Calls drop", from);
    await day.replies(
      "ana@contoso.example",
      "#incident MO1234567",
      await day.noticeOf("ana@contoso.example", ticket.number),
    );
  }
  await desk.database.db.update(rows.tickets).set({ language: "es" }).where(eq(rows.tickets.number, 1002));
});
afterAll(() => desk?.[Symbol.asyncDispose]());

function incidents(...words: readonly string[]) {
  const env = { PATH: process.env["PATH"], DATABASE_URL: desk.database.url };
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, ["workers/answerable.ts", "incidents", ...words], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}
const work = async () =>
  (await desk.database.db.select().from(rows.escalations)).filter(({ kind }) => kind === "news");
const written = async () => (await desk.mails()).filter(({ once }) => once?.startsWith("incident."));

test("R23 listed, shown, tried, told in each language once, closed, and begun anew", async () => {
  expect((await incidents()).out).toMatch(/MO1234567 +goes on +2 +2 +0/);
  expect(JSON.parse((await incidents("show", "mo1234567", "--json")).out)).toMatchObject({
    code: "MO1234567",
    closedAt: null,
    tickets: [{ number: 1001 }, { number: 1002 }],
  });
  const tried = await incidents("tell", "MO1234567", "--dry-run");
  expect(tried.out).toMatch(
    /nothing was done.*would be told: 2 tickets of 2 customers.*en, as #1001.*es, as #1002/s,
  );
  expect(await work()).toEqual([]);
  const news = ["tell", "MO1234567", "--text", "They expect it to last until noon."];
  expect(JSON.parse((await incidents(...news, "--json")).out)).toMatchObject({
    update: "news",
    told: [{ number: 1001 }, { number: 1002 }],
  });
  await desk.climb();
  expect((await written()).map(({ text }) => text.includes("They expect it to last until noon."))).toEqual([
    true,
    true,
  ]);
  expect((await incidents(...news)).out).toMatch(/nobody told.*told before: #1001, #1002/s);
  expect((await incidents("close", "MO1234567")).out).toMatch(
    /MO1234567 is over\.\ntold: 2 tickets of 2 customers/,
  );
  await desk.climb();
  const over = (await written()).slice(2);
  expect(over.map(({ text }) => /is reported as solved|se da por resuelto/.test(text))).toEqual([true, true]);
  expect(await incidents("tell", "MO1234567")).toMatchObject({
    code: 1,
    err: expect.stringContaining("is over; reopen"),
  });
  expect((await incidents("reopen", "MO1234567")).out).toContain("goes on");
  const quiet = await incidents("close", "MO1234567", "--silent");
  expect(quiet.out).toContain("Nobody is told; 2 on it.");
  expect(await work()).toHaveLength(4);
  const actions = (await desk.database.db.select().from(rows.audit)).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(["incident.news", "incident.resolved", "incident.reopen"]));
}, 240_000);

test.each([
  ["one that nobody knows", ["show", "EX1111111"], "No ticket has to do with EX1111111"],
  ["what is no number", ["close", "the big one"], "expected one such as MO1234567"],
  ["no words", ["tell", "MO1234567", "--text", " "], "expected 1 to 4000"],
])("%s is refused in a line", async (_name, words, why) => {
  expect(await incidents(...words)).toMatchObject({ code: 1, err: expect.stringContaining(why) });
});
