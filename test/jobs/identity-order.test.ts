import { asc } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { MINUTE, SECOND } from "../../src/values/instant.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

const DESK = "support@contoso.example";
const CARLA = "carla@fabrikam.example";
const EVE = "eve@evil.example";

describe("identity and order", () => {
  let desk: DeskInPostgres;
  beforeEach(async () => {
    desk = await deskInPostgres();
  });
  afterEach(() => desk[Symbol.asyncDispose]());

  const mail = (fields: Readonly<Record<string, string>>, text = "Calls drop.") =>
    plainMail({ From: CARLA, To: DESK, Subject: "Calls drop", ...fields }, text);
  /** What each ticket holds, by who wrote. */
  const tickets = async () => {
    const { db } = desk.database;
    const kept = await db.select().from(rows.messages).orderBy(asc(rows.messages.id));
    const all = await db.select().from(rows.tickets).orderBy(asc(rows.tickets.number));
    return all.map(({ id }) =>
      kept.filter(({ ticketId }) => ticketId === id).map(({ visibleText }) => visibleText.trim()),
    );
  };

  test.each([
    [
      "one after the other",
      async (one: string, two: string) => [await desk.process(one), await desk.process(two)],
    ],
    ["at once", (one: string, two: string) => Promise.all([desk.process(one), desk.process(two)])],
  ])("a mail that comes by two routes, %s, makes one message", async (_name, process) => {
    const raw = mail({ "Message-ID": "<1@f>" });
    const one = await desk.store(`Received: from a\r\n${raw}`);
    const two = await desk.store(`Received: from b\r\nReceived: from c\r\nDelivered-To: ${DESK}\r\n${raw}`);
    const outcomes = (await process(one, two)).map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(["duplicate", "opened-ticket"]);
    expect(await tickets()).toEqual([["Calls drop."]]);
    expect(await desk.mails("acknowledgement")).toHaveLength(1);
  });

  test("a forged copy of a Message-ID that comes first swallows neither the genuine mail nor the replies to it", async () => {
    await desk.receive(mail({ From: EVE, "Message-ID": "<1@f>", Subject: "x" }, "I was first."));
    await desk.receive(mail({ "Message-ID": "<1@f>" }));
    await desk.receive(mail({ "Message-ID": "<2@f>", "In-Reply-To": "<1@f>" }, "It is worse now."));
    expect(await tickets()).toEqual([["I was first."], ["Calls drop.", "It is worse now."]]);
  });

  test("a claimed msg-id catches no reply of somebody else whose first mail never came", async () => {
    await desk.receive(mail({ From: EVE, "Message-ID": "<1@f>", Cc: CARLA }, "Mine."));
    await desk.receive(mail({ "Message-ID": "<2@f>", "In-Reply-To": "<1@f>" }, "It is worse now."));
    expect(await tickets()).toEqual([["Mine."], ["It is worse now."]]);
  });

  test("a stranger who waits for a msg-id does not get the mail that has it", async () => {
    await desk.receive(mail({ From: EVE, "Message-ID": "<0@e>", "In-Reply-To": "<1@f>" }, "Waiting."));
    await desk.receive(mail({ "Message-ID": "<1@f>" }));
    expect(await tickets()).toEqual([["Waiting."], ["Calls drop."]]);
  });

  test("a mail without Message-ID twice is one, two such mails are two", async () => {
    await desk.receive(mail({}));
    await desk.receive(mail({}));
    await desk.receive(mail({}, "Something else."));
    expect(await tickets()).toEqual([["Calls drop."], ["Something else."]]);
  });

  test("a reply before its parent waits while that is unfinished, and then follows it", async () => {
    const parent = await desk.store(mail({ "Message-ID": "<1@f>" }));
    const reply = await desk.store(mail({ "Message-ID": "<2@f>", "In-Reply-To": "<1@f>" }, "Still."));
    expect(await desk.process(reply)).toMatchObject({ outcome: "waits" });
    await desk.process(parent);
    desk.pass(SECOND);
    expect(await desk.process(reply)).toMatchObject({ outcome: "added-to-ticket" });
    expect(await tickets()).toEqual([["Calls drop.", "Still."]]);
  });

  test("it waits two minutes and no longer, and a parent that comes later joins it", async () => {
    const parent = await desk.store(mail({ "Message-ID": "<1@f>" }));
    const reply = await desk.store(mail({ "Message-ID": "<2@f>", "In-Reply-To": "<1@f>" }, "Still."));
    desk.pass(2 * MINUTE - 1);
    expect(await desk.process(reply)).toMatchObject({ outcome: "waits" });
    desk.pass(1);
    expect(await desk.process(reply)).toMatchObject({ outcome: "opened-ticket" });
    expect(await desk.process(parent)).toMatchObject({ outcome: "added-to-ticket" });
    expect(await tickets()).toEqual([["Still.", "Calls drop."]]);
  });

  test("a second reply to a mail that never came follows the first", async () => {
    await desk.receive(mail({ "Message-ID": "<2@f>", "In-Reply-To": "<1@f>" }, "First reply."));
    await desk.receive(mail({ "Message-ID": "<3@f>", "In-Reply-To": "<1@f>" }, "Second reply."));
    expect(await tickets()).toEqual([["First reply.", "Second reply."]]);
  });
});

test("half a character or NUL in what a conversation is locked by stops no mail", async () => {
  await using desk = await deskInPostgres();
  const keys = ["<cut\ud83d", "<nul\0@x>", "<plain@x>"];
  await expect(desk.ports.transact((tx) => tx.lockConversations(keys))).resolves.toBeUndefined();
});
