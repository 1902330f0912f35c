import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deleteTicket } from "../../src/adapters/postgres/delete-ticket.ts";
import { beat } from "../../src/adapters/postgres/heartbeats.ts";
import { RETENTION_RUN } from "../../src/adapters/postgres/retention.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { DAY, fromMs, HOUR, plus } from "../../src/values/instant.ts";
import { haveChromium, openBrowser } from "../support/browser.ts";
import { keepExample } from "../support/desk-with-policy.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { expectGoodPage, LOOKS, signedIn, textOf } from "../support/page-checks.ts";
import { publishedExample } from "../support/policy.ts";
import { seedCase } from "../support/seed-case.ts";
import { seedDesk } from "../support/seed-desk.ts";
import { seedLedger } from "../support/seed-ledger.ts";

const NOW = fromMs(Date.now());
let desk: TestOperations;
let viewer: string;
let number: number;

beforeAll(async () => {
  desk = await testOperations();
  const { db } = desk.database;
  const seeded = await seedDesk(db, NOW);
  await seedCase(db, NOW, seeded);
  await seedLedger(db, NOW);
  await keepExample(db, publishedExample(), plus(NOW, 1));
  const [handoff] = await db.select().from(rows.escalations);
  const ticket = (await db.select().from(rows.tickets)).find(({ id }) => id === handoff?.ticketId)!;
  number = ticket.number;
  await db.transaction((tx) =>
    deleteTicket(tx, { id: ticket.id, because: "retention", at: plus(NOW, -HOUR) }),
  );
  await db.insert(rows.audit).values({
    id: newId(),
    at: plus(NOW, -DAY),
    actor: "desk",
    action: RETENTION_RUN,
    detail: { closedTickets: 3, rawMail: 12 },
  });
  await beat(db, "retention", "test", plus(NOW, -HOUR));
  viewer = await desk.signIn("viewer");
});
afterAll(() => desk?.[Symbol.asyncDispose]());

test("the Mailboxes page says what is kept how long, when the oldest goes, and what the last run deleted", async () => {
  const text = await textOf(desk, "/mailboxes", viewer);
  expect(text).toMatch(/Looked through .*last deleted .*3 closed tickets, 12 raw mail/s);
  expect(text).toMatch(
    /Closed tickets.*3 years.*Raw mail.*1 year.*Automatic mail.*90 days.*Quarantine.*30 days.*Audit.*3 years/s,
  );
});

test("a deleted ticket says so, keeps its clocks, and shows nobody", async () => {
  const text = await textOf(desk, `/tickets/${number}`, viewer);
  expect(text).toMatch(/Its content was deleted on .* by retention/s);
  expect(text).not.toContain("answerable.invalid");
  expect(text).toContain("(deleted)");
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  const looks = LOOKS.flatMap((look) => ["/mailboxes", "ticket"].map((where) => [where, ...look] as const));
  test.each(looks)("%s is clean in %s on %s", async (where, colorScheme, _device, viewport) => {
    const watched = await signedIn(browser, desk, { colorScheme, viewport });
    await watched.page.goto(where === "ticket" ? `/tickets/${number}` : where);
    await expectGoodPage(watched);
    await watched.context.close();
  });
});
