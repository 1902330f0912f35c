import { asc } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { DAY, HOUR } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, replyToOf } from "../support/desk-in-postgres.ts";

const DAN = "dan@northwind.example";
const FRITZ = "fritz@elsewhere.example";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const messages = () => desk.database.db.select().from(rows.messages).orderBy(asc(rows.messages.id));
const tickets = () => desk.database.db.select().from(rows.tickets).orderBy(asc(rows.tickets.number));
const acknowledgement = async (n = 0) => (await desk.mails("acknowledgement"))[n]!;
const to = async (who: string) =>
  (await desk.mails()).filter(({ recipients }) => recipients.some(({ address }) => address === who));
/** A customer with a verified domain. */
async function customer(name: string, domain: string): Promise<void> {
  const { db } = desk.database;
  const customerId = newId();
  await db.insert(rows.customers).values({ id: customerId, name, createdAt: desk.now() });
  await db.insert(rows.customerDomains).values({ domain, customerId, verifiedAt: desk.now() });
}

describe("what led a mail to its ticket is kept with it", () => {
  test("every lead with how sure it is and which one decided, and the proof of the sender; never a token", async () => {
    await day.opens("Calls drop", CARLA, {
      "Authentication-Results": "mx.contoso.example; dmarc=pass header.from=fabrikam.example",
    });
    await day.writesBack(await acknowledgement(), "Still.");
    await day.replies(ANA, "Please update.");
    const { msgId } = await acknowledgement();
    const [first, second, third] = await messages();
    expect(first).toMatchObject({ evidence: [], proof: "dmarc" });
    expect(second).toMatchObject({
      evidence: [
        { by: "token", agreed: "token", ticket: 1001, sure: 1, decided: true },
        { by: "msg-id", agreed: msgId, ticket: 1001, sure: 0.95, decided: false },
        { by: "tag", agreed: "#1001", ticket: 1001, sure: 0.7, decided: false },
      ],
      proof: null,
    });
    expect(third).toMatchObject({ proof: "auth", evidence: [{ by: "token", sure: 1, decided: true }, {}] });
    const token = /\+([a-z2-7]{20})@/.exec(replyToOf(await acknowledgement()))![1]!;
    expect(JSON.stringify(await messages())).not.toContain(token);
    const events = await desk.database.db.select().from(rows.events);
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain("@");
  });
});

describe("a mail of a stranger that points to a ticket", () => {
  beforeEach(() => day.opens("Calls drop"));

  const ways: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["by a customer's token", { "In-Reply-To": "<none@x>" }],
    ["by a msg-id of ours", { To: DESK }],
    [
      "by the tag under the ticket's own subject",
      { To: DESK, "In-Reply-To": "<none@x>", Subject: "Fwd: Calls drop [#1001]" },
    ],
  ];
  test.each(ways)("%s, is held: the agents are asked, the stranger is told nothing", async (_way, fields) => {
    await day.replies(ANA, "#mine");
    const before = (await desk.mails()).length;
    await day.writesBack(await acknowledgement(), "I can say more.", FRITZ, fields);
    expect((await messages()).at(-1)).toMatchObject({ unverified: true, authorAddress: FRITZ });
    expect(await tickets()).toHaveLength(1);
    expect(await to(FRITZ)).toEqual([]);
    const written = (await desk.mails()).slice(before);
    expect(written.map(({ recipients }) => recipients[0]!.address)).toEqual([ANA]);
    const { text } = written[0]!;
    expect(text).toContain("its sender is nobody of this ticket");
    expect(text).toContain("I can say more.");
    expect(text).toContain(`mailto:${replyToOf(written[0]!)}?body=%23allow%20fritz%40elsewhere.example`);
    expect(text).toContain("body=%23move%20new");
    expect((await day.targets(1001, "first-response"))[0]).toMatchObject({ instance: 0, state: "running" });
  });

  test("the agents' answer to the notice lets just that sender join", async () => {
    await day.writesBack(await acknowledgement(), "I can say more.", FRITZ);
    await day.writesBack(await acknowledgement(), "Buy pills.", "spam@evil.example");
    await day.replies(ANA, `#allow ${FRITZ}\n\nThank you both.`);
    const { recipients } = (await desk.mails("answer"))[0]!;
    expect(recipients.map(({ address }) => address)).toEqual([CARLA, FRITZ]);
    expect((await messages()).map(({ unverified }) => unverified)).toEqual([false, false, true, false]);
  });

  test("a mail that was held long ago is let in as well, whatever came after it", async () => {
    await day.writesBack(await acknowledgement(), "I can say more.", FRITZ);
    for (let n = 0; n < 25; n++) await day.writesBack(await acknowledgement(), `More ${n}.`);
    await day.replies(ANA, `#allow ${FRITZ}`);
    const held = (await messages()).filter(({ unverified }) => unverified);
    expect(held).toEqual([]);
    await day.replies(ANA, "#allow");
    expect(await day.lastWord(ANA)).toContain("nothing is held on this ticket");
  });

  test("asks once a day for an address, and at most five times a day for a ticket", async () => {
    const asked = async () =>
      (await day.noticesTo(ANA)).filter(({ text }) => text.includes("is held")).length;
    await day.writesBack(await acknowledgement(), "One.", FRITZ);
    await day.writesBack(await acknowledgement(), "Two.", FRITZ.toUpperCase());
    expect(await asked()).toBe(1);
    for (let n = 0; n < 7; n++) await day.writesBack(await acknowledgement(), "Flood.", `f${n}@evil.example`);
    expect(await asked()).toBe(5);
    desk.pass(DAY + HOUR);
    await day.writesBack(await acknowledgement(), "Three.", FRITZ);
    expect(await asked()).toBe(6);
    expect((await messages()).filter(({ unverified }) => unverified)).toHaveLength(10);
  });

  test("a machine's mail is held without asking anybody", async () => {
    const before = (await desk.mails()).length;
    const machine = { "Auto-Submitted": "auto-replied" };
    await day.writesBack(await acknowledgement(), "I am away.", FRITZ, machine);
    expect(await desk.mails()).toHaveLength(before);
    expect((await messages()).at(-1)).toMatchObject({ unverified: true });
  });

  test("a colleague whom the customer gave the address joins; one who only knows a msg-id is asked about", async () => {
    await day.writesBack(await acknowledgement(), "Me too.", "eva@fabrikam.example");
    await day.writesBack(await acknowledgement(), "And me.", "otto@fabrikam.example", { To: DESK });
    expect((await messages()).map(({ unverified }) => unverified)).toEqual([false, false, true]);
  });

  test("a number alone, which anybody can guess, is a case of its own", async () => {
    const fields = { To: DESK, "In-Reply-To": "<none@x>", Subject: "Printer on fire [#1001]" };
    await day.writesBack(await acknowledgement(), "Help.", FRITZ, fields);
    expect((await tickets()).map(({ subject }) => subject)).toEqual(["Calls drop", "Printer on fire"]);
  });
});

