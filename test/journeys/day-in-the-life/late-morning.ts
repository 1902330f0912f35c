import { simpleParser } from "mailparser";
import { expect } from "vitest";
import { SCRIPT, SCRIPT_FILE } from "./files.ts";
import { ANA, BEN, CARLA, CHEN, EVA, GINA, MALLORY } from "./people.ts";
import type { Stage } from "./stage.ts";

/** Answers between quoted lines, what customers can say in one word, notes, proof of who it is, and a script. */
export async function lateMorning(stage: Stage): Promise<void> {
  const { story } = stage;
  story.part("10:00", "Ben, who leads, takes what nobody took, and answers between the lines he quotes.");
  await stage.at("10:02");
  const inline = [
    "On 2026-12-03 09:00, Contoso Cloud Support wrote:",
    "> my November invoice has two licences",
    "",
    "Right, we see it too.",
    "",
    "> and I have one user.",
    "",
    "The second is a trial that ended on the 30th. Shall we take it off the invoice?",
  ].join("\n");
  await stage.replies(BEN, await stage.has(BEN, "two licences"), inline, { between: true });
  const offer = await stage.gets(GINA, "trial that ended");
  await stage.at("10:05");
  await stage.replies(
    GINA,
    offer,
    "> Shall we take it off the invoice?\n\nYes please, and send me the new one.\n\n> The second is a trial\n\nI did not know that.\n\nGina",
    { between: true },
  );
  await stage.gets(BEN, "Yes please, and send me", /Yes please[\s\S]*?did not know that\./g);

  story.says(
    "One word is enough for some things. It needs proof of who writes; Carla's mail server gives it.",
  );
  await stage.at("10:10");
  const answer = await stage
    .inboxOf(CARLA)
    .then((mails) => mails.find(({ text }) => text.includes("tell me the version"))!);
  await stage.replies(CARLA, answer, "Status?\n\nCarla");
  await stage.gets(CARLA, "#1002: Teams calls drop");
  await stage.at("10:14");
  await stage.replies(CARLA, answer, "urgent the board meets at two, by Teams");
  await stage.gets(BEN, "URGENT, says the customer", /They wrote:.*|It stays severity.*|Severity A from.*/g);
  await stage.gets(CARLA, "is urgent");
  const alarm = await stage.has(ANA, "URGENT, says the customer");
  await stage.replies(ANA, alarm, "#severity A");
  await stage.gets(CARLA, /now handled as severity A/, /#1002 is now[\s\S]*?time\./g);
  expect((await stage.ticket(1002)).severity).toBe("A");

  story.part("10:20", "What is for colleagues stays with colleagues, and a From line proves nothing.");
  await stage.at("10:20");
  await stage.replies(
    ANA,
    alarm,
    "#note\n\nTheir firewall again, third time this month. Not a word of it before Ben has looked.",
  );
  await stage.settled();

  await stage.at("10:25");
  await stage.replies(MALLORY, alarm, "#close\n\nWe will not help you with this. Goodbye.", {
    unproved: true,
  });
  const isItYou = await stage.gets(ANA, "It would do this", /It would do this:.*|We will not help.*/g);
  expect((await stage.ticket(1002)).status).toBe("in-progress");
  story.says(
    "Somebody who saw the ticket's address wrote in Ana's name. Ana is asked, was not it, and does nothing. So does the desk.",
  );

  await stage.at("10:30");
  await stage.replies(BEN, await stage.has(BEN, "every Teams call"), "#assign ana", {
    unproved: true,
    with: "Outlook on a phone",
  });
  const isItBen = await stage.gets(BEN, "It would do this", /It would do this:.*/g);
  await stage.replies(BEN, isItBen, "yes", { with: "Outlook on a phone", unproved: true });
  await stage.settled();
  story.says("The same from Ben's telephone, which goes past the company's server; but Ben says yes.");
  expect(isItYou.replyTo).not.toEqual(isItBen.replyTo);

  story.part("10:40", "A script with comments looks like a hundred commands, and is none.");
  await stage.at("10:40");
  await stage.replies(ANA, alarm, `#dryrun\n\nPlease run this on SYNC01:\n\n${SCRIPT.split("\n")[0]}`);
  await stage.gets(ANA, "the customer would get");
  await stage.at("10:44");
  await stage.replies(ANA, alarm, `#time 25m\n\nPlease run this on SYNC01:\n\n${SCRIPT}`, {
    files: [SCRIPT_FILE],
  });
  const withScript = await stage.gets(CARLA, "Please run this on SYNC01");
  expect(withScript.text.replaceAll("\r\n", "\n")).toContain(`\n${SCRIPT}\n`);
  const [file] = (await simpleParser(Buffer.from(withScript.raw, "latin1"))).attachments;
  expect(file!.content.equals(SCRIPT_FILE.content)).toBe(true);
  await stage.has(EVA, "Please run this on SYNC01");
  story.says(
    "Forty lines, tabs and quotes: what Carla has is byte for byte what Ana sent, in the text and as a file.",
  );
  await stage.at("10:50");
  await stage.replies(CARLA, withScript, "Done: “the sync is done”. Calls still drop, I am afraid.", {
    cc: EVA.address,
  });
  await stage.gets(ANA, "Calls still drop, I am afraid", /Done: .*/g);
  await stage.settled();
  expect(
    await stage.inboxOf(CHEN).then((mails) => mails.some(({ text }) => text.includes("I am afraid"))),
  ).toBe(false);
}
