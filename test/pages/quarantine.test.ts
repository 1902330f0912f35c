import { eq } from "drizzle-orm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keptRaw } from "../../src/adapters/postgres/inbound.ts";
import { audit, inboundMail } from "../../src/adapters/postgres/schema.ts";
import { fromMs } from "../../src/values/instant.ts";
import { haveChromium, openBrowser, watchedPage } from "../support/browser.ts";
import { expectCleanPage } from "../support/clean-page.ts";
import type { TestDatabase } from "../support/database.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { HOSTILE, seedDesk } from "../support/seed-desk.ts";
import { type SeededLedger, seedLedger } from "../support/seed-ledger.ts";

let desk: TestOperations;
let seeded: SeededLedger;
let admin: string;
let viewer: string;

beforeAll(async () => {
  const raw = (database: () => TestDatabase) => (mail: string) => keptRaw(database().db, mail);
  desk = await testOperations({ rawMail: raw(() => desk.database) });
  const now = fromMs(Date.now());
  await seedDesk(desk.database.db, now);
  seeded = await seedLedger(desk.database.db, now);
  [admin, viewer] = [await desk.signIn("admin"), await desk.signIn("viewer")];
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const get = (path: string, cookie = admin) =>
  fetch(desk.url + path, { redirect: "manual", headers: { cookie, accept: "text/html" } });
const post = (path: string, cookie = admin, origin = desk.url) =>
  fetch(desk.url + path, { method: "POST", redirect: "manual", headers: { cookie, origin } });
const rowOf = async (id: string) =>
  (await desk.database.db.select().from(inboundMail).where(eq(inboundMail.id, id)))[0]!;

test("who is not signed in sees nothing of it", async () => {
  expect((await get("/quarantine", "")).headers.get("location")).toContain("/sign-in");
  expect((await post(`/quarantine/${seeded.hostile}/replay`, "")).status).toBe(401);
  expect((await fetch(`${desk.url}/quarantine/${seeded.hostile}/raw`)).status).toBe(401);
});

test("a mail is shown with reason, sender, subject, tries; what strangers wrote is text", async () => {
  const page = await (await get("/quarantine")).text();
  expect(page).toContain("(3) Quarantine");
  expect(page).toContain("eve@evil.example");
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;");
  expect(page).toContain("replayed 1×");
  expect(page).toContain("bytes not kept");
  expect(page).not.toContain(HOSTILE);
  expect(page).not.toContain("Out of office");
  expect(await (await get("/quarantine?view=refused")).text()).toContain("Out of office");
});

test("a viewer sees why, and is offered no act, no bytes", async () => {
  const page = await (await get("/quarantine", viewer)).text();
  expect(page).toContain("the server would not give it");
  expect(page).not.toContain(`/quarantine/${seeded.hostile}/`);
  expect(page).toContain(`/explain/mails/${seeded.hostile}`);
  expect((await post(`/quarantine/${seeded.hostile}/replay`, viewer)).status).toBe(403);
  expect((await get(`/quarantine/${seeded.hostile}/raw`, viewer)).status).toBe(403);
  expect((await rowOf(seeded.hostile)).state).toBe("aside");
});

test("an order from another site's page is refused", async () => {
  expect((await post(`/quarantine/${seeded.hostile}/replay`, admin, "https://evil.example")).status).toBe(
    403,
  );
  expect((await rowOf(seeded.hostile)).state).toBe("aside");
});

test("the bytes are a download that nothing can run, and taking them is audited", async () => {
  const answer = await get(`/quarantine/${seeded.hostile}/raw`);
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${seeded.hostile}.eml"`);
  expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  expect(Buffer.from(await answer.arrayBuffer()).toString("latin1")).toMatch(/^From: .*\r\n\r\nHello\r\n$/s);
  expect(await desk.database.db.select().from(audit).where(eq(audit.action, "mail.download"))).toMatchObject([
    { detail: { mail: seeded.hostile } },
  ]);
  expect((await get(`/quarantine/${seeded.bare}/raw`)).status).toBe(404);
  expect((await get("/quarantine/..%2f..%2fetc/raw")).status).toBe(404);
});

describe("acts", () => {
  let restore: () => Promise<unknown>;
  beforeEach(async () => {
    const before = await rowOf(seeded.hostile);
    restore = () =>
      desk.database.db
        .update(inboundMail)
        .set({ ...before, dueAt: null })
        .where(eq(inboundMail.id, seeded.hostile));
  });

  test.each([
    ["replay", "stored", "is being processed again"],
    ["release", "stored", "as a person’s mail"],
    ["dismiss", "done", "The mail is done"],
  ])(
    "%s: the row is %s, the page says so, and asking again does nothing and says so",
    async (act, state, words) => {
      const answer = await post(`/quarantine/${seeded.hostile}/${act}`);
      expect(answer.status).toBe(303);
      expect(await (await get(answer.headers.get("location")!)).text()).toContain(words);
      expect((await rowOf(seeded.hostile)).state).toBe(state);
      const again = await post(`/quarantine/${seeded.hostile}/${act}`);
      expect(again.status).toBe(409);
      expect(await again.text()).toContain("Nothing was done");
      await restore();
    },
  );

  test("an act that does not exist, and a mail that does not", async () => {
    expect((await post(`/quarantine/${seeded.hostile}/delete`)).status).toBe(404);
    expect((await post("/quarantine/01990000-0000-7000-8000-00000000ffff/replay")).status).toBe(409);
  });
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  async function open(options: Parameters<typeof watchedPage>[2] = {}) {
    const watched = await watchedPage(browser, desk.url, options);
    const [name, value] = admin.split("=") as [string, string];
    await watched.context.addCookies([{ name, value, url: desk.url }]);
    return watched;
  }

  test.each([
    ["light", 1280],
    ["dark", 360],
  ] as const)("it is clean in %s at %d px", async (colorScheme, width) => {
    const { page, context, complaints } = await open({ colorScheme, viewport: { width, height: 800 } });
    for (const path of ["/quarantine", "/quarantine?view=refused"]) {
      await page.goto(path);
      await expectCleanPage(page);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("a mail put aside appears by itself; replayed with the keyboard it leaves", async () => {
    const { page, context, complaints } = await open();
    await page.goto("/quarantine");
    await page.waitForSelector("#live[data-state=on]");
    await desk.database.db
      .update(inboundMail)
      .set({ because: "a reason nobody saw before" })
      .where(eq(inboundMail.id, seeded.bare));
    await page.getByText("a reason nobody saw before").waitFor({ timeout: 10_000 });
    await page.getByRole("button", { name: /Replay mail UID 9002/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("The mail is being processed again.").waitFor();
    expect(await page.getByText("a reason nobody saw before").count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
