import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { openInbox, type Received } from "../support/inbox.ts";
import { DESK, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { plainMail, quoted } from "../support/plain-mail.ts";
import { ANA, BEN, CARLA, type RunningDesk, runDesk } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const missing = mailServersMissing();

describe.skipIf(missing !== null)("the main job on Dovecot and Postfix", () => {
  test("a customer is acknowledged with a promise, answered by mail, replies, and the ticket is resolved and closed", async () => {
    await using servers = await startMailServers();
    await using desk = await runDesk(servers);
    await using carla = await openInbox(servers, CARLA);
    await using ana = await openInbox(servers, ANA);
    const { db } = desk.database;
    const answerTo = (mail: Received) => ({
      To: mail.replyTo[0]!.address,
      Subject: `Re: ${mail.subject}`,
      "In-Reply-To": mail.messageId!,
    });

    const first = {
      From: `Carla Conti <${CARLA}>`,
      To: DESK,
      Subject: "Teams calls drop",
      "Message-ID": "<1@f.example>",
    };
    await servers.deliver(plainMail(first, "Every call drops after a minute.\n\nCarla"), CARLA, DESK, CARLA);
    const ack = await carla.await(
      ({ subject }) => subject.includes("Teams calls drop"),
      "the acknowledgement",
    );
    expect(ack.subject).toMatch(/\[#1001\]/);
    expect(ack.text).toContain(
      "You will have an answer from one of us by Thursday, 3 December, 15:00 Lisbon time",
    );
    expect(ack.from?.address).toBe(DESK);
    expect(ack.inReplyTo).toEqual(["<1@f.example>"]);
    expect(ack.headers.get("auto-submitted")).toEqual(["auto-replied"]);

    const notice = await ana.await(({ text }) => text.includes("Every call drops"), "the notice");
    const noticeReply = notice.replyTo[0]!.address;
    expect(noticeReply).toMatch(/^support\+[a-z2-7]{20}@contoso\.example$/);

    const wrote = `Please update to version 24.\n\nOn Tue, 1 Dec 2026 at 10:01, Carla Conti <${DESK}> wrote:\n${quoted(notice.text)}`;
    const answering = { From: `Ana Sousa <${ANA}>`, "Message-ID": "<2@ana>", ...answerTo(notice) };
    await servers.deliver(plainMail(answering, wrote), ANA, noticeReply, ANA);
    const answer = await carla.await(({ text }) => text.includes("version 24"), "the answer");
    expect(answer.from).toEqual({ name: "Ana Sousa (Contoso Cloud Support)", address: DESK });
    expect(answer.text.trim()).toBe("Please update to version 24.\n\n-- \nAna Sousa\nContoso Cloud Support");
    expect(answer.raw).not.toContain(ANA);
    expect(answer.references).toContain("<1@f.example>");

    const again = { From: CARLA, "Message-ID": "<3@f.example>", ...answerTo(answer) };
    await servers.deliver(
      plainMail(again, "It still drops on my phone."),
      CARLA,
      answer.replyTo[0]!.address,
      CARLA,
    );
    const second = await ana.await(
      ({ text }) => text.includes("still drops on my phone"),
      "the second notice",
    );
    expect(await db.select().from(rows.tickets)).toMatchObject([{ number: 1001, status: "in-progress" }]);

    const resolving = { From: `Ana Sousa <${ANA}>`, "Message-ID": "<4@ana>", ...answerTo(second) };
    await servers.deliver(plainMail(resolving, "#resolve\n"), ANA, second.replyTo[0]!.address, ANA);
    await carla.await(
      ({ text }) => text.includes("We think that #1001 is solved"),
      "the word that it is resolved",
    );
    const met = await db.select().from(rows.targets).where(eq(rows.targets.kind, "first-response"));
    expect(met).toMatchObject([{ state: "met" }]);

    await everythingSettled(desk);
    desk.clock.set("2026-12-11T10:00:00Z");
    await desk.restart();
    await until(
      async () => (await db.select().from(rows.tickets))[0]?.status === "closed",
      "the ticket is closed",
      90_000,
    );
    await everythingSettled(desk);
  });

  test("a missed first response is told to the lead, once, and only in service hours", async () => {
    await using servers = await startMailServers();
    await using desk = await runDesk(servers, { at: "2026-12-02T16:00:00Z" });
    await using ben = await openInbox(servers, BEN);
    const first = { From: CARLA, To: DESK, Subject: "Invoice", "Message-ID": "<1@f.example>" };
    await servers.deliver(plainMail(first, "Where is it?"), CARLA, DESK, CARLA);
    await ben.await(({ text }) => text.includes("Where is it?"), "the notice");
    const [target] = await desk.database.db
      .select()
      .from(rows.targets)
      .where(eq(rows.targets.kind, "first-response"));
    await everythingSettled(desk);
    desk.clock.set("2026-12-03T03:00:00Z");
    await desk.restart();
    await everythingSettled(desk);
    expect((await ben.all()).filter(isMissed)).toHaveLength(0);

    desk.clock.set(new Date(target!.breachAt! + 1000).toISOString());
    const missed = await ben.await(isMissed, "word of the missed target");
    expect(missed.text).toContain("first-response");
    await desk.restart();
    await everythingSettled(desk);
    expect((await ben.all()).filter(isMissed)).toHaveLength(1);
  });
});

const isMissed = ({ text }: Received): boolean => text.includes("is missed");

async function everythingSettled({ database: { db } }: RunningDesk): Promise<void> {
  await until(async () => {
    const inbound = await db.select({ state: rows.inboundMail.state }).from(rows.inboundMail);
    const outbound = await db.select({ state: rows.outboundMail.state }).from(rows.outboundMail);
    return (
      inbound.every(({ state }) => state === "done") && outbound.every(({ state }) => state === "accepted")
    );
  }, "every mail has its disposition and has left");
}
