import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { recordedTickets } from "../../src/adapters/postgres/recorded-tickets.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { welcomeAgent } from "../../src/jobs/welcome-agent.ts";
import { sendWorkLists } from "../../src/jobs/work-lists.ts";
import { wait } from "../../src/tickets/words/say-links.ts";
import { HOUR, instant, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  const [ana] = await desk.database.db.select().from(rows.agents).where(eq(rows.agents.address, ANA));
  await welcomeAgent(desk.ports, ana!.id);
  await desk.send();
});
afterEach(() => desk[Symbol.asyncDispose]());

/** In reply to the practice notice: the card came in the same moment. */
const practise = async (text: string) => day.replies(ANA, text, await day.noticeOf(ANA, 1001));

const nothingLeft = async () =>
  expect((await desk.mails()).filter(({ audience }) => audience !== "agents")).toEqual([]);

test("a new agent gets the card with every command, and a ticket to practise on that only they are told of", async () => {
  const mails = await desk.mails();
  expect(mails.map(({ purpose, recipients }) => `${purpose} ${recipients[0]!.address}`).sort()).toEqual([
    `information ${ANA}`,
    `notice ${ANA}`,
  ]);
  const card = mails.find(({ purpose }) => purpose === "information")!.text;
  for (const word of [
    "#resolve: The problem is solved",
    "#undo:",
    "#list:",
    "#1001",
    "support@contoso.example",
    "Your answer waits 1 min before it leaves",
  ])
    expect(card).toContain(word);
  expect(mails.find(({ purpose }) => purpose === "notice")!.text).toContain("what you answer goes to nobody");
});

test("the card never says that an answer waits no time at all", () => {
  expect([wait(15_000), wait(60_000), wait(90_000)]).toEqual(["15 s", "1 min", "1 min"]);
});

test("once: whoever is added again gets no second card; two agents have a ticket each", async () => {
  const agents = await desk.database.db.select().from(rows.agents);
  for (const { id } of agents) await welcomeAgent(desk.ports, id);
  expect((await desk.mails("information")).map(({ recipients }) => recipients[0]!.address).sort()).toEqual([
    ANA,
    BEN,
  ]);
  expect(await welcomeAgent(desk.ports, "00000000-0000-0000-0000-000000000000")).toBeNull();
});

test("the answer goes to nobody; the receipt shows what the customer would have got, and what was right", async () => {
  await practise("#resolve\n\nDear Robin, please restart.");
  desk.pass(10 * MINUTE);
  await desk.send();
  await nothingLeft();
  const word = await day.lastWord(ANA);
  expect(word).toContain("this was practice");
  expect(word).toContain("well done");
  expect(word).toContain("To: Robin Example <robin@practice.invalid>");
  expect(word).toContain("Dear Robin, please restart.");
  expect(word).toContain("your commands were understood: resolved");
  expect((await day.ticket(1001)).status).toBe("closed");
});

test.each([
  ["a mistyped command is held as on a real ticket", "#reslove\n\nDone.", "Did you mean #resolve?"],
  ["a command that would be refused says why", "#wait somebody", "would have been stopped"],
  ["a note is practised as well", "#note\n\nonly for us", "kept as a note"],
  ["a dry run shows the mail", "#dryrun\n\nDear Robin", "the customer would get"],
])("%s, and nothing leaves", async (_name, text, expected) => {
  await practise(text);
  await desk.send();
  expect(await day.lastWord(ANA)).toContain(expected);
  await nothingLeft();
});

test("#undo is practised as the card teaches it, and no command is told that the ticket is closed", async () => {
  await practise("Dear Robin, please restart.");
  await practise("#undo");
  expect(await day.lastWord(ANA)).toContain("#undo would have stopped your answer");
  expect(await day.lastWord(ANA)).not.toContain("would have been stopped");
  await practise("#escalate");
  expect(await day.lastWord(ANA)).toContain("first say what it is");
  await nothingLeft();
});

test("no clock, list or figure counts it", async () => {
  await practise("Dear Robin, please restart.");
  const { db } = desk.database;
  expect(await db.select().from(rows.targets)).toEqual([]);
  const recorded: unknown[] = [];
  for await (const { ticket } of recordedTickets(db, instant("2020-01-01T00:00Z"))) recorded.push(ticket);
  expect(recorded).toEqual([]);
  await practise("#find outlook");
  await day.opens("Real");
  await day.replies(ANA, "#find outlook", await day.noticeOf(ANA, 1002));
  expect(await day.lastWord(ANA)).toContain("nothing found");
  desk.pass(24 * HOUR);
  await db.update(rows.agents).set({ hours: "office" });
  await sendWorkLists(desk.ports);
  expect((await desk.mails("information")).at(-1)!.text).not.toContain("Practice");
});

test("a stranger who writes to it gets no answer and opens nothing there", async () => {
  const before = (await desk.mails()).length;
  await day.opens("Re: [#1001] hello", "eve@elsewhere.example");
  const sent = (await desk.mails()).slice(before).filter(({ audience }) => audience === "customer");
  expect(sent.filter(({ ticketId, text }) => text.includes("Outlook asks") || ticketId === null)).toEqual([]);
  expect((await day.ticket(1001)).status).toBe("closed");
});
