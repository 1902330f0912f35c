import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { DAY, HOUR, MINUTE, plus } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import {
  type DeskInPostgres,
  deskInPostgres,
  type OutboundMail,
  replyToOf,
} from "../support/desk-in-postgres.ts";
import { plainMail, quoted } from "../support/plain-mail.ts";

const NO_PROOF = { "Authentication-Results": "mx.contoso.example; dkim=none" };
const DISOWNED = { "Authentication-Results": "mx.contoso.example; dmarc=fail header.from=contoso.example" };

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let n = 0;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const questions = () => desk.mails("confirmation");
const answers = async () => (await desk.mails("answer")).map(({ text, state }) => [text, state]);
const inbound = () => desk.database.db.select().from(rows.inboundMail).orderBy(asc(rows.inboundMail.id));
const messages = () => desk.database.db.select().from(rows.messages).orderBy(asc(rows.messages.id));
/** What a relay would do: process what is due. */
async function processDue(): Promise<void> {
  for (const { id, state } of await inbound()) if (state === "stored") await desk.process(id);
}
/** A reply to a question. */
async function says(
  question: OutboundMail,
  text: string,
  from = ANA,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  await desk.receive(
    plainMail(
      {
        From: from,
        To: replyToOf(question),
        Subject: "Re: yours?",
        "Message-ID": `<yes${++n}@x>`,
        ...fields,
      },
      text,
    ),
  );
  await processDue();
}

describe("an agent's mail that nothing proves, on a ticket", () => {
  beforeEach(async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#resolve\n\nPlease update.", undefined, NO_PROOF);
  });

  test("does nothing yet; the agent is asked at the address the desk knows, and sees what it would do", async () => {
    expect(await answers()).toEqual([]);
    expect((await day.ticket(1001)).status).toBe("new");
    const [question, ...more] = await questions();
    expect(more).toEqual([]);
    expect(question!.recipients.map(({ address }) => address)).toEqual([ANA]);
    expect(question!.text).toContain("It would do this: #resolve");
    expect(question!.text).toContain("It would do this: its text goes to the customer");
    expect(question!.text).toContain("Please update.");
    const raw = Buffer.from(question!.bytes).toString();
    expect(raw).toMatch(/^Auto-Submitted: auto-replied/m);
    expect(raw).toMatch(/^X-Auto-Response-Suppress: OOF/m);
    const secret = /\+([a-z2-7]{20})@/.exec(replyToOf(question!))![1]!;
    const kept = await desk.database.db.select().from(rows.confirmations);
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  test("what is too long to be shown says that there is more", async () => {
    desk.pass(MINUTE);
    const people = Array.from({ length: 23 }, (_, n) => `#cc +p${n}@fabrikam.example`).join("\n");
    await day.replies(
      ANA,
      `${people}\n${"Fine. ".repeat(500)}\nHidden.`,
      await day.noticeOf(ANA, 1001),
      NO_PROOF,
    );
    const { text } = (await questions()).at(-1)!;
    expect(text).not.toContain("Hidden");
    expect(text).toContain("[…]");
    expect(text).toContain("and 3 commands more");
  });

  test("confirmed by reply, it is carried out as if proved, counting from then, and kept once", async () => {
    desk.pass(HOUR);
    await says((await questions())[0]!, "Yes.\n\nAna Sousa\nSupport");
    expect(await answers()).toEqual([["Please update.", "ready"]]);
    await desk.send();
    expect(await day.ticket(1001)).toMatchObject({ status: "resolved" });
    expect((await day.targets(1001, "first-response"))[0]).toMatchObject({
      state: "met",
      endedAt: desk.now(),
    });
    const kept = (await messages()).filter(({ author }) => author === "agent");
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ direction: "out", proof: "reply", unverified: false });
    expect((await inbound()).map(({ disposition }) => disposition)).toEqual([
      "opened-ticket",
      "sent-by-agent",
      "command",
    ]);
    const events = await desk.database.db.select().from(rows.events).orderBy(asc(rows.events.seq));
    expect(events.map(({ type }) => type)).toContain("confirmed");
  });

  test("the secret in a quoted line does where the mailbox knows no plus-addresses", async () => {
    const [question] = await questions();
    await says(question!, `yes\n\n${quoted(question!.text)}`, ANA, { To: DESK });
    expect(await answers()).toHaveLength(1);
  });

  test("once: the same secret again does nothing, and the agent is told", async () => {
    const [question] = await questions();
    await says(question!, "yes");
    await says(question!, "yes");
    expect(await answers()).toHaveLength(1);
    expect(await day.lastWord(ANA)).toContain("confirmed already");
  });

  test("within a day: at its end exactly it is too late, and the agent is told what to do", async () => {
    desk.pass(DAY);
    await says((await questions())[0]!, "yes");
    expect(await answers()).toEqual([]);
    expect(await day.lastWord(ANA)).toContain("too late");
  });

  test("a moment before its end it counts", async () => {
    desk.pass(DAY - 1);
    await says((await questions())[0]!, "");
    expect(await answers()).toHaveLength(1);
  });

  test.each([
    ["from somebody else who got hold of it", "yes", BEN, {}],
    ["from the customer", "yes", CARLA, {}],
    ["by a machine that is away", "yes", ANA, { "Auto-Submitted": "auto-replied" }],
    ["that says it was not them", "No! That was not me.", ANA, {}],
    ["with yes somewhere below", "I did not write this.\n\nyes, really", ANA, {}],
  ])("a reply %s confirms nothing", async (_name, text, from, fields) => {
    await says((await questions())[0]!, text, from, fields);
    expect(await answers()).toEqual([]);
    expect((await day.ticket(1001)).status).toBe("new");
    const [kept] = await desk.database.db.select().from(rows.confirmations);
    expect(kept!.usedAt).toBeNull();
  });

  test("the secret leads nowhere: with it nothing can be written to the ticket", async () => {
    const [question] = await questions();
    await says(question!, "#close", "fritz@elsewhere.example");
    const [first] = await desk.database.db.select().from(rows.tickets);
    const there = (await messages()).filter(({ ticketId }) => ticketId === first!.id);
    expect(there.map(({ authorAddress }) => authorAddress)).toEqual([CARLA, ANA]);
  });

  test("a forger does not fill the inbox: three questions a day about a ticket, then one word, then silence", async () => {
    const before = (await day.noticesTo(ANA)).length;
    const notice = await day.noticeOf(ANA, 1001);
    for (let i = 0; i < 20; i++) await day.replies(ANA, `Try ${i}`, notice, NO_PROOF);
    expect(await questions()).toHaveLength(3);
    expect((await day.noticesTo(ANA)).length - before).toBe(3);
    desk.pass(DAY + MINUTE);
    await day.replies(ANA, "Again", notice, NO_PROOF);
    expect(await questions()).toHaveLength(4);
  });

  test("confirmed mail of an agent who has been removed meanwhile acts on nothing", async () => {
    const { db } = desk.database;
    await db.update(rows.agents).set({ removedAt: desk.now() }).where(eq(rows.agents.address, ANA));
    await says((await questions())[0]!, "yes");
    expect(await answers()).toEqual([]);
  });
});

