import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { MINUTE } from "../../src/values/instant.ts";
import { ANA, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, replyToOf } from "../support/desk-in-postgres.ts";
import { JO, NOC, PARTNERS, upstreamOf } from "../support/handoffs.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let up: ReturnType<typeof upstreamOf>;
let id: string;
let n = 0;
beforeEach(async () => {
  desk = await deskInPostgres(undefined, undefined, {}, { partners: PARTNERS });
  day = dayByMail(desk);
  up = upstreamOf(desk);
  await day.opens("Calls drop");
  await day.replies(ANA, "#mine\n\nWe are looking into it.");
  desk.pass(2 * MINUTE);
  await desk.send();
  id = await up.handsOn("night-desk");
  await up.repliesUp(JO, "Please send us a trace. Our number is ND-123456.");
  desk.pass(MINUTE);
});
afterEach(() => desk[Symbol.asyncDispose]());

const PROOF = { "Authentication-Results": "mx.contoso.example; dmarc=pass header.from=contoso.example" };
/** Ana's own mail client writes to upstream, with the desk in Cc. */
const directly = (text: string, fields: Record<string, string> = {}) =>
  desk.receive(
    plainMail(
      {
        ...PROOF,
        From: ANA,
        To: JO,
        Cc: DESK,
        Subject: "Re: [#1001] Calls drop",
        "Message-ID": `<own${++n}@contoso>`,
        ...fields,
      },
      text,
    ),
  );
const theirs = async () =>
  (await desk.database.db.select().from(rows.messages)).find(({ author }) => author === "upstream")!;
const answers = async () => {
  const { db } = desk.database;
  const [handoff] = [await up.handoff(id)];
  return (await db.select().from(rows.messages)).filter(
    ({ legId, direction, inboundId }) => legId === handoff.legId && direction === "out" && inboundId !== null,
  );
};

