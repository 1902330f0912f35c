import { and, eq } from "drizzle-orm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { targets } from "../../src/adapters/postgres/schema.ts";
import { HOUR, instant } from "../../src/values/instant.ts";
import { haveChromium, openBrowser, watchedPage } from "../support/browser.ts";
import { expectCleanPage, tabTo } from "../support/clean-page.ts";
import { keepExample, ticketWithLedger } from "../support/desk-with-policy.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { publishedExample } from "../support/policy.ts";
import { seedDesk } from "../support/seed-desk.ts";

// Wednesday, the day after a holiday; in winter Lisbon's wall clock shows UTC.
const NOW = instant("2026-12-02T10:30Z");
const published = publishedExample();

let desk: TestOperations;
let answered: string;
beforeAll(async () => {
  desk = await testOperations({ now: () => NOW });
  const { db } = desk.database;
  await seedDesk(db, NOW);
  await keepExample(db, published, instant("2026-11-25T00:00Z"));
  const created = { by: "customer", plan: "standard", severity: "B" };
  answered = await ticketWithLedger(db, published, NOW, {
    number: 3001,
    story: [
      [instant("2026-11-30T17:00Z"), "created", created],
      [instant("2026-12-02T10:00Z"), "agent_reply", { mail: "m1", provisional: false }],
      [instant("2026-12-02T10:10Z"), "status", { to: "waiting_customer" }],
    ],
  });
  await ticketWithLedger(db, published, NOW, {
    number: 3003,
    story: [
      [instant("2026-12-02T09:00Z"), "created", created],
      [instant("2026-12-02T09:30Z"), "handoff_sent", { escalation: "h1", mail: "m1" }],
      [instant("2026-12-02T10:00Z"), "upstream_message", { escalation: "h1", message: "x1" }],
      [instant("2026-12-02T10:15Z"), "status", { to: "waiting_customer" }],
    ],
  });
  await ticketWithLedger(db, published, NOW, {
    number: 3002,
    story: [[instant("2026-12-02T10:00Z"), "created", created]],
  });
});
afterAll(() => desk?.[Symbol.asyncDispose]());

async function page(path: string): Promise<string> {
  const headers = { cookie: await desk.signIn("viewer"), accept: "text/html" };
  return (await fetch(desk.url + path, { headers })).text();
}

/** The text of each cell of the ledger of a target, row by row. */
function ledgerRows(text: string, name: string): readonly (readonly string[])[] {
  const table = text.split(`Ledger of the ${name}"`)[1]!.split("</table>")[0]!;
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell!
        .replaceAll(/<[^>]+>/g, " ")
        .replaceAll(/\s+/g, " ")
        .trim(),
    ),
  );
}

test("whose turn it was, once it was anybody else's: the three add up to the service time", async () => {
  const turns = (await page("/tickets/3003")).split('id="turns"')[1]!.split("</section>")[0]!;
  expect(turns.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ")).toContain(
    "Ours 45 min Upstream’s 30 min The customer’s 15 min In all 1 h 30 min of service time",
  );
  expect(await page("/tickets/3002")).not.toContain('id="turns"');
});

describe("the clock's ledger on the ticket's page", () => {
  test("each span stands with its reason and length, and they add up to the stored value", async () => {
    const rows = ledgerRows(await page("/tickets/3001"), "first answer");
    expect(rows).toEqual([
      ["From", "To", "Why", "Length", "Counted"],
      ["2026-11-30 17:00", "2026-11-30 18:00", "counted", "1:00:00", "1:00:00"],
      ["2026-11-30 18:00", "2026-12-01 00:00", "closed: outside service hours", "6:00:00", "not"],
      [
        "2026-12-01 00:00",
        "2026-12-02 00:00",
        "closed: holiday, Restauração da Independência",
        "24:00:00",
        "not",
      ],
      ["2026-12-02 00:00", "2026-12-02 09:00", "closed: outside service hours", "9:00:00", "not"],
      ["2026-12-02 09:00", "2026-12-02 10:00", "counted", "1:00:00", "1:00:00"],
      ["2026-12-02 10:00", "2026-12-02 10:30", "after it ended", "0:30:00", "not"],
      ["Used in all", "", "Europe/Lisbon", "", "2:00:00"],
    ]);
    const [stored] = await desk.database.db
      .select()
      .from(targets)
      .where(and(eq(targets.ticketId, answered), eq(targets.kind, "first-response")));
    expect(stored!.elapsedMs).toBe(2 * HOUR);
  });

  test("waiting for the customer is told as such where it stops the clock", async () => {
    const rows = ledgerRows(await page("/tickets/3001"), "resolution");
    expect(rows.at(-2)).toEqual([
      "2026-12-02 10:10",
      "2026-12-02 10:30",
      "waiting for the customer",
      "0:20:00",
      "not",
    ]);
    expect(rows.at(-1)!.at(-1)).toBe("2:10:00");
  });

  test("a stored value that the ledger does not come to is told", async () => {
    await using other = await testOperations({ now: () => NOW });
    await seedDesk(other.database.db, NOW);
    await keepExample(other.database.db, published, NOW);
    await ticketWithLedger(other.database.db, published, NOW, {
      number: 3003,
      story: [
        [instant("2026-12-02T09:00Z"), "created", { by: "customer", plan: "standard", severity: "B" }],
        [instant("2026-12-02T10:00Z"), "agent_reply", { mail: "m1", provisional: false }],
      ],
    });
    await other.database.sql`update targets set elapsed_ms = 1 where ended_at is not null`;
    const headers = { cookie: await other.signIn("viewer"), accept: "text/html" };
    const text = await (await fetch(`${other.url}/tickets/3003`, { headers })).text();
    expect(text).toContain("The stored value is 0:00:00.001");
  });

  test("a version that cannot be read leaves the promises without a ledger, in words", async () => {
    const text = await page("/tickets/1001");
    expect(text).toContain("its policy version cannot be read");
    expect(text).not.toContain("Ledger of the");
  });
});

describe("time left", () => {
  test("on the Desk it is service time on the promise's calendar, beside the time it is due", async () => {
    const row = (await page("/")).split('data-key="t3002"')[1]!.split("</tr>")[0]!;
    expect(row).toContain("3 h 30 min of service time left");
    expect(row).toContain("today 15:00");
  });

  test("on the ticket's page as well", async () =>
    expect(await page("/tickets/3002")).toContain("3 h 30 min of service time left"));

  test("a promise whose calendar cannot be read is told on the wall clock", async () => {
    const row = (await page("/")).split('data-key="t1011"')[1]!.split("</tr>")[0]!;
    expect(row).toContain(">40 min left<");
  });
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ["light", { width: 1280, height: 800 }],
    ["dark", { width: 360, height: 740 }],
  ] as const)(
    "in %s the bar and the open table are clean, and open by keyboard",
    async (colorScheme, viewport) => {
      const {
        page: tab,
        context,
        complaints,
      } = await watchedPage(browser, desk.url, { colorScheme, viewport });
      const [name, value] = (await desk.signIn("viewer")).split("=") as [string, string];
      await context.addCookies([{ name, value, url: desk.url }]);
      await tab.goto("/tickets/3001");
      await tabTo(tab, "Where its time went");
      await tab.keyboard.press("Enter");
      await tab.getByText("Used in all").first().waitFor();
      const bar = tab.getByRole("img", { name: /^2:00:00 of 41:00:00 counted, against a goal of 4:00:00/ });
      expect(await bar.count()).toBe(1);
      await expectCleanPage(tab);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});
