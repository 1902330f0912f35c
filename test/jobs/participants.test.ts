import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import {
  type DeskInPostgres,
  deskInPostgres,
  type OutboundMail,
  replyToOf,
} from "../support/desk-in-postgres.ts";

const EVA = "eva@fabrikam.example";
const OTTO = "otto@fabrikam.example";
const FRITZ = "fritz@elsewhere.example";
const FAR = "far@another-office.example";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const people = async () => {
  const all = await desk.database.db.select().from(rows.participants).orderBy(asc(rows.participants.address));
  return Object.fromEntries(all.map(({ address, role, held }) => [address, held ? "held" : role]));
};
const sentTo = async () =>
  (await desk.mails("answer")).map(({ recipients }) => recipients.map(({ address }) => address));
const acknowledgement = async () => (await desk.mails("acknowledgement"))[0]!;
const answersAll = (mail: OutboundMail, cc: string) => ({ To: replyToOf(mail), Cc: cc });

describe("a customer's answer to all", () => {
  test("adds people of the same organisation and drops nobody; others wait for a word", async () => {
    await day.opens("Calls drop", CARLA, { Cc: `${EVA}, ${FRITZ}` });
    await day.writesBack(
      await acknowledgement(),
      "And Otto.",
      CARLA,
      answersAll(await acknowledgement(), OTTO),
    );
    expect(await people()).toEqual({
      [CARLA]: "requester",
      [EVA]: "copied",
      [OTTO]: "copied",
      [FRITZ]: "held",
    });
    await day.replies(ANA, "Please update.");
    expect(await sentTo()).toEqual([[CARLA, EVA, OTTO]]);
  });

  test("of a copied colleague leaves the requester who they are", async () => {
    await day.opens("Calls drop", CARLA, { Cc: EVA });
    await day.writesBack(
      await acknowledgement(),
      "It is worse.",
      EVA,
      answersAll(await acknowledgement(), CARLA),
    );
    expect(await people()).toEqual({ [CARLA]: "requester", [EVA]: "copied" });
  });

  test("with agents among its addresses makes none of them a participant, at whatever domain they are", async () => {
    const { db } = desk.database;
    await db.insert(rows.agents).values({ id: newId(), name: "Far Away", address: FAR });
    await day.opens("Calls drop", CARLA, { To: `${DESK}, ${ANA}`, Cc: `${FAR.toUpperCase()}, ${BEN}` });
    await day.writesBack(await acknowledgement(), "More.", CARLA, answersAll(await acknowledgement(), FAR));
    expect(await people()).toEqual({ [CARLA]: "requester" });
    await day.replies(ANA, "Please update.");
    expect(await sentTo()).toEqual([[CARLA]]);
  });

  test("adds at most twenty people, however many it names", async () => {
    const crowd = Array.from({ length: 300 }, (_, n) => `p${n}@fabrikam.example`).join(", ");
    await day.opens("Calls drop", CARLA, { Cc: crowd });
    expect(Object.keys(await people())).toHaveLength(21);
  });
});

describe("an agent's answer to all", () => {
  beforeEach(() => day.opens("Calls drop", CARLA, { Cc: EVA }));
  const replies = async (text: string, cc: string) => {
    const notice = await day.noticeOf(ANA, 1001);
    await day.replies(ANA, text, notice, { To: replyToOf(notice), Cc: cc });
  };

  test("that goes to some of the customer's people itself is sent by the desk to the others only", async () => {
    await replies("Please update.", CARLA);
    expect(await sentTo()).toEqual([[EVA]]);
    const word = await day.lastWord(ANA);
    expect(word).toContain(`${CARLA} got your mail from you directly`);
    expect(word).toContain(`sent to ${EVA}`);
  });

  test("that goes to all of them is sent to nobody twice, and counts as their answer", async () => {
    await replies("#resolve\n\nPlease update.", `${CARLA.toUpperCase()}, ${EVA}`);
    expect(await sentTo()).toEqual([]);
    expect((await day.targets(1001, "first-response"))[0]).toMatchObject({ state: "met" });
    expect(await day.ticket(1001)).toMatchObject({ status: "resolved" });
    const [answer] = await desk.database.db
      .select()
      .from(rows.messages)
      .where(eq(rows.messages.author, "agent"));
    expect(answer).toMatchObject({ direction: "out", visibleText: "Please update." });
  });

  test("whose customer answers its own msg-id, and not one of ours, is found again", async () => {
    await replies("Please update.", `${CARLA}, ${EVA}`);
    const [answer] = await desk.database.db
      .select()
      .from(rows.messages)
      .where(eq(rows.messages.author, "agent"));
    const fields = { To: `${ANA}, ${DESK}`, "In-Reply-To": answer!.msgId!, Subject: "Re: hello" };
    await day.writesBack(await acknowledgement(), "Thanks, but no.", CARLA, fields);
    expect(await desk.database.db.select().from(rows.tickets)).toHaveLength(1);
    expect((await day.targets(1001, "next-response"))[0]).toMatchObject({ state: "running" });
  });

  test("makes nobody of a third party, and writes to no colleague as to a customer", async () => {
    await replies("Please update.", `${FRITZ}, ${BEN}, ceo@fabrikam.example`);
    expect(await sentTo()).toEqual([[CARLA, EVA]]);
    expect(await people()).toEqual({ [CARLA]: "requester", [EVA]: "copied" });
  });

  test("of a note goes to nobody", async () => {
    await replies("#note\n\nCareful with this one.", CARLA);
    expect(await sentTo()).toEqual([]);
    expect((await day.ticket(1001)).status).toBe("new");
  });

  test("is not held for a colleague's answer where nothing is left to send", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    await day.replies(BEN, "Mine.", await day.noticeOf(BEN, 1001));
    await day.replies(ANA, "Ours.", notice, { To: replyToOf(notice), Cc: `${CARLA}, ${EVA}` });
    expect((await desk.mails("answer")).map(({ state, text }) => [state, text])).toEqual([
      ["ready", "Mine."],
    ]);
  });
});

describe("an agent who is also a customer", () => {
  const proof = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${BEN}` };

  test("opens a case as one with a new mail, and continues it as one", async () => {
    await day.opens("My screen is black", BEN, proof);
    expect((await day.ticket(1001)).subject).toBe("My screen is black");
    await day.writesBack(await acknowledgement(), "#close\nno, still black", BEN, proof);
    const kept = await desk.database.db.select().from(rows.messages).orderBy(asc(rows.messages.id));
    expect(kept.map(({ author, direction }) => [author, direction])).toEqual([
      ["customer", "in"],
      ["customer", "in"],
    ]);
    expect((await day.ticket(1001)).status).toBe("new");
    expect(await people()).toEqual({ [BEN]: "requester" });
  });

  test("acts as an agent with a notice of it, even of their own case", async () => {
    await day.opens("My screen is black", BEN, proof);
    await day.replies(BEN, "#note\n\nI found the cable.", await day.noticeOf(BEN, 1001));
    const kept = await desk.database.db.select().from(rows.messages).orderBy(asc(rows.messages.id));
    expect(kept.at(-1)).toMatchObject({ author: "agent", direction: "note" });
  });
});
