import { eq } from "drizzle-orm";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { NOC, PARTNERS, PIA, upstreamOf } from "../support/handoffs.ts";
import { mailWithFiles } from "../support/mail-with-files.ts";

const DORA = "dora@northwind.example";
const NUMBER = "TW12345678";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let up: ReturnType<typeof upstreamOf>;
/** The handoffs of #1001 and #1002, whose provider gave both the same number. */
let first: string;
let second: string;
beforeEach(async () => {
  desk = await deskInPostgres(undefined, undefined, {}, { partners: PARTNERS });
  day = dayByMail(desk);
  up = upstreamOf(desk);
  first = await handedOn(1001, "Calls drop", "carla@fabrikam.example");
  second = await handedOn(1002, "No dial tone", DORA);
});
afterEach(() => desk[Symbol.asyncDispose]());

async function handedOn(
  number: number,
  subject: string,
  from: string,
  to: "provider" | "night-desk" = "provider",
) {
  await day.opens(subject, from);
  await day.replies(ANA, "#mine", await day.noticeOf(ANA, number));
  desk.pass(MINUTE);
  const id = await up.handsOn(to);
  const by = to === "provider" ? PIA : NOC;
  const theirs = to === "provider" ? NUMBER : "ND-123456";
  await up.repliesUp(by, `Our number is ${theirs}.`);
  desk.pass(MINUTE);
  return id;
}
/** A mail of the provider's that no reply leads anywhere. */
const writes = (
  subject: string,
  text = "Please restart it.",
  fields: Record<string, string> = up.proof(PIA),
) => up.write(PIA, { Subject: subject, ...fields }, text);
const asked = async (who: string) =>
  (await day.noticesTo(who)).filter(({ text }) => text.includes("stands on #1002 and #1001"));
async function placeOf(text: string) {
  const { db } = desk.database;
  const [found] = await db
    .select({ number: rows.tickets.number, unverified: rows.messages.unverified })
    .from(rows.messages)
    .innerJoin(rows.tickets, eq(rows.tickets.id, rows.messages.ticketId))
    .where(eq(rows.messages.visibleText, text));
  return found;
}

describe("one number on two open tickets, and nothing else to go by", () => {
  test("the mail is held, counts nowhere, and whoever has the tickets is asked once", async () => {
    const before = [await up.handoff(first), await up.handoff(second)];
    const receipt = await writes(`${NUMBER}: please restart`);
    expect(receipt.outcome).toBe("held-unverified");
    expect(await placeOf("Please restart it.")).toEqual({ number: 1002, unverified: true });
    expect(await asked(ANA)).toHaveLength(1);
    expect(await day.lastWord(ANA)).toContain(
      "#allow if it is about #1002, #move 1001 if it is about that one",
    );
    expect([await up.handoff(first), await up.handoff(second)]).toEqual(before);
    await writes(`${NUMBER}: again`, "Did you?");
    expect(await asked(ANA)).toHaveLength(1);
    expect(await placeOf("Did you?")).toEqual({ number: 1002, unverified: true });
  });

  test("those of either ticket are asked", async () => {
    const other = await day.ticket(1001);
    const ben = (await desk.database.db.select().from(rows.agents)).find(({ address }) => address === BEN)!;
    await desk.database.db
      .update(rows.tickets)
      .set({ assigneeId: ben.id })
      .where(eq(rows.tickets.id, other.id));
    await writes(NUMBER);
    expect(await asked(ANA)).toHaveLength(1);
    expect(await asked(BEN)).toHaveLength(1);
  });

  test("#allow: it is about the ticket it is held on", async () => {
    await writes(NUMBER);
    await day.replies(ANA, "#allow", (await asked(ANA))[0]);
    expect(await placeOf("Please restart it.")).toEqual({ number: 1002, unverified: false });
    expect(await up.handoff(second)).toMatchObject({ state: "answered", answeredAt: desk.now() });
    await writes(NUMBER, "And now?");
    expect(await asked(ANA)).toHaveLength(2);
  });

  test("#move: it is about the other one, is theirs there, and what answers it goes there", async () => {
    await day.replies(ANA, "#wait upstream 9d", await day.noticeOf(ANA, 1001));
    await writes(NUMBER);
    const [notice] = await asked(ANA);
    const before = await up.handoff(second);
    await day.replies(ANA, "#move 1001", notice);
    expect(await day.lastWord(ANA)).toContain("moved to #1001");
    expect(await placeOf("Please restart it.")).toEqual({ number: 1001, unverified: false });
    expect(await up.handoff(first)).toMatchObject({ state: "answered", answeredAt: desk.now() });
    expect(await up.handoff(second)).toEqual(before);
    expect((await day.ticket(1001)).status).toBe("in-progress");
    await day.replies(ANA, "It is restarted.", notice);
    const answer = (await up.upstreamMails()).at(-1)!;
    expect(answer.subject).toContain("[#1001]");
    expect(await up.handoff(first)).toMatchObject({ state: "sent" });
  });

  test("#move: the notice there carries the mail's files, which stayed while it was held", async () => {
    const trace = { name: "trace.log", content: "hop 1" };
    const fields = {
      ...up.proof(PIA),
      From: PIA,
      To: desk.address,
      Subject: NUMBER,
      "Message-ID": "<trace@provider>",
    };
    await desk.receive(mailWithFiles(fields, "Please restart it.", [trace]));
    const [notice] = await asked(ANA);
    expect(notice!.text).toContain("Kept at the desk, not sent along: trace.log");
    await day.replies(ANA, "#move 1001", notice);
    const moved = (await day.noticesTo(ANA)).filter(({ purpose }) => purpose === "notice").at(-1)!;
    expect(moved.text).toContain("Attached: trace.log");
    const { attachments } = await simpleParser(Buffer.from(moved.bytes));
    expect(attachments.map(({ content }) => content.toString())).toEqual([trace.content]);
  });

  test.each([
    ["#move 1009", "there is no ticket #1009"],
    ["#move 1003", `${PIA} writes for nobody upstream of #1003`],
    ["#move new", "goes to a ticket that is with them"],
    ["#move 1001\n\nIt is restarted.", "#move stands alone"],
  ])("%s is refused, and moves nothing", async (command, why) => {
    await day.opens("Printer", "eve@adatum.example");
    await writes(NUMBER);
    await day.replies(ANA, command, (await asked(ANA))[0]);
    expect(await day.lastWord(ANA)).toContain(why);
    expect(await placeOf("Please restart it.")).toEqual({ number: 1002, unverified: true });
  });

  test("a machine's mail with it is held and asks nobody; it teaches nothing", async () => {
    await writes(NUMBER, "See TW99999999.", { ...up.proof(PIA), "Auto-Submitted": "auto-replied" });
    expect(await placeOf("See TW99999999.")).toEqual({ number: 1002, unverified: true });
    expect(await asked(ANA)).toHaveLength(0);
    expect(await up.numbers()).not.toContain("TW99999999");
  });
});