test("a mail that the domain itself disowns is not asked about: the agent is told that somebody writes in their name", async () => {
  await day.opens("Calls drop");
  await day.replies(ANA, "#resolve", undefined, DISOWNED);
  expect(await questions()).toEqual([]);
  expect(await day.lastWord(ANA)).toContain("nothing proves that a mail in your name is yours");
  expect((await day.ticket(1001)).status).toBe("new");
});

describe("a first mail in an agent's name that nothing proves", () => {
  const first = (body: string, fields: Readonly<Record<string, string>> = {}) =>
    desk.receive(
      plainMail(
        {
          From: ANA,
          To: DESK,
          Subject: "New laptop",
          "Message-ID": `<first${++n}@x>`,
          ...NO_PROOF,
          ...fields,
        },
        body,
      ),
    );

  test("#new waits for a yes, then writes to the customer", async () => {
    await first(`#new ${CARLA}\n\nYour laptop is here.`);
    expect(await desk.database.db.select().from(rows.tickets)).toEqual([]);
    const [question] = await questions();
    expect(question!.text).toContain(`#new ${CARLA}`);
    desk.pass(MINUTE);
    await says(question!, "sim");
    const [answer] = await desk.mails("answer");
    expect(answer!.recipients.map(({ address }) => address)).toEqual([CARLA]);
    expect(answer!.text).toContain("Your laptop is here.");
    expect((await desk.database.db.select().from(rows.tickets))[0]).toMatchObject({ openedAt: desk.now() });
  });

  test("a forwarded mail waits too, and is opened for who wrote it", async () => {
    const body = [
      "---------- Forwarded message ---------",
      "From: Carla Dias <carla@fabrikam.example>",
      "Date: Tue, 1 Dec 2026 at 09:00",
      "Subject: Laptop broken",
      "To: Ana Sousa <ana@contoso.example>",
      "",
      "It does not start.",
    ].join("\n");
    await first(body, { Subject: "Fwd: Laptop broken" });
    expect(await desk.database.db.select().from(rows.tickets)).toEqual([]);
    await says((await questions())[0]!, "ok");
    const [ticket] = await desk.database.db.select().from(rows.tickets);
    expect(ticket!.subject).toBe("Laptop broken");
    expect(plus(ticket!.openedAt, 0)).toBe(desk.now());
  });

  test("what begins nothing is anybody's mail, and nobody is asked", async () => {
    await first("My own screen is black.");
    expect(await questions()).toEqual([]);
    expect((await desk.database.db.select().from(rows.tickets))[0]).toMatchObject({ subject: "New laptop" });
  });
});
