import { expect } from "vitest";
import { STEPS } from "./files.ts";
import { ANA, BEN, CARLA, CHEN, DAVE, DORA, EVA, GINA, MAX } from "./people.ts";
import type { Stage } from "./stage.ts";

/** A stranger, mistakes of all kinds, a price, and a wish for somebody above. */
export async function afternoon(stage: Stage): Promise<void> {
  const { story } = stage;
  const found = async (who: typeof ANA, words: string) =>
    (await stage.inboxOf(who)).find(({ text }) => text.includes(words))!;

  story.part("14:00", "Carla passed an answer on to her consultant, and he replies to it.");
  await stage.at("14:05");
  const passedOn = await found(CARLA, "Please run this on SYNC01");
  await stage.replies(MAX, passedOn, "I look after their firewall. Which ports do you need open?", {
    unproved: true,
  });
  const asks = await stage.gets(
    ANA,
    "its sender is nobody of this ticket",
    /.*nobody of this ticket.*|I look after.*/g,
  );
  await stage.settled();
  expect(await stage.inboxOf(MAX)).toHaveLength(0);
  story.says("Max is told nothing. Ana knows him, and lets him join.");
  await stage.at("14:08");
  await stage.replies(ANA, asks, "#allow max@ferro.example");
  await stage.gets(ANA, "mail goes also to", /mail goes also.*/g);
  await stage.at("14:10");
  await stage.replies(ANA, asks, "Hello Max,\n\nUDP 3478 to 3481, to any address.");
  await stage.gets(MAX, "UDP 3478", /UDP.*/g);
  await stage.has(CARLA, "UDP 3478");

  story.part("14:30", "People make mistakes. None of them reaches a customer.");
  await stage.at("14:30");
  await stage.writes(
    GINA,
    "My mailbox is full",
    "Hello,\n\nmy mailbox says it is full. I deleted a lot and it still says so.\n\nGina",
  );
  const full = await stage.has(CHEN, "deleted a lot");
  await stage.replies(
    CHEN,
    full,
    "Hello Gina, please empty the folder of deleted items.\n#resolve\nIt may take an hour.",
  );
  await stage.gets(CHEN, "in the middle", /- Nothing was[\s\S]*put right\./g);
  await stage.at("14:33");
  const line = /^Assignee:.*$/m.exec(full.text)![0];
  await stage.replies(CHEN, full, `Hello Gina, please empty the folder of deleted items.\n\n${line}`);
  await stage.gets(CHEN, "a line of the notice", /- Nothing was[\s\S]*put right\./g);
  await stage.at("14:35");
  await stage.replies(CHEN, full, "");
  await stage.gets(CHEN, "the mail is empty", /.*the mail is empty.*/g);
  await stage.at("14:36");
  await stage.replies(CHEN, full, "Hello Gona, please empty the folder of deleted items.");
  await stage.settled();
  await stage.replies(CHEN, full, "#undo");
  await stage.gets(CHEN, "your answer is not sent", /your answer is not sent.*/g);
  story.says("Gona? Chen's answers wait a minute. It was enough.");
  await stage.at("14:37");
  await stage.replies(
    CHEN,
    full,
    "Hello Gina, please empty the folder of deleted items; the file says how.",
    { files: [STEPS] },
  );
  await stage.at("14:39");
  const emptied = await stage.gets(GINA, "please empty the folder");
  expect(emptied.attachments.map(({ filename }) => filename)).toEqual(["steps.pdf"]);
  await stage.at("14:45");
  await stage.replies(GINA, emptied, "close\n\nThank you!\nGina");
  await stage.gets(GINA, "is closed, as you asked", /.*is closed.*|If something.*/g);
  await stage.has(CHEN, "The customer closed");

  story.part("15:00", "Work that is charged is agreed before it begins.");
  await stage.at("15:00");
  await stage.replies(
    BEN,
    await found(BEN, "scanner stopped sending"),
    "#price 120 EUR for a relay for the scanner",
  );
  const price = await stage.gets(DAVE, "Price: 120 EUR", /Price:.*|For:.*|Nothing that is.*/g);
  await stage.at("15:06");
  await stage.replies(DAVE, price, "I accept the price\n\nDave");
  await stage.gets(BEN, "accepted the price", /.*accepted the price.*/g);
  await stage.at("15:20");
  await stage.replies(
    CARLA,
    passedOn,
    "This is taking too long. I want to speak to your manager, please.\n\nCarla",
  );
  await stage.gets(BEN, "asks for somebody above", /.*asks for somebody above.*/g);
  await stage.gets(CARLA, "Your wish on #1002 was passed", /Your wish.*/g);
  await stage.has(ANA, "taking too long");
  await stage.at("15:25");
  await stage.replies(
    BEN,
    await found(BEN, "asks for somebody above"),
    "Dear Carla,\n\nI lead this desk and look after it myself from now on. I call you at four.",
  );
  await stage.gets(CARLA, "I call you at four");
  expect(
    await stage.inboxOf(DORA).then((mails) => mails.some(({ text }) => text.includes("call you at four"))),
  ).toBe(false);
  await stage.has(EVA, "I call you at four");
}
