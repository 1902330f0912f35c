import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newThreadRoot, threadRoot } from "../../src/mail/thread-index.ts";
import { instant } from "../../src/values/instant.ts";
import { ANA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, type OutboundMail } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const THEIRS = newThreadRoot("0198c0de-1234-7abc-8def-0123456789ab", instant("2026-12-03T09:00:00Z"));
const field = (mail: OutboundMail, name: string): string | undefined =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, "m").exec(Buffer.from(mail.bytes).toString())?.[1];

describe("mails of one ticket stay one conversation in Outlook", () => {
  test("all that goes to the customer goes on with the conversation of their first mail", async () => {
    await day.opens("Calls drop", undefined, { "Thread-Index": THEIRS, "Thread-Topic": "Calls drop" });
    await day.replies(ANA, "Please update.");
    await day.replies(ANA, "#resolve\n\nAnd restart.");
    await desk.send();
    const mails = await day.toCustomers();
    expect(mails.length).toBeGreaterThanOrEqual(3);
    expect(mails.map((mail) => threadRoot(field(mail, "Thread-Index")))).toEqual(mails.map(() => THEIRS));
    const answers = await desk.mails("answer");
    expect(answers.map((mail) => field(mail, "Thread-Topic"))).toEqual(["Calls drop", "Calls drop"]);
    expect(new Set(answers.map((mail) => field(mail, "Subject")))).toEqual(
      new Set(["Re: [#1001] Calls drop"]),
    );
  });

  test("a customer whose mail has none gets none: References lead there, and an index of ours would not", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "Please update.");
    for (const mail of await day.toCustomers()) expect(field(mail, "Thread-Index")).toBeUndefined();
    const [answer] = await desk.mails("answer");
    expect(field(answer!, "References")).toContain(field(answer!, "In-Reply-To"));
  });

  test("notices of a ticket share one, those of another have another", async () => {
    await day.opens("Calls drop");
    await day.opens("Calls drop again");
    const roots = (await desk.mails("notice")).map((mail) => [
      mail.ticketId,
      threadRoot(field(mail, "Thread-Index")),
    ]);
    expect(new Set(roots.map(([, root]) => root)).size).toBe(2);
    expect(new Set(roots.map((pair) => pair.join(" "))).size).toBe(2);
  });

  test("hostile fields are no conversation and stop nothing", async () => {
    await day.opens("Calls drop", undefined, { "Thread-Index": "A".repeat(5000) });
    expect(await day.toCustomers()).toHaveLength(1);
  });
});

test("the desk's signature stands below an answer, once; the row keeps what the agent wrote", async () => {
  await day.opens("Calls drop");
  await day.replies(ANA, "Please update.\n\n-- \nAna Sousa, direct line 555-0199");
  const [answer] = await desk.mails("answer");
  const raw = Buffer.from(answer!.bytes).toString();
  expect(answer!.text).toBe("Please update.");
  expect(raw).toMatch(/Please update\.\r\n\r\n--(?: |=20)\r\nAna Sousa\r\nContoso Cloud Support/);
  expect(raw).not.toContain("555-0199");
});
