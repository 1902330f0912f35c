import { simpleParser } from "mailparser";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyMails } from "../../src/adapters/postgres/empty-mails.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { HOUR } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import {
  type DeskInPostgres,
  deskInPostgres,
  type OutboundMail,
  replyToOf,
} from "../support/desk-in-postgres.ts";
import { mailWithFiles, type SentFile } from "../support/mail-with-files.ts";

const LOG: SentFile = { name: "calls.log", content: "10:05 error 0x80070005" };
const TRACE: SentFile = { name: "trace.log", content: "hop 1" };
const TOOL: SentFile = { name: "fix.exe", content: "MZ" };

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let n = 0;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

/** A customer's mail with files: a new one, or in reply to one of ours. */
async function writes(files: readonly SentFile[], to?: OutboundMail, from = CARLA): Promise<void> {
  const subject = to === undefined ? "Calls drop" : `Re: ${to.subject}`;
  const reply = to === undefined ? { To: DESK } : { To: replyToOf(to), "In-Reply-To": to.msgId };
  const fields = { From: from, Subject: subject, "Message-ID": `<c${++n}@c>`, ...reply };
  await desk.receive(mailWithFiles(fields, `See the files (${n}).`, files));
  await desk.send();
  desk.pass(HOUR);
}
const acknowledgement = async (of = 0) => (await desk.mails("acknowledgement"))[of]!;
async function newest(who: string): Promise<OutboundMail> {
  return (await day.noticesTo(who)).at(-1)!;
}
async function notice(number: number): Promise<OutboundMail> {
  const all = (await day.noticesTo(ANA)).filter(({ purpose }) => purpose === "notice");
  return all.findLast(({ subject }) => subject.includes(`[#${number}]`))!;
}
async function filesOf({ bytes }: OutboundMail): Promise<Readonly<Record<string, string>>> {
  const { attachments } = await simpleParser(Buffer.from(bytes));
  return Object.fromEntries(attachments.map(({ filename, content }) => [filename, content.toString()]));
}
/** The bytes of every mail that came are gone, as after their time by desk.yaml; what they said is not. */
async function emptied(): Promise<void> {
  const { db } = desk.database;
  const mails = await db.select({ id: rows.inboundMail.id }).from(rows.inboundMail);
  await emptyMails(
    db,
    mails.map(({ id }) => id),
    "rawMail",
    desk.now(),
  );
}
/** The mails that came are there, and no part of them is where a file was found. */
const unreadable = () => desk.database.db.update(rows.attachments).set({ part: "9" });

describe("the notice of a message that was moved carries its files", () => {
  const carried = { [LOG.name]: LOG.content };

  test("as a case of its own", async () => {
    await day.opens("No sound");
    await writes([LOG, TOOL], await acknowledgement());
    await day.replies(ANA, "#move new", await notice(1001));
    const moved = await notice(1002);
    expect(await filesOf(moved)).toEqual(carried);
    expect(moved.text).toContain("Attached: calls.log");
    expect(moved.text).toContain("Kept at the desk, not sent along: fix.exe (2 B)");
    expect(moved.text).toMatch(/\n1: calls\.log.*\n2: fix\.exe/);
  });

  test("on another ticket of the customer's, by the numbers that they have there", async () => {
    await writes([LOG]);
    await writes([TRACE]);
    await day.replies(ANA, "#move 1002", await notice(1001));
    const moved = await notice(1002);
    expect(await filesOf(moved)).toEqual(carried);
    expect(moved.text).toMatch(/\n1: calls\.log/);
    await day.replies(ANA, "#files", moved);
    expect((await newest(ANA)).text).toMatch(/\n1: calls\.log.*\n2: trace\.log/);
    await day.replies(ANA, "#move 1001", moved);
    expect(await filesOf(await notice(1001))).toEqual(carried);
  });

  test("by the number after those that came there before it", async () => {
    await writes([LOG]);
    await writes([TRACE]);
    await day.replies(ANA, "#move 1001", await notice(1002));
    expect((await notice(1001)).text).toMatch(/\n2: trace\.log/);
  });

  test("of a stranger whose mail was held: it is theirs now", async () => {
    await day.opens("No sound");
    await writes([LOG], await acknowledgement(), "fritz@elsewhere.example");
    const held = await newest(ANA);
    expect(await filesOf(held)).toEqual({});
    await day.replies(ANA, "#move new", held);
    expect(await filesOf(await notice(1002))).toEqual(carried);
  });
});

describe("what a mail says is attached is attached", () => {
  const LISTED = "1: calls.log, text/plain, 22 B";

  test("where the mail of a file is gone, the notice and #files say so", async () => {
    await writes([LOG, TOOL]);
    await emptied();
    await day.replies(ANA, "#assign ben");
    const handed = await newest(BEN);
    expect([handed.purpose, await filesOf(handed)]).toEqual(["notice", {}]);
    const html = (await simpleParser(Buffer.from(handed.bytes))).html;
    for (const said of [handed.text, html]) {
      expect(said).not.toContain("Attached:");
      expect(said).toContain(
        "Not attached, the desk does not keep the mail it came with any more: calls.log (22 B)",
      );
    }
    expect(handed.text).not.toContain(LISTED);
    await day.replies(BEN, "#files");
    const receipt = await newest(BEN);
    expect(await filesOf(receipt)).toEqual({});
    expect(receipt.text).not.toContain("\n- attached:");
    expect(receipt.text).toContain(
      `NOT attached, the desk does not keep the mail they came with any more:\n${LISTED}`,
    );
  });

  test("where a file cannot be read out of its mail, it is named with that reason, and the others come", async () => {
    await writes([LOG]);
    await unreadable();
    await writes([TRACE], await acknowledgement());
    await day.replies(ANA, "#files");
    const receipt = await newest(ANA);
    expect(await filesOf(receipt)).toEqual({ [TRACE.name]: TRACE.content });
    expect(receipt.text).toMatch(
      /attached:\n2: trace\.log[\s\S]*NOT attached, they cannot be read out of the mail they came with:\n1: calls\.log/,
    );
  });

  test("a moved message says it as well", async () => {
    await day.opens("No sound");
    await writes([LOG], await acknowledgement());
    await unreadable();
    await day.replies(ANA, "#move new", await notice(1001));
    const moved = await notice(1002);
    expect(await filesOf(moved)).toEqual({});
    expect(moved.text).toContain(
      "Not attached, it cannot be read out of the mail it came with: calls.log (22 B)",
    );
    expect(moved.text).not.toContain("Attached:");
  });

  test("#files in an answer that was held comes with its files when it is sent, also to who has receipts once a day", async () => {
    await desk.database.db.update(rows.agents).set({ receipts: "digest" });
    await writes([LOG]);
    const seen = await notice(1001);
    await day.replies(BEN, "We look into it.");
    desk.pass(HOUR);
    await day.replies(ANA, "#files\n\nPlease restart it.", seen);
    expect(await day.lastWord(ANA)).toContain("Your answer waits for you");
    await day.replies(ANA, "#send");
    const receipt = await newest(ANA);
    expect(receipt.text).toMatch(/attached:\n1: calls\.log/);
    expect(await filesOf(receipt)).toEqual({ [LOG.name]: LOG.content });
  });
});
