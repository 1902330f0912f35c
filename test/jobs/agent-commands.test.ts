import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { resumeWaiting } from "../../src/jobs/resume-waiting.ts";
import { DAY, HOUR, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const events = async () => (await desk.database.db.select().from(rows.events)).map(({ type }) => type);
const agent = async (address: string) =>
  (await desk.database.db.select().from(rows.agents).where(eq(rows.agents.address, address)))[0]!;
const answers = async () => (await desk.mails("answer")).map(({ state }) => state);

describe("two agents in the same minute", () => {
  beforeEach(async () => {
    await day.opens("Calls drop");
    desk.pass(MINUTE);
    await day.replies(ANA, "Please update.");
    await desk.send();
    desk.pass(MINUTE);
    await day.replies(BEN, "#resolve\n\nPlease restart.", await day.noticeOf(BEN, 1001));
  });

  test("the second answer is held and shows the first; nothing of its mail is done", async () => {
    expect(await answers()).toEqual(["accepted", "held"]);
    const word = await day.lastWord(BEN);
    expect(word).toContain("Ana Sousa answered meanwhile");
    expect(word).toContain("Please update.");
    expect((await day.ticket(1001)).status).toBe("in-progress");
  });

  test("#send lets it go, with the commands of its mail, and it counts from then", async () => {
    desk.pass(HOUR);
    await day.replies(BEN, "#send");
    await desk.send();
    expect(await answers()).toEqual(["accepted", "accepted"]);
    expect((await desk.mails("answer"))[1]!.text).toBe("Please restart.");
    expect((await day.ticket(1001)).status).toBe("resolved");
    const sent = await desk.database.db.select().from(rows.events).where(eq(rows.events.type, "agent_reply"));
    expect(sent.at(-1)!.at).toBe(desk.now());
  });

  test("a notice never shows it as if the customer had it, while it is held and after #drop", async () => {
    await day.writesBack((await desk.mails("answer"))[0]!, "Still no calls.");
    expect(await day.lastWord(ANA)).toContain("ben@contoso.example (note, not sent):\nPlease restart.");
    expect(await day.lastWord(ANA)).toContain("ana@contoso.example:\nPlease update.");
    await day.replies(BEN, "#drop");
    await day.writesBack((await desk.mails("answer"))[0]!, "Hello?");
    expect(await day.lastWord(ANA)).toContain("ben@contoso.example (note, not sent):\nPlease restart.");
  });

  test("#drop keeps it as a note; a second #drop says that nothing is held", async () => {
    await day.replies(BEN, "#drop");
    expect(await answers()).toEqual(["accepted", "cancelled"]);
    await day.replies(BEN, "#drop");
    expect(await day.lastWord(BEN)).toContain("no answer of yours is held");
  });

  test.each([
    ["#send", ["accepted", "held", "ready"]],
    ["#drop", ["accepted", "held", "cancelled"]],
  ])("%s in reply to the receipt of one held answer means that one, and no other", async (word, after) => {
    desk.pass(MINUTE);
    await day.replies(BEN, "Do not send this one.", await day.noticeOf(BEN, 1001));
    // The newest of Ben's is about the third; the first two wait on.
    const receipt = (await day.noticesTo(BEN)).at(-1)!;
    await day.replies(BEN, word, await day.noticeOf(BEN, 1001));
    expect(await answers()).toEqual(["accepted", "held", "held"]);
    expect(await day.lastWord(BEN)).toContain("2 answers of yours are held");
    await day.replies(BEN, word, receipt);
    expect(await answers()).toEqual(after);
    await day.replies(BEN, word, receipt);
    expect(await answers()).toEqual(after);
    expect(await day.lastWord(BEN)).toContain("that mail is about is not held");
  });

  test("one's own earlier answer never holds the next, another's held one does", async () => {
    await day.replies(ANA, "One more thing.", await day.noticeOf(ANA, 1001));
    expect(await answers()).toEqual(["accepted", "held", "held"]);
    await day.replies(BEN, "#drop");
    await day.replies(ANA, "#send");
    await day.replies(ANA, "And another.", await day.noticeOf(ANA, 1001));
    expect(await answers()).toEqual(["accepted", "cancelled", "ready", "ready"]);
  });

  test("an answer to a notice that is newer than the other's answer is not held", async () => {
    await day.replies(BEN, "#drop");
    await day.replies(ANA, "#assign ben", await day.noticeOf(ANA, 1001));
    await day.writesBack((await desk.mails("acknowledgement"))[0]!, "Hello?");
    await day.replies(BEN, "Try the new version.");
    expect(await answers()).toEqual(["accepted", "cancelled", "ready"]);
  });
});

describe("#undo", () => {
  beforeEach(async () => {
    await desk.database.db.update(rows.agents).set({ undoSeconds: null });
    await day.opens("Calls drop");
    await day.replies(ANA, "Dear Eva, …wrong window");
  });

  test("takes an answer back that waits, and the answer is owed as before", async () => {
    desk.pass(30_000);
    expect(await desk.send()).toEqual([]);
    await day.replies(ANA, "#undo");
    desk.pass(10 * MINUTE);
    await desk.send();
    expect(await answers()).toEqual(["cancelled"]);
    expect((await day.targets(1001, "first-response"))[0]).toMatchObject({
      state: "running",
      provisional: false,
    });
  });

  test("after its minute it has left, and the agent is told", async () => {
    desk.pass(61_000);
    await desk.send();
    await day.replies(ANA, "#undo");
    expect(await answers()).toEqual(["accepted"]);
    expect(await day.lastWord(ANA)).toContain("on its way to the customer already");
  });
});

describe("what agents say by mail", () => {
  test.each([
    ["#assign ben", { assigneeId: BEN }],
    ["#assign Ben Okafor", { assigneeId: BEN }],
    ["#kind commercial", { kind: "commercial" }],
    ["#service azure", { service: "azure" }],
    ["#wait customer", { status: "waiting" }],
    ["#espera", { status: "new" }],
  ])("%s", async (command, expected) => {
    await day.opens("Calls drop");
    await day.replies(ANA, command);
    const agents = await desk.database.db.select().from(rows.agents);
    const ticket = await day.ticket(1001);
    const address = agents.find(({ id }) => id === ticket.assigneeId)?.address ?? null;
    expect({ ...ticket, assigneeId: address }).toMatchObject(expected);
    expect(await day.toCustomers()).toHaveLength(1);
  });

  test.each([
    ["#assign nobody", "nobody is called so"],
    ["#kind of", "commercial or technical"],
    ["#service toaster", "#service takes one of"],
    ["#wait", "customer or upstream"],
    ["#wait customer yesterday", "a day such as"],
    ["#customer Nobody Ltd", "there is no such customer"],
    ["#cc ben", "no mail address"],
    ["#cc -eva@fabrikam.example", "gets no mail of this ticket"],
    ["#merge 4711", "there is no ticket #4711"],
    ["#merge 1001", "this is #1001 itself"],
    ["#unmerge 1001", "was merged into this one"],
    ["#allow", "nothing is held"],
    ["#send", "no answer of yours is held"],
    ["#find", "#find takes words"],
  ])("%s stops the whole mail and says why", async (command, why) => {
    await day.opens("Calls drop");
    await day.replies(ANA, `${command}\n\nPlease update.`);
    expect(await day.lastWord(ANA)).toContain(why);
    expect(await answers()).toEqual([]);
    expect(await events()).toEqual(["created", "customer_message", "agent_mail_held"]);
  });

  test("#dryrun shows the mail as the customer would get it, and does nothing", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#dryrun\n#resolve\n\nPlease update.\n\nAna");
    const word = await day.lastWord(ANA);
    expect(word).toContain("Please update.");
    expect(word).toContain("To: carla@fabrikam.example");
    expect(word).toContain("#resolve");
    expect(await answers()).toEqual([]);
    expect((await day.ticket(1001)).status).toBe("new");
  });

  test("#cc adds people to the very answer it comes with, and takes them out of the next", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#cc +eva@fabrikam.example\n\nPlease update.");
    await day.replies(ANA, "#cc -eva@fabrikam.example\n\nOne more thing.");
    const to = (await desk.mails("answer")).map(({ recipients }) => recipients.map(({ address }) => address));
    expect(to).toEqual([[CARLA, "eva@fabrikam.example"], [CARLA]]);
  });

  test("#why adds up, #history tells what was written, #find lists, #help lists the commands", async () => {
    await day.opens("Calls drop");
    desk.pass(90 * MINUTE);
    await day.replies(ANA, "#why");
    expect(await day.lastWord(ANA)).toMatch(/first-response: 1 h 30 min of 4 h/);
    await day.replies(ANA, "#history");
    expect(await day.lastWord(ANA)).toContain("Every call drops.");
    await day.replies(ANA, "#find drop fabrikam");
    expect(await day.lastWord(ANA)).toContain("#1001 B new: Calls drop");
    await day.replies(ANA, "#find 100%");
    expect(await day.lastWord(ANA)).toContain("nothing found");
    await day.replies(ANA, "#help");
    expect(await day.lastWord(ANA)).toContain("#merge: This ticket goes on in another");
    expect(await day.toCustomers()).toHaveLength(1);
  });

  test("#wait until a day ends by itself at the first open moment, and the agent is told", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#mine\n#wait customer 2026-12-07");
    const { waitingUntil } = await day.ticket(1001);
    expect(new Date(waitingUntil!).toISOString()).toBe("2026-12-07T09:00:00.000Z");
    const ports = { ...desk.ports, waitsOver: async () => [(await day.ticket(1001)).id] };
    desk.pass(3 * DAY);
    expect(await resumeWaiting(ports)).toMatchObject({ tickets: 0 });
    desk.pass(DAY);
    expect(await resumeWaiting(ports)).toMatchObject({ tickets: 1 });
    expect(await day.ticket(1001)).toMatchObject({ status: "in-progress", waitingUntil: null });
    expect(await day.lastWord(ANA)).toContain("The wait is over");
  });

  test("#customer gives the ticket to a customer, with their plan, and the promise follows", async () => {
    const customer = newId();
    const { db } = desk.database;
    await db
      .insert(rows.customers)
      .values({ id: customer, name: "Fabrikam", plan: "premium", createdAt: desk.now() });
    await day.opens("Calls drop");
    await day.replies(ANA, "#customer fabrikam");
    expect(await day.ticket(1001)).toMatchObject({ customerId: customer, plan: "premium" });
    expect((await day.targets(1001, "first-response"))[0]).toMatchObject({
      goalMs: 2 * HOUR,
      goalVersion: 2,
    });
  });
});

