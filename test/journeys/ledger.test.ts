import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { connectImap } from "../../src/adapters/imap/connect.ts";
import { lastBeat } from "../../src/adapters/postgres/heartbeats.ts";
import { unaccountedMails } from "../../src/adapters/postgres/ops-queries-health.ts";
import { replayMails } from "../../src/adapters/postgres/quarantine.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { openInbox } from "../support/inbox.ts";
import { DESK, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";
import { CARLA, runDesk } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const missing = mailServersMissing();
const mail = (n: number): string =>
  plainMail({ From: CARLA, To: DESK, Subject: `Mail ${n}`, "Message-ID": `<${n}@f.example>` }, `Words ${n}.`);

describe.skipIf(missing !== null)("the ledger against Dovecot", () => {
  test("a mail that the cursor jumped over is found by reconciling, and becomes one ticket", async () => {
    await using servers = await startMailServers();
    await using desk = await runDesk(servers);
    await using carla = await openInbox(servers, CARLA);
    const { db } = desk.database;
    const inbox = eq(rows.folders.role, "inbox");

    await servers.deliver(mail(1), CARLA, DESK, CARLA);
    await carla.await(({ subject }) => subject.endsWith("Mail 1"), "the first acknowledgement");
    const [folder] = await db.select().from(rows.folders).where(inbox);
    await db
      .update(rows.folders)
      .set({ uidNext: folder!.uidNext + 1 })
      .where(inbox);
    await servers.deliver(mail(2), CARLA, DESK, CARLA);
    await carla.await(
      ({ subject }) => subject.endsWith("Mail 2"),
      "the acknowledgement of the mail jumped over",
    );

    await until(async () => {
      const folders = await db.select().from(rows.folders);
      return folders.every(
        ({ reconciledAt, reconcileTrouble }) => reconciledAt !== null && reconcileTrouble === null,
      );
    }, "every folder has been compared");
    expect(await db.$count(rows.tickets)).toBe(2);
    expect(await unaccountedMails(db, desk.clock.now())).toBe(0);
    expect((await carla.all()).length).toBe(2);
    expect(await lastBeat(db, "relay")).not.toBeNull();
  });

  test("what can never be read, at the head of the folder, keeps nobody waiting; replayed, it is aside again", async () => {
    await using servers = await startMailServers();
    await using desk = await runDesk(servers);
    await using carla = await openInbox(servers, CARLA);
    const { db } = desk.database;
    const { imap } = desk.context.mailboxes[0]!;

    const client = await connectImap(imap);
    await client.append("INBOX", "\r\n \r\n\r\n");
    await client.logout();
    await servers.deliver(mail(1), CARLA, DESK, CARLA);
    await carla.await(
      ({ subject }) => subject.endsWith("Mail 1"),
      "the acknowledgement of the mail behind it",
    );

    const aside = async () =>
      (await db.select().from(rows.inboundMail).where(eq(rows.inboundMail.state, "aside")))[0];
    await until(async () => (await aside()) !== undefined, "it is aside");
    expect((await aside())!.because).toMatch(/^empty/);
    const order = {
      act: "replay",
      ids: [(await aside())!.id],
      actor: "test",
      clock: desk.context.clock,
    } as const;
    expect(await replayMails(db, order)).toMatchObject([{ kind: "process" }]);
    await until(async () => (await aside())?.replays === 1, "it is aside again");
    expect(await db.$count(rows.tickets)).toBe(1);
    expect(await unaccountedMails(db, desk.clock.now())).toBe(0);
  });
});
