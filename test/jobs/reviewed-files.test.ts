import { eq } from "drizzle-orm";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyMails } from "../../src/adapters/postgres/empty-mails.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { MAIL_LIMIT } from "../../src/escalation/files.ts";
import { handoffDetail } from "../../src/escalation/handoff.ts";
import { DAY, MINUTE, plus } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import {
  type DeskInPostgres,
  deskInPostgres,
  type OutboundMail,
  replyToOf,
} from "../support/desk-in-postgres.ts";
import { PARTNERS, PIA, TENANT } from "../support/handoffs.ts";
import { mailWithFiles, type SentFile } from "../support/mail-with-files.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let n = 0;

/** A desk whose customer's issues go to a provider by mail, or to the vendor's portal. */
async function open(model: "indirect_reseller" | "direct_bill") {
  desk = await deskInPostgres(undefined, undefined, {}, { partners: PARTNERS });
  day = dayByMail(desk);
  const { db } = desk.database;
  const customerId = newId();
  await db.insert(rows.customers).values({
    id: customerId,
    name: "Fabrikam",
    tenantId: TENANT,
    access: "granted",
    accessUntil: plus(desk.now(), 90 * DAY),
    createdAt: desk.now(),
  });
  const domain = { domain: "fabrikam.example", customerId, verifiedAt: desk.now() };
  await db.insert(rows.customerDomains).values(domain);
  const provider = model === "indirect_reseller" ? "provider" : null;
  await db
    .insert(rows.partnerModels)
    .values({ id: newId(), customerId, model, provider, validFrom: "2026-01-01" });
  const plan = { vehicle: "advanced_support_for_partners", name: "Advanced", validFrom: "2026-01-01" };
  await db.insert(rows.entitlements).values({ id: newId(), ...plan, createdAt: desk.now() });
}
beforeEach(() => open("indirect_reseller"));
afterEach(() => desk[Symbol.asyncDispose]());

const WHOLE = `#kind technical
#service microsoft365
#diagnosis
health check: 10:05 UTC, no incident for this service
steps tried: restarted the connector -> same error
finding: calls drop after 30 seconds in every client
reason: defect
impact: nobody in sales can call since this morning
error: call failed with code 0x80070005`;
const LOG: SentFile = { name: "trace.log", content: "log of the gateway" };
const LIST: SentFile = { name: `${CARLA}.csv`, content: "everybody's telephone", type: "text/csv" };
const SHOT: SentFile = { name: "screen.png", content: "picture", type: "image/png" };

async function writes(files: readonly SentFile[], to?: OutboundMail): Promise<void> {
  const address = to === undefined ? DESK : replyToOf(to);
  const fields = {
    From: `Carla Dias <${CARLA}>`,
    To: address,
    Subject: "Calls drop",
    "Message-ID": `<f${++n}@c>`,
  };
  await desk.receive(mailWithFiles(fields, "Every call drops, see the files.", files));
  await desk.send();
  desk.pass(MINUTE);
}

