import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { HOUR, MINUTE, plus } from "../../src/values/instant.ts";
import { ANA, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, type OutboundMail } from "../support/desk-in-postgres.ts";

const FRITZ = "fritz@elsewhere.example";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const acknowledgement = async (n = 0) => (await desk.mails("acknowledgement"))[n]!;
/** The texts on each ticket, by its number. */
async function texts(): Promise<Record<number, readonly string[]>> {
  const { db } = desk.database;
  const kept = await db
    .select({ number: rows.tickets.number, text: rows.messages.visibleText })
    .from(rows.messages)
    .innerJoin(rows.tickets, eq(rows.tickets.id, rows.messages.ticketId))
    .where(eq(rows.messages.author, "customer"))
    .orderBy(asc(rows.messages.id));
  return Object.fromEntries(
    [...Map.groupBy(kept, ({ number }) => number)].map(([number, all]) => [
      number,
      all.map(({ text }) => text),
    ]),
  );
}
async function target(number: number, kind: "first-response" | "next-response", instance = 0) {
  return (await day.targets(number, kind)).find((one) => one.instance === instance);
}
/** Ana's newest notice of a ticket. */
async function notice(number: number): Promise<OutboundMail> {
  const all = (await day.noticesTo(ANA)).filter(({ purpose }) => purpose === "notice");
  return all.findLast(({ subject }) => subject.includes(`[#${number}]`))!;
}
/** A ticket whose first mail is answered, and a second mail of the customer about something else. */
async function secondMail(): Promise<{ readonly about: OutboundMail; readonly msgId: string }> {
  await day.opens("Calls drop");
  await day.replies(ANA, "Please update.");
  await desk.send();
  desk.pass(HOUR);
  await day.writesBack(await acknowledgement(), "Also, the printer burns.", CARLA, {
    "Message-ID": "<printer@fabrikam>",
  });
  desk.pass(HOUR);
  return { about: await notice(1001), msgId: "<printer@fabrikam>" };
}
const reply = (to: OutboundMail, text: string, inReplyTo: string) =>
  day.writesBack(to, text, CARLA, { To: DESK, "In-Reply-To": inReplyTo, Subject: "Re: printer" });

describe("#move new", () => {
  test("makes a case of its own of the message, promised from when it came; where it was nothing is owed for it", async () => {
    const { about } = await secondMail();
    const came = (await target(1001, "next-response"))!.startedAt!;
    expect(plus(came, HOUR)).toBe(desk.now());
    await day.replies(ANA, "#move new", about);
    expect(await texts()).toEqual({ 1001: ["Every call drops."], 1002: ["Also, the printer burns."] });
    expect(await target(1002, "first-response")).toMatchObject({ state: "running", startedAt: came });
    expect(await target(1001, "next-response")).toMatchObject({ state: "cancelled", dueAt: null });
    expect(await day.ticket(1002)).toMatchObject({ status: "new", openedAt: came });
    expect((await notice(1002)).text).toContain("Also, the printer burns.");
    expect(await desk.mails("acknowledgement")).toHaveLength(1);
    expect(await day.lastWord(ANA)).toContain("moved to a new ticket, #1002");
  });

  test("is named as the message was, without the tag of the ticket it leaves and without Re:", async () => {
    await day.opens("Calls drop");
    await day.writesBack(await acknowledgement(), "Also, the printer burns.", CARLA, {
      Subject: "AW: Re: [#1001] Printer burns",
    });
    await day.replies(ANA, "#move new", await notice(1001));
    expect((await day.ticket(1002)).subject).toBe("Printer burns");
    expect((await notice(1002)).subject).toContain("[#1002] Printer burns");
  });

  test("replies to the message and to the notices about it follow; those to what was said before do not", async () => {
    const { about, msgId } = await secondMail();
    await day.replies(ANA, "#move new", about);
    await reply(about, "It still burns.", msgId);
    await day.writesBack((await desk.mails("answer"))[0]!, "Updated, thanks, but no.");
    expect(await texts()).toEqual({
      1001: ["Every call drops.", "Updated, thanks, but no."],
      1002: ["Also, the printer burns.", "It still burns."],
    });
    await day.replies(ANA, "Unplug it.", about);
    const answers = await desk.mails("answer");
    expect(answers.at(-1)!.subject).toContain("[#1002]");
  });

  test("#move back as a reply to its notice undoes it: the response is owed there as before, and the case ends", async () => {
    const { about, msgId } = await secondMail();
    const came = (await target(1001, "next-response"))!.startedAt!;
    await day.replies(ANA, "#move new", about);
    desk.pass(MINUTE);
    await day.replies(ANA, "#move 1001", await notice(1002));
    expect(await texts()).toEqual({ 1001: ["Every call drops.", "Also, the printer burns."] });
    expect(await target(1001, "next-response")).toMatchObject({ state: "running", startedAt: came });
    expect(await target(1002, "first-response")).toMatchObject({ state: "cancelled" });
    const [first, second] = [await day.ticket(1001), await day.ticket(1002)];
    expect(second).toMatchObject({ status: "closed", mergedInto: first.id });
    await reply(about, "It still burns.", msgId);
    expect((await texts())[1001]).toContain("It still burns.");
  });

  test("a held mail of a stranger becomes their own case, counted from when it came", async () => {
    await day.opens("Calls drop");
    await day.writesBack(await acknowledgement(), "My own trouble.", FRITZ, { "Message-ID": "<f@x>" });
    const came = desk.now();
    desk.pass(HOUR);
    await day.replies(ANA, "#move new", await notice(1001));
    expect(await texts()).toEqual({ 1001: ["Every call drops."], 1002: ["My own trouble."] });
    expect(await target(1002, "first-response")).toMatchObject({ state: "running", startedAt: came });
    expect(await target(1001, "next-response")).toBeUndefined();
    await day.replies(ANA, "Tell me more.", await notice(1002));
    expect((await desk.mails("answer"))[0]!.recipients.map(({ address }) => address)).toEqual([FRITZ]);
    await day.writesBack((await desk.mails("answer"))[0]!, "More.", FRITZ);
    expect((await texts())[1002]).toEqual(["My own trouble.", "More."]);
  });

  test("a message that was answered may go; no clock where it was is moved by that", async () => {
    const { about } = await secondMail();
    await day.replies(ANA, "Unplug it.", about);
    await desk.send();
    const before = await target(1001, "next-response");
    await day.replies(ANA, "#move new", about);
    expect(await target(1001, "next-response")).toEqual(before);
    expect(before).toMatchObject({ state: "met" });
  });
});

