import { like } from "drizzle-orm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { haveChromium, openBrowser } from "../support/browser.ts";
import { ANA } from "../support/day-by-mail.ts";
import { type IncidentDay, incidentDay, NUMBER } from "../support/incident-day.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { expectGoodPage, LOOKS, post, signedIn, textOf } from "../support/page-checks.ts";

const PAGE = `/incidents/${NUMBER}`;
const WORDS = "They have found the cause.\nThey expect it to last until noon.";
let on: IncidentDay;
let operations: TestOperations;
let admin: string;

beforeAll(async () => {
  on = await incidentDay(new Date().toISOString());
  operations = await testOperations({ database: on.desk.database });
  admin = await operations.signIn("admin");
  await on.hang();
});
afterAll(async () => {
  await operations?.[Symbol.asyncDispose]();
  await on?.desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  const { db } = on.desk.database;
  await db.delete(rows.outboundMail).where(like(rows.outboundMail.once, "incident.%"));
  await db.delete(rows.escalations);
  await db.update(rows.incidents).set({ closedAt: null, round: 1 });
});

const send = (path: string, fields: Readonly<Record<string, string>> = {}, origin?: string) =>
  post(operations, path, admin, fields, origin);
const work = () => on.work();
/** What the hidden field says of what was looked at. */
const seenIn = (text: string): string => /name="seen" value="([^"]+)"/.exec(text)![1]!;
async function looked(path: string, fields: Readonly<Record<string, string>> = {}) {
  const answer = await send(path, fields);
  const text = await answer.text();
  return { status: answer.status, text, seen: seenIn(text) };
}

