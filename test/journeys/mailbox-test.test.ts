import { describe, expect, test } from "vitest";
import { testMailbox } from "../../src/adapters/cli/test-mailbox.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { openInbox } from "../support/inbox.ts";
import { AUTHSERV_ID, DESK, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";
import { ANA, CARLA, type RunningDesk, runDesk } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const missing = mailServersMissing();
const silent = () => {};

/** What became of the mails of the test, once the desk has looked at all of them. */
async function dispositions({ database }: RunningDesk, atLeast: number): Promise<ReadonlySet<string | null>> {
  const mails = () => database.db.select().from(rows.inboundMail);
  await until(async () => {
    const seen = await mails();
    return seen.length >= atLeast && seen.every(({ state }) => state === "done");
  }, "the desk has seen the mails of the test");
  return new Set((await mails()).map(({ disposition }) => disposition));
}

describe.skipIf(missing !== null)("a mailbox is tested by mails", () => {
  test("all that Dovecot and Postfix can do is found and kept, and the desk takes no test mail for work", async () => {
    await using servers = await startMailServers();
    await using desk = await runDesk(servers);
    const { db } = desk.database;
    const tested = await testMailbox(db, desk.context, desk.context.mailboxes[0]!, silent);
    const abilities = {
      ...{ works: true, plusAddressing: true, returnPathKept: true, fromKept: true, messageIdKept: true },
      ...{ sentCopyByServer: false, idle: true, proof: "authserv-id", authservIdSeen: AUTHSERV_ID },
      landsIn: "inbox",
    };
    expect(tested).toEqual({ kind: "tested", mailbox: "support", abilities, advice: [], recorded: true });
    const [kept] = await db.select().from(rows.mailboxes);
    expect(kept!.abilities).toMatchObject(abilities);
    expect(await dispositions(desk, 3)).toEqual(new Set(["suppressed"]));
    expect(await db.$count(rows.tickets)).toBe(0);
  });

  test("without plus-addresses Reply-To is the plain address, and replies find their ticket all the same", async () => {
    await using servers = await startMailServers({ plusAddressing: false });
    await using desk = await runDesk(servers);
    const { db } = desk.database;
    const tested = await testMailbox(db, desk.context, desk.context.mailboxes[0]!, silent);
    expect(tested).toMatchObject({
      kind: "tested",
      abilities: { works: true, plusAddressing: false, messageIdKept: true },
      advice: [expect.stringMatching(/^Plus-addresses do not arrive/)],
    });
    await desk.restart();

    await using carla = await openInbox(servers, CARLA);
    await using ana = await openInbox(servers, ANA);
    const asked = { From: CARLA, To: DESK, Subject: "Calls drop", "Message-ID": "<1@f.example>" };
    await servers.deliver(plainMail(asked, "Every call drops."), CARLA, DESK, CARLA);
    const ack = await carla.await(({ subject }) => subject.includes("Calls drop"), "the acknowledgement");
    expect(ack.replyTo.map(({ address }) => address)).toEqual([DESK]);
    const notice = await ana.await(({ text }) => text.includes("Every call drops"), "the notice");
    expect(notice.replyTo.map(({ address }) => address)).toEqual([DESK]);
    const answering = {
      ...{ From: ANA, To: DESK, Subject: `Re: ${notice.subject}`, "Message-ID": "<2@ana>" },
      "In-Reply-To": notice.messageId!,
    };
    await servers.deliver(plainMail(answering, "Please update to version 24."), ANA, DESK, ANA);
    await carla.await(({ text }) => text.includes("version 24"), "the answer");
    expect(await db.$count(rows.tickets)).toBe(1);
  });

  test("a submission server that refuses is told in its words, and nothing is kept", async () => {
    await using servers = await startMailServers();
    await using desk = await runDesk(servers);
    const smtp = { ...desk.context.smtp, password: "wrong" };
    const tested = await testMailbox(
      desk.database.db,
      { ...desk.context, smtp },
      desk.context.mailboxes[0]!,
      silent,
    );
    expect(tested).toMatchObject({ kind: "refused", because: expect.stringContaining("535 5.7.8") });
    const [kept] = await desk.database.db.select().from(rows.mailboxes);
    expect(kept!.abilities).toEqual({});
  });
});