describe("#move to a ticket there is", () => {
  beforeEach(async () => {
    await secondMail();
    await day.opens("Printer");
  });

  test("of the same customer: it joins there, and what is owed there is owed since it came", async () => {
    const came = (await target(1001, "next-response"))!.startedAt!;
    await day.replies(ANA, "Unplug it.", await notice(1002));
    await desk.send();
    await day.replies(ANA, "#move #1002", await notice(1001));
    expect(await texts()).toEqual({
      1001: ["Every call drops."],
      1002: ["Also, the printer burns.", "Every call drops."],
    });
    expect(await target(1002, "next-response")).toMatchObject({ state: "running", startedAt: came });
    expect(await target(1001, "next-response")).toMatchObject({ state: "cancelled" });
    await day.replies(ANA, "#move 1001", await notice(1002));
    expect(await target(1002, "next-response")).toMatchObject({ state: "cancelled" });
    expect(await target(1001, "next-response")).toMatchObject({ state: "running", startedAt: came });
  });

  test("the only message of a ticket takes the ticket with it, and #move back brings both", async () => {
    await day.replies(ANA, "#move 1001", await notice(1002));
    expect(await day.ticket(1002)).toMatchObject({ status: "closed" });
    const moved = await notice(1001);
    await day.writesBack(await acknowledgement(1), "Any news?");
    expect((await texts())[1001]).toContain("Any news?");
    await day.replies(ANA, "#unmerge 1002", moved);
    expect(await day.lastWord(ANA)).toContain("#move 1002 as a reply to its notice");
    await day.replies(ANA, "#move 1002", moved);
    expect(await day.ticket(1002)).toMatchObject({ status: "in-progress", mergedInto: null });
    expect(await target(1002, "first-response")).toMatchObject({ state: "running" });
    expect((await texts())[1002]).toEqual(["Every call drops."]);
  });

  test.each([
    ["to another customer's ticket", "#move 1003", 1001, "another customer's"],
    ["to where it is", "#move 1001", 1001, "on #1001 already"],
    ["to no ticket", "#move 4711", 1001, "there is no ticket #4711"],
    ["to nowhere", "#move", 1001, "takes a ticket's number or new"],
    ["to two places", "#move new\n#move 1002", 1001, "once a mail"],
    ["beside an answer", "#move new\n\nUnplug it.", 1001, "stands alone"],
    ["what is a case of its own already", "#move new", 1002, "a ticket of its own already"],
  ])("%s is refused with what to do instead, and nothing changes", async (_name, command, number, why) => {
    await day.opens("Toner", "dave@tailspin.example");
    const before = await texts();
    await day.replies(ANA, command, await notice(number));
    expect(await day.lastWord(ANA)).toContain(why);
    expect(await texts()).toEqual(before);
    expect(await desk.mails("answer")).toHaveLength(1);
  });

  test("the first of several messages stays: #merge moves all of a ticket", async () => {
    const first = (await day.noticesTo(ANA))[0]!;
    await day.replies(ANA, "#move 1002", first);
    expect(await day.lastWord(ANA)).toContain("#merge 1002 moves all of it");
    await day.replies(ANA, "#move new", first);
    expect(await day.lastWord(ANA)).toContain("this message opened the ticket");
  });

  test("a receipt shows no message, and so none can be moved by a reply to it", async () => {
    await day.replies(ANA, "#mine", await notice(1001));
    await day.replies(ANA, "#move new");
    expect(await day.lastWord(ANA)).toContain("as a reply to the notice that shows the message");
  });

  test("a stranger's held mail goes to no ticket of which they are nobody", async () => {
    await day.writesBack(await acknowledgement(), "Hi.", FRITZ);
    await day.replies(ANA, "#move 1002", await notice(1001));
    expect(await day.lastWord(ANA)).toContain("is nobody of #1002 either");
  });
});

test("a timer of a promise that was voided by #unmerge is disarmed with it", async () => {
  await day.opens("Calls drop");
  await day.replies(ANA, "Please update.");
  await desk.send();
  desk.pass(HOUR);
  await day.opens("Printer");
  await day.replies(ANA, "#merge 1001", await notice(1002));
  expect(await target(1001, "next-response")).toMatchObject({ state: "running" });
  await day.replies(ANA, "#unmerge 1002", await notice(1001));
  expect(await target(1001, "next-response")).toMatchObject({ state: "cancelled", dueAt: null });
});
