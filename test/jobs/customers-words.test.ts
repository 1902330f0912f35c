import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { DAY, HOUR, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, type OutboundMail } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const PROOF = { "Authentication-Results": "mx.contoso.example; dkim=pass header.d=fabrikam.example" };
const acknowledged = async (n = 0): Promise<OutboundMail> => (await desk.mails("acknowledgement"))[n]!;
/** What customers got by machine since the acknowledgement of the first ticket. */
const answered = async () => (await desk.mails("acknowledgement")).slice(1);
const events = async () => (await desk.database.db.select().from(rows.events)).map(({ type }) => type);
const says = async (text: string, from = CARLA, fields: Readonly<Record<string, string>> = PROOF) =>
  day.writesBack(await acknowledged(), text, from, fields);
let n = 0;
const writes = (
  Subject: string,
  text: string,
  fields: Readonly<Record<string, string>> = PROOF,
  From = CARLA,
) => desk.receive(plainMail({ From, To: DESK, Subject, "Message-ID": `<new${++n}@day>`, ...fields }, text));

describe("status", () => {
  beforeEach(async () => {
    await day.opens("Calls drop", CARLA, { Cc: "dora@fabrikam.example" });
  });

  test("is answered to who asked, with what they may see, and opens nothing", async () => {
    expect(await says("Status?")).toMatchObject({ outcome: "command" });
    const [answer] = await answered();
    expect(answer!.recipients.map(({ address }) => address)).toEqual([CARLA]);
    expect(answer!.subject).toBe("Re: [#1001] Calls drop");
    expect(answer!.text).toContain(
      "#1001: Calls drop\nWe have it; nobody has answered yet.\nYou will have an answer",
    );
    expect(answer!.text).toContain("Lisbon time");
    expect((await desk.mails("notice")).length).toBe(2);
    expect((await day.targets(1001, "first-response"))[0]!.state).toBe("running");
  });

  test("after an answer says where it stands and since when, and names no agent", async () => {
    await day.replies(ANA, "#wait customer 3d\n\nWhich version do you have?");
    await desk.send();
    await says("estado");
    const { text } = (await answered())[0]!;
    expect(text).toContain(
      "We are waiting for an answer from you.\nWe last wrote to you on Thursday, 3 December",
    );
    expect(text).not.toMatch(/Ana|Ben|agent|note/);
    expect((await day.ticket(1001)).status).toBe("waiting");
  });

  test("says honestly that a promise was not kept", async () => {
    desk.pass(5 * DAY);
    await says("status");
    expect((await answered())[0]!.text).toContain("We had promised you an answer by");
  });

  test("keeps what upstream is called to itself", async () => {
    await day.replies(ANA, "#wait upstream");
    await says("status");
    expect((await answered())[0]!.text).toContain("waiting for somebody we asked for help");
  });

  test("who was copied may ask too; a colleague who is not on the ticket writes a message", async () => {
    await says("status", "dora@fabrikam.example");
    expect((await answered())[0]!.recipients[0]!.address).toBe("dora@fabrikam.example");
    const { db } = desk.database;
    const id = (await day.ticket(1001)).id;
    await db.delete(rows.participants).where(eq(rows.participants.address, "dora@fabrikam.example"));
    expect(await says("status", "eva@fabrikam.example")).toMatchObject({ ticket: id });
    expect(await answered()).toHaveLength(1);
  });

  test.each([
    ["nobody proves who sent it", CARLA, {}],
    [
      "a stranger writes under the customer's name",
      CARLA,
      { "Authentication-Results": "mx.contoso.example; dkim=pass header.d=evil.example" },
    ],
    [
      "somebody else proves to be somebody else",
      "mallory@evil.example",
      { "Authentication-Results": "mx.contoso.example; dkim=pass header.d=evil.example" },
    ],
  ])("%s: nothing is answered", async (_name, from, fields) => {
    await says("status", from, fields);
    expect(await answered()).toEqual([]);
  });

  test("200 in an hour get no more answers than three a day, and mute nobody", async () => {
    for (let at = 0; at < 200; at++) {
      await says("status");
      desk.pass(HOUR / 200);
    }
    expect(await answered()).toHaveLength(3);
    expect(await desk.database.db.select().from(rows.muted)).toEqual([]);
    expect((await events()).filter((type) => type === "status_asked")).toHaveLength(197);
  });

  test("a machine that begins with the word gets no answer and gives no order", async () => {
    await says("close", CARLA, { ...PROOF, "Auto-Submitted": "auto-replied" });
    await says("status", CARLA, { ...PROOF, "Auto-Submitted": "auto-replied" });
    expect((await day.ticket(1001)).status).toBe("new");
    expect(await answered()).toEqual([]);
  });
});

