import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { DAY, HOUR } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import {
  type DeskInPostgres,
  deskInPostgres,
  type OutboundMail,
  replyToOf,
} from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

const EVE = "eve@evil.example";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  await day.opens("Calls drop");
});
afterEach(() => desk[Symbol.asyncDispose]());

const acknowledgement = async (n = 0) => (await desk.mails("acknowledgement"))[n]!;
const answers = async () =>
  (await desk.mails("answer")).map(({ subject, text }) => [/\[#(\d+)\]/.exec(subject)?.[1], text]);
/** Who wrote on each ticket, by its number. */
async function writers(): Promise<Record<number, readonly string[]>> {
  const kept = await desk.database.db
    .select({ number: rows.tickets.number, who: rows.messages.authorAddress })
    .from(rows.messages)
    .innerJoin(rows.tickets, eq(rows.tickets.id, rows.messages.ticketId))
    .orderBy(asc(rows.messages.id));
  return Object.fromEntries(
    [...Map.groupBy(kept, ({ number }) => number)].map(([number, all]) => [
      number,
      all.map(({ who }) => who),
    ]),
  );
}
/** To the token alone: nothing else in the mail points anywhere. */
const byTokenAlone = { Subject: "Hello" };

/** What `answerable agents remove` does. */
async function remove(who: string): Promise<void> {
  const { db } = desk.database;
  const at = desk.now();
  const [row] = await db
    .update(rows.agents)
    .set({ removedAt: at })
    .where(eq(rows.agents.address, who))
    .returning();
  await db.update(rows.tokens).set({ revokedAt: at }).where(eq(rows.tokens.agentId, row!.id));
}

describe("an agent's token", () => {
  test("leads for a year, so that a notice can be answered late, and then no more", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    desk.pass(365 * DAY - 1);
    await day.replies(ANA, "Late, but here.", notice, byTokenAlone);
    expect(await answers()).toEqual([["1001", "Late, but here."]]);
    desk.pass(1);
    await day.replies(ANA, "Later.", notice, byTokenAlone);
    expect(await answers()).toHaveLength(1);
  });

  test("of somebody who was removed is void: their mail is a stranger's, and acts on nothing", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    await remove(ANA);
    await day.replies(ANA, "#close\n\nBye.", notice, { "In-Reply-To": notice.msgId });
    expect(await answers()).toEqual([]);
    expect((await day.ticket(1001)).status).toBe("new");
    const held = await desk.database.db
      .select()
      .from(rows.messages)
      .where(eq(rows.messages.authorAddress, ANA));
    expect(held).toMatchObject([{ unverified: true, author: "customer" }]);
    expect(await day.lastWord(BEN)).toContain("its sender is nobody of this ticket");
  });

  test("void with its owner, it leads no colleague either; the notice itself still does", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    await remove(ANA);
    await day.replies(BEN, "Mine now.", notice, byTokenAlone);
    expect(await answers()).toEqual([]);
    await day.replies(BEN, "Mine now.", notice, { To: DESK, "In-Reply-To": notice.msgId });
    expect(await answers()).toEqual([["1001", "Mine now."]]);
  });

  test("of a forwarded notice leads a colleague, who acts in their own name and by their own proof", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    await day.replies(BEN, "#mine\n\nI have it.", notice);
    const agents = await desk.database.db.select().from(rows.agents).where(eq(rows.agents.address, BEN));
    expect((await day.ticket(1001)).assigneeId).toBe(agents[0]!.id);
    expect(Buffer.from((await desk.mails("answer"))[0]!.bytes).toString()).toMatch(/^From: .?Ben Okafor/m);
  });

  test.each([
    ["a stranger", EVE],
    ["the customer", CARLA],
  ])("in the hand of %s opens a case of their own, whatever it asks for", async (_name, who) => {
    const notice = await day.noticeOf(ANA, 1001);
    await day.replies(who, "#close\n\nHello.", notice, byTokenAlone);
    expect(await writers()).toEqual({ 1001: [CARLA], 1002: [who] });
    expect((await day.ticket(1001)).status).toBe("new");
    expect(await answers()).toEqual([]);
  });

  test("with a colleague's name and no proof does nothing but ask that colleague", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    await day.replies(BEN, "#close", notice, {
      "Authentication-Results": "mx.evil.example; auth=pass smtp.auth=x",
    });
    expect((await day.ticket(1001)).status).toBe("new");
    expect((await desk.mails("confirmation")).map(({ recipients }) => recipients[0]!.address)).toEqual([BEN]);
  });

  test("of another ticket than the notice it answers is for neither: nothing is done, and the agent is told", async () => {
    await day.opens("Printer");
    const [one, two] = [await day.noticeOf(ANA, 1001), await day.noticeOf(ANA, 1002)];
    await day.replies(ANA, "#close\n\nDone.", one, { "In-Reply-To": two.msgId });
    await day.replies(ANA, "#close\n\nDone.", one, { To: `${replyToOf(one)}, ${replyToOf(two)}` });
    expect(await answers()).toEqual([]);
    expect([(await day.ticket(1001)).status, (await day.ticket(1002)).status]).toEqual(["new", "new"]);
    expect(await day.lastWord(ANA)).toContain("it is for #1001 and #1002 at once");
  });
});

