import { expect } from "vitest";
import { DESK } from "../../support/mail-servers.ts";
import { ANA, BEN, CARLA, CHEN, DAVE, DORA, EVA } from "./people.ts";
import type { Stage } from "./stage.ts";

/** Tickets that begin elsewhere, are the same, or are two: forwards, telephone, search, merging and moving. */
export async function noon(stage: Stage): Promise<void> {
  const { story } = stage;
  story.part("11:30", "Not everything comes to the desk's own address.");
  await stage.at("11:30");
  const passedOn = [
    "He always writes to me. Could somebody who knows printers look?",
    "",
    "---------- Forwarded message ---------",
    "From: Dave Lopez <dave@tailspin.example>",
    "Date: Thu, Dec 3, 2026 at 11:21 AM",
    "Subject: Scanner cannot send mail",
    "To: Dora Lind <dora@contoso.example>",
    "",
    "",
    "Hi Dora, our scanner stopped sending mail today: 535 5.7.139 authentication unsuccessful.",
    "",
  ].join("\n");
  await stage.writes(DORA, "Fwd: Scanner cannot send mail", passedOn, { with: "Gmail" });
  await stage.gets(DORA, "opened #1004", /opened #1004.*/g);
  await stage.gets(DAVE, "Its number is #1004", /We have your message.*|You will have.*/g);
  story.says("Dora's remark is a note on #1004. The promise to Dave counts from when the desk had his mail.");

  await stage.at("11:45");
  await stage.writes(
    CHEN,
    "Calls drop in Porto",
    "#new eva@fabrikam.example by phone at 11:40\n\nShe cannot call Porto since this morning.",
  );
  await stage.gets(CHEN, "opened #1005", /opened #1005.*/g);
  const phoned = await stage.gets(EVA, "Its number is #1005", /We have your message.*/g);
  await stage.writes(CHEN, "have we had this", "#find fabrikam calls");
  await stage.gets(CHEN, "found for fabrikam calls", /found for[\s\S]*?(?=\n\n|$)/g);
  story.says("Chen sees that it is Carla's case, and puts the two together.");
  await stage.at("11:50");
  const itsNotice = await stage.has(BEN, "cannot call Porto");
  await stage.replies(BEN, itsNotice, "#merge 1002");
  await stage.gets(BEN, "merged into #1002", /merged into.*/g);
  await stage.at("11:55");
  await stage.replies(EVA, phoned, "It just happened again, at 11:54.");
  await stage.gets(ANA, "at 11:54", /New message:.*|It just happened.*/g);
  story.says("Eva replies to the ticket that is no more; it comes to Ana, who has the other.");
  await stage.replies(BEN, itsNotice, "#unmerge 1005");
  await stage.gets(BEN, "is a ticket of its own again", /#1005 is.*/g);

  story.part("12:00", "One mail, two things.");
  await stage.at("12:00");
  const solved = await stage
    .inboxOf(DAVE)
    .then((mails) => mails.find(({ text }) => text.includes("Glad that it works"))!);
  await stage.replies(
    DAVE,
    solved,
    "By the way, since today my calendar shows every meeting an hour late. Can you look?",
  );
  const secondThing = await stage.gets(DORA, "an hour late", /New message.*|Assignee:.*|By the way.*/g);
  expect((await stage.ticket(1003)).status).not.toBe("resolved");
  await stage.at("12:04");
  await stage.replies(DORA, secondThing, "#move new");
  await stage.gets(DORA, "moved to a new ticket", /moved to.*/g);
  expect((await stage.ticket(1006)).subject).toContain("Outlook");
  await stage.at("12:10");
  const moved = await stage.has(DORA, /\[#1006\]/);
  await stage.replies(
    DORA,
    moved,
    "Hello Dave,\n\nplease set the time zone in Outlook on the web: Settings, Calendar.\n\nDora",
  );
  const aboutHours = await stage.gets(DAVE, "please set the time zone");
  expect(aboutHours.subject).toContain("[#1006]");
  await stage.at("12:20");
  await stage.replies(DAVE, aboutHours, "That was it. Thanks a lot!", { with: "Outlook on the web" });
  await stage.settled();

  story.says(
    "An answer sent from the shared mailbox itself is found in its Sent folder: threaded, and it counts.",
  );
  await stage.at("12:30");
  const scanner = await stage
    .inboxOf(DAVE)
    .then((mails) => mails.find(({ subject }) => subject.includes("#1004"))!);
  await stage.sentFromMailbox(DORA, {
    to: DAVE.address,
    subject: scanner.subject,
    text: "Hello Dave,\n\nthe scanner needs a new password: I have sent it to you by telephone.\n\nDora",
    answers: {
      messageId: scanner.messageId!,
      references: scanner.references,
      from: `Contoso Cloud Support <${DESK}>`,
      text: scanner.text,
    },
  });
  await stage.settled();
  await stage.has(DAVE, "the scanner needs a new password");
  expect((await stage.ticket(1004)).status).toBe("in-progress");
  expect(await stage.inboxOf(CARLA).then((mails) => mails.some(({ text }) => text.includes("scanner")))).toBe(
    false,
  );

  story.part(
    "12:45",
    "Severity A promises news every two hours, also at lunch. Ben is told that nobody kept it.",
  );
  await stage.at("12:45");
  const missed = await stage.gets(
    BEN,
    /"update" of #1002 was due[\s\S]*is missed/,
    /The target.*|Assignee:.*/g,
  );
  await stage.replies(
    BEN,
    missed,
    "Dear Carla,\n\nwe have nothing new yet, and you should have heard that at 12:44. Ana is testing your firewall.",
  );
  await stage.gets(CARLA, "you should have heard that");
}
