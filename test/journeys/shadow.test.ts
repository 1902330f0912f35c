import { describe, expect, test } from "vitest";
import { beginDesk } from "../../src/adapters/postgres/first-start.ts";
import { goLive } from "../../src/adapters/postgres/go-live.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { openInbox } from "../support/inbox.ts";
import { DESK, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";
import { ANA, CARLA, runDesk } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const missing = mailServersMissing();
const mail = (n: number): string =>
  plainMail({ From: CARLA, To: DESK, Subject: `Mail ${n}`, "Message-ID": `<${n}@f.example>` }, `Words ${n}.`);

describe.skipIf(missing !== null)("a desk on a mailbox that is not the sandbox's", () => {
  test("leaves old mail alone, lets nothing out until go, and is in shadow again on other servers", async () => {
    await using servers = await startMailServers();
    await servers.deliver(mail(1), CARLA, DESK, CARLA);
    await servers.awaitMail(DESK, ({ mail: { subject } }) => subject === "Mail 1");
    await using desk = await runDesk(servers, { inShadow: true });
    await using carla = await openInbox(servers, CARLA);
    await using ana = await openInbox(servers, ANA);
    const { db } = desk.database;

    await servers.deliver(mail(2), CARLA, DESK, CARLA);
    await until(async () => (await db.$count(rows.tickets)) === 1, "a ticket of the new mail");
    const held = await db.select().from(rows.outboundMail);
    expect(held.map(({ state, because, dueAt }) => [state, because, dueAt])).toEqual(
      held.map(() => ["held", "shadow", null]),
    );
    expect(held.length).toBeGreaterThan(1);
    expect((await db.select().from(rows.tickets)).map(({ subject }) => subject)).toEqual(["Mail 2"]);
    expect([await carla.all(), await ana.all()]).toEqual([[], []]);

    const clock = desk.context.clock;
    expect(await goLive(db, { held: "send", actor: "test", clock })).toEqual({
      kind: "live",
      sent: held.length,
      dropped: 0,
    });
    await carla.await(({ subject }) => subject.endsWith("Mail 2"), "the acknowledgement that was held");
    expect(await goLive(db, { held: "send", actor: "test", clock })).toMatchObject({ kind: "already" });

    const [mailbox] = desk.context.mailboxes;
    const imap = { ...mailbox!.imap, host: "imap.elsewhere.example" };
    const second = { ...desk.context, mailboxes: [mailbox!, { ...mailbox!, imap }] };
    expect(await beginDesk(db, second), "one more mailbox is the same desk").toBeNull();
    const elsewhere = { ...desk.context, mailboxes: [{ ...mailbox!, imap }] };
    expect(await beginDesk(db, elsewhere)).toContain("other mail servers");
  });
});
