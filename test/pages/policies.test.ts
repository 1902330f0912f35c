import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instant } from "../../src/values/instant.ts";
import { haveChromium, openBrowser, type Watched, watchedPage } from "../support/browser.ts";
import { expectCleanPage, tabTo } from "../support/clean-page.ts";
import { keepExample, ticketWithLedger } from "../support/desk-with-policy.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { publishedExample } from "../support/policy.ts";
import { HOSTILE, seedDesk } from "../support/seed-desk.ts";

const NOW = instant("2026-12-02T10:30Z");
const first = publishedExample();
// Looser for moderate issues, another week, and a website that is nobody's.
const second = publishedExample(
  (text) =>
    text
      .replace("B: { firstResponse: 4h, nextResponse: 1d", "B: { firstResponse: 6h, nextResponse: 1d")
      .replace("effectiveFrom: 2026-12-01", "effectiveFrom: 2027-01-01")
      .replace(
        'mon-fri: ["09:00-13:00", "14:00-18:00"]',
        'mon-fri: ["09:00-13:00", "14:00-18:00"]\n      sat: ["10:00-12:00"]',
      ),
  instant("2026-12-02T09:00Z"),
);

let desk: TestOperations;
beforeAll(async () => {
  desk = await testOperations({ now: () => NOW });
  const { db } = desk.database;
  await seedDesk(db, NOW);
  await desk.database
    .sql`update policy_versions set in_force_from = '2026-11-01', published_at = '2026-11-01'`;
  await keepExample(db, first, instant("2026-12-01T00:00Z"));
  await keepExample(db, second, instant("2027-01-01T00:00Z"));
  const created = { by: "customer", plan: "standard" };
  await ticketWithLedger(db, first, NOW, {
    number: 4001,
    story: [[instant("2026-12-02T10:00Z"), "created", { ...created, severity: "B" }]],
  });
  await ticketWithLedger(db, first, NOW, {
    number: 4002,
    story: [[instant("2026-12-02T10:00Z"), "created", { ...created, severity: "A" }]],
  });
  await desk.database.sql`update tickets set subject = ${HOSTILE} where number = 4001`;
});
afterAll(() => desk?.[Symbol.asyncDispose]());

async function page(path: string, from: TestOperations = desk): Promise<{ status: number; text: string }> {
  const headers = { cookie: await from.signIn("viewer"), accept: "text/html" };
  const answer = await fetch(from.url + path, { headers });
  return { status: answer.status, text: await answer.text() };
}
const diffPath = `/policies/diff?from=${first.id}&to=${second.id}`;

describe("Policy", () => {
  test("versions stand with their state, dates, hash and the tickets that keep them", async () => {
    const { text } = await page("/policies");
    const row = (id: string): string =>
      (text.split(`">${id}</a></th>`)[1] ?? "")
        .split("</tr>")[0]!
        .replaceAll(/<[^>]+>/g, " ")
        .replaceAll(/\s+/g, " ");
    expect(row(first.id)).toContain(" in force ");
    expect(row(first.id)).toContain(` 2 2 ${first.hash.slice(0, 12)} `);
    expect(row(second.id)).toContain(" announced ");
    expect(row(second.id)).toContain(` 0 0 ${second.hash.slice(0, 12)} `);
    expect(row("2026-11-01")).toContain(" earlier ");
    expect(text).toContain("1 version announced.");
    expect(text.indexOf(second.id)).toBeLessThan(text.lastIndexOf("2026-11-01"));
  });

  test("without any version it says what publishes one", async () => {
    await using other = await testOperations();
    const { status, text } = await page("/policies", other);
    expect([status, text.includes("answerable policy publish")]).toEqual([200, true]);
  });

  test("a change is told in words, promises apart from hours and texts", async () => {
    const { text } = await page(diffPath);
    expect(text).toContain("plan standard, severity B: first answer was 4 hours");
    expect(text).toMatch(/Promises and prices.*looser.*Service hours.*What customers read/s);
  });

  test("the open tickets that would have been promised otherwise are named, with both times", async () => {
    const { text } = await page(diffPath);
    const table = text.split("Table of tickets promised otherwise")[1]!.split("</table>")[0]!;
    expect(table).toContain("#4001");
    expect(table).toMatch(/first answer: due <time[^>]*>today 17:00<\/time>, was <time[^>]*>today 15:00</);
    expect(table).not.toContain("#4002");
    expect(text).toContain("under a version that cannot be read");
  });

  test("two that say the same have no difference", async () => {
    const { text } = await page(`/policies/diff?from=${first.id}&to=${first.id}`);
    expect(text).toContain("No difference: both say and promise the same.");
    expect(text).toContain("No open ticket would have been promised otherwise.");
  });

  test.each([
    ["a version that is not there", "/policies/2020-01-01-nothing", 404, "Not found"],
    ["a comparison with nothing", `/policies/diff?from=${first.id}&to='`, 404, "Choose two that are."],
    [
      "a comparison with a version of another program",
      `/policies/diff?from=2026-11-01&to=${first.id}`,
      200,
      "2026-11-01 cannot be read",
    ],
    ["a version of another program", "/policies/2026-11-01", 200, "cannot be read by this program"],
  ])("%s is told as such", async (_name, path, status, words) => {
    const answer = await page(path);
    expect([answer.status, answer.text.includes(words)]).toEqual([status, true]);
  });
});