describe("an agent answers upstream from their own mail client, with the desk in Cc", () => {
  const ways: readonly (readonly [string, () => Promise<Record<string, string>>])[] = [
    [
      "as a reply to their mail",
      async () => ({ Subject: "Re: a trace", "In-Reply-To": (await theirs()).msgId! }),
    ],
    ["under our tag", async () => ({ Subject: "Re: [#1001] Calls drop" })],
    ["under their number", async () => ({ Subject: "The trace for ND-123456" })],
    ["to all of the notice", async () => ({ To: replyToOf((await day.noticesTo(ANA)).at(-1)!), Cc: JO })],
  ];
  test.each(ways)(
    "%s: it is our answer, kept once in their conversation, and not sent again",
    async (_name, led) => {
      const mails = (await up.upstreamMails()).length;
      const toCustomers = (await day.toCustomers()).length;
      const receipt = await directly("Here is the trace.", await led());
      expect(receipt.outcome).toBe("sent-by-agent");
      expect(await up.upstreamMails()).toHaveLength(mails);
      expect(await day.toCustomers()).toHaveLength(toCustomers);
      expect((await answers()).map(({ visibleText, outboundId }) => [visibleText, outboundId])).toEqual([
        ["Here is the trace.", null],
      ]);
      expect(await up.handoff(id)).toMatchObject({ state: "sent", reminders: 0, sentAt: desk.now() });
      expect(await up.events()).toContain("upstream_written");
      expect(await day.lastWord(ANA)).toContain(`${JO} got your mail from you directly`);
      expect(await desk.database.db.select().from(rows.tickets)).toHaveLength(1);
    },
  );

  test("the same mail by two ways into the desk is one", async () => {
    const fields = { Subject: "Re: [#1001] Calls drop", "Message-ID": "<twice@contoso>" };
    await directly("Here is the trace.", fields);
    const again = await directly("Here is the trace.", {
      ...fields,
      "Delivered-To": "second@contoso.example",
    });
    expect(again.outcome).toBe("duplicate");
    expect(await answers()).toHaveLength(1);
    expect((await up.events()).filter((type) => type === "upstream_written")).toHaveLength(1);
  });

  test("their reply to it comes back to their conversation, and to no customer", async () => {
    await directly("Here is the trace.", { "Message-ID": "<direct@contoso>" });
    const led = { To: DESK, Subject: "Re: the trace", "In-Reply-To": "<direct@contoso>", ...up.proof(JO) };
    expect((await up.write(JO, led, "Thank you.")).outcome).toBe("added-to-ticket");
    expect(await up.handoff(id)).toMatchObject({ state: "answered" });
    const reply = await up.write(
      CARLA,
      { To: DESK, Subject: "Hi", "In-Reply-To": "<direct@contoso>" },
      "And mine?",
    );
    expect(reply.outcome).toBe("opened-ticket");
  });

  test("commands in it are carried out", async () => {
    await directly("#time 15m\n\nHere is the trace.");
    expect((await desk.database.db.select().from(rows.timeEntries)).map(({ minutes }) => minutes)).toEqual([
      15,
    ]);
    expect(await answers()).toHaveLength(1);
  });

  test("what they have already is not held for a word in it, and collides with nobody", async () => {
    await directly(`The account is ${CARLA}.`);
    expect(await answers()).toHaveLength(1);
    expect((await up.upstreamMails()).filter(({ state }) => state === "held")).toEqual([]);
  });

  test("without proof that it is theirs it counts as nothing, and they are asked", async () => {
    const receipt = await directly("Here is the trace.", {
      "Authentication-Results": "mx.contoso.example; dmarc=none",
      "In-Reply-To": (await theirs()).msgId!,
    });
    expect(receipt.outcome).toBe("held-unverified");
    expect(await answers()).toEqual([]);
    expect(await up.handoff(id)).toMatchObject({ state: "answered" });
  });

  test("their vacation notice to upstream is nobody's answer", async () => {
    await directly("I am away.", {
      "Auto-Submitted": "auto-replied",
      "In-Reply-To": (await theirs()).msgId!,
    });
    expect(await up.handoff(id)).toMatchObject({ state: "answered" });
  });

  test("to somebody who is none of theirs it is no answer to them, and reaches no customer", async () => {
    const toCustomers = (await day.toCustomers()).length;
    await directly("Here is the trace.", { To: "eve@evil.example" });
    expect(await answers()).toEqual([]);
    expect(await day.toCustomers()).toHaveLength(toCustomers);
  });

  test("a number that stands on two tickets does not say which it answers: the agent is told, nothing counts", async () => {
    await day.opens("No dial tone", "dora@northwind.example");
    await day.replies(ANA, "#mine", await day.noticeOf(ANA, 1002));
    await up.handsOn("night-desk");
    await up.repliesUp(JO, "It is ND-123456 too.");
    await directly("Here is the trace.", { Subject: "ND-123456" });
    expect(await day.lastWord(ANA)).toContain("it is for #1002 and #1001 at once");
    expect(await answers()).toEqual([]);
  });
});

test("written to them in the shared mailbox itself: our answer, in their conversation", async () => {
  const raw = plainMail(
    { From: DESK, To: NOC, Subject: "Re: [#1001] Calls drop", "Message-ID": "<webmail@contoso>" },
    "Here is the trace.",
  );
  const receipt = await desk.process(await desk.store(raw, "sent"));
  expect(receipt.outcome).toBe("sent-by-agent");
  expect(await answers()).toHaveLength(1);
  expect(await up.handoff(id)).toMatchObject({ state: "sent", sentAt: desk.now() });
  const { db } = desk.database;
  const [ticket] = await db.select().from(rows.tickets).where(eq(rows.tickets.number, 1001));
  const replies = (await db.select().from(rows.events)).filter(
    ({ ticketId, type }) => ticketId === ticket!.id && type === "agent_reply",
  );
  expect(replies).toHaveLength(1);
});
