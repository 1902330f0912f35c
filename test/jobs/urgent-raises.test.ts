import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { ownTriageWords } from "../../src/adapters/system/triage-words.ts";
import { receiveMail } from "../../src/jobs/receive-mail.ts";
import { CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, replyToOf } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  await day.opens("Calls drop");
});
afterEach(() => desk[Symbol.asyncDispose]());

/** The customer's `urgent`, on a desk that knows the words of triage. */
async function says(text: string): Promise<void> {
  const acknowledged = (await desk.mails("acknowledgement"))[0]!;
  const proof = "mx.contoso.example; dkim=pass header.d=fabrikam.example";
  const fields = { From: CARLA, To: replyToOf(acknowledged), Subject: `Re: ${acknowledged.subject}` };
  const more = { "Message-ID": "<urgent@day>", "Authentication-Results": proof };
  const id = await desk.store(plainMail({ ...fields, ...more }, text));
  await receiveMail({ ...desk.ports, triage: ownTriageWords() }, { id, generation: 1 });
}

const answer = async () => (await desk.mails("acknowledgement"))[1]!.text;

test("urgent for a whole company that stands still makes it severity A, and the promise follows at once", async () => {
  await says("urgent nobody in the whole company can work, all servers are down");
  expect((await day.ticket(1001)).severity).toBe("A");
  const { db } = desk.database;
  const [first] = await db
    .select()
    .from(rows.targets)
    .where(eq(rows.targets.kind, "first-response"))
    .orderBy(asc(rows.targets.instance));
  expect(first).toMatchObject({ goalMs: 3_600_000, goalVersion: 2, calendar: "always" });
  expect(await answer()).toContain("severity A");
  expect(await answer()).toContain("If you cannot wait for our mail: call +351");
  expect(await answer()).not.toContain("If it is critical");
  const alarm = (await desk.mails()).find(({ subject }) => subject.startsWith("URGENT"))!.text;
  expect(alarm).toContain("body=%23severity%20B");
  expect(alarm).not.toContain("body=%23severity%20A");
});

test("urgent without such words stays as it was: an agent decides, and the customer is told that", async () => {
  await says("urgent please, my director asks about it every hour");
  expect((await day.ticket(1001)).severity).toBe("B");
  expect(await answer()).toContain("It stays severity B");
  expect(await answer()).toContain("If it is critical (A), do not wait: call +351");
});

test("where the customer is muted, whoever is alarmed reads that they have not been told of severity A", async () => {
  const mute = {
    key: CARLA,
    kind: "address",
    because: "asked for silence",
    evidence: [],
    until: null,
  } as const;
  await desk.database.db.insert(rows.muted).values({ ...mute, since: desk.now() });
  await says("urgent nobody in the whole company can work, all servers are down");
  const alarm = (await desk.mails()).find(({ subject }) => subject.startsWith("URGENT"))!.text;
  expect(alarm).toContain("The customer has NOT been told: not sent to");
  expect(alarm).not.toContain("customer knows");
});