test("telling is shown first, with how many and each mail, and nothing is done", async () => {
  const { status, text } = await looked(`${PAGE}/tell`, { text: WORDS });
  expect(status).toBe(200);
  expect(text).toContain("3 tickets of 3 customers would be told");
  expect(text).toContain("<button>Tell 3 customers</button>");
  expect(text).toMatch(/en, as #1001 gets it:[\s\S]*until noon[\s\S]*de, as #1003 gets it:/);
  expect(text.match(/until noon/g)).toHaveLength(4);
  expect(await work()).toEqual([]);
});

test("said again with what was seen, it is done, once, and audited with the operator’s name", async () => {
  const { seen } = await looked(`${PAGE}/tell`, { text: WORDS });
  const done = await send(`${PAGE}/tell`, { text: WORDS, seen });
  expect([done.status, done.headers.get("location")]).toEqual([303, `${PAGE}?done=tell&told=3`]);
  expect((await work()).map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
  await on.desk.climb();
  const news = await on.news();
  expect(news.map(({ text }) => text.includes(WORDS))).toEqual([true, true, true]);
  const [audit] = (await on.desk.database.db.select().from(rows.audit)).filter(
    ({ action }) => action === "incident.news",
  );
  expect(audit!.actor).toMatch(/^admin-/);
  const again = await (await send(`${PAGE}/tell`, { text: WORDS.replaceAll("\n", "\r\n") })).text();
  expect(again).toContain("Nobody would be told.");
  expect(again).toContain("Told before, and not again");
  expect(again).not.toContain("<button>");
  expect(await textOf(operations, `${PAGE}?done=tell&told=3`, admin)).toMatch(
    /role="status">Said\. Customers of 3 tickets are being told\./,
  );
});

test("what has changed since it was looked at is shown anew, and nothing is done", async () => {
  const { seen } = await looked(`${PAGE}/tell`, { text: WORDS });
  for (const fields of [
    { text: `${WORDS} Or so.`, seen },
    { text: "", seen },
    { text: WORDS, seen: "x" },
  ]) {
    const answer = await send(`${PAGE}/tell`, fields);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toMatch(/role="alert">Nothing was done: meanwhile/);
  }
  await on.says("#resolve", 1003, ANA);
  expect((await send(`${PAGE}/tell`, { text: WORDS, seen })).status).toBe(409);
  expect(await work()).toEqual([]);
  await on.says("#reopen", 1003, ANA);
});

test("it is over: told, or told to nobody; and goes on after all", async () => {
  const silent = await looked(`${PAGE}/close`, { silent: "yes" });
  expect(silent.text).toContain("<button>It is over; nobody is told</button>");
  await send(`${PAGE}/close`, { silent: "yes", seen: silent.seen });
  expect(await on.incidents()).toMatchObject([{ closedAt: expect.any(Number) }]);
  expect(await work()).toEqual([]);
  expect(await (await send(`${PAGE}/tell`)).text()).toContain("MO1234567 is over; reopen it first");
  const reopen = await looked(`${PAGE}/reopen`);
  expect(reopen.text).toContain("Nobody would be told.");
  await send(`${PAGE}/reopen`, { seen: reopen.seen });
  expect(await on.incidents()).toMatchObject([{ closedAt: null, round: 2 }]);
  const loud = await looked(`${PAGE}/close`);
  expect(loud.text).toContain("<button>Tell 3 customers</button>");
  await send(`${PAGE}/close`, { seen: loud.seen });
  expect(await work()).toHaveLength(3);
  expect(await on.incidents()).toMatchObject([{ closedAt: expect.any(Number) }]);
});

test("what was looked at silently is not what tells", async () => {
  const { seen } = await looked(`${PAGE}/close`, { silent: "yes" });
  expect((await send(`${PAGE}/close`, { seen })).status).toBe(409);
  expect(await work()).toEqual([]);
});

test.each([
  [
    "names a customer to the others",
    "As at Fabrikam, it is the router.",
    "names one customer to all: Fabrikam",
  ],
  ["is too long", "x".repeat(4001), "up to 4000 may be told"],
])("text that %s is refused, and stands there to be put right", async (_name, text, why) => {
  const answer = await send(`${PAGE}/tell`, { text });
  expect(answer.status).toBe(409);
  const page = await answer.text();
  expect(page).toContain(`role="alert">Nothing was done: `);
  expect(page).toContain(why);
  expect(page).toContain(`${text}</textarea>`);
});

test("a form of another site, a viewer and a stranger change nothing", async () => {
  const { seen } = await looked(`${PAGE}/tell`);
  for (const act of ["tell", "close", "reopen"]) {
    expect((await send(`${PAGE}/${act}`, { seen }, "https://evil.example")).status).toBe(403);
    const viewer = await operations.signIn("viewer");
    expect((await post(operations, `${PAGE}/${act}`, viewer, { seen })).status).toBe(403);
    expect((await post(operations, `${PAGE}/${act}`, "", { seen })).status).toBe(401);
  }
  expect(await textOf(operations, PAGE, await operations.signIn("viewer"))).not.toContain(
    `action="/incidents`,
  );
  expect((await send("/incidents/EX0000000/tell")).status).toBe(404);
  expect((await send("/incidents/%3Cscript%3E/tell")).status).toBe(404);
  expect(await work()).toEqual([]);
});

test("whatever is written is text", async () => {
  const { text } = await looked(`${PAGE}/tell`, { text: '</textarea><script>alert(1)</script>"' });
  expect(text).not.toContain("<script>alert");
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test("by keyboard and without script: words, a look, and they are told", async () => {
    const { page, context, complaints } = await signedIn(browser, operations, { javaScriptEnabled: false });
    await page.goto(PAGE);
    await page.getByLabel("What is new, as customers read it").focus();
    await page.keyboard.type("They expect it to last until noon.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing is done yet.").waitFor();
    expect(await work()).toEqual([]);
    const button = page.getByRole("button", { name: "Tell 3 customers" });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("status").filter({ hasText: "Customers of 3 tickets are being told" }).waitFor();
    expect(await work()).toHaveLength(3);
    expect(complaints).toEqual([]);
    await context.close();
  });

  describe.each(LOOKS)("in %s on %s", (colorScheme, _device, viewport) => {
    test.each([
      ["an incident that goes on", false, null],
      ["one that is over", true, null],
      ["the question whether to tell words", false, "Look whom it would tell"],
      ["the question whether it is over", false, "It is over: look whom it would tell"],
      ["the question whether it is over in silence", false, "It is over, and nobody is told"],
      ["the question whether it goes on", true, "It goes on after all"],
    ])("%s is clean, and Tab reaches all of it", async (_name, over, button) => {
      if (over) await on.desk.database.db.update(rows.incidents).set({ closedAt: on.desk.now() });
      const watched = await signedIn(browser, operations, { colorScheme, viewport });
      await watched.page.goto(PAGE);
      if (button !== null) {
        if (button.startsWith("Look")) await watched.page.locator("textarea").fill(WORDS);
        await watched.page.getByRole("button", { name: button, exact: true }).click();
        await watched.page.getByText("Nothing is done yet.").waitFor();
      }
      await expectGoodPage(watched);
      await watched.context.close();
    });
  });
});