describe("#merge", () => {
  beforeEach(async () => {
    await day.opens("Calls drop");
    desk.pass(HOUR);
    await day.opens("Calls still drop");
    await day.replies(ANA, "#merge 1001", await day.noticeOf(ANA, 1002));
  });

  test("the ticket goes on in the other: its clocks end, replies to it land there, history is one", async () => {
    const [first, second] = [await day.ticket(1001), await day.ticket(1002)];
    expect(second).toMatchObject({ status: "closed", mergedInto: first.id });
    expect((await day.targets(1002, "first-response"))[0]!.state).toBe("cancelled");
    expect((await day.targets(1001, "first-response"))[0]!.state).toBe("running");
    const [, acknowledged] = await desk.mails("acknowledgement");
    await day.writesBack(acknowledged!, "Any news?");
    const messages = await desk.database.db
      .select()
      .from(rows.messages)
      .where(eq(rows.messages.ticketId, first.id));
    expect(messages.map(({ visibleText }) => visibleText)).toContain("Any news?");
    await day.replies(ANA, "#history", await day.noticeOf(ANA, 1001));
    expect((await day.lastWord(ANA)).match(/Every call drops\./g)).toHaveLength(2);
  });

  test("#unmerge takes it back as if it had not been", async () => {
    await day.replies(ANA, "#unmerge 1002", await day.noticeOf(ANA, 1001));
    expect(await day.ticket(1002)).toMatchObject({ status: "in-progress", mergedInto: null });
    expect((await day.targets(1002, "first-response"))[0]!.state).toBe("running");
    const [, acknowledged] = await desk.mails("acknowledgement");
    await day.writesBack(acknowledged!, "Any news?");
    expect((await day.ticket(1002)).lastMessageAt).toBe(desk.now());
  });

  test("#unmerge names the people who came with the other ticket and still get this one's mail, and nobody else", async () => {
    await day.replies(ANA, "#unmerge 1002", await day.noticeOf(ANA, 1001));
    expect(await day.lastWord(ANA)).toContain("#1002 is a ticket of its own again");
    expect(await day.lastWord(ANA)).not.toContain("#cc -");
    const dora = "dora@fabrikam.example";
    await day.opens("And another", dora, { Cc: `${CARLA}, eva@fabrikam.example, fred@fabrikam.example` });
    desk.pass(HOUR);
    await day.replies(ANA, "#cc +fred@fabrikam.example", await day.noticeOf(ANA, 1001));
    await day.replies(ANA, "#merge 1001", await day.noticeOf(ANA, 1003));
    await day.replies(ANA, "#unmerge 1003", await day.noticeOf(ANA, 1001));
    const word = await day.lastWord(ANA);
    expect(word).toContain("#cc -dora@fabrikam.example -eva@fabrikam.example");
    expect(word).not.toContain(`-${CARLA}`);
    expect(word).not.toContain("-fred@");
    await day.replies(ANA, "#cc -dora@fabrikam.example -eva@fabrikam.example");
    expect(await day.lastWord(ANA)).toContain("no longer to dora@fabrikam.example");
  });

  test("who merges takes the ticket that stays, where nobody has it", async () => {
    expect(await day.ticket(1001)).toMatchObject({ assigneeId: (await agent(ANA)).id, status: "new" });
    const given = (await desk.database.db.select().from(rows.events)).find(({ type }) => type === "assigned");
    expect(given).toMatchObject({ because: "#merge", ticketId: (await day.ticket(1001)).id });
  });

  test("who answered the ticket that goes has the one that stays, whoever merges them", async () => {
    await day.opens("And another");
    await day.replies(BEN, "Please restart.", await day.noticeOf(BEN, 1003));
    await day.opens("And once more");
    await day.replies(ANA, "#merge 1004", await day.noticeOf(ANA, 1003));
    expect((await day.ticket(1004)).assigneeId).toBe((await agent(BEN)).id);
    await day.opens("And the last");
    await day.replies(BEN, "We look into it.\n\n#merge 1004", await day.noticeOf(BEN, 1005));
    expect((await day.ticket(1004)).assigneeId).toBe((await agent(BEN)).id);
  });

  test("what somebody has stays theirs, and an answer above the command takes what nobody has", async () => {
    await day.opens("And another");
    await day.replies(BEN, "#merge 1001", await day.noticeOf(BEN, 1003));
    expect((await day.ticket(1001)).assigneeId).toBe((await agent(ANA)).id);
    await day.opens("And once more");
    await day.opens("And the last");
    await day.replies(BEN, "We look into it.\n\n#merge 1004", await day.noticeOf(BEN, 1005));
    expect((await day.ticket(1004)).assigneeId).toBe((await agent(BEN)).id);
  });

  test("never into another customer's ticket", async () => {
    await day.opens("Printer", "dave@tailspin.example");
    await day.replies(ANA, "#merge 1001", await day.noticeOf(ANA, 1003));
    expect(await day.lastWord(ANA)).toContain("another customer's");
    expect((await day.ticket(1003)).mergedInto).toBeNull();
  });
});

