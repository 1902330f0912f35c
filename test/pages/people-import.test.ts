import { eq } from "drizzle-orm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPreviews } from "../../src/adapters/http/previews.ts";
import { audit, contacts, customerDomains, customers } from "../../src/adapters/postgres/schema.ts";
import { fromMs, MINUTE, plus } from "../../src/values/instant.ts";
import { haveChromium, openBrowser } from "../support/browser.ts";
import { keepExample } from "../support/desk-with-policy.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { expectGoodPage, LOOKS, post, signedIn, textOf } from "../support/page-checks.ts";
import { publishedExample } from "../support/policy.ts";
import { HOSTILE } from "../support/seed-desk.ts";

/** As Partner Center writes it. */
const EXPORT =
  "﻿Microsoft ID,Company name,Primary domain name,Relationship,Tags\r\n" +
  "11111111-2222-4333-8444-555555555555,Fabrikam,fabrikam.example,Cloud Reseller,\r\n" +
  "21111111-2222-4333-8444-555555555555,Tailspin Toys,tailspin.example,Cloud Reseller,\r\n" +
  "not-a-guid,Broken Ltd,broken.example,Cloud Reseller,\r\n" +
  "31111111-2222-4333-8444-555555555555,Mail Users,gmail.com,Cloud Reseller,\r\n";

let desk: TestOperations;
let admin: string;
let viewer: string;

beforeAll(async () => {
  desk = await testOperations();
  await keepExample(desk.database.db, publishedExample(), fromMs(Date.now()));
  admin = await desk.signIn("admin");
  viewer = await desk.signIn("viewer");
});
beforeEach(async () => {
  const { db } = desk.database;
  await db.delete(contacts);
  await db.delete(customerDomains);
  await db.delete(customers);
  await db.delete(audit).where(eq(audit.action, "customers-imported"));
});
afterAll(() => desk?.[Symbol.asyncDispose]());

function upload(
  content: string | Uint8Array<ArrayBuffer>,
  name = "Customers.csv",
  cookie = admin,
  origin = desk.url,
) {
  const body = new FormData();
  body.set("file", new File([content], name));
  return fetch(`${desk.url}/people/import`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin },
    body,
  });
}
const apply = (file: string, cookie = admin) => post(desk, "/people/import/apply", cookie, { file });
const hashIn = (text: string): string => /name="file" value="([\da-f]{64})"/.exec(text)?.[1] ?? "";
const names = async () => (await desk.database.db.select().from(customers)).map(({ name }) => name).sort();

test("looking at Partner Center’s export shows what is new and names each bad row with line and reason, and does nothing", async () => {
  const answer = await upload(EXPORT);
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(text).toMatch(/2 new, 0 changed, 0 as they are.*2 problems/s);
  expect(text).toMatch(/>4<.*tenant id.*not-a-guid.*a GUID/s);
  expect(text).toMatch(/>5<.*domain.*gmail\.com.*anybody can have an address/s);
  expect(text).toMatch(/Fabrikam.*new/s);
  expect(text).toContain("Relationship, Tags");
  expect(await names()).toEqual([]);
});

test("the yes applies that very file, with the operator in the audit; the same file then changes nothing", async () => {
  const hash = hashIn(await (await upload(EXPORT)).text());
  const done = await apply(hash);
  expect(done.status).toBe(200);
  expect(await done.text()).toMatch(/Imported from.*2 new.*Done\./s);
  expect(await names()).toEqual(["Fabrikam", "Tailspin Toys"]);
  const [word] = await desk.database.db.select().from(audit).where(eq(audit.action, "customers-imported"));
  expect(word).toMatchObject({
    actor: expect.stringMatching(/^admin-/),
    detail: { file: "Customers.csv", customers: 2 },
  });
  const again = await (await upload(EXPORT)).text();
  expect(again).toContain("Nothing would change");
  expect(hashIn(again)).toBe("");
});

test("a second yes to the same file finds nothing kept, and does nothing", async () => {
  const hash = hashIn(await (await upload(EXPORT)).text());
  await apply(hash);
  const second = await apply(hash);
  expect(second.status).toBe(410);
  expect(await second.text()).toContain("Give it again");
});

test("what changed meanwhile is shown again instead of being done unseen", async () => {
  const hash = hashIn(await (await upload(EXPORT)).text());
  await desk.database.db
    .insert(customers)
    .values({ id: "01990000-0000-7000-8000-0000000000aa", name: "Fabrikam", createdAt: fromMs(Date.now()) });
  const answer = await apply(hash);
  const text = await answer.text();
  expect(answer.status).toBe(409);
  expect(text).toMatch(
    /Nothing was done: meanwhile.*1 new, 1 changed|1 new, 1 changed.*Nothing was done: meanwhile/s,
  );
  expect(await names()).toEqual(["Fabrikam"]);
  expect((await apply(hashIn(text))).status).toBe(200);
  expect(await names()).toEqual(["Fabrikam", "Tailspin Toys"]);
});

