import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { fromMs, instant } from "../../src/values/instant.ts";
import { haveChromium, openBrowser, watchedPage } from "../support/browser.ts";
import { expectCleanPage } from "../support/clean-page.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { seedDesk } from "../support/seed-desk.ts";
import { reportTicket } from "../support/seed-report.ts";

let desk: TestOperations;
let viewer: string;

beforeAll(async () => {
  desk = await testOperations();
  const { db } = desk.database;
  await seedDesk(db, fromMs(Date.now()));
  const [customer] = await db.select().from(rows.customers).orderBy(rows.customers.name);
  await db.update(rows.customers).set({ name: "<b>Bold</b> & Sons" });
  const at = instant("2025-03-10T10:00Z");
  await reportTicket(db, 7001, {
    customerId: customer!.id,
    at,
    first: "met",
    handedTo: "<i>provider</i>",
    score: 4,
  });
  await reportTicket(db, 7002, { customerId: customer!.id, at, first: "late", minutes: 90 });
  viewer = await desk.signIn("viewer");
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const get = (path: string, cookie = viewer) =>
  fetch(desk.url + path, { redirect: "manual", headers: { cookie, accept: "text/html" } });
const text = async (path: string) => (await get(path)).text();

test("who is not signed in sees no figures", async () => {
  expect((await get("/reports", "")).headers.get("location")).toContain("/sign-in");
});

test("a month's figures, with a table beside each chart; names are text", async () => {
  const page = await text("/reports?month=2025-03");
  expect(page).toMatch(/First response in time<\/th><td class="num"><b>50 %<\/b><\/td><td>1 of 2/);
  expect(page).toMatch(/Handed on<\/th><td class="num"><b>50 %/);
  expect(page).toContain("1 h 30 min");
  expect(page.match(/<figure/g)).toHaveLength(3);
  expect(page.match(/As a table/g)).toHaveLength(3);
  expect(page).toContain("&lt;b&gt;Bold&lt;/b&gt; &amp; Sons");
  expect(page).toContain("&lt;i&gt;provider&lt;/i&gt;");
  expect(page).not.toContain("<b>Bold");
});

test.each([
  ["no month", "/reports?month=2025-13"],
  ["a hostile month", `/reports?month=${encodeURIComponent('"><script>')}`],
])("%s is taken for this month", async (_name, path) => {
  expect(await text(path)).toContain(`value="${new Date().toISOString().slice(0, 7)}"`);
});

test("a customer nobody finds is named, and no figures of others are shown", async () => {
  const page = await text(`/reports?month=2025-03&customer=${encodeURIComponent("<script>nobody")}`);
  expect(page).toContain("No customer is found by <bdi>&lt;script&gt;nobody");
  expect(page).not.toContain("<figure");
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each(["light", "dark"] as const)(
    "it is clean in %s, and a month is chosen by the form",
    async (colorScheme) => {
      const { page, context, complaints } = await watchedPage(browser, desk.url, { colorScheme });
      const [name, value] = viewer.split("=") as [string, string];
      await context.addCookies([{ name, value, url: desk.url }]);
      await page.goto("/reports?month=2025-03");
      await expectCleanPage(page);
      await page.locator("details summary").first().click();
      await page.getByLabel("Month", { exact: true }).fill("2025-04");
      await page.getByRole("button", { name: "Show" }).click();
      await page.waitForURL(/month=2025-04/);
      expect(await page.getByRole("heading", { level: 2 }).first().textContent()).toContain("2025-04");
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});