describe("mail between two customers", () => {
  beforeEach(async () => {
    await customer("Fabrikam", "fabrikam.example");
    await customer("Northwind", "northwind.example");
    await day.opens("Calls drop");
    await day.opens("Printer", DAN);
  });
  const texts = async () =>
    (await tickets()).map(async ({ id }) =>
      (await messages()).filter(({ ticketId, unverified }) => ticketId === id && !unverified),
    );
  const joined = async () =>
    (await Promise.all(await texts())).map((kept) => kept.map(({ authorAddress }) => authorAddress));

  test("another customer's tag, even under the same subject, opens a case of their own", async () => {
    await day.writesBack(await acknowledgement(0), "Ours drop too.", DAN, {
      To: DESK,
      "In-Reply-To": "<none@x>",
      Subject: "Re: Calls drop [#1001]",
    });
    expect(await joined()).toEqual([[CARLA], [DAN], [DAN]]);
  });

  test("another customer's token lets nobody in: it is held, and the notice says whose customer they are", async () => {
    await day.writesBack(await acknowledgement(0), "Carla sent me this.", DAN);
    expect(await joined()).toEqual([[CARLA], [DAN]]);
    expect(await day.lastWord(ANA)).toContain(`${DAN}, Northwind`);
  });

  test("leads to the tickets of both go where the sender belongs, whichever is stronger", async () => {
    const theirs = await acknowledgement(1);
    const fields = { "In-Reply-To": theirs.msgId, Subject: theirs.subject };
    await day.writesBack(await acknowledgement(0), "About the printer.", DAN, fields);
    expect(await joined()).toEqual([[CARLA], [DAN, DAN]]);
    expect((await messages()).at(-1)).toMatchObject({
      evidence: [
        { by: "token", ticket: 1001, decided: false },
        { by: "msg-id", ticket: 1002, decided: true },
        { by: "tag", ticket: 1002 },
      ],
    });
  });

  test("of a stranger they are held once, on the stronger lead's ticket, and joined to neither", async () => {
    const fields = { "In-Reply-To": (await acknowledgement(1)).msgId };
    await day.writesBack(await acknowledgement(0), "Hello both.", FRITZ, fields);
    expect(await joined()).toEqual([[CARLA], [DAN]]);
    const held = (await messages()).filter(({ unverified }) => unverified);
    expect(held).toHaveLength(1);
    expect(held[0]!.ticketId).toBe((await tickets())[0]!.id);
  });

  test("a reply of one customer to two tickets of theirs goes to the stronger, and says so", async () => {
    await day.opens("Mail is slow");
    const fields = { "In-Reply-To": (await acknowledgement(2)).msgId };
    await day.writesBack(await acknowledgement(0), "Both are worse.", CARLA, fields);
    expect(await joined()).toEqual([[CARLA, CARLA], [DAN], [CARLA]]);
    const [inbound] = (await desk.database.db.select().from(rows.inboundMail)).slice(-1);
    expect(inbound!.because).toContain("it also points to #1003");
  });
});

test("after the time in which a closed ticket can be continued, a stranger's reply is a new case like anybody's", async () => {
  await day.opens("Calls drop");
  await day.replies(ANA, "#close");
  desk.pass(60 * DAY);
  await day.writesBack(await acknowledgement(), "Again.", CARLA);
  await day.writesBack(await acknowledgement(), "Here too.", FRITZ);
  expect((await tickets()).map(({ number }) => number)).toEqual([1001, 1002, 1003]);
});

test("nobody's inbox but those of the ticket: with an assignee only they are asked", async () => {
  await day.opens("Calls drop");
  await day.replies(BEN, "#mine");
  const before = (await day.noticesTo(ANA)).length;
  await day.writesBack(await acknowledgement(), "Hi.", FRITZ);
  expect(await day.noticesTo(ANA)).toHaveLength(before);
  expect(await day.lastWord(BEN)).toContain("is held");
});
