import { randomUUIDv7 } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  attachments,
  escalations,
  messages,
  proposals,
  tickets,
} from "../../src/adapters/postgres/schema.ts";
import { findTickets } from "../../src/adapters/postgres/search.ts";
import { fromMs, HOUR, plus } from "../../src/values/instant.ts";
import { haveChromium, openBrowser } from "../support/browser.ts";
import { keepExample } from "../support/desk-with-policy.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { expectGoodPage, LOOKS, signedIn, textOf } from "../support/page-checks.ts";
import { publishedExample } from "../support/policy.ts";
import { handoff, PROVIDER, type SeededCase, seedCase } from "../support/seed-case.ts";
import { HOSTILE, type SeededDesk, seedDesk } from "../support/seed-desk.ts";
import { seedRights } from "../support/seed-rights.ts";

let desk: TestOperations;
let empty: TestOperations;
let seeded: SeededDesk;
let kept: SeededCase;
let admin: string;
let viewer: string;

beforeAll(async () => {
  desk = await testOperations();
  empty = await testOperations();
  const { db } = desk.database;
  const now = fromMs(Date.now());
  seeded = await seedDesk(db, now);
  kept = await seedCase(db, now, seeded);
  await seedRights(db, now, [kept.byMail, kept.byPortal]);
  await keepExample(db, publishedExample(), plus(now, 1));
  const [ticket] = await db.select().from(tickets).where(eq(tickets.number, 1011));
  await handoff(
    db,
    { now, ticket: ticket! },
    { to: "Ended Ltd", state: "closed", endedAt: plus(now, -HOUR) },
  );
  const [practice] = await db.select().from(tickets).where(eq(tickets.number, 1012));
  await db.update(tickets).set({ practice: true }).where(eq(tickets.number, 1012));
  await handoff(db, { now, ticket: practice! }, { to: "Practice Ltd" });
  admin = await desk.signIn("admin");
  viewer = await desk.signIn("viewer");
});
afterAll(async () => {
  await desk?.[Symbol.asyncDispose]();
  await empty?.[Symbol.asyncDispose]();
});