/** Ana's mail with files in reply to the last thing the desk told her. */
async function sends(text: string, files: readonly SentFile[]): Promise<void> {
  const notice = (await day.noticesTo(ANA)).at(-1)!;
  const proof = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${ANA}` };
  const fields = {
    ...proof,
    From: ANA,
    To: replyToOf(notice),
    Subject: `Re: ${notice.subject}`,
    "Message-ID": `<a${++n}@a>`,
  };
  await desk.receive(mailWithFiles(fields, text, files));
}

/** Carries out what is due; the mail that left for upstream with its files, by name. */
async function left(audience: "upstream" | "agents" = "upstream") {
  await desk.climb();
  const mail = (await desk.mails()).findLast(
    (one) =>
      one.audience === audience && (audience === "upstream" || one.because === "to be filed in a portal"),
  );
  if (mail === undefined) return null;
  const { attachments } = await simpleParser(Buffer.from(mail.bytes));
  const files = Object.fromEntries(
    attachments.map(({ filename, content }) => [filename, content.toString()]),
  );
  return { mail, files };
}
const details = async () =>
  (await desk.database.db.select().from(rows.escalations)).filter(({ kind }) => kind === "handoff");
const typesOf = async () => (await desk.database.db.select().from(rows.events)).map(({ type }) => type);

describe("what an agent sees", () => {
  test("the notice numbers the files, with type, size and who sent them; a later mail goes on counting", async () => {
    await writes([LOG, LIST]);
    expect(await day.lastWord(ANA)).toMatch(
      /1: trace\.log, text\/plain, 18 B, Carla Dias, [0-9a-f]{8}\n2: carla@/,
    );
    await writes([SHOT, LOG], (await desk.mails("acknowledgement"))[0]);
    const later = await day.lastWord(ANA);
    expect(later).toMatch(/3: screen\.png, image\/png, 7 B, Carla Dias/);
    expect(later).toContain("1: trace.log");
    expect(later).not.toContain("4: ");
  });

  test("#attach alone lists them all, each flagged until somebody has looked; so does what blocks", async () => {
    await writes([LOG, LIST]);
    await day.replies(ANA, "#attach");
    const list = await day.lastWord(ANA);
    expect(list).toMatch(/1: trace\.log.* - stays here; look through it for personal data before it leaves/);
    expect(list).toMatch(/2: carla.*; its name tells who somebody is/);
    await day.replies(ANA, "#kind technical\n#service microsoft365\n#escalate");
    expect(await day.lastWord(ANA)).toMatch(/not escalated;[\s\S]*1: trace\.log.* - stays here/);
  });

  test("a conversation without files says what to do instead", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#attach");
    expect(await day.lastWord(ANA)).toContain("what you attach to #escalate goes along");
  });
});

describe("what leaves", () => {
  test("what was looked through, by mail, under a name without addresses; nothing else", async () => {
    await writes([LOG, LIST, SHOT]);
    await day.replies(ANA, `#attach 1 2\n${WHOLE}\n#escalate`);
    expect(await day.lastWord(ANA)).toContain(
      `goes along: trace.log, ${CARLA}.csv; 1 of the conversation stays here (#attach)`,
    );
    const { mail, files } = (await left())!;
    expect(mail.recipients[0]!.address).toBe(PIA);
    expect(files).toEqual({ "trace.log": LOG.content, "address-left-out.csv": LIST.content });
    expect(mail.text).toContain("Attached: trace.log, address-left-out.csv");
    expect(Buffer.from(mail.bytes).toString()).not.toContain(CARLA);
    expect(await typesOf()).toContain("files_reviewed");
  });

  test("nothing, where nobody said so", async () => {
    await writes([LOG, LIST]);
    await day.replies(ANA, `${WHOLE}\n#escalate`);
    expect(await day.lastWord(ANA)).toContain(
      "no file goes along; 2 of the conversation stay here (#attach)",
    );
    const { mail, files } = (await left())!;
    expect(files).toEqual({});
    expect(mail.text).not.toContain("Attached");
  });

  test("wanted in the form and not looked through blocks; reviewed: yes or #attach clears it", async () => {
    await writes([LOG, LIST]);
    await day.replies(ANA, `${WHOLE}\nattachments: 1\n#escalate`);
    const word = await day.lastWord(ANA);
    expect(word).toContain("[personal_data_not_reviewed]");
    expect(word).toMatch(/1: trace\.log.* - wanted, NOT looked through/);
    expect(word).toContain("\nattachments: 1\n");
    expect(word).toMatch(/\nreviewed:\n/);
    await day.replies(ANA, "#diagnosis\nreviewed: yes\nattachments: 1\n#escalate");
    expect((await left())!.files).toEqual({ "trace.log": LOG.content });
  });

  test("the files are listed once in a receipt, and counted where the diagnosis is whole", async () => {
    await writes([LOG, LIST]);
    await day.replies(ANA, "#kind technical\n#service microsoft365\n#diagnosis\nfinding: a gap\n#escalate");
    expect((await day.lastWord(ANA)).match(/1: trace\.log/g)).toHaveLength(1);
    await day.replies(ANA, WHOLE);
    expect(await day.lastWord(ANA)).toContain("nothing is missing for #escalate");
    expect(await day.lastWord(ANA)).toContain("files: 0 of 2 go along with #escalate; #attach lists them");
    expect(await day.lastWord(ANA)).not.toContain("trace.log");
  });

  test("said for one file it says nothing of another that is wanted later", async () => {
    await writes([LOG, LIST]);
    await day.replies(
      ANA,
      "#kind technical\n#service microsoft365\n#diagnosis\nattachments: 1\nreviewed: yes",
    );
    await day.replies(ANA, `${WHOLE}\nattachments: 1, 2\n#escalate`);
    expect(await day.lastWord(ANA)).toContain("[personal_data_not_reviewed]");
    await day.replies(ANA, "#attach -2\n#escalate");
    expect((await left())!.files).toEqual({ "trace.log": LOG.content });
  });

  test("what the agent attaches to #escalate goes along, and not to the customer; pictures in the text do not", async () => {
    await writes([LIST]);
    const own = { name: "our-trace.zip", content: "zip", type: "application/zip" };
    const logo = { name: "logo.png", content: "logo", type: "image/png", inline: true };
    await sends(`${WHOLE}\n#escalate`, [own, logo]);
    expect(await day.lastWord(ANA)).toContain("goes along: our-trace.zip; 1 of the conversation stays here");
    expect((await left())!.files).toEqual({ "our-trace.zip": "zip" });
    expect((await desk.mails("answer")).length).toBe(0);
  });

  test("beside an answer the customer gets the text and the partner the file", async () => {
    await writes([]);
    await sends(`We hand it on.\n\n${WHOLE}\n#escalate`, [{ name: "our-trace.zip", content: "zip" }]);
    expect((await left())!.files).toEqual({ "our-trace.zip": "zip" });
    const answer = (await desk.mails("answer"))[0]!;
    expect(Buffer.from(answer.bytes).toString()).not.toContain("our-trace");
  });

  test("what was attached to an #escalate that was blocked need not be attached again", async () => {
    await writes([LIST]);
    await sends("#kind technical\n#service microsoft365\n#escalate", [
      { name: "our-trace.zip", content: "zip" },
    ]);
    expect(await day.lastWord(ANA)).toMatch(/not escalated;[\s\S]*2: our-trace\.zip.* - goes along/);
    await day.replies(ANA, `${WHOLE}\n#escalate`);
    expect((await left())!.files).toEqual({ "our-trace.zip": "zip" });
  });

  test("to a portal: the agent gets the files with the prepared text", async () => {
    await desk[Symbol.asyncDispose]();
    await open("direct_bill");
    await writes([LOG, LIST]);
    await day.replies(ANA, `#attach 2\n${WHOLE}\n#escalate`);
    expect(await day.lastWord(ANA)).toContain("goes along");
    const { mail, files } = (await left("agents"))!;
    expect(files).toEqual({ "address-left-out.csv": LIST.content });
    expect(mail.text).toMatch(/Upload with it, as attached to this mail:\n- address-left-out\.csv/);
    expect(await left("upstream")).toBeNull();
  });

  test("a mail that is held when it leaves keeps its files here, whoever had looked", async () => {
    await writes([LOG]);
    await day.replies(ANA, `#attach 1\n${WHOLE}\n#escalate`);
    await desk.database.db.update(rows.messages).set({ unverified: true });
    expect((await left())!.files).toEqual({});
  });
});

