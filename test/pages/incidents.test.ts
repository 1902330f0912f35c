import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromMs, plus } from "../../src/values/instant.ts";
import { haveChromium, openBrowser } from "../support/browser.ts";
import { keepExample } from "../support/desk-with-policy.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { expectGoodPage, LOOKS, signedIn, textOf } from "../support/page-checks.ts";
import { publishedExample } from "../support/policy.ts";
import { seedDesk } from "../support/seed-desk.ts";
import { seedIncidents } from "../support/seed-incidents.ts";

let desk: TestOperations;
let empty: TestOperations;
let viewer: string;

beforeAll(async () => {
  desk = await testOperations();
  empty = await testOperations();
  const { db } = desk.database;
  const now = fromMs(Date.now());
  await seedDesk(db, now);
  await seedIncidents(db, now);
  await keepExample(db, publishedExample(), plus(now, 1));
  viewer = await desk.signIn("viewer");
});
afterAll(async () => {
  await desk?.[Symbol.asyncDispose]();
  await empty?.[Symbol.asyncDispose]();
});

const page = (path: string) => textOf(desk, path, viewer);
const row = (text: string, key: string): string =>
  text.match(new RegExp(`<tr data-key="${key}".*?</tr>`, "s"))![0];

test("Incidents lists those that go on first, with how many tickets and customers hang on each", async () => {
  const text = await page("/incidents");
  expect(text).toContain("1 published incident goes on, 2 tickets hang on it.");
  expect(row(text, "iMO1234567")).toMatch(
    /goes on.*<td>2<span.*#1001<\/a>, .*#1002<\/a><\/span><\/td><td>\d<\/td><td>1<\/td>/s,
  );
  expect(row(text, "iEX7654321")).toContain("over");
  expect(text.indexOf("MO1234567")).toBeLessThan(text.indexOf("EX7654321"));
  expect(await page("/escalations")).toContain('href="/incidents"');
});

test("an incident that is over names its tickets too, in the list and on its own page", async () => {
  const over = row(await page("/incidents"), "iEX7654321");
  const own = await page("/incidents/EX7654321");
  expect(row(own, "t1001")).toMatch(/by an operator/);
  expect(over).toContain('href="/tickets/1001"');
});

test("an incident’s page has the tickets on it, how each came there, and those that only saw a notice apart", async () => {
  const text = await page("/incidents/MO1234567");
  const [on, off] = text.split('id="off"');
  expect(row(on!, "t1001")).toMatch(/hangs on it.*by a notice/s);
  expect(row(on!, "t1002")).toMatch(/hangs on it.*by an agent/s);
  expect(row(off!, "t1010")).toContain("a notice was seen");
  expect(row(off!, "t1011")).toContain("taken off");
  expect(text).not.toContain("<script>alert");
});

test("a ticket’s page says on which incident it hangs, by what the notice was recognised, and what comes next", async () => {
  const text = await page("/tickets/1001");
  expect(text).toMatch(/Published incidents.*MO1234567.*hangs on it.*1 other ticket is on it/s);
  expect(text).toMatch(/was passed on.*Nothing proves who wrote it.*<q><bdi>user impact<\/bdi><\/q>/s);
  expect(text).toContain("Next: tell the customer.");
  expect(await page("/tickets/1010")).toContain("a notice of it was seen");
});

test("a suspicious notice is marked, and whatever an event holds is text", async () => {
  const text = await page("/tickets/1002");
  expect(text).toMatch(/suspicious<\/span> It claims to be the vendor/);
  expect(text).toContain("Nothing proves who wrote it.");
  expect(text).not.toContain("<script>alert");
  expect(await page("/tickets/1013")).toContain("Published incidents");
});

test.each(["/incidents/EX1111111", "/incidents/mo1234567", "/incidents/%3Cscript%3E"])(
  "%s is not found",
  async (path) => {
    const answer = await fetch(desk.url + path, { headers: { cookie: viewer, accept: "text/html" } });
    expect(answer.status).toBe(404);
  },
);

test("an empty desk hears how tickets come here", async () => {
  const text = await textOf(empty, "/incidents", await empty.signIn("viewer"));
  expect(text).toMatch(/No published incident goes on.*comes here by itself.*#incident/s);
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  describe.each(LOOKS)("in %s on %s", (colorScheme, _device, viewport) => {
    test.each([
      ["Incidents", () => desk, () => "/incidents"],
      ["Incidents of an empty desk", () => empty, () => "/incidents"],
      ["an incident", () => desk, () => "/incidents/MO1234567"],
      ["one that is over", () => desk, () => "/incidents/EX7654321"],
      ["a ticket on an incident", () => desk, () => "/tickets/1001"],
      ["a ticket with a hostile notice", () => desk, () => "/tickets/1002"],
    ])("%s is clean, and Tab reaches all of it", async (_name, of, path) => {
      const watched = await signedIn(browser, of(), { colorScheme, viewport });
      await watched.page.goto(path());
      await expectGoodPage(watched);
      await watched.context.close();
    });
  });
});
