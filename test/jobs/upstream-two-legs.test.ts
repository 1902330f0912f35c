import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DAY, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, type OutboundMail } from "../support/desk-in-postgres.ts";
import { JO, NOC, PARTNERS, PIA, packet, upstreamOf } from "../support/handoffs.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let up: ReturnType<typeof upstreamOf>;
/** With the provider from the start, and with the outsourcer since another ticket was merged into it. */
let provider: string;
let outsourcer: string;
let fromProvider: OutboundMail;
let fromOutsourcer: OutboundMail;
beforeEach(async () => {
  desk = await deskInPostgres(undefined, undefined, {}, { partners: PARTNERS });
  day = dayByMail(desk);
  up = upstreamOf(desk);
  await day.opens("Calls drop");
  await day.replies(ANA, "#mine\n\nWe look into it.");
  desk.pass(2 * MINUTE);
  await desk.send();
  provider = await up.handsOn("provider");
  const [toProvider] = await up.upstreamMails();
  await day.opens("Calls still drop");
  outsourcer = await up.handsOn("night-desk", { packet: packet({ number: 1002 }) });
  await day.replies(ANA, "#merge 1001", await day.noticeOf(ANA, 1002));
  await up.repliesUp(PIA, "The provider asks.", up.proof(PIA), toProvider);
  fromProvider = await noticeWith("The provider asks.");
  await up.repliesUp(JO, "Jo asks.");
  fromOutsourcer = await noticeWith("Jo asks.");
  desk.pass(MINUTE);
});
afterEach(() => desk[Symbol.asyncDispose]());

const noticeWith = async (words: string) =>
  (await day.noticesTo(ANA)).findLast(({ text }) => text.includes(words))!;
const states = async () => [(await up.handoff(provider)).state, (await up.handoff(outsourcer)).state];
const lastUp = async () => {
  const mail = (await up.upstreamMails()).at(-1)!;
  return [mail.recipients[0]!.address, mail.text];
};

test("who speaks for upstream on the ticket that was merged gets no mail of the customer's", async () => {
  await day.replies(ANA, "For the customer.", await day.noticeOf(ANA, 1001));
  const [answer] = (await desk.mails("answer")).filter(({ text }) => text === "For the customer.");
  expect(answer!.recipients.map(({ address }) => address)).toEqual([CARLA]);
  await day.replies(ANA, "#unmerge 1002", await day.noticeOf(ANA, 1001));
  expect(await day.lastWord(ANA)).not.toContain("#cc -");
});

describe("a ticket is with two upstream at once", () => {
  test("an answer goes to those whose mail the notice shows, whoever wrote last", async () => {
    const customers = (await day.toCustomers()).length;
    await day.replies(ANA, "For the provider.", fromProvider);
    expect(await lastUp()).toEqual([PIA, "For the provider."]);
    expect(await states()).toEqual(["sent", "answered"]);
    await day.replies(ANA, "For Jo.", fromOutsourcer);
    expect(await lastUp()).toEqual([JO, "For Jo."]);
    await day.replies(ANA, "And once more for the provider.", fromProvider);
    expect(await lastUp()).toEqual([PIA, "And once more for the provider."]);
    expect(await day.toCustomers()).toHaveLength(customers);
  });

  test("a command in reply to a notice of theirs is about them", async () => {
    await day.replies(ANA, "#handback we found it", fromProvider);
    expect(await states()).toEqual(["handed-back", "answered"]);
    await day.replies(ANA, "#upstream ND-123456", fromOutsourcer);
    expect(await day.lastWord(ANA)).toContain("Night Desk calls it ND-123456");
  });

  test("#handback in reply to the customer's notice asks whom; nothing is done", async () => {
    await day.replies(ANA, "#handback we found it", await day.noticeOf(ANA, 1001));
    expect(await states()).toEqual(["answered", "answered"]);
    const asked = await day.lastWord(ANA);
    expect(asked).toContain("it is with Tailwind Distribution and Night Desk");
    expect(asked).toContain("#handback provider we found it");
    expect(asked).toContain("#handback night-desk we found it");
  });

  test.each([
    ["by its name in desk.yaml", "#handback night-desk we found it"],
    ["whatever its case", "#handback Night-Desk: we found it"],
    ["by the number of the ticket it came from", "#handback #1002 we found it"],
  ])("%s: that one is taken back, and reads the reason alone", async (_name, command) => {
    await day.replies(ANA, command, await day.noticeOf(ANA, 1001));
    expect(await states()).toEqual(["answered", "handed-back"]);
    const [to, text] = await lastUp();
    expect(to).toBe(JO);
    expect(text).toContain("The reason: we found it");
  });

  test("by the number they gave it", async () => {
    await up.repliesUp(JO, "It is ND-123456 here.");
    await day.replies(ANA, "#handback ND-123456 we found it", await day.noticeOf(ANA, 1001));
    expect(await states()).toEqual(["answered", "handed-back"]);
  });

  test("a name without a reason is asked for the reason", async () => {
    await day.replies(ANA, "#handback night-desk", await day.noticeOf(ANA, 1001));
    expect(await day.lastWord(ANA)).toContain("#handback takes the reason");
    expect(await states()).toEqual(["answered", "answered"]);
  });

  test("#upstream with a number is about those whose numbers look so; else it asks", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    await day.replies(ANA, "#upstream TW12345678", notice);
    expect(await day.lastWord(ANA)).toContain("Tailwind Distribution calls it TW12345678");
    await day.replies(ANA, "#upstream nonsense", notice);
    expect(await day.lastWord(ANA)).toContain("it is with Tailwind Distribution and Night Desk");
    await day.replies(ANA, "#upstream night-desk ND-123456", notice);
    expect(await day.lastWord(ANA)).toContain("Night Desk calls it ND-123456");
  });

  test("in reply to a notice of those it was taken back from already, nothing is guessed", async () => {
    await day.replies(ANA, "#handback we found it", fromProvider);
    await day.replies(ANA, "#handback we found it", fromProvider);
    expect(await day.lastWord(ANA)).toContain("Tailwind Distribution has it no more");
    expect(await states()).toEqual(["handed-back", "answered"]);
  });
});

test("only one left: no name is needed, and its name in the reason is part of the reason", async () => {
  await day.replies(ANA, "#handback we found it", fromProvider);
  await day.replies(ANA, "#handback night-desk is not needed", await day.noticeOf(ANA, 1001));
  expect(await states()).toEqual(["handed-back", "handed-back"]);
  expect((await lastUp())[1]).toContain("The reason: night-desk is not needed");
});

test("a reply to word of a handoff is about that handoff: to those upstream, never to the customer", async () => {
  await day.replies(ANA, "For Jo.", fromOutsourcer);
  desk.pass(3 * DAY);
  for (let n = 0; n < 5; n++) {
    await desk.climb();
    desk.pass(DAY);
  }
  const customers = (await day.toCustomers()).length;
  const word = (await day.noticesTo(BEN)).findLast(({ text }) =>
    text.includes("Night Desk has not answered"),
  )!;
  expect(word.text).toContain("Replying answers Night Desk, not the customer");
  await day.replies(BEN, "We need this today.", word);
  expect(await lastUp()).toEqual([JO, "We need this today."]);
  expect(await day.toCustomers()).toHaveLength(customers);
  expect(NOC).not.toBe(JO);
});
