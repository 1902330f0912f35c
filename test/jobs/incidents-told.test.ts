import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { escalate } from "../../src/jobs/escalate.ts";
import { updateIncident } from "../../src/jobs/update-incident.ts";
import { newsOf } from "../../src/tickets/incident/incident.ts";
import { MINUTE, SECOND } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK } from "../support/day-by-mail.ts";
import { replyToOf } from "../support/desk-in-postgres.ts";
import { DIRK, type IncidentDay, incidentDay, NUMBER, RUI } from "../support/incident-day.ts";
import { plainMail } from "../support/plain-mail.ts";

const WORDS = "They have found the cause.\n\nThey expect it to last until noon, Lisbon time.";
const TELL = `#incident ${NUMBER} tell\n\n${WORDS}`;
let on: IncidentDay;
beforeEach(async () => {
  on = await incidentDay();
});
afterEach(() => on.desk[Symbol.asyncDispose]());

/** Until nobody can take it back any more. */
async function afterUndo() {
  on.desk.pass(MINUTE);
  await on.desk.climb();
}
const db = () => on.desk.database.db;
const answers = () => on.desk.mails("answer");

describe("R23 what a lead writes below #incident … tell goes to all customers on it", () => {
  beforeEach(() => on.hang());

  test("as it is written, each once, in a letter in their language; and answers nobody", async () => {
    const word = await on.says(`${TELL}\n\n-- \nBen Okafor\nContoso`);
    expect(word).toContain("MO1234567 has news");
    expect(word).toContain("will be told: 3 tickets of 3 customers, each in their language");
    expect(word).toMatch(/en, as #1001 gets it:[\s\S]*until noon, Lisbon time[\s\S]*de, as #1003 gets it:/);
    expect(word).toMatch(/#undo takes it back until/);
    await afterUndo();
    const news = await on.news();
    expect(news.map(({ to }) => to).toSorted()).toEqual([CARLA, DIRK, RUI].toSorted());
    for (const { text } of news) {
      expect(text).toContain(WORDS);
      expect(text).not.toMatch(/Ben|Okafor|#incident/);
    }
    const textTo = (who: string) => news.find(({ to }) => to === who)!.text;
    expect(textTo(CARLA)).toContain("There is something new about the published incident");
    expect(textTo(RUI)).not.toContain("There is something new");
    expect(textTo(DIRK)).not.toContain("There is something new");
    expect(await answers()).toEqual([]);
    expect(await on.day.ticket(1001)).toMatchObject({ status: "new", assigneeId: null });
    const audit = (await db().select().from(rows.audit)).filter(({ action }) => action === "incident.news");
    expect(audit).toMatchObject([{ actor: "Ben Okafor", detail: { incident: NUMBER, tickets: 3 } }]);
  });

  test("text above the command is the answer to this ticket's customer, and the others hear that it is known", async () => {
    await on.says(`${WORDS}\n\n#incident ${NUMBER} tell`);
    await afterUndo();
    expect((await answers()).map(({ recipients }) => recipients[0]!.address)).toEqual([CARLA]);
    for (const { text } of await on.news()) expect(text).not.toContain("until noon");
  });

  test("below #incident … resolved it is the answer too: that it is over needs no words", async () => {
    await on.says(`#incident ${NUMBER} resolved\n\nGlad that it works again.`);
    await afterUndo();
    expect((await answers())[0]!.text).toContain("Glad that it works again.");
    for (const { text } of await on.news()) expect(text).not.toContain("Glad");
  });

  test("the same words are told once a ticket, whoever says them, by whatever program, and however often work is done", async () => {
    await on.says(TELL);
    await on.says(TELL.replaceAll("\n", " \r\n"), 1002);
    const due = await on.work();
    expect(due).toHaveLength(6);
    on.desk.pass(MINUTE);
    for (const { id, generation } of [...due, ...due]) await escalate(on.desk.ports, { id, generation });
    expect(await on.news()).toHaveLength(3);
    const order = { code: NUMBER, update: newsOf(`${WORDS}\n`), actor: "cli" };
    expect(await updateIncident(on.desk.ports, order)).toMatchObject({ kind: "done", telling: { now: [] } });
    expect(await on.says(TELL, 1003)).toContain("nobody told");
    await on.says(TELL.replace("noon", "three"));
    await afterUndo();
    expect(await on.news()).toHaveLength(6);
  });

  test("#dryrun shows whom and what, does nothing, and its receipt has the mail that does it", async () => {
    const word = await on.says(`#dryrun\n${TELL}`);
    expect(word).toContain("the customer would get no answer");
    expect(word).toContain("would be told: 3 tickets of 3 customers");
    expect(word).toMatch(/en, as #1001 gets it:[\s\S]*pt-PT, as #1002 gets it:[\s\S]*de, as #1003 gets it:/);
    await afterUndo();
    expect(await on.news()).toEqual([]);
    const body = decodeURIComponent(/Do it: mailto:[^?]+\?body=([^&\s]+)/.exec(word)![1]!);
    expect(body).toBe(TELL);
    const receipt = (await on.day.noticesTo(BEN)).at(-1)!;
    await on.day.replies(BEN, body, receipt);
    expect(await on.day.lastWord(BEN)).toContain("will be told: 3 tickets");
    await afterUndo();
    expect(await on.news()).toHaveLength(3);
  });

  test("#dryrun says what would stop it", async () => {
    expect(await on.says(`#dryrun\n${TELL}`, 1001, ANA)).toContain(
      "it would be stopped: #incident tell: words",
    );
  });
});

describe("who may", () => {
  beforeEach(() => on.hang());

  test("words of one's own take a lead or a manager; an agent is told who, and that it is known may be said", async () => {
    const word = await on.says(TELL, 1001, ANA);
    expect(word).toContain("it takes a lead or a manager (Ben Okafor); you are an agent here");
    expect(await on.work()).toEqual([]);
    expect(await on.says(`#incident ${NUMBER} tell`, 1001, ANA)).toContain("will be told: 3 tickets");
  });

  test("where there is neither, whoever answers may", async () => {
    await db().update(rows.agents).set({ role: "agent" });
    expect(await on.says(TELL, 1001, ANA)).toContain("will be told: 3 tickets");
  });

  test("a mail that proves nothing is asked about, with what its text would do", async () => {
    const word = await on.says(TELL, 1001, BEN, { "Authentication-Results": "mx.contoso.example; none" });
    expect(word).toContain(`#incident ${NUMBER} tell: its text goes to the customers of all tickets on it`);
    await afterUndo();
    expect(await on.work()).toEqual([]);
  });
});

describe("words that hold what the others must not see stop the whole mail", () => {
  beforeEach(async () => {
    await on.hang();
    const acknowledgement = (await on.desk.mails("acknowledgement"))[0]!;
    await on.day.writesBack(acknowledgement, "Our new office in Porto cannot call either.");
    await on.says("#note\n\nThey pay late, be careful with promises.", 1001, ANA);
    await on.says("Please reboot the router in your Porto office.", 1001, ANA);
  });

  test.each([
    [
      "a line of the notice",
      "Assignee: nobody yet; who answers first has it",
      "a line that no other customer may see",
    ],
    ["a line of the notice, quoted", "> Every call drops.", "a line that no other customer may see"],
    ["what the customer wrote since", "Our new office in Porto cannot call either.", "a line that no other"],
    [
      "a colleague's note",
      "They pay late, be careful with promises.",
      "a line that no other customer may see",
    ],
    [
      "what this customer alone was answered",
      "Please reboot the router in your Porto office.",
      "a line that no other",
    ],
    ["their own address", `Write to me: ${BEN}.`, "an address"],
    ["a colleague's address", `Write to ${ANA.toUpperCase()}`, "an address"],
    ["the customer's address", `As ${CARLA} wrote to us`, "an address"],
    ["another customer's address", `As ${DIRK} wrote to us`, "an address"],
    ["the customer's name", "As at Fabrikam, it is the router.", "names one customer to all: Fabrikam"],
    ["another customer's name", "As at Adatum, it is the router.", "names one customer to all: Adatum"],
    ["the number of a ticket", "See [#1002] for more.", "names one customer's ticket to all: #1002"],
    ["more than anybody reads", "word ".repeat(801), "up to 4000 may be told"],
  ])("%s", async (_name, line, why) => {
    const word = await on.says(`#incident ${NUMBER} tell\n\nIt goes on.\n${line}\nMore at noon.`);
    expect(word).toContain("Nothing was sent and nothing has changed");
    expect(word).toContain(why);
    expect(await on.work()).toEqual([]);
  });

  test.each([
    ["the desk's own address", `Write to ${DESK}.`],
    ["a name within a longer word", "Fabrikamation is not meant, and #10021 neither."],
  ])("but not %s", async (_name, line) => {
    await on.says(`#incident ${NUMBER} tell\n\n${line}`);
    expect(await on.work()).toHaveLength(3);
  });
});

describe("a mail that is unclear does nothing", () => {
  beforeEach(() => on.hang());

  test.each([
    ["a note at once", `#note\n${TELL}`, "#note keeps the text inside"],
    ["two incidents", `#incident EX7654321 tell\n${TELL}`, "one #incident only"],
    ["an incident that is over", TELL, "MO1234567 is over"],
  ])("%s", async (name, text, why) => {
    if (name.endsWith("over")) {
      await on.says(`#incident ${NUMBER} resolved`);
      await afterUndo();
    }
    const before = await on.work();
    expect(await on.says(text)).toContain(why);
    expect(await on.work()).toEqual(before);
  });

  test("a file goes to nobody; a picture of a signature is left out, and the receipt says so", async () => {
    const head = { "Content-Type": 'multipart/mixed; boundary="b"' };
    const part = (disposition: string) =>
      `--b\n\n${TELL}\n--b\nContent-Type: image/png\nContent-Disposition: ${disposition}; filename="logo.png"\nContent-ID: <l@x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--`;
    expect(await on.says(part("attachment"), 1001, BEN, head)).toContain("files cannot be told to all");
    expect(await on.work()).toEqual([]);
    expect(await on.says(part("inline"), 1001, BEN, head)).toContain(
      "the pictures of your mail went to nobody",
    );
    expect(await on.work()).toHaveLength(3);
  });
});

describe("until the minute of #undo is over", () => {
  beforeEach(() => on.hang());

  test("nobody is told", async () => {
    await on.says(TELL);
    on.desk.pass(59 * SECOND);
    await on.desk.climb();
    expect(await on.news()).toEqual([]);
    on.desk.pass(SECOND);
    await on.desk.climb();
    expect(await on.news()).toHaveLength(3);
  });

  test("a job that comes too early waits", async () => {
    await on.says(TELL);
    const [first] = await on.work();
    const receipt = await escalate(on.desk.ports, { id: first!.id, generation: first!.generation });
    expect(receipt).toMatchObject({ outcome: "later" });
    expect(await on.news()).toEqual([]);
    await afterUndo();
    expect(await on.news()).toHaveLength(3);
  });

  test("and while a mail of its author waits to be read", async () => {
    await on.says(TELL);
    on.desk.pass(58 * SECOND);
    const notice = await on.day.noticeOf(BEN, 1001);
    const proof = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${BEN}` };
    const fields = { ...proof, From: BEN, To: replyToOf(notice), Subject: "Re", "Message-ID": "<undo@x>" };
    const id = await on.desk.store(plainMail(fields, "#undo"));
    on.desk.pass(2 * SECOND);
    for (const { id, generation } of await on.work()) {
      expect(await escalate(on.desk.ports, { id, generation })).toMatchObject({ outcome: "later" });
    }
    await on.desk.process(id);
    await afterUndo();
    expect(await on.news()).toEqual([]);
  });

  test("an agent who wants no minute has none", async () => {
    await db().update(rows.agents).set({ undoSeconds: 0 });
    expect(await on.says(TELL)).toContain("told: 3 tickets");
    await on.desk.climb();
    expect(await on.news()).toHaveLength(3);
  });
});

test("one mail hangs a ticket on an incident nobody knew and tells its customer in its own words", async () => {
  const word = await on.says(`#incident ${NUMBER}\n${TELL}`);
  expect(word).toContain("will be told: 1 ticket of 1 customer");
  await afterUndo();
  expect((await on.news()).map(({ to }) => to)).toEqual([CARLA]);
});
