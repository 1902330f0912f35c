import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toSortRows } from "../../src/adapters/postgres/ops-queries-to-sort.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { ownTriageWords } from "../../src/adapters/system/triage-words.ts";
import { receiveMail } from "../../src/jobs/receive-mail.ts";
import { DAY, plus } from "../../src/values/instant.ts";
import { ANA, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
const fabrikam = newId();
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  const { db } = desk.database;
  await db.insert(rows.customers).values({ id: fabrikam, name: "Fabrikam", createdAt: desk.now() });
  await db.insert(rows.contacts).values({
    id: newId(),
    customerId: fabrikam,
    address: CARLA,
    name: "Carla",
    createdAt: desk.now(),
  });
});
afterEach(() => desk[Symbol.asyncDispose]());

let mails = 0;
async function writes(
  subject: string,
  body: string,
  from = CARLA,
  more: Readonly<Record<string, string>> = {},
) {
  const fields = { ...more, From: from, To: DESK, Subject: subject, "Message-ID": `<${++mails}@triage>` };
  const id = await desk.store(plainMail(fields, body));
  await receiveMail({ ...desk.ports, triage: ownTriageWords() }, { id, generation: 1 });
  await desk.send();
  return (await desk.database.db.select().from(rows.tickets)).at(-1)!;
}
const proposals = () => desk.database.db.select().from(rows.proposals);
const notice = async () => (await desk.mails("notice")).at(-1)!.text;

const OUTAGE = "Since eight nobody in the whole company can open Outlook, none of our 80 people can work.";

describe("a customer's first mail is read", () => {
  test("a clear outage of a known customer becomes severity A, and the notice says by which words", async () => {
    const ticket = await writes("Everything down", OUTAGE);
    expect(ticket).toMatchObject({ kind: "technical", service: "microsoft365", severity: "A" });
    expect(await notice()).toContain("Proposed: technical, microsoft365, A (");
    expect(await notice()).toContain("“outlook”");
  });

  test("a stranger's outage is proposed and wakes nobody", async () => {
    const ticket = await writes("Everything down", OUTAGE, "mallory@stranger.example");
    expect(ticket.severity).toBe("B");
    expect(await proposals()).toMatchObject([{ severity: "A" }]);
    const { text } = (await day.noticesTo(ANA)).at(-1)!;
    expect(text).toMatch(/Proposed: technical, .*, A /);
    expect(text).not.toContain("they want to cancel");
  });

  test("an outage in a mail that their own domain disowns wakes nobody either", async () => {
    const results = "mx.contoso.example; dmarc=fail header.from=fabrikam.example";
    const ticket = await writes("Everything down", OUTAGE, CARLA, { "Authentication-Results": results });
    expect(ticket.severity).toBe("B");
  });

  test("triage alone promises nothing looser than the default", async () => {
    const ticket = await writes("How do I", "How do I share my Outlook calendar with a colleague? No hurry.");
    expect(ticket.severity).toBe("B");
    expect(await proposals()).toMatchObject([{ severity: "C" }]);
  });

  test("a person's mail that seems to ask for nothing is a ticket all the same, to be sorted", async () => {
    const offer = "We are a leading SEO agency. Book a 15 minute call! Unsubscribe here.";
    const ticket = await writes("Grow your business", offer);
    expect(ticket.number).toBe(1001);
    expect(await toSortRows(desk.database.db)).toMatchObject([
      { number: 1001, proposal: { kind: "not_support" } },
    ]);
  });

  test("the ledger holds codes, not words of the mail", async () => {
    await writes("Everything down", OUTAGE);
    const [event] = (await desk.database.db.select().from(rows.events)).filter(
      ({ type }) => type === "proposed",
    );
    expect(Object.keys(event!.data as object).toSorted()).toEqual([
      "confidence",
      "kind",
      "service",
      "severity",
      "urgent",
    ]);
  });
});

describe("a cancellation", () => {
  const bought = (daysAgo: number) =>
    desk.database.db.insert(rows.subscriptions).values({
      id: newId(),
      customerId: fabrikam,
      service: "azure",
      name: "Plan",
      boughtAt: plus(desk.now(), -daysAgo * DAY),
    });

  test.each([
    ["within the window is urgent though its severity is not", 6, true],
    ["after the window is like any other", 8, false],
  ])("%s", async (_name, daysAgo, urgent) => {
    await bought(daysAgo);
    const ticket = await writes("Cancel", "Please cancel the subscription, we ordered it by mistake.");
    expect(ticket.severity).toBe("B");
    expect(await proposals()).toMatchObject([{ urgent, severity: "C" }]);
    expect((await notice()).includes("Urgent: they want to cancel")).toBe(urgent);
  });

  test("the only service that is bought stands in where none is named", async () => {
    await bought(30);
    await writes("Invoice", "Why were we charged twice on the last invoice?");
    expect(await proposals()).toMatchObject([{ service: "azure" }]);
  });
});

describe("somebody sorts it", () => {
  test("#sorted fills in kind and service as proposed, and leaves what is promised", async () => {
    await writes("Question", "It is about the invoice, or Azure, we are not sure, something is odd there.");
    await day.replies(ANA, "#sorted");
    const [proposal] = await proposals();
    expect(await day.ticket(1001)).toMatchObject({
      kind: proposal!.kind,
      service: proposal!.service,
      severity: "B",
    });
    expect(proposal!.sortedAt).toBe(desk.now());
  });

  test("what is closed, or sorted, waits no more: the index of what waits holds neither", async () => {
    const { db } = desk.database;
    for (const commands of ["#sorted", "#resolve\n#close", "#note"]) {
      await writes(
        "Grow your business",
        "We are a leading SEO agency. Book a 15 minute call! Unsubscribe here.",
      );
      await day.replies(ANA, `${commands}\n\nOn its way.`);
    }
    expect(await toSortRows(db)).toMatchObject([{ number: 1003 }]);
    const plan = await db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return tx.execute<{ "QUERY PLAN": string }>(sql`explain ${toSortRows(db).getSQL()}`);
    });
    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("proposals_waiting");
    const indexed = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from ${rows.proposals} where to_sort and sorted_at is null`,
    );
    expect(indexed[0]!.n).toBe(1);
  });

  test("#kind and #severity say what it is instead, and both are kept", async () => {
    await writes(
      "Grow your business",
      "We are a leading SEO agency. Book a 15 minute call! Unsubscribe here.",
    );
    await day.replies(ANA, "#kind commercial\n#severity C");
    expect(await proposals()).toMatchObject([{ corrected: { kind: "commercial", severity: "C" } }]);
    expect(await toSortRows(desk.database.db)).toEqual([]);
  });
});