describe("a new mail that asks where things stand", () => {
  test("a known contact gets their open cases and no ticket; others' are not among them", async () => {
    await day.opens("Calls drop");
    desk.pass(20 * MINUTE);
    await day.opens("The invoice");
    await day.opens("A colleague's", "eva@fabrikam.example");
    await day.replies(ANA, "#resolve", await day.noticeOf(ANA, 1001));
    desk.pass(20 * MINUTE);
    await day.opens("Third");
    expect(await writes("Status", "")).toMatchObject({ outcome: "command" });
    const { text, recipients } = (await desk.mails("acknowledgement")).at(-1)!;
    expect(recipients.map(({ address }) => address)).toEqual([CARLA]);
    expect(text.match(/#\d+/g)).toEqual(["#1004", "#1002"]);
    expect(await desk.database.db.select().from(rows.tickets)).toHaveLength(4);
  });

  test("with nothing open it says so", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#close");
    await writes("", "estado");
    expect((await desk.mails("acknowledgement")).at(-1)!.text).toContain("You have no open case with us.");
  });

  test("asked again within a quarter of an hour it is not answered again; a machine that goes on is muted", async () => {
    await day.opens("Calls drop");
    for (let at = 0; at < 20; at++) {
      await writes("Status", "");
      desk.pass(3 * MINUTE);
    }
    const sent = (await answered()).filter(({ state }) => state !== "cancelled");
    expect(sent).toHaveLength(3);
    expect((await desk.database.db.select().from(rows.muted)).length).toBeLessThanOrEqual(1);
    expect(await desk.database.db.select().from(rows.tickets)).toHaveLength(1);
  });

  test.each([
    [
      "a stranger",
      "mallory@evil.example",
      { "Authentication-Results": "mx.contoso.example; dkim=pass header.d=evil.example" },
    ],
    ["a contact's name without proof", CARLA, {}],
  ])("%s learns nothing: it is a mail like any other", async (_name, from, fields) => {
    await day.opens("Secret merger");
    await writes("Status", "", fields, from);
    expect(await desk.database.db.select().from(rows.tickets)).toHaveLength(2);
    for (const { text } of await answered()) expect(text).not.toContain("merger");
  });
});

describe("close", () => {
  beforeEach(async () => {
    await day.opens("Calls drop", CARLA, { Cc: "dora@fabrikam.example" });
  });

  test("closes, ends the clocks, confirms to everybody on their side, and a reply opens it again", async () => {
    await day.replies(ANA, "Please restart.");
    await desk.send();
    const notices = (await day.noticesTo(BEN)).length;
    expect(await says("Close.\n\nThank you!\nCarla")).toMatchObject({ outcome: "command" });
    expect(await day.ticket(1001)).toMatchObject({
      status: "closed",
      closedAt: desk.now(),
      resolvedAt: desk.now(),
    });
    expect((await day.targets(1001, "resolution")).map(({ state }) => state)).not.toContain("running");
    const [confirmed] = await answered();
    expect(confirmed!.text).toContain("#1001 is closed, as you asked.");
    expect(confirmed!.text).toContain("until Thursday, 17 December");
    expect(confirmed!.recipients.map(({ address }) => address)).toEqual([CARLA, "dora@fabrikam.example"]);
    expect(await day.lastWord(ANA)).toContain("The customer closed #1001 Calls drop");
    expect((await day.noticesTo(BEN)).length).toBe(notices);
    await day.writesBack(confirmed!, "Not quite: it dropped again.");
    expect((await day.ticket(1001)).status).toBe("in-progress");
  });

  test("twice closes once and confirms once", async () => {
    await says("close");
    await says("close");
    expect(await answered()).toHaveLength(1);
    expect((await events()).filter((type) => type === "closed")).toHaveLength(1);
  });

  test.each([
    ["#close is text", "#close", {}],
    ["in a quote it was said before", "> close\n> Carla", {}],
    ["after a question it is a question", "close?", {}],
    ["with something to do below it is a message", "close\n\nBut first send the invoice.", {}],
    ["without proof it is a message", "close", { "Authentication-Results": "none" }],
    ["in letters of another script it is text", "сlоsе", {}],
    ["behind a mark that turns writing it is text", "\u202eclose", {}],
  ])("%s", async (_name, text, fields) => {
    await says(text, CARLA, { ...PROOF, ...fields });
    expect((await day.ticket(1001)).status).toBe("new");
    expect(await answered()).toEqual([]);
  });

  test("without proof the address on file is asked, and its reply does it; nothing else of the mail is repeated", async () => {
    await says("close\n\nThank you!\nBuy Now", CARLA, {});
    expect((await day.ticket(1001)).status).toBe("new");
    const [question] = await desk.mails("confirmation");
    expect(question!.recipients.map(({ address }) => address)).toEqual([CARLA]);
    expect(question!.text).toContain("close #1001");
    expect(question!.text).not.toContain("Buy Now");
    await day.writesBack(question!, "Yes");
    const waiting = await desk.database.db
      .select()
      .from(rows.inboundMail)
      .where(eq(rows.inboundMail.state, "stored"));
    for (const { id } of waiting) await desk.process(id);
    expect((await day.ticket(1001)).status).toBe("closed");
  });

  test.each([
    ["in place of yes", "No, it drops again. Please call me.", 0],
    ["a day too late", "Yes", DAY],
  ])("what they write %s is a message, and is read", async (_name, text, later) => {
    await says("close", CARLA, {});
    const [question] = await desk.mails("confirmation");
    desk.pass(later);
    expect(await day.writesBack(question!, text)).toMatchObject({ outcome: "added-to-ticket" });
    expect((await day.noticesTo(ANA)).at(-1)!.text).toContain(text);
  });

  test("a forged one asks nobody: it is a message", async () => {
    await says("close", CARLA, {
      "Authentication-Results": "mx.contoso.example; dmarc=fail header.from=fabrikam.example",
    });
    expect(await desk.mails("confirmation")).toEqual([]);
    expect((await day.ticket(1001)).status).toBe("new");
  });

  test("asked three times a day at most; then it is a message", async () => {
    for (let at = 0; at < 5; at++) await says("close", CARLA, {});
    expect(await desk.mails("confirmation")).toHaveLength(3);
    expect(await day.lastWord(BEN)).toContain("close");
  });

  test("on a ticket that was merged it is left to an agent", async () => {
    await writes("Calls drop still", "As said.");
    await day.replies(ANA, "#merge 1002", await day.noticeOf(ANA, 1001));
    await says("close");
    expect((await day.ticket(1002)).status).not.toBe("closed");
    expect(await day.lastWord(ANA)).toContain("close");
  });
});

describe("urgent", () => {
  beforeEach(async () => {
    await day.opens("Calls drop");
  });

  test("joins as a message, alarms those who can act, and the customer is told what happens now", async () => {
    await day.replies(ANA, "#mine");
    await says("URGENT: the whole shop stands still");
    const alarms = await desk.mails("alarm");
    expect(alarms.map(({ recipients }) => recipients[0]!.address).toSorted()).toEqual([ANA, BEN]);
    expect(alarms[0]!.subject).toBe("URGENT: Calls drop [#1001]");
    expect(alarms[0]!.text).toContain("They wrote: the whole shop stands still");
    const { text, recipients } = (await answered())[0]!;
    expect(recipients[0]!.address).toBe(CARLA);
    expect(text).toContain("It stays severity B");
    expect(text).toContain("If it is critical (A), do not wait: call +351 21 000 0000.");
    expect(text).not.toContain("the whole shop");
    expect((await day.ticket(1001)).severity).toBe("B");
    expect(await events()).toContain("customer_urgent");
  });

  test("beside it a wish for a manager is heard as well, once within a day", async () => {
    await says("urgent: the shop stands still, I want to speak to your manager");
    expect(await events()).toEqual(expect.arrayContaining(["customer_urgent", "manager_asked"]));
    await desk.climb();
    const told = await desk.mails("escalation");
    expect(told.map(({ recipients }) => recipients[0]!.address)).toContain(BEN);
    await says("urgent: and I still want to speak to your manager");
    expect((await events()).filter((type) => type === "manager_asked")).toHaveLength(1);
  });

  test("an alarm leads its reply back to the ticket", async () => {
    await says("urgent it stands");
    await day.replies(BEN, "#severity A", (await desk.mails("alarm")).at(-1)!);
    expect((await day.ticket(1001)).severity).toBe("A");
  });

  test("again within the hour nobody is alarmed again, and it is read like any mail", async () => {
    await says("urgent one");
    await says("urgent two");
    expect(await desk.mails("alarm")).toHaveLength(2);
    expect(await answered()).toHaveLength(1);
    desk.pass(HOUR);
    await says("urgent three");
    expect(await desk.mails("alarm")).toHaveLength(4);
  });

  test("10,000 characters of reason are a message; the alarm shows the start", async () => {
    await says(`urgent ${"very ".repeat(2000)}`);
    expect((await desk.mails("alarm"))[0]!.text.length).toBeLessThan(1500);
  });

  test("in another language, right to left, on a solved case: it is opened again", async () => {
    await day.replies(ANA, "#resolve");
    await says("dringend: הכל מושבת");
    expect((await day.ticket(1001)).status).toBe("in-progress");
    expect((await desk.mails("alarm"))[0]!.text).toContain("הכל מושבת");
  });

  test("without proof it is a message and alarms nobody", async () => {
    await says("urgent: pay me", CARLA, {});
    expect(await desk.mails("alarm")).toEqual([]);
    expect(await answered()).toEqual([]);
  });
});
