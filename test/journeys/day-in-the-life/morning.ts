import { expect } from "vitest";
import { SCREENSHOT, STEPS } from "./files.ts";
import { ANA, CARLA, CHEN, DAVE, DORA, EVA, GINA } from "./people.ts";
import type { Stage } from "./stage.ts";

/** Before the doors open, and the first rush: three tickets, four agents, one collision, one mistyped command. */
export async function morning(stage: Stage): Promise<void> {
  const { story } = stage;
  story.part(
    "08:30, before the doors open",
    "The office opens at nine, Lisbon time. Mail comes when it comes.",
  );
  await stage.at("08:30");
  await stage.writes(
    GINA,
    "Wrong number of licences",
    "Good morning,\n\nmy November invoice has two licences and I have one user.\n\nGina",
  );
  await stage.gets(GINA, "We have your message");

  story.part("09:00", "Gina's mail is told to those whose hours begin now.");
  await stage.at("09:00");
  await stage.has(CHEN, "two licences");
  await stage.at("09:05");
  await stage.writes(
    CARLA,
    "Teams calls drop",
    "Hi,\n\nsince this morning every Teams call in our Porto office drops after half a minute.\n\nCarla",
    {
      cc: EVA.address,
    },
  );
  await stage.gets(CARLA, "We have your message");
  const noticeToAna = await stage.gets(ANA, "every Teams call");
  const noticeToChen = await stage.has(CHEN, "every Teams call");

  await stage.at("09:10");
  await stage.writes(
    DAVE,
    "Outlook asks for my password",
    "Outlook asks for my password every few minutes, see the picture.",
    {
      htmlOnly: true,
      files: [SCREENSHOT],
    },
  );
  await stage.has(DAVE, "We have your message");
  const noticeToDora = await stage.gets(DORA, "asks for my password");

  story.says(
    "Ana answers from the browser. Carla and Eva have it from the desk; Ana's address and telephone number stay behind.",
  );
  await stage.at("09:12");
  await stage.replies(
    ANA,
    noticeToAna,
    "Hello Carla,\n\nplease tell me the version: Settings, About Teams.\nDoes it also drop by cable?",
  );
  const answer = await stage.gets(CARLA, "please tell me the version");
  await stage.has(EVA, "please tell me the version");
  expect(answer.raw).not.toContain(ANA.address);
  expect(answer.raw).not.toContain("555 0101");
  expect((await stage.ticket(1002)).status).toBe("in-progress");

  story.says("Chen answers the notice of seven minutes ago. He does not know that Ana was faster.");
  await stage.at("09:14");
  await stage.replies(CHEN, noticeToChen, "Hi Carla, please restart the router.");
  const collision = await stage.gets(CHEN, "answered meanwhile");
  await stage.replies(CHEN, collision, "#drop");
  await stage.gets(CHEN, "is not sent");

  await stage.at("09:20");
  await stage.replies(
    DORA,
    noticeToDora,
    "Hello Dave, please follow the three steps in the file; the third looks like this:\n\n[image: screenshot.png]",
    {
      files: [STEPS, SCREENSHOT],
      with: "Gmail",
    },
  );
  const withFiles = await stage.gets(DAVE, "three steps");
  expect(withFiles.attachments.map(({ filename }) => filename).sort()).toEqual([
    "screenshot.png",
    "steps.pdf",
  ]);

  story.says("Eva was copied and is of the same company: her reply joins, and goes to who has the ticket.");
  await stage.at("09:31");
  await stage.replies(
    EVA,
    await stage.inboxOf(EVA).then((mails) => mails.at(-1)!),
    "By cable it works. Version 24.7.",
    {
      cc: CARLA.address,
    },
  );
  await stage.gets(ANA, "By cable it works");

  story.says("A mistyped command sends nothing.");
  await stage.at("09:40");
  await stage.replies(DORA, noticeToDora, "#resovle\n\nGlad that it works.");
  const held = await stage.gets(DORA, "resovle");
  await stage.replies(DORA, held, "#resolve\n\nGlad that it works.");
  await stage.has(DAVE, "Glad that it works");

  await stage.at("09:45");
  await stage.replies(DAVE, withFiles, "Perfect, thank you!\n\nDave", { with: "Outlook on a phone" });
  await stage.settled();
  expect((await stage.ticket(1003)).status).toBe("resolved");
  story.says("Dave says thanks, and nothing else: #1003 stays resolved and nobody is disturbed.");
  await stage.replies(EVA, answer, "I am away until Monday.", {
    fields: { "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All" },
    subject: "Automatic reply: Teams calls drop",
  });
  await stage.settled();
  story.says("Eva's program says that she is away: kept on #1002, answered by nobody.");
}
