import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { HOUR, MINUTE } from "../../src/values/instant.ts";
import { ANA, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const PROOF = { "Authentication-Results": "mx.contoso.example; dkim=pass header.d=fabrikam.example" };
/** What customers got by machine since the acknowledgement of the first ticket. */
const answered = async () => (await desk.mails("acknowledgement")).slice(1);
const says = async (text: string, from = CARLA, fields: Readonly<Record<string, string>> = PROOF) =>
  day.writesBack((await desk.mails("acknowledgement"))[0]!, text, from, fields);

describe("the ticket's budget of automatic mail", () => {
  const toCarla = async () =>
    (await day.toCustomers()).filter(({ recipients }) => recipients[0]!.address === CARLA);
  const statusThrice = async () => {
    for (let asked = 0; asked < 3; asked++) {
      desk.pass(25 * MINUTE);
      await says("status");
    }
    desk.pass(25 * MINUTE);
  };
  beforeEach(async () => {
    await day.opens("Calls drop");
  });

  test("does not stop the answer to a word: whoever closes after asking three times knows that it is closed", async () => {
    await statusThrice();
    await says("close");
    expect((await toCarla()).slice(1).map(({ state }) => state)).toEqual(Array(4).fill("ready"));
    expect((await toCarla()).at(-1)!.text).toContain("closed, as you asked");
  });

  test("nor the question whether it was they, nor what follows their yes", async () => {
    await statusThrice();
    await says("close", CARLA, {});
    const question = (await desk.mails("confirmation"))[0]!;
    expect(question.state).toBe("ready");
    desk.pass(25 * MINUTE);
    await day.writesBack(question, "yes");
    const inbound = await desk.database.db.select().from(rows.inboundMail);
    for (const { id } of inbound.filter(({ state }) => state === "stored")) await desk.process(id);
    expect((await day.ticket(1001)).status).toBe("closed");
    expect((await toCarla()).at(-1)).toMatchObject({ state: "ready", because: "the customer closed it" });
  });

  test("is not used up by answers to words: what the desk has to say of its own still leaves", async () => {
    await statusThrice();
    await day.replies(ANA, "#resolve", await day.noticeOf(ANA, 1001));
    expect((await toCarla()).at(-1)).toMatchObject({ purpose: "information", state: "ready" });
  });

  test("of zero stops these answers too: then the desk writes nothing of its own about a ticket", async () => {
    await desk[Symbol.asyncDispose]();
    desk = await deskInPostgres(DESK, undefined, { perTicketPerDay: 0 });
    day = dayByMail(desk);
    await day.opens("Calls drop");
    await says("status");
    expect((await toCarla()).at(-1)!.because).toBe("not sent: over the budget perTicketPerDay: 0");
  });
});

describe("what agents are told that a customer knows", () => {
  const silence = (key: string) =>
    desk.database.db.insert(rows.muted).values({
      key,
      kind: "address",
      because: "asked for silence",
      evidence: [],
      since: desk.now(),
      until: null,
    });
  beforeEach(async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#mine");
  });

  test("is not that a reply opens it again, where the mail that says so is held back", async () => {
    await silence(CARLA);
    await says("close");
    expect((await day.ticket(1001)).status).toBe("closed");
    const word = await day.lastWord(ANA);
    expect(word).not.toContain("They know");
    expect(word).toContain(`They have NOT been told: not sent to ${CARLA}: muted: asked for silence.`);
  });

  test("nor where only a colleague of theirs gets it", async () => {
    await says("Dora is with me", CARLA, { ...PROOF, Cc: "dora@fabrikam.example" });
    await silence(CARLA);
    await says("close");
    expect((await answered()).at(-1)!.recipients.map(({ state }) => state)).toEqual(["failed", "waiting"]);
    expect(await day.lastWord(ANA)).toContain("They have NOT been told");
  });

  test("nor where their mail may not be answered by a machine", async () => {
    await says("close", CARLA, {
      ...PROOF,
      "List-Id": "<all.fabrikam.example>",
      "User-Agent": "Thunderbird",
    });
    expect((await day.ticket(1001)).status).toBe("closed");
    expect(await answered()).toEqual([]);
    expect(await day.lastWord(ANA)).toContain("They have NOT been told");
  });

  test("nor what happens now that they said that it is urgent", async () => {
    await silence(CARLA);
    await says("urgent one");
    const [alarm] = await desk.mails("alarm");
    expect(alarm!.text).toContain("It stays severity B; the customer has NOT been told: not sent to");
    expect(alarm!.text).not.toContain("customer knows");
    expect(Buffer.from(alarm!.bytes).toString()).not.toContain("customer knows");
  });

  test("nor that a case is solved, after #resolve", async () => {
    await silence(CARLA);
    await day.replies(ANA, "#resolve", await day.noticeOf(ANA, 1001));
    const word = await day.lastWord(ANA);
    expect(word).toContain("resolved; the customer is NOT told");
    expect(word).toContain(`the mail to the customer was not sent to ${CARLA}: muted: asked for silence`);
  });

  test("nor in the line of who wants receipts once a day", async () => {
    await desk.database.db.update(rows.agents).set({ receipts: "digest" });
    await silence(CARLA);
    await day.replies(ANA, "#resolve", await day.noticeOf(ANA, 1001));
    const line = (await desk.database.db.select().from(rows.digestLines)).at(-1)?.line;
    expect(line ?? "").toContain("the customer is NOT told; the mail to the customer was not sent to");
  });

  test("but a colleague in copy whose address is dead takes nothing from what the customer knows", async () => {
    await says("Dora is with me", CARLA, { ...PROOF, Cc: "dora@fabrikam.example" });
    await silence("dora@fabrikam.example");
    await says("close");
    expect(await day.lastWord(ANA)).toContain("They know that a reply opens it again.");
  });

  test("is told of who closed it, also where they are in copy", async () => {
    await says("Dora is with me", CARLA, { ...PROOF, Cc: "dora@fabrikam.example" });
    await silence("dora@fabrikam.example");
    await says("close", "dora@fabrikam.example");
    expect((await day.ticket(1001)).status).toBe("closed");
    expect(await day.lastWord(ANA)).toContain("They have NOT been told: not sent to dora@fabrikam.example");
  });

  test("is all of it where the mail leaves", async () => {
    await says("urgent one");
    expect((await desk.mails("alarm"))[0]!.text).toContain("the customer knows");
    await says("close");
    expect(await day.lastWord(ANA)).toContain("They know that a reply opens it again.");
  });
});

describe("a fourth time on a day", () => {
  const toAndFro = async (word: string) => {
    await says(word);
    await day.replies(ANA, "#reopen", await day.noticeOf(ANA, 1001));
    desk.pass(2 * HOUR);
  };
  beforeEach(async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#mine");
  });

  test("close is done and not answered, and its agent knows that", async () => {
    for (let time = 0; time < 3; time++) await toAndFro("close");
    expect(await answered()).toHaveLength(3);
    await says("close");
    expect((await day.ticket(1001)).status).toBe("closed");
    expect(await answered()).toHaveLength(3);
    expect(await day.lastWord(ANA)).toContain("They have NOT been told: answered enough today.");
  });

  test("urgent alarms and is not answered", async () => {
    for (let time = 0; time < 3; time++) await toAndFro("urgent it stands");
    expect(await answered()).toHaveLength(3);
    const alarms = (await desk.mails("alarm")).length;
    await says("urgent it stands");
    expect(await answered()).toHaveLength(3);
    expect((await desk.mails("alarm")).slice(alarms).map(({ text }) => text)[0]).toContain(
      "the customer has NOT been told: answered enough today",
    );
  });
});