const page = (query = "", cookie = viewer) => textOf(desk, `/escalations${query}`, cookie);
const rowsOf = (text: string): readonly string[] => text.match(/<tr data-key="x.*?<\/tr>/gs) ?? [];

describe("Escalations", () => {
  test("shows what is open, an overdue answer first, with customer, number, reminders and packet", async () => {
    const [first = "", ...rest] = rowsOf(await page());
    expect(first).toMatch(
      /#1001.*Northwind Traders.*Contoso Indirect.*CI-004711.*answer overdue.*reminded 2×.*Alice/s,
    );
    expect(first).toContain(`/tickets/1001/packet/${kept.byMail}`);
    expect(rest.some((row) => row.includes("to be filed at the portal"))).toBe(true);
    expect(await page()).toContain("3 tickets are handed on, 1 answer is overdue.");
  });

  test("leaves out rungs that somebody took note of, what has ended, and practice", async () => {
    const text = rowsOf(await page()).join("");
    expect(text).toContain("75 %");
    expect(text).not.toContain("the promise was not kept");
    expect(text).not.toContain("Ended Ltd");
    expect(text).not.toContain("Practice Ltd");
    const ended = rowsOf(await page("?view=ended")).join("");
    expect(ended).toContain("Ended Ltd");
    expect(ended).toContain("the promise was not kept");
    expect(ended).not.toContain("Practice Ltd");
  });

  test.each([
    ["a customer", "?q=northwind", "Contoso Indirect", "hostile"],
    ["whom it went to", "?q=the+vendor", "to be filed", "Contoso Indirect"],
    ["their case number, in any case of letters", "?q=ci-004711", "Contoso Indirect", "to be filed"],
    ["a ticket’s number", "?q=%231001", "Contoso Indirect", "#1002"],
    ["a kind", "?kind=rung", "75 %", "Contoso Indirect"],
  ])("%s filters", async (_name, query, found, other) => {
    const text = rowsOf(await page(query)).join("");
    expect(text).toContain(found);
    expect(text).not.toContain(other);
  });

  test.each([
    ["a sign of patterns", "?q=%25"],
    ["another one", "?q=_"],
    ["views and kinds that are none", "?kind=<script>&view=x"],
    ["markup", `?q=${encodeURIComponent(HOSTILE)}`],
    ["far too long a word", `?q=${"x".repeat(5000)}`],
  ])("%s in its address breaks nothing", async (_name, query) => {
    const text = await page(query);
    expect(text).toContain("<h1>Escalations</h1>");
    expect(text).not.toContain("<script>alert");
  });

  test("says of each entitlement what is left, and what to look after; no contract id is shown", async () => {
    const rights = (await page()).split('id="rights"')[1]!;
    const of = (name: string) => rights.match(/<tr.*?<\/tr>/gs)!.find((row) => row.includes(name));
    expect(of("The calm one")).toMatch(/Premier Support for Partners.*(199|200) days left/s);
    expect(of("The one that ends soon")).toMatch(/class="state soon">(9|10) days left/);
    expect(of("The expired one")).toContain("expired");
    expect(of("The one to come")).toContain("not yet");
    expect(of("Ten incidents")).toMatch(/2 of 10.*few left/s);
    expect(of("One incident")).toMatch(/0 of 1.*used up/s);
    expect(of("The removed one")).toBeUndefined();
  });

  test("an empty desk hears what would come here and how", async () => {
    const text = await textOf(empty, "/escalations", await empty.signIn("viewer"));
    expect(text).toMatch(
      /Nothing is handed on.*No promise has called for help.*#escalate.*answerable entitlements add/s,
    );
    expect(await textOf(empty, "/escalations?view=ended", await empty.signIn("viewer"))).toContain(
      "None has ended yet",
    );
  });
});

test("#find finds a ticket by the number that others gave it, whole and in any case of letters", async () => {
  const { db } = desk.database;
  expect(await findTickets(db, "ci-004711 supplier")).toMatchObject([{ number: 1001 }]);
  expect(await findTickets(db, "ci-0047")).toEqual([]);
});

describe("the packet as it leaves", () => {
  const packet = (id: string, number = seeded.full) =>
    textOf(desk, `/tickets/${number}/packet/${id}`, viewer);

  test("by mail: the mail itself, and nothing of the customer’s conversation", async () => {
    const text = await packet(kept.byMail);
    expect(text).toMatch(new RegExp(`accepted.*${PROVIDER}.*Impact: no mail to one supplier`, "s"));
    expect(text).not.toContain("Good morning");
    expect(text).not.toContain("ana@northwind.example");
  });

  test("by portal: each field in a box to copy, the link, and what to mind", async () => {
    const text = await packet(kept.byPortal);
    expect(text).toContain(
      'href="https://portal.vendor.example/new?tenant=5f3c&amp;a=1" rel="noreferrer noopener"',
    );
    expect(text).toContain("Name the desk as the contact");
    expect(text).toMatch(
      /<textarea id="f\d+" readonly[^>]*>\nSPF record put back\nMessage trace attached<\/textarea>/,
    );
  });

  test("each field with where it came from", async () => {
    const text = await packet(kept.byPortal);
    expect(text).toMatch(/Tenant<.*5f3c0f2e.*the customer’s record/s);
    expect(text).toMatch(/Tried already.*the diagnosis/s);
    expect(text).toMatch(/Contact’s address.*support@contoso\.example.*the desk’s own mailbox/s);
  });

  test("a person’s address in a field is flagged before it leaves", async () => {
    const [row] = await desk.database.db.select().from(escalations).where(eq(escalations.id, kept.byPortal));
    const detail = JSON.parse(
      JSON.stringify(row!.detail).replace("SPF record put back", "call Zoe, zoe@x.example, +351 912 345 678"),
    );
    await desk.database.db.update(escalations).set({ detail }).where(eq(escalations.id, kept.byPortal));
    expect(await packet(kept.byPortal)).toMatch(/a mail address.*a telephone number/s);
  });

  test("the addresses of the customer’s people and of agents are taken out, as where it leaves", async () => {
    const [row] = await desk.database.db.select().from(escalations).where(eq(escalations.id, kept.byPortal));
    const text = JSON.stringify(row!.detail).replace(
      "No mail to",
      "Ask ana@northwind.example or alice@contoso.example;",
    );
    await desk.database.db
      .update(escalations)
      .set({ detail: JSON.parse(text) })
      .where(eq(escalations.id, kept.byPortal));
    const shown = await packet(kept.byPortal);
    expect(shown).toContain("Ask [address left out] or [address left out]; one supplier");
    expect(shown).not.toContain("ana@northwind.example");
  });

  test("exactly the files that leave, by the names they leave under; no other file of the conversation", async () => {
    const { db } = desk.database;
    const [file] = await db
      .select({ id: attachments.id, messageId: attachments.messageId })
      .from(attachments)
      .innerJoin(messages, eq(messages.id, attachments.messageId))
      .innerJoin(tickets, eq(tickets.id, messages.ticketId))
      .where(eq(tickets.number, seeded.full));
    const whole = (await db.select().from(attachments)).find(({ id }) => id === file!.id)!;
    const unseen = { ...whole, id: randomUUIDv7(), filename: "never-looked-through.pdf" };
    const named = { ...whole, id: randomUUIDv7(), filename: "ana@northwind.example trace.log" };
    await db.insert(attachments).values([unseen, named]);
    expect(await packet(kept.byPortal)).toContain("No file goes along");
    const [row] = await db.select().from(escalations).where(eq(escalations.id, kept.byPortal));
    const detail = { ...(row!.detail as object), attachments: [whole.id, named.id] };
    await db.update(escalations).set({ detail }).where(eq(escalations.id, kept.byPortal));
    const text = (await packet(kept.byPortal)).split('id="files"')[1]!;
    expect(text).toContain(`/tickets/${seeded.full}/attachments/${whole.id}`);
    expect(text).toMatch(
      /download><bdi>address-left-out trace\.log<\/bdi><\/a>.*named <bdi>ana@northwind\.example trace\.log<\/bdi> here/s,
    );
    expect(text).not.toContain("never-looked-through");
  });

  test("a link that is no web page is text, and so is all else", async () => {
    const text = await packet(kept.hostileHandoff, seeded.hostile);
    expect(text).not.toContain('href="javascript:');
    expect(text).toContain("javascript:alert(1)");
    expect(text).not.toContain("<script>alert");
  });

  test("what cannot be read says so instead of breaking", async () => {
    const id = await handoff(
      desk.database.db,
      { now: fromMs(Date.now()), ticket: (await anyTicket())! },
      { detail: { broken: true }, endedAt: fromMs(1) },
    );
    expect(await packet(id, 1013)).toContain("cannot be read");
  });

  test.each([
    ["another ticket’s handoff", () => `/tickets/1010/packet/${kept.byMail}`],
    ["an id that is none", () => "/tickets/1001/packet/x"],
    ["one that never was", () => `/tickets/1001/packet/${randomUUIDv7()}`],
  ])("%s is not found", async (_name, path) => {
    const answer = await fetch(desk.url + path(), { headers: { cookie: viewer, accept: "text/html" } });
    expect(answer.status).toBe(404);
  });

  test("without signing in nothing of it is shown", async () => {
    const answer = await fetch(`${desk.url}/tickets/1001/packet/${kept.byMail}`, { redirect: "manual" });
    expect(answer.status).not.toBe(200);
    expect(await answer.text()).not.toContain(PROVIDER);
  });

  const anyTicket = async () =>
    (await desk.database.db.select().from(tickets).where(eq(tickets.number, 1013)))[0];
});

describe("To sort", () => {
  test("shows what triage thinks, how sure it is and why; an admin gets the form, a viewer does not", async () => {
    const text = await textOf(desk, "/to-sort", viewer);
    expect(text).toContain("2 tickets wait for somebody to look.");
    expect(text).toMatch(
      /#1001.*Northwind Traders.*since Monday every mail.*technical.*severity B.*not sure \(0\.42\).*bounces/s,
    );
    expect(text).not.toContain('<form method="post" action="/tickets');
    expect(text).toContain("#severity B");
    expect(await textOf(desk, "/to-sort", admin)).toContain('action="/tickets/1001/sort"');
    expect(text).not.toContain("<script>alert");
  });

  test("what somebody has looked at is gone; an empty list explains itself", async () => {
    await desk.database.db.update(proposals).set({ sortedAt: fromMs(Date.now()) });
    const text = await textOf(desk, "/to-sort", viewer);
    expect(text).toMatch(/Every ticket is sorted.*A ticket comes here when its mail did not say clearly/s);
    await desk.database.db.update(proposals).set({ sortedAt: null });
  });
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  describe.each(LOOKS)("in %s on %s", (colorScheme, _device, viewport) => {
    test.each([
      ["Escalations", () => desk, () => "/escalations"],
      ["Escalations, ended", () => desk, () => "/escalations?view=ended"],
      ["Escalations of an empty desk", () => empty, () => "/escalations"],
      ["a packet by mail", () => desk, () => `/tickets/1001/packet/${kept.byMail}`],
      ["a packet for a portal", () => desk, () => `/tickets/1001/packet/${kept.byPortal}`],
      ["a hostile packet", () => desk, () => `/tickets/1002/packet/${kept.hostileHandoff}`],
      ["To sort", () => desk, () => "/to-sort"],
      ["To sort, empty", () => empty, () => "/to-sort"],
    ])("%s is clean, and Tab reaches all of it", async (_name, of, path) => {
      const watched = await signedIn(browser, of(), { colorScheme, viewport });
      await watched.page.goto(path());
      await expectGoodPage(watched);
      expect(await watched.page.locator("main img, main script").count()).toBe(0);
      await watched.context.close();
    });
  });
});
