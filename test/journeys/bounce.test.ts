import { describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { instant, plus } from "../../src/values/instant.ts";
import { openInbox } from "../support/inbox.ts";
import { DESK, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";
import { ANA, BEN, runDesk } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const missing = mailServersMissing();
const GHOST = "ghost@fabrikam.example";

/** Time passes here: a report that overtakes the server's own word on a submission waits a second for it. */
function passing(from: string) {
  const [start, began] = [instant(from), performance.now()];
  return { kind: "set", now: () => plus(start, performance.now() - began) } as const;
}

describe.skipIf(missing !== null)("an answer that Postfix cannot deliver", () => {
  test("comes back as a real report: bounced, remembered, on the ticket, owed again, and told once", async () => {
    await using servers = await startMailServers();
    await using desk = await runDesk(servers, { over: { clock: passing("2026-12-03T10:00:01Z") } });
    await using ana = await openInbox(servers, ANA);
    await using ben = await openInbox(servers, BEN);
    const { db } = desk.database;

    const first = {
      From: `Gus Ghost <${GHOST}>`,
      To: DESK,
      Subject: "Calls drop",
      "Message-ID": "<1@f.example>",
    };
    await servers.deliver(plainMail(first, "Every call drops after a minute."), GHOST, DESK);
    const notice = await ana.await(({ text }) => text.includes("Every call drops"), "the notice");
    const aboutAcknowledgement = await ben.await(isUndelivered, "word that the acknowledgement came back");
    expect(aboutAcknowledgement.text).toContain(`An automatic mail on #1001 did not reach ${GHOST}.`);

    const answering = {
      From: `Ana Sousa <${ANA}>`,
      "Message-ID": "<2@ana>",
      To: notice.replyTo[0]!.address,
      Subject: `Re: ${notice.subject}`,
      "In-Reply-To": notice.messageId!,
    };
    await servers.deliver(plainMail(answering, "Please update to version 24."), ANA, answering.To, ANA);
    const told = await ana.await(isUndelivered, "word that the answer came back");
    expect(told.text).toContain(`The answer on #1001 did not reach ${GHOST}.`);
    expect(told.text).toContain("550 5.1.1");
    expect(told.text).toContain("one is still owed");
    expect(told.headers.get("auto-submitted")).toEqual(["auto-generated"]);
    const receipt = await ana.await(
      ({ text }) => text.includes("earlier mail to this address"),
      "the receipt",
    );
    expect(receipt.text).toContain(GHOST);

    await until(async () => {
      const inbound = await db.select({ state: rows.inboundMail.state }).from(rows.inboundMail);
      const outbound = await db.select({ state: rows.outboundMail.state }).from(rows.outboundMail);
      const over = ["accepted", "bounced"];
      return (
        inbound.every(({ state }) => state === "done") && outbound.every(({ state }) => over.includes(state))
      );
    }, "every mail has its disposition and is over");
    const mails = await db.select().from(rows.outboundMail);
    expect(
      mails
        .filter(({ state }) => state === "bounced")
        .map(({ purpose }) => purpose)
        .toSorted(),
    ).toEqual(["acknowledgement", "answer"]);
    expect(await db.select().from(rows.undeliverableAddresses)).toMatchObject([
      { address: GHOST, hard: true },
    ]);
    const types = (await db.select().from(rows.events)).map(({ type }) => type);
    expect(types.filter((type) => /undeliver/.test(type)).toSorted()).toEqual([
      "mail_undelivered",
      "reply_undeliverable",
    ]);
    const targets = await db.select().from(rows.targets);
    expect(targets.map(({ kind, state }) => `${kind} ${state}`)).toContain("next-response running");
    expect((await ana.all()).filter(isUndelivered)).toHaveLength(1);
    expect((await ben.all()).filter(isUndelivered)).toHaveLength(1);
  });
});

const isUndelivered = ({ text }: { readonly text: string }): boolean => text.includes("did not reach");
