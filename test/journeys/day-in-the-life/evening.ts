import { expect } from "vitest";
import { ANA, BEN, CARLA, CHEN, DAVE, EVA, GINA, HARBOUR } from "./people.ts";
import type { Stage } from "./stage.ts";

const DIAGNOSIS = [
  "#kind technical",
  "#service microsoft365",
  "#diagnosis",
  "health check: 16:05 UTC, no incident for this service",
  "reproduction: call any number from the Porto office",
  "steps tried: directory sync started again -> same error",
  "  UDP 3478 to 3481 opened -> same error",
  "finding: calls drop after 30 seconds in every client",
  "reason: defect",
].join("\n");

/** What is beyond the desk, the end of the day, and the night. */
export async function evening(stage: Stage): Promise<void> {
  const { story } = stage;
  const found = async (who: typeof ANA, words: string) =>
    (await stage.inboxOf(who)).find(({ text }) => text.includes(words))!;

  story.part("15:45", "#1005, the call that Ben took apart again, is nobody's. The desk notices.");
  await stage.at("15:45");
  const offer = await stage.gets(
    BEN,
    /"first-response" of #1005[\s\S]*would go to the customer/,
    /The target.*/g,
  );
  await stage.replies(BEN, offer, "#slip");
  await stage.gets(EVA, "We will not keep that", /We promised.*/g);

  story.part(
    "16:00",
    "It is not the firewall. Before anything goes upstream, what was found out is written down.",
  );
  await stage.at("16:10");
  const notice = await found(ANA, "every Teams call");
  await stage.replies(ANA, notice, DIAGNOSIS);
  await stage.gets(ANA, "missing for #escalate");
  await stage.at("16:15");
  await stage.replies(ANA, notice, "#escalate ask");
  await stage.gets(ANA, "the customer is asked for", /.*the customer is asked for.*|not yet:.*/g);
  const questions = await stage.gets(CARLA, "we need something from you");
  expect((await stage.ticket(1002)).status).toBe("waiting");
  await stage.at("16:40");
  await stage.replies(
    CARLA,
    questions,
    "Nobody in Porto can call since this morning.\nThe error says: call failed with code 0x80070005, at 15:58 UTC.",
  );
  const news = await stage.gets(ANA, "0x80070005", /New message.*|The error says.*/g);
  await stage.at("16:45");
  const missed = await stage.gets(BEN, /"first-response" of #1005 was due[\s\S]*is missed/, /The target.*/g);
  await stage.replies(BEN, missed, "#merge 1002");
  await stage.gets(BEN, "merged into #1002", /merged into.*/g);
  story.says("This time it stays merged: it is answered where Carla's is.");
  await stage.at("16:50");
  await stage.replies(ANA, notice, "#history");
  await stage.gets(ANA, "working time written down", /working time written down.*/g);
  await stage.replies(BEN, await found(BEN, "every Teams call"), "#why");
  await stage.gets(BEN, "next-response: ", /next-response: .*/g);

  story.part("17:00", "Beyond the desk: Contoso buys from Harbour Cloud, so that is where it goes.");
  await stage.at("17:00");
  await stage.replies(
    ANA,
    news,
    "#diagnosis\nimpact: nobody in Porto can call since this morning\nerror: call failed with code 0x80070005 at 15:58 UTC\n#escalate",
  );
  await stage.gets(ANA, "handed over to", /handed over to.*/g);
  const packet = await stage.gets(
    HARBOUR,
    "please take over",
    /please take.*|Title:.*|Customer:.*|Severity:.*|Contact:.*/g,
  );
  await stage.gets(CARLA, "we stay your contact", /It is now with.*|Nothing changes for you.*/g);
  story.says(
    "Harbour sees the desk's address, never Carla's; Carla never sees who Harbour is. Her clock runs on.",
  );
  await stage.at("17:08");
  await stage.replies(
    HARBOUR,
    packet,
    "We have it as HC-204711.\n\nA policy of the tenant refuses calls from the network that is new in Porto since today.",
  );
  await stage.gets(ANA, "From upstream: Harbour Cloud", /From upstream.*|Replying answers.*|A policy.*/g);
  await stage.at("17:12");
  await stage.replies(ANA, news, "Hello Carla, HC-204711 says that a policy is in the way.");
  const held = await stage.gets(ANA, /Nothing was sent[\s\S]*HC-204711/);
  story.says("Whose case HC-204711 is, is not for Carla. Ana says it in her own words.");
  await stage.replies(ANA, held, "#drop");
  await stage.has(ANA, "your answer is not sent");
  await stage.at("17:15");
  await stage.replies(
    ANA,
    news,
    "Hello Carla,\n\nsomething in your tenant refused calls from Porto's new network. I have put the network on its list. Please try again.",
  );
  const cause = await stage.gets(CARLA, "something in your tenant");
  await stage.at("17:24");
  await stage.replies(CARLA, cause, "It works, also for Eva. You are a treasure!", { cc: EVA.address });
  await stage.gets(ANA, "also for Eva", /It works.*/g);
  await stage.at("17:30");
  await stage.replies(ANA, notice, "#resolve");
  await stage.gets(CARLA, "We think that #1002 is solved", /We think.*|Otherwise it closes.*/g);
  await stage.gets(HARBOUR, "is solved for us", /.*is solved for us.*/g);
  expect((await stage.ticket(1002)).status).toBe("resolved");

  story.part("18:30", "The office is closed, and says so.");
  await stage.at("18:30");
  await stage.writes(
    GINA,
    "How do I share a calendar?",
    "Hello again,\n\nhow do I share my calendar with my tax adviser?\n\nGina",
  );
  await stage.gets(GINA, "share a calendar", /We are closed.*|You will have.*/g);

  story.part("22:10", "The night belongs to severity A.");
  await stage.at("22:10");
  await stage.writes(DAVE, "No mail since ten", "Hi, I get no mail since ten. Is it me?\n\nDave", {
    with: "Outlook on a phone",
  });
  const closed = await stage.gets(DAVE, "No mail since ten", /We are closed.*|If it is critical.*/g);
  await stage.at("22:16");
  await stage.replies(DAVE, closed, "urgent: nobody in the company gets mail");
  const alarm = await stage.gets(
    ANA,
    "URGENT, says the customer",
    /They wrote:.*|It stays severity.*|Severity A from.*/g,
  );
  await stage.gets(DAVE, "is urgent", /It stays severity.*|From now on.*/g);
  await stage.settled();
  expect((await stage.inboxOf(CHEN)).some(({ subject }) => subject.includes("#1009"))).toBe(false);
  story.says("Chen and Dora, who do not work at night, sleep.");
  await stage.at("22:24");
  await stage.replies(
    ANA,
    alarm,
    "Hello Dave,\n\nyour MX record is gone since 21:58. I am putting it back.",
    {
      with: "mutt",
    },
  );
  const record = await stage.gets(DAVE, "MX record is gone");
  expect((await stage.ticket(1009)).severity).toBe("A");
  await stage.at("22:40");
  await stage.replies(DAVE, record, "Mail is coming in again. Was that our registrar?");
  await stage.gets(ANA, "coming in again", /Mail is.*/g);
  await stage.at("22:45");
  await stage.replies(ANA, alarm, "#resolve\n\nYes: the domain had expired. It is paid for two years now.");
  await stage.gets(DAVE, "the domain had expired");
  await stage.at("22:50");
  await stage.replies(DAVE, record, "Thank you so much!", { with: "Outlook on a phone" });
  await stage.settled();
  expect((await stage.ticket(1009)).status).toBe("resolved");

  story.part("09:00, Friday", "What came in the evening is told to those whose hours begin.");
  await stage.at("09:00", "2026-12-04");
  await stage.gets(CHEN, "tax adviser", /Promise:.*/g);
}
