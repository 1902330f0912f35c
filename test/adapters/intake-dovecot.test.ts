import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import { describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { instant } from "../../src/values/instant.ts";
import { intakeDesk } from "../support/intake-desk.ts";
import { DESK, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";

const missing = mailServersMissing();

/** The desk's mailbox on Dovecot with two mails in it, and a client of somebody who shares it. */
async function sharedMailbox() {
  const servers = await startMailServers();
  const { password } = servers.accounts.find(({ address }) => address === DESK)!;
  const { port } = servers.imap;
  const imap = { host: "127.0.0.1", port, tls: "never", user: DESK, password } as const;
  async function asColleague(work: (client: ImapFlow) => Promise<void>): Promise<void> {
    const auth = { user: DESK, pass: password };
    const client = new ImapFlow({
      host: imap.host,
      port,
      secure: false,
      doSTARTTLS: false,
      auth,
      logger: false,
    });
    client.on("error", () => {});
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.logout().catch(() => client.close());
    }
  }
  const append = (...numbers: number[]) =>
    asColleague(async (client) => {
      for (const n of numbers) await client.append("INBOX", mail(n));
    });
  await append(1, 2);
  return { servers, port, imap, append, asColleague, [Symbol.asyncDispose]: () => servers.stop() };
}

const mail = (n: number) =>
  plainMail(
    { From: "carla@fabrikam.example", Subject: `Mail ${n}`, "Message-ID": `<${n}@f.example>` },
    "Words.",
  );

describe.skipIf(missing !== null)("Dovecot", () => {
  test("tells at the opening what was expunged meanwhile: a mail it would not give has vanished", async () => {
    await using shared = await sharedMailbox();
    await using desk = await intakeDesk(shared.port, { over: { imap: shared.imap } });
    await desk.start();
    await desk.stop();
    expect((await desk.folder()).highestModseq).toMatch(/^\d+$/);
    // As if the server had refused both, and neither were to be asked for again this century.
    await desk.database.db
      .update(rows.inboundMail)
      .set({ state: "aside", storedAt: null, fetchAgainAt: instant("2100-01-01T00:00:00Z") });
    await shared.asColleague(async (client) => {
      await client.mailboxOpen("INBOX");
      await client.messageDelete("2", { uid: true });
    });
    await desk.start();
    expect((await desk.rows()).map(({ uid, state, disposition }) => [uid, state, disposition])).toEqual([
      [1, "aside", null],
      [2, "done", "vanished"],
    ]);
  });

  test("has lost its list of UIDs: what is stored is recognised, what is new is fetched", async () => {
    await using shared = await sharedMailbox();
    await using desk = await intakeDesk(shared.port, { over: { imap: shared.imap } });
    await desk.start();
    await desk.stop();
    const { uidvalidity } = await desk.folder();
    await shared.servers.imap.stop();
    const lost = globSync("**/{dovecot-uidlist,dovecot-uidvalidity*,dovecot.index*,dovecot.list.index*}", {
      cwd: shared.servers.dir,
    });
    for (const file of lost) rmSync(join(shared.servers.dir, file), { force: true });
    await shared.servers.imap.start();
    await shared.append(3);
    // The database remembers the first day of the mailbox by the test's clock, which is ahead of Dovecot's.
    await desk.database.db.update(rows.mailboxes).set({ createdAt: instant("2020-01-01T00:00:00Z") });
    await desk.start();
    expect((await desk.folder()).uidvalidity).not.toBe(uidvalidity);
    const found = (await desk.rows()).filter((row) => row.uidvalidity !== uidvalidity);
    expect(found.map(({ msgId, state, disposition }) => [msgId, state, disposition])).toEqual([
      [null, "done", "duplicate"],
      [null, "done", "duplicate"],
      ["<3@f.example>", "stored", null],
    ]);
  });
});