test("YAML is taken by its name", async () => {
  const text = await (
    await upload("customers:\n  - { name: Adventure Works, plan: gold }\n", "list.yaml")
  ).text();
  expect(text).toMatch(/plan.*gold.*one of the policy/s);
});

test.each([
  ["an empty file", "", "Customers.csv", 422, "Choose a file"],
  ["bytes that are no text", "a\0b\0\0\0", "Customers.csv", 200, "CSV or YAML"],
  ["a first line without names", "a,b\n1,2\n", "Customers.csv", 200, "a company name among its columns"],
  [
    "a file with more customers than somebody waits for",
    `name\n${Array.from({ length: 2001 }, (_, n) => `C${n}\n`).join("")}`,
    "many.csv",
    422,
    "answerable customers import",
  ],
])("%s is answered with what is expected", async (_name, content, name, status, words) => {
  const answer = await upload(content, name);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(words);
  expect(await names()).toEqual([]);
});

test("a file beyond 25 MB is refused, and a form that is none too", async () => {
  expect((await upload(new Uint8Array(26 * 1024 * 1024))).status).toBe(413);
  const headers = { cookie: admin, origin: desk.url, "content-type": "multipart/form-data; boundary=x" };
  expect(
    (await fetch(`${desk.url}/people/import`, { method: "POST", headers, body: "nonsense" })).status,
  ).toBe(400);
});

test("hostile words of a file, its name included, are text", async () => {
  const csv = `name,plan\n"${HOSTILE.replaceAll('"', '""')}",\nX,"${HOSTILE.replaceAll('"', '""')}"\n`;
  const text = await (await upload(csv, `<script>alert(2)<-script>.csv`)).text();
  expect(text).not.toMatch(/<script>alert/);
  expect(text).toContain("&lt;script&gt;alert(1)");
});

test("viewers, strangers and pages of somebody else neither look at a file nor apply one", async () => {
  const hash = hashIn(await (await upload(EXPORT)).text());
  expect((await upload(EXPORT, "Customers.csv", viewer)).status).toBe(403);
  expect((await apply(hash, viewer)).status).toBe(403);
  expect((await upload(EXPORT, "Customers.csv", "")).status).toBe(401);
  expect((await upload(EXPORT, "Customers.csv", admin, "https://evil.example")).status).toBe(403);
  expect((await apply(hash, await desk.signIn("admin"))).status).toBe(410);
  expect(await textOf(desk, "/people/import", viewer)).not.toContain('type="file"');
  expect(await names()).toEqual([]);
});

test("files are kept for a quarter of an hour, few at once, and each for who gave it", () => {
  const previews = openPreviews();
  const now = fromMs(1_000_000);
  const file = (name: string, size = 1) => ({ name, bytes: new Uint8Array(size), outcome: "" });
  const first = previews.keep("olga", file("a"), now);
  expect(previews.find("olga", first, plus(now, 15 * MINUTE))?.name).toBe("a");
  expect(previews.find("otto", first, now)).toBeNull();
  expect(previews.find("olga", first, plus(now, 15 * MINUTE + 1))).toBeNull();
  const many = Array.from({ length: 9 }, (_, n) => previews.keep("olga", file(`f${n}`), now));
  expect(many.map((hash) => previews.find("olga", hash, now) !== null)).toEqual([
    false,
    ...Array(8).fill(true),
  ]);
  const large = previews.keep("olga", file("large", 25 * 1024 * 1024), now);
  const larger = previews.keep("olga", file("larger", 25 * 1024 * 1024), now);
  expect(previews.find("olga", large, now)).toBeNull();
  expect(previews.find("olga", larger, now)).not.toBeNull();
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each(LOOKS)(
    "in %s on %s an admin looks at a file, says yes, and all three pages are clean",
    async (colorScheme, _device, viewport) => {
      const watched = await signedIn(browser, desk, { colorScheme, viewport });
      const { page } = watched;
      await page.goto("/people");
      await page.getByRole("link", { name: "Import customers" }).click();
      await expectGoodPage(watched);
      await page
        .getByLabel("File")
        .setInputFiles({ name: "Customers.csv", mimeType: "text/csv", buffer: Buffer.from(EXPORT) });
      await page.getByRole("button", { name: "Look at it" }).click();
      await page.getByRole("heading", { level: 1, name: "Would be imported" }).waitFor();
      await expectGoodPage(watched);
      await page.getByRole("button", { name: "Import 2 customers" }).click();
      await page.getByRole("status").filter({ hasText: "Done." }).waitFor();
      await expectGoodPage(watched);
      await watched.context.close();
    },
  );
});