describe("#allow", () => {
  test("a held person gets mail, and a held mail counts from now on", async () => {
    await day.opens("Calls drop", CARLA, { Cc: "eva@partner.example" });
    const acknowledged = (await desk.mails("acknowledgement"))[0]!;
    const reply = { To: "support@contoso.example", "In-Reply-To": acknowledged.msgId };
    await day.writesBack(acknowledged, "I can say more.", "fritz@elsewhere.example", reply);
    expect((await desk.database.db.select().from(rows.messages)).at(-1)).toMatchObject({ unverified: true });
    await day.replies(ANA, "#allow\n\nThank you both.");
    const { recipients } = (await desk.mails("answer"))[0]!;
    expect(recipients.map(({ address }) => address).sort()).toEqual([
      CARLA,
      "eva@partner.example",
      "fritz@elsewhere.example",
    ]);
    const messages = await desk.database.db.select().from(rows.messages);
    expect(messages.every(({ unverified }) => !unverified)).toBe(true);
  });

  test("a mail that claims to be an agent's is not allowed to be anybody's", async () => {
    await day.opens("Calls drop");
    const notice = await day.noticeOf(BEN, 1001);
    await day.replies(BEN, "#resolve", notice, { "Authentication-Results": "mx.contoso.example; auth=fail" });
    expect((await day.ticket(1001)).status).toBe("new");
    await day.replies(ANA, "#allow");
    expect(await day.lastWord(ANA)).toContain("proves nothing");
  });
});