describe("files that were to go along and cannot when the issue leaves", () => {
  const told = async () => (await day.noticesTo(ANA)).filter(({ text }) => text.includes("without files"));
  const marked = async () => {
    await writes([LOG, SHOT]);
    await day.replies(ANA, `#attach 1 2\n${WHOLE}\n#escalate`);
    expect(await day.lastWord(ANA)).toContain("goes along: trace.log, screen.png");
  };
  const emptied = async () => {
    const { db } = desk.database;
    const mails = (await db.select().from(rows.inboundMail)).map(({ id }) => id);
    await emptyMails(db, mails, "rawMail", desk.now());
  };

  test("their mail is gone: it leaves without them, says nothing of them, and who handed it on is told", async () => {
    await marked();
    await emptied();
    const { mail, files } = (await left())!;
    expect(files).toEqual({});
    expect(mail.text).not.toContain("Attached");
    const [news] = await told();
    expect(news!.text).toContain("The desk does not keep their mail any more: trace.log, screen.png");
    expect(news!.text).toContain("Replying answers Tailwind Distribution");
    await left();
    expect(await told()).toHaveLength(1);
  });

  test("one cannot be read out of its mail: the other leaves", async () => {
    await marked();
    await desk.database.db
      .update(rows.attachments)
      .set({ part: "9" })
      .where(eq(rows.attachments.filename, LOG.name));
    expect((await left())!.files).toEqual({ [SHOT.name]: SHOT.content });
    expect((await told())[0]!.text).toContain("They cannot be read out of their mail: trace.log");
  });

  test("their mail is held by then", async () => {
    await marked();
    await desk.database.db.update(rows.messages).set({ unverified: true });
    expect((await left())!.files).toEqual({});
    expect((await told())[0]!.text).toContain(
      "May not leave any more, since their mail is held or went to another ticket: 2",
    );
  });

  test("to a portal: it names those that are attached, and the agent is told of the others", async () => {
    await desk[Symbol.asyncDispose]();
    await open("direct_bill");
    await marked();
    await emptied();
    const { mail, files } = (await left("agents"))!;
    expect(files).toEqual({});
    expect(mail.text).not.toContain("Upload with it");
    expect((await told())[0]!.text).toContain("any more: trace.log, screen.png");
  });

  test("nothing is missing, and nothing is said", async () => {
    await marked();
    expect(Object.keys((await left())!.files)).toEqual([LOG.name, SHOT.name]);
    expect(await told()).toEqual([]);
  });
});

