import { ImapFlow } from "imapflow";
import { describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { instant } from "../../src/values/instant.ts";
import { intakeDesk } from "../support/intake-desk.ts";
import { DESK, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";

const missing = mailServersMissing();

describe.skipIf(missing !== null)("a server with QRESYNC", () => {
  test("tells at the opening what was expunged meanwhile: a mail it would not give has vanished", async () => {
    await using servers = await startMailServers();
    const { password } = servers.accounts.find(({ address }) => address === DESK)!;
    const { port } = servers.imap;
    const imap = { host: "127.0.0.1", port, tls: "never", user: DESK, password } as const;
    const auth = { user: DESK, pass: password };
    const client = new ImapFlow({ ...imap, secure: false, doSTARTTLS: false, auth, logger: false } as never);
    client.on("error", () => {});
    await client.connect();
    try {
      for (const n of [1, 2]) {
        await client.append(
          "INBOX",
          plainMail({ From: "carla@fabrikam.example", Subject: `Mail ${n}` }, "Words."),
        );
      }
      await using desk = await intakeDesk(port, { over: { imap } });
      await desk.start();
      await desk.stop();
      expect((await desk.folder()).highestModseq).toMatch(/^\d+$/);
      // As if the server had refused both, and neither were to be asked for again this century.
      await desk.database.db
        .update(rows.inboundMail)
        .set({ state: "aside", storedAt: null, fetchAgainAt: instant("2100-01-01T00:00:00Z") });
      await client.mailboxOpen("INBOX");
      await client.messageDelete("2", { uid: true });
      await desk.start();
      expect((await desk.rows()).map(({ uid, state, disposition }) => [uid, state, disposition])).toEqual([
        [1, "aside", null],
        [2, "done", "vanished"],
      ]);
    } finally {
      await client.logout().catch(() => client.close());
    }
  });
});
