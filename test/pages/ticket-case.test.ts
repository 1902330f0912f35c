import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromMs } from "../../src/values/instant.ts";
import { haveChromium, openBrowser } from "../support/browser.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { expectGoodPage, LOOKS, post, signedIn, textOf } from "../support/page-checks.ts";
import { PROVIDER, type SeededCase, STRANGER, seedCase } from "../support/seed-case.ts";
import { HOSTILE, type SeededDesk, seedDesk } from "../support/seed-desk.ts";

let desk: TestOperations;
let seeded: SeededDesk;
let kept: SeededCase;
let admin: string;
let viewer: string;

beforeAll(async () => {
  desk = await testOperations();
  const now = fromMs(Date.now());
  seeded = await seedDesk(desk.database.db, now);
  kept = await seedCase(desk.database.db, now, seeded);
  admin = await desk.signIn("admin");
  viewer = await desk.signIn("viewer");
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const page = (cookie = viewer, number = seeded.full) => textOf(desk, `/tickets/${number}`, cookie);

describe("the page of a ticket tells", () => {
  test("why each mail is here, how sure each sign was and which one decided", async () => {
    const text = await page();
    expect(text).toMatch(/Why it is here.*it answers a message we know.*40 % sure; it decided/s);
    expect(text).toContain("&lt;ack@contoso.example&gt;");
    expect(text).toMatch(/ticket’s tag.*#1010.*10 % sure/s);
  });

  test("what proves the sender of each mail, and that a held one changes nothing", async () => {
    const text = await page();
    expect(text).toContain("sender proved: dkim");
    expect(text).toMatch(/held: not of this ticket.*It is their firewall/s);
  });

  test("who takes part on which side, and who is only held", async () => {
    const text = await page();
    expect(text).toMatch(/The customer’s side.*ana@northwind\.example.*requester/s);
    expect(text).toMatch(new RegExp(`${STRANGER}.*?held`, "s"));
    expect(text).toMatch(new RegExp(`With <bdi>Contoso Indirect.*${PROVIDER}.*upstream`, "s"));
  });

  test("upstream’s conversation apart from the customer’s, with its number", async () => {
    const text = await page();
    const [story, thread] = text.split('class="thread"');
    expect(story).not.toContain("We look into it, case CI-004711.");
    expect(thread).toContain("The customer sees nothing of this");
    expect(thread).toMatch(/CI-004711.*from their mail/s);
    expect(thread).toContain("We look into it, case CI-004711.");
    expect(thread).toContain("Impact: no mail to one supplier");
  });

  test("what was handed on, what is overdue, and where the packet is", async () => {
    const text = await page();
    expect(text).toMatch(/Contoso Indirect.*answer overdue.*reminded 2×/s);
    expect(text).toMatch(/the vendor.*to be filed at the portal/s);
    expect(text).toContain(`/tickets/${seeded.full}/packet/${kept.byMail}`);
  });

  test("diagnosis, proposal, price, working time, rating, and who took note of a rung", async () => {
    const text = await page();
    expect(text).toMatch(/tried.*SPF record put back.*not here because.*supplier’s server/s);
    expect(text).toMatch(/Proposed:.*technical.*severity B.*not sure \(0\.42\)/s);
    expect(text).toContain("bounces");
    expect(text).toMatch(/120 EUR.*accepted/s);
    expect(text).toContain("1 h 25 min");
    expect(text).toMatch(/4 of 5.*Quick\./s);
    expect(text).toMatch(/breach.*acknowledged by <bdi>Alice Moreira/s);
  });

  test("nothing that a stranger wrote as markup, in no place of it", async () => {
    const text = await page(admin, seeded.hostile);
    expect(text).not.toContain("<script>alert");
    expect(text).not.toContain("<img src=x");
    expect(text.split("&lt;script&gt;alert(1)").length).toBeGreaterThan(15);
  });
});

describe("a viewer", () => {
  test("is offered no button that changes the ticket", async () => {
    const text = await page(viewer);
    expect(text).not.toMatch(/\/tickets\/1001\/(allow|sort)/);
    expect(await page(admin)).toMatch(/action="\/tickets\/1001\/allow".*action="\/tickets\/1001\/sort"/s);
  });

  test("is refused when they send its form all the same", async () => {
    expect((await post(desk, "/tickets/1001/allow", viewer, { address: STRANGER })).status).toBe(403);
    expect((await post(desk, "/tickets/1001/sort", viewer, { severity: "A" })).status).toBe(403);
  });
});

test.each(["allow", "sort"])(
  "%s is refused without a session, and from a page of somebody else",
  async (act) => {
    expect((await post(desk, `/tickets/1001/${act}`, "")).status).toBe(401);
    expect((await post(desk, `/tickets/1001/${act}`, admin, {}, "https://evil.example")).status).toBe(403);
  },
);

test.each([
  ["a number that is none", "/tickets/x1/allow"],
  ["a ticket that is not there", "/tickets/999999/allow"],
])("%s is not found", async (_name, path) => {
  expect((await post(desk, path, admin, { address: STRANGER })).status).toBe(404);
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  describe.each(LOOKS)("in %s on %s", (colorScheme, _device, viewport) => {
    test.each([
      ["the full one", () => seeded.full],
      ["the hostile one", () => seeded.hostile],
    ])("%s is clean, also with everything open", async (_name, number) => {
      const watched = await signedIn(browser, desk, { colorScheme, viewport });
      await watched.page.goto(`/tickets/${number()}`);
      await watched.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      await expectGoodPage(watched);
      expect(await watched.page.locator("main img, main script").count()).toBe(0);
      await watched.context.close();
    });
  });

  test("an admin reads what strangers wrote as text", async () => {
    const { page, context } = await signedIn(browser, desk);
    await page.goto(`/tickets/${seeded.hostile}`);
    const card = page.getByRole("region", { name: "Participants" });
    expect(await card.innerText()).toContain(HOSTILE);
    expect(await page.title()).toMatch(/ · Answerable$/);
    await context.close();
  });
});
