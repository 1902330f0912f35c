import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { instant } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

let n = 0;
const proof = (who: string) => ({
  "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${who}`,
});
const fromAna = (subject: string, text: string, fields = proof(ANA)) =>
  desk.receive(
    plainMail({ ...fields, From: ANA, To: DESK, Subject: subject, "Message-ID": `<${++n}@ana>` }, text),
  );
const tickets = () => desk.database.db.select().from(rows.tickets);

describe("#new", () => {
  test("opens a ticket and writes to the customer as the desk; no response is owed until they write", async () => {
    await fromAna(
      "Your renewal",
      "#new carla@fabrikam.example\n\nYour licences end on Friday.\n\nShall we renew?",
    );
    const [answer] = await desk.mails("answer");
    expect(answer).toMatchObject({ audience: "customer", recipients: [{ address: CARLA }] });
    expect(answer!.text).toBe("Your licences end on Friday.\n\nShall we renew?");
    expect(answer!.subject).toBe("Re: [#1001] Your renewal");
    expect((await day.targets(1001, "first-response"))[0]).toMatchObject({ state: "inactive" });
    expect(await day.lastWord(ANA)).toContain("opened #1001 for carla@fabrikam.example");
    expect(await desk.mails("acknowledgement")).toEqual([]);

    await desk.send();
    await day.writesBack(answer!, "Yes, please.");
    expect(await tickets()).toHaveLength(1);
    expect((await day.targets(1001, "first-response"))[0]).toMatchObject({ state: "running" });
  });

  test("by phone at a time counts from then, and the customer is acknowledged", async () => {
    await fromAna(
      "Calls drop",
      "#new carla@fabrikam.example by phone at 09:12\n\nShe says that every call drops.",
    );
    const [ticket] = await tickets();
    expect(ticket).toMatchObject({ subject: "Calls drop", openedAt: instant("2026-12-03T09:12:00Z") });
    expect((await desk.mails("acknowledgement"))[0]!.recipients).toMatchObject([{ address: CARLA }]);
    expect((await day.targets(1001, "first-response"))[0]!.startedAt).toBe(instant("2026-12-03T09:12:00Z"));
  });

  test.each([
    ["#new", "takes the customer's address"],
    ["#new carla", "takes the customer's address"],
    ["#new carla@fabrikam.example at 23:59", "still to come"],
    ["#new carla@fabrikam.example by carrier pigeon", "takes the customer's address"],
    ["#new carla@fabrikam.example", "needs the text"],
    ["#new carla@fabrikam.example\n#resolve\n\nHello", "#new stands alone"],
    ["#resolve", "need a ticket"],
    ["#neww carla@fabrikam.example", "there is no command #neww"],
  ])("%s is refused, nothing is opened, and the agent hears why", async (text, why) => {
    await fromAna("x", text);
    expect(await tickets()).toEqual([]);
    expect(await day.lastWord(ANA)).toContain(why);
    expect(await day.toCustomers()).toEqual([]);
  });

  test("in a reply to a notice it is refused", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#new dave@tailspin.example\n\nHello");
    expect(await day.lastWord(ANA)).toContain("as a new mail to the desk");
    expect(await tickets()).toHaveLength(1);
  });

  test("without proof it is nobody's command", async () => {
    await fromAna("x", "#new carla@fabrikam.example\n\nClick here", { "Authentication-Results": "none" });
    expect((await day.toCustomers()).some(({ recipients }) => recipients[0]!.address === CARLA)).toBe(false);
  });
});

test("#find and #help are answered without a ticket", async () => {
  await day.opens("Calls drop");
  await fromAna("where is it", "#find drop");
  expect(await day.lastWord(ANA)).toContain("#1001 B new: Calls drop");
  await fromAna("what can I say", "#help");
  expect(await day.lastWord(ANA)).toContain("#resolve:");
  expect(await tickets()).toHaveLength(1);
});

describe("a customer's mail that an agent forwards", () => {
  const forward = (from: string, above = "") => `${above}

---------- Forwarded message ---------
From: ${from}
Date: Thu, Dec 3, 2026 at 9:40 AM
Subject: Calls drop
To: Ana Sousa <ana@contoso.example>


Every call drops after a minute.
`;

  test("opens the ticket for that customer; what the agent wrote above is a note", async () => {
    await fromAna(
      "Fwd: Calls drop",
      forward("Carla Conti <carla@fabrikam.example>", "Please look, she sounds upset."),
    );
    const [contact] = await desk.database.db.select().from(rows.contacts);
    expect(contact).toMatchObject({ address: CARLA, name: "Carla Conti" });
    const messages = await desk.database.db.select().from(rows.messages);
    expect(messages.map(({ direction, author }) => `${direction} ${author}`).sort()).toEqual([
      "in customer",
      "note agent",
    ]);
    const [acknowledgement] = await desk.mails("acknowledgement");
    expect(acknowledgement!.recipients).toMatchObject([{ address: CARLA }]);
    expect(acknowledgement!.text).not.toContain("upset");
    expect(await day.lastWord(ANA)).toContain(`opened #1001 for ${CARLA}`);
  });

  test("of a colleague opens nothing and asks", async () => {
    await fromAna("Fwd: Calls drop", forward(`Ben <${BEN}>`));
    expect(await tickets()).toEqual([]);
    expect(await day.lastWord(ANA)).toContain("who answers here");
  });
});

test("a mail in an agent's name that their own domain disowns is told to them once a day, with what to do", async () => {
  await day.opens("Calls drop");
  const notice = await day.noticeOf(ANA, 1001);
  const forged = { "Authentication-Results": "mx.contoso.example; dmarc=fail header.from=contoso.example" };
  await day.replies(ANA, "#close", notice, forged);
  expect(await day.lastWord(ANA)).toContain("nothing proves that a mail in your name is yours");
  const told = (await desk.mails("receipt")).length;
  await day.replies(ANA, "#close", notice, forged);
  expect(await desk.mails("receipt")).toHaveLength(told);
  expect((await day.ticket(1001)).status).toBe("new");
});
