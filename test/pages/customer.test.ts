import { randomUUIDv7 } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromMs, plus } from "../../src/values/instant.ts";
import { haveChromium, openBrowser } from "../support/browser.ts";
import { keepExample } from "../support/desk-with-policy.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { expectGoodPage, LOOKS, signedIn, textOf } from "../support/page-checks.ts";
import { publishedExample } from "../support/policy.ts";
import { seedCase } from "../support/seed-case.ts";
import { seedDesk } from "../support/seed-desk.ts";
import { seedContracts } from "../support/seed-people.ts";

let desk: TestOperations;
let empty: TestOperations;
let ids: { readonly northwind: string; readonly hostile: string };
let viewer: string;

beforeAll(async () => {
  desk = await testOperations();
  empty = await testOperations();
  const { db } = desk.database;
  const now = fromMs(Date.now());
  const seeded = await seedDesk(db, now);
  await seedCase(db, now, seeded);
  ids = await seedContracts(db, now, seeded);
  await keepExample(db, publishedExample(), plus(now, 1));
  viewer = await desk.signIn("viewer");
});
afterAll(async () => {
  await desk?.[Symbol.asyncDispose]();
  await empty?.[Symbol.asyncDispose]();
});

const customer = (id = ids.northwind) => textOf(desk, `/people/customers/${id}`, viewer);

test("a customer’s page has plan, zone, tenant and cloud, and says that our access has ended", async () => {
  const text = await customer();
  expect(text).toMatch(/Plan<.*standard.*pt-PT.*Europe\/Lisbon.*5f3c0f2e.*commercial/s);
  expect(text).toMatch(/Our access.*ended/s);
});

test("what they bought, what of it has ended, and how we stand to the vendor from which day on", async () => {
  const text = await customer();
  expect(text).toMatch(/Azure plan.*azure.*the vendor.*ended/s);
  expect(text).toContain("Office seats");
  expect(text).toMatch(/direct bill.*for all/s);
  expect(text).toMatch(/indirect reseller of <bdi>contoso-indirect.*Azure plan.*to come/s);
});

test("who answers for a subscription’s support today, until when, and who comes next", async () => {
  const text = await customer();
  expect(text).toMatch(/Azure plan.*legacy commerce.*<bdi>night-desk<\/bdi>.*from .* to .*to come: us from/s);
  expect(text.match(/night-desk/g)).toHaveLength(1);
});

test("their people, open tickets, ratings and the time that was worked for them", async () => {
  const text = await customer();
  expect(text).toContain("ana@northwind.example");
  expect(text).toMatch(/#1001.*Mail to one supplier/s);
  expect(text).toMatch(/4\.0 of 5.*from 1 of their tickets/s);
  expect(text).toContain("Quick.");
});

test("hostile words are text", async () => {
  const text = await customer(ids.hostile);
  expect(text).not.toContain("<script>alert");
  expect(text).toContain("not verified");
  expect(await textOf(desk, "/people", viewer)).not.toContain("<script>alert");
});

test.each([
  ["an id that is none", () => "x"],
  ["one that never was", () => randomUUIDv7()],
])("%s is not found", async (_name, id) => {
  const answer = await fetch(`${desk.url}/people/customers/${id()}`, {
    headers: { cookie: viewer, accept: "text/html" },
  });
  expect(answer.status).toBe(404);
});

test("People lists teams as desk.yaml has them, who in them is no agent, and who is away until when", async () => {
  const text = await textOf(desk, "/people", viewer);
  const teams = text.split("<h2>Teams</h2>")[1]!;
  expect(teams).toContain("no agent");
  expect(text).toMatch(/Alice Moreira.*?away<\/span> until/s);
  expect(text).not.toContain("long ago");
  expect(text).toContain(`/people/customers/${ids.northwind}`);
});

test("a desk without people and settings says how they come", async () => {
  const text = await textOf(empty, "/people", await empty.signIn("viewer"));
  expect(text).toMatch(/No customers yet.*No agents.*answerable policy publish/s);
  expect(text).not.toContain("Import customers</a>");
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  describe.each(LOOKS)("in %s on %s", (colorScheme, _device, viewport) => {
    test.each([
      ["a customer", () => desk, () => `/people/customers/${ids.northwind}`],
      ["a hostile customer", () => desk, () => `/people/customers/${ids.hostile}`],
      ["People", () => desk, () => "/people"],
      ["People of an empty desk", () => empty, () => "/people"],
    ])("%s is clean, and Tab reaches all of it", async (_name, of, path) => {
      const watched = await signedIn(browser, of(), { colorScheme, viewport });
      await watched.page.goto(path());
      await expectGoodPage(watched);
      await watched.context.close();
    });
  });
});