describe("a customer's token", () => {
  describe("beside that of another ticket of theirs", () => {
    const writesToBoth = async (text: string, answers: number) => {
      const both = [await acknowledgement(), await acknowledgement(1)];
      const fields = { To: replyToOf(both[0]!), Cc: replyToOf(both[1]!) };
      await day.writesBack(both[answers]!, text, CARLA, { ...PROVED, ...fields });
    };
    const PROVED = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${CARLA}` };
    beforeEach(async () => {
      await day.opens("Printer");
    });

    test.each([
      [0, 1001, 1002],
      [1, 1002, 1001],
    ])(
      "the mail joins the one it answers, and the notice there names the other",
      async (answers, on, other) => {
        await writesToBoth("It is about both.", answers);
        expect((await writers())[on]).toEqual([CARLA, CARLA]);
        expect((await writers())[other]).toEqual([CARLA]);
        expect(await day.lastWord(BEN)).toContain(`Also written to: #${other}`);
      },
    );

    test("`close` closes neither: an agent reads what is meant", async () => {
      await writesToBoth("close", 0);
      expect([(await day.ticket(1001)).status, (await day.ticket(1002)).status]).not.toContain("closed");
      expect(await day.lastWord(BEN)).toContain("Also written to: #1002");
    });

    test("a mail to one alone names no other", async () => {
      await day.writesBack(await acknowledgement(), "It is about one.");
      expect(await day.lastWord(BEN)).not.toContain("Also written to");
    });
  });

  test("leads for ever: to the ticket while it can be continued, after that to a new case that names it", async () => {
    await day.replies(ANA, "#close\n\nDone.");
    await desk.send();
    const { closedAt } = await day.ticket(1001);
    const reopens = 14 * DAY;
    desk.pass(closedAt! - desk.now() + reopens);
    await day.writesBack(await acknowledgement(), "Again.", CARLA, {
      ...byTokenAlone,
      "In-Reply-To": "<none@x>",
    });
    expect((await day.ticket(1001)).status).toBe("in-progress");
    await day.replies(ANA, "#close");
    desk.pass(reopens + 1);
    await day.writesBack(await acknowledgement(), "And again.");
    expect(await writers()).toMatchObject({ 1002: [CARLA] });
    const [inbound] = (await desk.database.db.select().from(rows.inboundMail)).slice(-1);
    expect(inbound!.because).toContain("follows up on #1001");
    expect((await day.ticket(1002)).subject).toBe("We have your message");
    desk.pass(900 * DAY);
    await day.writesBack(await acknowledgement(1), "Old friends.", CARLA, { "In-Reply-To": "<none@x>" });
    expect((await writers())[1002]).toEqual([CARLA, CARLA]);
  });
});

describe("a notice that comes again", () => {
  const raw = (notice: OutboundMail, more: Readonly<Record<string, string>> = {}) =>
    plainMail(
      {
        ...more,
        "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${ANA}`,
        From: ANA,
        To: replyToOf(notice),
        Subject: `Re: ${notice.subject}`,
        "Message-ID": "<once@ana>",
      },
      "#resolve\n\nPlease update.",
    );

  test("the same reply twice is one answer", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    await desk.receive(raw(notice));
    expect(await desk.receive(raw(notice))).toMatchObject({ outcome: "duplicate" });
    expect(await answers()).toHaveLength(1);
  });

  test("a captured reply sent again with another token in a header that nobody signs acts on no other ticket", async () => {
    await day.opens("Printer");
    const [one, two] = [await day.noticeOf(ANA, 1001), await day.noticeOf(ANA, 1002)];
    await desk.receive(raw(one));
    const replayed = raw(one, { "X-Original-To": replyToOf(two), Received: "from evil.example" });
    expect(await desk.receive(replayed)).toMatchObject({ outcome: "duplicate" });
    expect((await day.ticket(1002)).status).toBe("new");
  });

  test("a notice answered late, after a colleague, waits for a word", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    desk.pass(HOUR);
    await day.replies(BEN, "Done.", await day.noticeOf(BEN, 1001));
    await desk.send();
    desk.pass(100 * DAY);
    await day.replies(ANA, "Please update.", notice);
    expect((await desk.mails("answer")).map(({ state }) => state)).toEqual(["accepted", "held"]);
  });
});

describe("a ready link where the mailbox knows no plus-addresses", () => {
  const link = (from: string, body: string, fields: Readonly<Record<string, string>> = {}) =>
    desk.receive(
      plainMail(
        {
          "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${from}`,
          From: from,
          To: DESK,
          Subject: "[#1001]",
          "Message-ID": `<${from}${body.length}>`,
          ...fields,
        },
        body,
      ),
    );

  test("acts on the ticket whose number stands in its subject", async () => {
    await link(ANA, "#resolve");
    expect((await day.ticket(1001)).status).toBe("resolved");
  });

  test.each([
    ["of somebody who does not answer here", CARLA, "#resolve", {}],
    ["with no command", ANA, "Just a thought", {}],
    ["without proof", ANA, "#resolve", { "Authentication-Results": "x" }],
  ])("a number %s orders nothing", async (_name, from, body, fields) => {
    await link(from, body, fields);
    expect((await day.ticket(1001)).status).toBe("new");
  });
});
