import { randomUUIDv7 } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folders, inboundMail, mailboxes } from "../../src/adapters/postgres/schema.ts";
import { DAY, fromMs, HOUR, plus } from "../../src/values/instant.ts";
import { haveChromium, openBrowser, watchedPage } from "../support/browser.ts";
import { expectCleanPage } from "../support/clean-page.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { HOSTILE, seedDesk } from "../support/seed-desk.ts";
import { type SeededLedger, seedLedger } from "../support/seed-ledger.ts";

const NOW = fromMs(Date.now());
let desk: TestOperations;
let ledger: SeededLedger;
let viewer: string;

beforeAll(async () => {
  const secrets = [{ subject: "sales, support", expiresAt: plus(NOW, 5.5 * DAY) }];
  desk = await testOperations({ expiringSecrets: async () => secrets });
  await seedDesk(desk.database.db, NOW);
  ledger = await seedLedger(desk.database.db, NOW);
  viewer = await desk.signIn("viewer");
  const { db } = desk.database;
  const abilities = { works: true, plusAddressing: false, idle: true, odd: HOSTILE };
  await db.update(mailboxes).set({ abilities });
  await db
    .update(folders)
    .set({ reconciledAt: plus(NOW, -HOUR), onServer: 421, behind: 3 })
    .where(eq(folders.id, ledger.folderId));
  expect(await page()).toContain("1 folder not compared with the server yet");
  await db.update(folders).set({ reconciledAt: plus(NOW, -HOUR) });
  await db
    .update(folders)
    .set({ lastError: `sign-in refused ${HOSTILE}` })
    .where(eq(folders.role, "junk"));
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const page = async () =>
  (await fetch(`${desk.url}/mailboxes`, { headers: { cookie: viewer, accept: "text/html" } })).text();
const setUnaccounted = (unaccounted: number) =>
  desk.database.db.update(folders).set({ unaccounted }).where(eq(folders.id, ledger.folderId));

test("what was measured, what was compared, when the secret ends, and what helps are told", async () => {
  const text = await page();
  expect(text).toContain("a round trip works, no plus-addresses, tells of new mail at once");
  expect(text).toContain("secret good for 6 days");
  expect(text).toContain("renew the secret, in the settings");
  expect(text).toContain("421");
  expect(text).toContain("compared <time");
  expect(text).toContain(`inbox ${ledger.folderId.slice(-12)}`);
  expect(text).not.toContain(HOSTILE);
});

test("a mail that nobody accounts for stands in title, head and its folder", async () => {
  await setUnaccounted(2);
  const text = await page();
  await setUnaccounted(0);
  expect(text).toContain("(2 unaccounted) Mailboxes");
  expect(text).toContain("2 mails UNACCOUNTED FOR");
  expect(await page()).toContain("every mail accounted for");
});

test("/metrics counts what is on a server and on no ledger", async () => {
  await setUnaccounted(2);
  await using other = await testOperations();
  await seedDesk(other.database.db, NOW);
  await other.database.db.update(folders).set({ unaccounted: 3, role: "inbox" });
  const text = await (await fetch(`${other.url}/metrics`)).text();
  expect(text).toContain("answerable_unaccounted_mails 6");
  await setUnaccounted(0);
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  async function open(options: Parameters<typeof watchedPage>[2] = {}) {
    const watched = await watchedPage(browser, desk.url, options);
    const [name, value] = viewer.split("=") as [string, string];
    await watched.context.addCookies([{ name, value, url: desk.url }]);
    await watched.page.goto("/mailboxes");
    return watched;
  }

  test.each([
    ["light", 1280],
    ["dark", 360],
  ] as const)("it is clean in %s at %d px, its table open too", async (colorScheme, width) => {
    const { page, context, complaints } = await open({ colorScheme, viewport: { width, height: 800 } });
    await page.getByText("As a table").click();
    await expectCleanPage(page);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("a mail that arrives and an alarm that begins appear by themselves; the open table stays open", async () => {
    const { page, context } = await open();
    await page.waitForSelector("#live[data-state=on]");
    await page.getByText("As a table").click();
    const before = await page.locator(".arrivals figcaption").innerText();
    await desk.database.db.insert(inboundMail).values({
      id: randomUUIDv7(),
      folderId: ledger.folderId,
      uidvalidity: 17,
      uid: 12_345,
      seenAt: fromMs(Date.now()),
      state: "done",
      disposition: "opened-ticket",
    });
    await desk.database.sql`insert into alarms (id, code, subject, count, seen_at, began_at)
      values (${randomUUIDv7()}, 'relay-stopped', '', 4, now(), now())`;
    await page.getByText("The relay has not run for 4 min").waitFor({ timeout: 10_000 });
    expect(await page.locator(".arrivals figcaption").innerText()).not.toBe(before);
    expect(await page.locator("details[open]").count()).toBe(1);
    await context.close();
  });
});
