import { afterEach, beforeEach, expect, test } from "vitest";
import { attachmentContent } from "../../src/mail/attachment-content.ts";
import { parseMessage } from "../../src/mail/parse.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import {
  type DeskInPostgres,
  deskInPostgres,
  type OutboundMail,
  replyToOf,
} from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const LOG = "10:05 error 0x80070005\nsecond line: çã\n";
const withFiles = (fields: Record<string, string>, text: string, files: Record<string, string>): string => {
  const parts = Object.entries(files).map(
    ([name, content]) =>
      `--b\nContent-Type: application/octet-stream; name="${name}"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="${name}"\n\n${Buffer.from(content).toString("base64").replaceAll(/.{76}/g, "$&\n")}\n`,
  );
  return plainMail(
    { To: DESK, "Content-Type": "multipart/mixed; boundary=b", ...fields },
    `--b\nContent-Type: text/plain\n\n${text}\n${parts.join("")}--b--\n`,
  );
};
const filesOf = (mail: OutboundMail): readonly (readonly [string, string])[] => {
  const parsed = parseMessage(mail.bytes);
  if (parsed.kind !== "message") throw new Error("unreadable");
  return parsed.message.attachments.map(({ filename, path }) => [
    filename,
    Buffer.from(attachmentContent(mail.bytes, path)!).toString(),
  ]);
};
const opened = async () => {
  await desk.receive(
    withFiles({ From: CARLA, Subject: "Calls drop", "Message-ID": "<f1@x>" }, "See the log.", {
      "calls.log": LOG,
      "fix.exe": "MZ",
    }),
  );
  await desk.send();
};

test("every agent who is told has the customer's files, byte for byte, and reads what stays at the desk", async () => {
  await opened();
  for (const who of [ANA, BEN]) {
    const notice = await day.noticeOf(who, 1001);
    expect(filesOf(notice)).toEqual([["calls.log", LOG]]);
    expect(notice.text).toContain("Attached: calls.log");
    expect(notice.text).toContain("Kept at the desk, not sent along: fix.exe (2 B)");
  }
});

test("so they have those of a reply; no mail to the customer has a file of theirs", async () => {
  await opened();
  const [acknowledgement] = await desk.mails("acknowledgement");
  await desk.receive(
    withFiles(
      { From: CARLA, To: replyToOf(acknowledgement!), Subject: "Re: Calls drop", "Message-ID": "<f2@x>" },
      "And the trace.",
      { "trace.txt": "hop 1\n" },
    ),
  );
  await desk.send();
  expect(filesOf((await day.noticesTo(ANA)).at(-1)!)).toEqual([["trace.txt", "hop 1\n"]]);
  for (const mail of await day.toCustomers()) expect(filesOf(mail)).toEqual([]);
});

test("files of a stranger's held mail stay at the desk", async () => {
  await opened();
  const [acknowledgement] = await desk.mails("acknowledgement");
  await desk.receive(
    withFiles(
      {
        From: "fritz@elsewhere.example",
        To: DESK,
        Subject: "Re: [#1001] Calls drop",
        "In-Reply-To": acknowledgement!.msgId,
        "Message-ID": "<f3@x>",
      },
      "I have it too.",
      { "mine.log": "x" },
    ),
  );
  await desk.send();
  const asked = (await day.noticesTo(ANA)).at(-1)!;
  expect(asked.text).toContain("Kept at the desk, not sent along: mine.log (1 B)");
  expect(filesOf(asked)).toEqual([]);
});

test("the history of a notice shows what people wrote, not the orders of agents", async () => {
  await opened();
  await day.replies(ANA, "#mine\n#time 25m");
  await day.replies(ANA, "#note\nThey changed the password policy yesterday.");
  await day.writesBack((await desk.mails("acknowledgement"))[0]!, "Any news?");
  await desk.send();
  const { text } = (await day.noticesTo(ANA)).filter(({ purpose }) => purpose === "notice").at(-1)!;
  expect(text).toContain("They changed the password policy yesterday.");
  expect(text).toContain("See the log.");
  expect(text).not.toContain("#time 25m");
  expect(text).not.toContain("#note\n");
});

test("who is given the ticket later has the files with the notice; #files sends them at any time, and says what cannot be sent", async () => {
  await opened();
  await day.replies(ANA, "#assign ben");
  await desk.send();
  const handed = (await day.noticesTo(BEN)).at(-1)!;
  expect([handed.purpose, filesOf(handed)]).toEqual(["notice", [["calls.log", LOG]]]);
  await day.replies(BEN, "#files");
  const all = (await day.noticesTo(BEN)).at(-1)!;
  expect(filesOf(all)).toEqual([["calls.log", LOG]]);
  expect(all.text).toMatch(/attached:\n1: calls\.log[\s\S]*on the ticket's page: fix\.exe/);
  await day.replies(BEN, "#files 7");
  expect(await day.lastWord(BEN)).toContain('read "7", expected numbers from 1 to 2');
  for (const mail of await day.toCustomers()) expect(filesOf(mail)).toEqual([]);
});