describe("what else decides", () => {
  test.each<[string, () => Promise<unknown>, number]>([
    ["our tag beside the number", () => writes(`[#1001] ${NUMBER}`), 1001],
    [
      "the conversation it replies to",
      async () => up.repliesUp(PIA, "Please restart it.", up.proof(PIA), (await up.upstreamMails())[0]),
      1001,
    ],
    [
      "that one of them is over",
      async () => {
        await day.replies(ANA, "#handback we found it", await day.noticeOf(ANA, 1002));
        await writes(NUMBER);
      },
      1001,
    ],
    [
      "another number that only one of them has",
      async () => {
        await up.repliesUp(PIA, "Also TW55555555.", up.proof(PIA), (await up.upstreamMails())[0]);
        await writes(`${NUMBER} and TW55555555`);
      },
      1001,
    ],
    [
      "that the two were merged",
      async () => {
        await desk.database.db.update(rows.tickets).set({ customerId: null });
        const { db } = desk.database;
        const [into] = await db.select().from(rows.tickets).where(eq(rows.tickets.number, 1001));
        await db
          .update(rows.tickets)
          .set({ mergedInto: into!.id, status: "closed", closedAt: desk.now() })
          .where(eq(rows.tickets.number, 1002));
        await writes(NUMBER);
      },
      1001,
    ],
  ])("%s", async (_name, happens, number) => {
    await happens();
    expect(await placeOf("Please restart it.")).toEqual({ number, unverified: false });
    expect(await asked(ANA)).toHaveLength(0);
  });

  test("whose number it is: another partner's of the same shape leads nobody else", async () => {
    await desk.database.db.update(rows.caseNumbers).set({ issuer: "night-desk" });
    await handedOn(1003, "Third", "erik@adatum.example", "night-desk");
    await desk.database.db.update(rows.caseNumbers).set({ number: "ND-123456" });
    const receipt = await up.write(NOC, { Subject: "ND-123456", ...up.proof(NOC) }, "Please restart it.");
    expect(receipt.outcome).toBe("added-to-ticket");
    expect(await placeOf("Please restart it.")).toEqual({ number: 1003, unverified: false });
  });

  test("the number in the subject is what a mail is about; those in its text are only mentioned", async () => {
    await up.repliesUp(PIA, "Also TW55555555.", up.proof(PIA), (await up.upstreamMails())[0]);
    await up.repliesUp(PIA, "Also TW66666666.");
    await writes("TW55555555", "It is like TW66666666.");
    expect(await placeOf("It is like TW66666666.")).toEqual({ number: 1001, unverified: false });
  });

  test("two numbers in its subject, each of another ticket, are ambiguous too", async () => {
    await up.repliesUp(PIA, "Also TW55555555.", up.proof(PIA), (await up.upstreamMails())[0]);
    await up.repliesUp(PIA, "Also TW66666666.");
    const receipt = await writes("TW55555555, TW66666666");
    expect(receipt.outcome).toBe("held-unverified");
  });
});

test("the number of one case is never shown with another: not to agents, and not to upstream", async () => {
  await day.opens("Third", "erik@adatum.example");
  await day.replies(ANA, "#mine", await day.noticeOf(ANA, 1003));
  await up.handsOn("night-desk");
  await up.repliesUp(NOC, "We look into it.");
  expect(await day.lastWord(ANA)).toContain("From upstream: Night Desk on #1003\n");
  await day.replies(ANA, "#handback we found it");
  expect((await up.upstreamMails()).at(-1)!.text).not.toContain(NUMBER);
});