describe("what is refused", () => {
  test("a number that the mail answered did not show: nobody can have looked", async () => {
    await writes([LOG]);
    const first = (await day.noticesTo(ANA)).at(-1)!;
    await writes([LIST], (await desk.mails("acknowledgement"))[0]);
    await day.replies(ANA, "#attach 2", first);
    expect(await day.lastWord(ANA)).toContain("the mail you answer does not show file 2 as it is now");
    await day.replies(ANA, "#attach", first);
    await day.replies(ANA, "#attach 2");
    expect(await day.lastWord(ANA)).toContain("one file goes along with the next #escalate");
  });

  test("a number that means another file since two tickets became one", async () => {
    await writes([LOG]);
    const seen = (await day.noticesTo(ANA)).at(-1)!;
    await writes([LIST]);
    await day.replies(ANA, "#merge 1002", await day.noticeOf(ANA, 1001));
    await day.replies(BEN, "#attach", await day.noticeOf(BEN, 1002));
    expect(await day.lastWord(BEN)).toMatch(/1: trace[\s\S]*2: carla/);
    await day.replies(ANA, "#attach 2", seen);
    expect(await day.lastWord(ANA)).toContain("does not show file 2");
  });

  test("more than a mail may hold, with how much it is and which is the largest", async () => {
    await writes([LOG, SHOT]);
    await desk.database.db.update(rows.attachments).set({ size: MAIL_LIMIT.bytes });
    await day.replies(ANA, "#attach");
    await day.replies(ANA, `#attach 1 2\n${WHOLE}\n#escalate`);
    expect(await day.lastWord(ANA)).toContain(
      "the files that are to go along have 30.0 MB, and at most 15.0 MB may leave in one mail; the largest is trace.log",
    );
    expect(await details()).toEqual([]);
  });

  test("a file that was marked and left with its mail is not named any more", async () => {
    await writes([LOG]);
    await day.replies(ANA, "#attach 1");
    await writes([LIST], (await desk.mails("acknowledgement"))[0]);
    await day.replies(ANA, "#attach none\n#attach");
    await day.replies(ANA, `${WHOLE}\n#escalate`);
    const detail = handoffDetail.parse((await details())[0]!.detail);
    expect(detail.attachments).toBeUndefined();
  });
});