test("agents who want every receipt get one for a plain answer; others do not", async () => {
  await day.opens("Calls drop");
  await day.replies(ANA, "Please update.");
  expect(await desk.mails("receipt")).toHaveLength(0);
  await desk.database.db.update(rows.agents).set({ receipts: "always" });
  await day.replies(ANA, "And restart.");
  expect(await day.lastWord(ANA)).toContain(`sent to ${CARLA}`);
});

test("an answer that waits for #undo is not said to be sent: the receipt says when it leaves", async () => {
  await day.opens("Calls drop");
  await desk.database.db.update(rows.agents).set({ receipts: "always", undoSeconds: 60 });
  await day.replies(ANA, "Please update.");
  const waits = new RegExp(
    `^- your answer to ${CARLA} leaves at \\d\\d:\\d\\d .+, unless you reply #undo before$`,
    "m",
  );
  expect(await day.lastWord(ANA)).toMatch(waits);
  expect(await day.lastWord(ANA)).not.toMatch(/sent to|takes it back/);
  await day.replies(ANA, "#undo");
  expect(await answers()).toEqual(["cancelled"]);
});

describe("a customer answers a case that is resolved", () => {
  beforeEach(async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#resolve\n\nPlease update.");
    await desk.send();
  });
  const answer = async () => (await desk.mails("answer"))[0]!;

  test("a reply reopens it, and the notice says so; the next one is a new message", async () => {
    await day.writesBack(await answer(), "It drops again.");
    expect(await day.lastWord(ANA)).toMatch(/^Reopened: #1001\n/);
    await day.writesBack(await answer(), "In every client.");
    expect(await day.lastWord(ANA)).toMatch(/^New message: #1001\n/);
  });

  test("thanks leaves it resolved, moves no clock and disturbs nobody", async () => {
    const before = (await desk.mails()).length;
    await day.writesBack(await answer(), "Hi Ana,\n\nperfect, thank you!\n\nCarla");
    expect((await day.ticket(1001)).status).toBe("resolved");
    expect(await desk.mails()).toHaveLength(before);
    expect(await events()).toContain("thanked");
  });

  test("in doubt it is a question, and the ticket is open again", async () => {
    await day.writesBack(await answer(), "Thanks, but it still drops.");
    expect((await day.ticket(1001)).status).toBe("in-progress");
    expect((await day.targets(1001, "next-response"))[0]!.state).toBe("running");
  });
});
