import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { HOUR, MINUTE } from "../../src/values/instant.ts";
import { ANA, CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, replyToOf } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const PROOF = { "Authentication-Results": `mx.contoso.example; dmarc=pass header.from=fabrikam.example` };
const offers = async () => desk.database.db.select().from(rows.priceOffers);
const offerMail = async () => (await desk.mails("information")).at(-1)!;
const events = async () => (await desk.database.db.select().from(rows.events)).map(({ type }) => type);

async function asked(command = "#price 120 EUR for two hours"): Promise<void> {
  await day.opens("Add-in broken", CARLA, PROOF);
  desk.pass(MINUTE);
  await day.replies(ANA, command);
  await desk.send();
}
const answers = async (text: string, from = CARLA, fields: Readonly<Record<string, string>> = PROOF) =>
  day.writesBack(await offerMail(), text, from, fields);

describe("R04 the price is shown and accepted before work that is charged", () => {
  test("the customer reads price, what it is for and how to accept; no bare link accepts anything", async () => {
    await asked();
    const mail = await offerMail();
    expect(mail.text).toContain("Price: 120 EUR");
    expect(mail.text).toContain("For: two hours");
    expect(mail.text).toContain("I accept the price");
    expect(mail.text).toContain(`mailto:${replyToOf(mail)}?body=I%20accept%20the%20price`);
    expect(mail.text).not.toMatch(/https?:/);
    expect(mail.recipients.map(({ address }) => address)).toEqual([CARLA]);
    expect(await offers()).toMatchObject([
      { price: "120 EUR: two hours", accepted: null, outboundId: mail.id },
    ]);
  });

  test("the ticket waits for them; the first response is owed all the same", async () => {
    await asked();
    expect((await day.ticket(1001)).status).toBe("waiting");
    expect((await day.targets(1001, "first-response"))[0]).toMatchObject({ state: "running" });
    expect((await day.targets(1001, "resolution"))[0]).toMatchObject({ state: "paused" });
  });

  test("a yes is recorded with its mail, agents are told, and the wait is over", async () => {
    await asked();
    desk.pass(HOUR);
    await answers("Hi,\n\nI accept the price.\n\nCarla");
    const messages = await desk.database.db.select().from(rows.messages);
    const last = messages.find(({ visibleText }) => visibleText.includes("I accept"))!;
    expect(await offers()).toMatchObject([{ accepted: true, messageId: last.id, answeredAt: desk.now() }]);
    expect(await day.lastWord(ANA)).toContain("accepted the price: 120 EUR: two hours");
    expect((await day.ticket(1001)).status).not.toBe("waiting");
    expect(await events()).toContain("price_answered");
  });

  test("a no is recorded likewise", async () => {
    await asked();
    await answers("I do not accept the price");
    expect(await offers()).toMatchObject([{ accepted: false }]);
    expect(await day.lastWord(ANA)).toContain("Nothing that is charged may begin");
  });

  test.each([
    ["a condition", "I accept, but only if it is done today"],
    ["another amount", "I accept 100 EUR"],
    ["a question", "I accept. Is VAT included?"],
  ])("%s is no yes: agents are told, the offer stays open", async (_name, text) => {
    await asked();
    await answers(text);
    expect(await offers()).toMatchObject([{ accepted: null }]);
    expect(await day.lastWord(ANA)).toContain("no clear yes or no");
    await answers("I accept the price");
    expect(await offers()).toMatchObject([{ accepted: true }]);
  });

  test("a yes to an earlier offer, which crossed a later one, counts for neither", async () => {
    await asked();
    const first = await offerMail();
    await day.replies(ANA, "#price 900 EUR for two days");
    await day.writesBack(first, "I accept the price", CARLA, PROOF);
    expect(await offers()).toMatchObject([{ accepted: null }, { accepted: null }]);
    expect(await day.lastWord(ANA)).toContain("it answers an earlier offer");
    await answers("I accept the price");
    expect(await offers()).toMatchObject([{ accepted: null }, { accepted: true }]);
  });

  test("a yes that waited to be processed since before the offer counts for nothing", async () => {
    await day.opens("Add-in broken", CARLA, PROOF);
    const [acknowledged] = await day.toCustomers();
    const fields = {
      From: CARLA,
      To: replyToOf(acknowledged!),
      Subject: "Re: it",
      "Message-ID": "<early@x>",
    };
    const early = await desk.store(plainMail({ ...fields, ...PROOF }, "I agree"));
    desk.pass(MINUTE);
    await day.replies(ANA, "#price 120 EUR for two hours");
    await desk.process(early);
    expect(await offers()).toMatchObject([{ accepted: null }]);
    expect(await day.lastWord(ANA)).toContain("it came before the offer was made");
  });

  test("a yes that nothing proves does not count", async () => {
    await asked();
    await answers("I accept the price", CARLA, {});
    expect(await offers()).toMatchObject([{ accepted: null }]);
    expect(await day.lastWord(ANA)).toContain("nothing proves who sent it");
  });

  test("a yes of a stranger is held and answers nothing", async () => {
    await asked();
    await answers("I accept the price", "mallory@evil.example", {
      "Authentication-Results": "mx.contoso.example; dmarc=pass header.from=evil.example",
    });
    expect(await offers()).toMatchObject([{ accepted: null }]);
    expect(await events()).not.toContain("price_answered");
  });

  test("an out-of-office answer that quotes the phrase answers nothing", async () => {
    await asked();
    await answers("I accept the price", CARLA, { ...PROOF, "Auto-Submitted": "auto-replied" });
    expect(await offers()).toMatchObject([{ accepted: null }]);
  });

  test("the second yes finds nothing open; a new price is a new question", async () => {
    await asked();
    await answers("I accept the price");
    await answers("I accept the price");
    expect((await events()).filter((type) => type === "price_answered")).toHaveLength(1);
    await day.replies(ANA, "#price 80 EUR for one hour");
    expect((await offers()).map(({ accepted }) => accepted)).toEqual([true, null]);
  });

  test("in Portuguese", async () => {
    await desk.database.db.update(rows.contacts).set({ language: "pt-PT" });
    await day.opens("Calls drop", CARLA, PROOF);
    await desk.database.db.update(rows.tickets).set({ language: "pt-PT" });
    await day.replies(ANA, "#preço 120 EUR para duas horas");
    await desk.send();
    expect((await offerMail()).text).toContain("Aceito o preço");
    await answers("Aceito o preço");
    expect(await offers()).toMatchObject([{ accepted: true }]);
  });

  test.each([
    ["#price", "takes an amount"],
    ["#price 120 EUR", "needs what it is for"],
    ["#price 0 EUR for nothing", "costs nothing"],
  ])("%s stops the mail and says what was expected", async (command, why) => {
    await asked(`${command}\n\nPlease wait.`);
    expect(await day.lastWord(ANA)).toContain(why);
    expect(await offers()).toEqual([]);
    expect(await desk.mails("answer")).toEqual([]);
  });
});
