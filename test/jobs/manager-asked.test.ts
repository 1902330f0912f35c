import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { DAY, HOUR, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

const WISH = "This is the third day. I would like to speak to your manager.";
let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const wished = async (who: string) =>
  (await day.noticesTo(who)).filter(({ purpose }) => purpose === "escalation");
const events = async () => (await desk.database.db.select().from(rows.events)).map(({ type }) => type);
const acknowledgements = async () => (await desk.mails("acknowledgement")).map(({ text }) => text);
const answers = async () => (await desk.mails("acknowledgement"))[0]!;
const opensWith = (text: string, from = CARLA) =>
  desk.receive(plainMail({ From: from, To: DESK, Subject: "Calls drop", "Message-ID": "<w1@day>" }, text));

describe("a customer asks for a manager", () => {
  test("lead and manager are told at once, with their words; the ticket stays with who has it, and no clock moves", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#mine");
    const before = await day.targets(1001, "first-response");
    desk.pass(MINUTE);
    await day.writesBack(await answers(), WISH);
    await desk.climb();
    const [mail] = await wished(BEN);
    expect(mail!.text).toContain("the third day");
    for (const command of ["%23ack", "%23mine", "%23assign"]) expect(mail!.text).toContain(command);
    const agents = await desk.database.db.select().from(rows.agents);
    expect((await day.ticket(1001)).assigneeId).toBe(agents.find(({ address }) => address === ANA)!.id);
    const [after] = await day.targets(1001, "first-response");
    expect(after).toMatchObject({ promisedAt: before[0]!.promisedAt, state: "running", endedAt: null });
    expect(await events()).toContain("manager_asked");
  });

  test("they are told in one honest line that it was passed on, and agents see it in the notice", async () => {
    await day.opens("Calls drop");
    await day.writesBack(await answers(), WISH);
    expect((await acknowledgements())[1]).toContain("passed to those who lead this desk");
    expect(await day.lastWord(ANA)).toContain("Asks for a manager");
    const [mail] = (await desk.mails("acknowledgement")).slice(1);
    expect(Buffer.from(mail!.bytes).toString()).toMatch(/^Auto-Submitted: auto-replied/m);
  });

  test("in a mail that opens the ticket it stands in the acknowledgement, and no second mail is sent", async () => {
    await opensWith(WISH);
    await desk.climb();
    expect(await acknowledgements()).toHaveLength(1);
    expect((await acknowledgements())[0]).toContain("passed to those who lead this desk");
    expect(await wished(BEN)).toHaveLength(1);
  });

  test("once a ticket and day; after a day it is told again", async () => {
    await day.opens("Calls drop");
    const to = await answers();
    await day.writesBack(to, WISH);
    desk.pass(HOUR);
    await day.writesBack(to, WISH);
    await desk.climb();
    expect(await wished(BEN)).toHaveLength(1);
    expect(await acknowledgements()).toHaveLength(2);
    desk.pass(DAY);
    await day.writesBack(to, WISH);
    await desk.climb();
    expect((await wished(BEN)).filter(({ text }) => text.includes("asks for somebody above"))).toHaveLength(
      2,
    );
  });

  test("at night it waits for the service hours of the ticket's plan; at severity A it does not", async () => {
    await day.opens("Calls drop");
    desk.pass(10 * HOUR);
    await day.writesBack(await answers(), WISH);
    expect((await desk.climb()).at(-1)).toMatchObject({ outcome: "later" });
    expect(await wished(BEN)).toEqual([]);
    desk.pass(13 * HOUR);
    await desk.climb();
    expect((await wished(BEN)).length).toBeGreaterThan(0);
  });

  test("at severity A everybody of the team is told too, at any hour", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#severity A");
    desk.pass(12 * HOUR);
    await desk.climb();
    const before = (await wished(ANA)).length;
    await day.writesBack(await answers(), WISH);
    await desk.climb();
    expect((await wished(ANA)).length).toBe(before + 1);
  });

  test("#ack of the lead acknowledges it", async () => {
    await day.opens("Calls drop");
    await day.writesBack(await answers(), WISH);
    await desk.climb();
    await day.replies(BEN, "#ack");
    const [row] = await desk.database.db.select().from(rows.escalations);
    expect(row).toMatchObject({ rung: "asked", state: "told", acknowledgedAt: desk.now() });
  });

  test.each([
    ["an automatic mail", { "Auto-Submitted": "auto-replied" }, WISH],
    ["a manager of their own", {}, "Our manager cannot open Teams."],
    ["only in what is quoted", {}, `Please hurry.\n\n> ${WISH}`],
  ])("%s asks for nobody", async (_name, fields, text) => {
    await day.opens("Calls drop");
    await day.writesBack(await answers(), text, CARLA, fields);
    expect(await events()).not.toContain("manager_asked");
  });

  test("a stranger who answers somebody's ticket tells nobody, and hears nothing", async () => {
    await day.opens("Calls drop");
    await day.writesBack(await answers(), WISH, "mallory@evil.example");
    await desk.climb();
    expect(await events()).not.toContain("manager_asked");
    expect(await acknowledgements()).toHaveLength(1);
  });
});
