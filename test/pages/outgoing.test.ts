import { eq } from "drizzle-orm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, type OUTBOUND_STATES, outboundMail } from "../../src/adapters/postgres/schema.ts";
import { fromMs } from "../../src/values/instant.ts";
import { haveChromium, openBrowser, watchedPage } from "../support/browser.ts";
import { expectCleanPage } from "../support/clean-page.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { mailRow, seedDesk } from "../support/seed-desk.ts";

let desk: TestOperations;
let admin: string;
let viewer: string;

beforeAll(async () => {
  desk = await testOperations();
  await seedDesk(desk.database.db, fromMs(Date.now()));
  [admin, viewer] = [await desk.signIn("admin"), await desk.signIn("viewer")];
});
afterAll(() => desk?.[Symbol.asyncDispose]());

/** A mail in this state, without a ticket. */
async function mail(state: (typeof OUTBOUND_STATES)[number], subject = `A ${state} mail`): Promise<string> {
  const recipients = [
    { address: "ana@northwind.example", state: "accepted", reply: "250 2.0.0 taken" },
    { address: "rui@northwind.example", state: "failed", reply: "550 5.1.1 no such user" },
  ] as const;
  const row = mailRow(fromMs(Date.now()), { state, subject, recipients, because: `it is ${state}` });
  await desk.database.db.insert(outboundMail).values(row);
  return row.id!;
}
const get = (path: string, cookie = admin) =>
  fetch(desk.url + path, { redirect: "manual", headers: { cookie, accept: "text/html" } });
const post = (path: string, fields: Record<string, string> = {}, cookie = admin, origin = desk.url) =>
  fetch(desk.url + path, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin },
    body: new URLSearchParams(fields),
  });
const stateOf = async (id: string) =>
  (await desk.database.db.select().from(outboundMail).where(eq(outboundMail.id, id)))[0]!.state;

test("what the server said to each recipient is shown", async () => {
  await mail("failed", "Two people");
  const page = await (await get("/outgoing?state=trouble")).text();
  expect(page).toContain("250 2.0.0 taken");
  expect(page).toContain("550 5.1.1 no such user");
});

test("who may not act is offered nothing and refused", async () => {
  const id = await mail("failed");
  expect(await (await get("/outgoing?state=trouble", viewer)).text()).not.toContain(`/outgoing/${id}/`);
  expect((await post(`/outgoing/${id}/retry`, {}, viewer)).status).toBe(403);
  expect((await post(`/outgoing/${id}/retry`, {}, "")).status).toBe(401);
  expect((await post(`/outgoing/${id}/cancel`, {}, admin, "https://evil.example")).status).toBe(403);
  expect(await stateOf(id)).toBe("failed");
});

test("a failed mail is sent again and a held one cancelled; the reader stays where they were", async () => {
  const failed = await mail("failed");
  const answer = await post(`/outgoing/${failed}/retry`, { back: "state=trouble&x=https://evil.example" });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe("/outgoing?state=trouble&done=retry");
  expect(await stateOf(failed)).toBe("ready");
  const held = await mail("held");
  await post(`/outgoing/${held}/cancel`);
  expect(await stateOf(held)).toBe("cancelled");
  const done = await desk.database.db.select().from(audit).where(eq(audit.action, "outgoing.cancel"));
  expect(done).toMatchObject([{ detail: { mail: held, was: "held" } }]);
});

test("an unsure mail is asked about first", async () => {
  const id = await mail("unsure");
  const asked = await post(`/outgoing/${id}/retry`, { back: "state=trouble" });
  expect(asked.status).toBe(409);
  expect(await asked.text()).toContain("it may have arrived");
  expect(await stateOf(id)).toBe("unsure");
  expect((await post(`/outgoing/${id}/retry`, { sure: "yes" })).status).toBe(303);
  expect(await stateOf(id)).toBe("ready");
});

test.each(["submitting", "accepted"] as const)(
  "a mail that is %s is left alone, and the page says why",
  async (state) => {
    const id = await mail(state);
    const answer = await post(`/outgoing/${id}/retry`);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("Nothing was done");
    expect(await stateOf(id)).toBe(state);
  },
);

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ["light", 1280],
    ["dark", 360],
  ] as const)("asked twice, sent again, in %s at %d px, clean all the way", async (colorScheme, width) => {
    const subject = `Unsure in ${colorScheme}`;
    const id = await mail("unsure", subject);
    const { page, context, complaints } = await watchedPage(browser, desk.url, {
      colorScheme,
      viewport: { width, height: 800 },
    });
    const [name, value] = admin.split("=") as [string, string];
    await context.addCookies([{ name, value, url: desk.url }]);
    await page.goto("/outgoing?state=trouble");
    await expectCleanPage(page);
    await page.getByRole("button", { name: `Send again “${subject}”` }).click();
    await page.getByRole("heading", { name: "Send it again?" }).waitFor();
    await expectCleanPage(page);
    await page.getByRole("button", { name: "Send it again" }).click();
    await page.getByText("The mail is due now.").waitFor();
    expect(await page.getByText(subject).count()).toBe(0);
    expect(await stateOf(id)).toBe("ready");
    expect(complaints.filter((line) => !line.includes("409"))).toEqual([]);
    await context.close();
  });
});
