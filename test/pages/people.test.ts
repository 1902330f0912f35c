import { eq } from "drizzle-orm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importCustomers } from "../../src/adapters/postgres/customers-import.ts";
import { agents } from "../../src/adapters/postgres/schema.ts";
import { readCustomers } from "../../src/adapters/system/customers-file.ts";
import { fromMs } from "../../src/values/instant.ts";
import { haveChromium, openBrowser, watchedPage } from "../support/browser.ts";
import { expectCleanPage } from "../support/clean-page.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { seedDesk } from "../support/seed-desk.ts";

let desk: TestOperations;
let viewer: string;

beforeAll(async () => {
  desk = await testOperations();
  const { db } = desk.database;
  const now = fromMs(Date.now());
  await seedDesk(db, now);
  const list = `name,domain,contacts\n<b>Bold</b> & Sons,bold.example,Zoe <zoe@bold.example>\n${Array.from({ length: 60 }, (_, n) => `Zeta ${n},z${n}.example,\n`).join("")}`;
  const { entries } = readCustomers(Buffer.from(list), "list.csv", null);
  const clock = { kind: "set", now: () => now } as const;
  await importCustomers(db, entries, { file: "list.csv", actor: "test", clock, dryRun: false });
  await db.update(agents).set({ removedAt: now }).where(eq(agents.address, "bruno@contoso.example"));
  viewer = await desk.signIn("viewer");
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const get = (path: string, cookie = viewer) =>
  fetch(desk.url + path, { redirect: "manual", headers: { cookie, accept: "text/html" } });
const text = async (path: string) => (await get(path)).text();

test("who is not signed in sees nobody", async () => {
  expect((await get("/people", "")).headers.get("location")).toContain("/sign-in");
});

test("customers are shown with domain, contacts and plan, agents with role and team; names are text", async () => {
  const page = await text("/people");
  expect(page).toContain("&lt;b&gt;Bold&lt;/b&gt; &amp; Sons");
  expect(page).not.toContain("<b>Bold");
  expect(page).toContain("bold.example");
  expect(page).toContain("Zoe &lt;zoe@bold.example&gt;");
  expect(page).toContain("Northwind Traders");
  expect(page).toMatch(/Alice Moreira.*?alice@contoso\.example.*?agent.*?the team’s/s);
  expect(page).toMatch(/Bruno Dias.*?removed/s);
});

test.each([
  ["a name", "northw", "Northwind Traders"],
  ["a domain", "bold.ex", "Bold"],
  ["a contact", "mia@", "Tailspin Toys"],
])("%s finds its customer and no other", async (_name, words, found) => {
  const page = await text(`/people?q=${encodeURIComponent(words)}`);
  expect(page).toContain(found);
  expect(page).not.toContain("Zeta 1");
});

test("a search that finds nobody says so, whatever was typed", async () => {
  expect(await text(`/people?q=${encodeURIComponent("<script>%_'")}`)).toMatch(
    /No customer is found by <bdi>&lt;script&gt;/,
  );
});

test("many customers come in pages; a page that is none is the first", async () => {
  const [first, second, wrong] = [
    await text("/people"),
    await text("/people?page=2"),
    await text("/people?page=x"),
  ];
  expect(first).toContain("/people?page=2");
  expect(second).not.toContain("Northwind");
  expect(second).toContain("Zeta 9");
  expect(wrong).toContain("Northwind");
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 360],
    ["dark", 360],
  ] as const)("it is clean in %s at %d px, and finds by the keyboard", async (colorScheme, width) => {
    const { page, context, complaints } = await watchedPage(browser, desk.url, {
      colorScheme,
      viewport: { width, height: 800 },
    });
    const [name, value] = viewer.split("=") as [string, string];
    await context.addCookies([{ name, value, url: desk.url }]);
    await page.goto("/people");
    await expectCleanPage(page);
    await page.getByRole("searchbox").fill("tailspin");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=tailspin/);
    expect(await page.getByRole("region", { name: "Customers" }).getByRole("row").count()).toBe(2);
    await expectCleanPage(page);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