describe("a version", () => {
  const at = (query: Record<string, string>): string => `/policies/${first.id}?${new URLSearchParams(query)}`;
  const mail = async (query: Record<string, string>): Promise<string> =>
    (await page(at(query))).text.split('class="note" lang=')[1]!.split("</section>")[0]!;

  test("its calendars come to days, hours, holidays and changes of clocks for twelve months", async () => {
    const { text } = await page(`/policies/${first.id}`);
    const december = text
      .split("December 2026</th>")[1]!
      .split("</tr>")[0]!
      .replaceAll(/<[^>]+>/g, " ");
    expect(december).toContain("closed: Restauração da Independência");
    expect(december).toContain("other hours");
    expect(text).toContain("clocks go forward 60 minutes");
    expect(text.split("November 2027</th>")).toHaveLength(3);
    expect(text).not.toContain("December 2027</th>");
  });

  test("its page is linked in each language it is written in", async () => {
    const { text } = await page(`/policies/${first.id}`);
    for (const language of ["en", "pt-PT", "pt-BR"])
      expect(text).toContain(`/policy?version=${first.id}&amp;lang=${language}`);
  });

  test("the acknowledgement is for now and the desk's defaults unless asked otherwise", async () => {
    expect(await mail({})).toMatch(/Wednesday, 2 December|today/);
    const christmas = await mail({ at: "2026-12-24T15:00", severity: "B", language: "en" });
    expect(christmas).toMatch(/closed until Monday, 28 December/i);
    expect(await mail({ at: "2026-12-24T15:00", language: "pt-PT" })).toContain("dezembro");
    expect(await mail({ at: "2026-12-24T15:00", severity: "A", language: "en" })).not.toMatch(
      /closed until/i,
    );
  });

  test("a moment that is none is refused in words, and the preview is for now", async () => {
    const { status, text } = await page(
      at({ at: `${HOSTILE}`, plan: "none", severity: "Z", language: "xx" }),
    );
    expect(status).toBe(200);
    expect(text).toContain("is no time such as");
    expect(text).not.toContain("<img src=x");
  });
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  async function signedIn(options: Parameters<typeof watchedPage>[2] = {}): Promise<Watched> {
    const watched = await watchedPage(browser, desk.url, options);
    const [name, value] = (await desk.signIn("viewer")).split("=") as [string, string];
    await watched.context.addCookies([{ name, value, url: desk.url }]);
    return watched;
  }

  describe.each([
    ["light", { width: 1280, height: 800 }],
    ["dark", { width: 360, height: 740 }],
  ] as const)("in %s", (colorScheme, viewport) => {
    test.each([
      ["the versions", "/policies"],
      ["a comparison", diffPath],
      ["a version", `/policies/${first.id}?at=2026-12-24T15:00&language=pt-PT`],
      ["a version that cannot be read", "/policies/2026-11-01"],
    ])("%s is clean", async (_name, path) => {
      const { page: tab, context, complaints } = await signedIn({ colorScheme, viewport });
      await tab.goto(path);
      await expectCleanPage(tab);
      expect(complaints).toEqual([]);
      await context.close();
    });
  });

  test("with the keyboard alone and without script: from the navigation to a comparison, and to a preview", async () => {
    const { page: tab, context } = await signedIn({ javaScriptEnabled: false });
    await tab.goto("/");
    await pressOn(tab, "Policy");
    await tab.waitForURL("**/policies");
    await pressOn(tab, "what changed");
    await tab.waitForURL("**/policies/diff?**");
    await tab.getByRole("heading", { name: "Promises and prices" }).waitFor();
    await pressOn(tab, first.id);
    await tab.getByLabel("Severity").selectOption("A");
    await pressOn(tab, "Preview");
    await tab.waitForURL("**severity=A**");
    expect(await tab.getByLabel("Severity").inputValue()).toBe("A");
    await context.close();
  });
});

async function pressOn(tab: Page, start: string): Promise<void> {
  await tabTo(tab, start);
  await tab.keyboard.press("Enter");
}
