import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, describe, expect, test } from "vitest";
import { dovecotMissing } from "../../src/adapters/embedded/dovecot.ts";
import { type MailChoice, startMail } from "../../src/adapters/embedded/mail.ts";
import { connectImap } from "../../src/adapters/imap/connect.ts";
import { lookInto } from "../../src/adapters/imap/look-into.ts";

const SILENT = { info: () => {}, warn: () => {} };
const DESK = "support@contoso.example";
const CARLA = "carla@fabrikam.example";

const top = mkdtempSync(join(tmpdir(), "answerable-look-"));
chmodSync(top, 0o755);
afterAll(() => rmSync(top, { recursive: true, force: true }));

const servers: [MailChoice, string | null][] = [
  ["dovecot", dovecotMissing(top)],
  ["hoodiecrow", null],
];

describe.each(servers)("%s", (choice, missing) => {
  test.skipIf(missing !== null)("a folder is listed whole, and its mails described", async () => {
    const mail = await startMail(join(top, choice), { deskAddress: null, choice }, SILENT);
    try {
      const { host, port, password } = mail.smtp(CARLA);
      const auth = { user: CARLA, pass: password! };
      const transport = createTransport({ host, port, ignoreTLS: true, auth });
      for (const n of [1, 2, 3]) {
        const raw = `From: ${CARLA}\r\nTo: ${DESK}\r\nSubject: ${n}\r\n\r\nWords\r\n`;
        await transport.sendMail({ envelope: { from: CARLA, to: [DESK] }, raw });
      }
      transport.close();
      const server = mail.imap(DESK);
      const person = await connectImap(server);
      const status = () => person.status("INBOX", { messages: true });
      await expect.poll(status, { timeout: 20_000 }).toMatchObject({ messages: 3 });
      await person.mailboxOpen("INBOX");
      await person.messageDelete("2", { uid: true });
      await person.logout();

      await using folder = await lookInto(server, "INBOX");
      const uids = await folder.uids();
      expect(uids).toHaveLength(2);
      const described = await folder.describe(uids);
      expect(described.map(({ uid }) => uid)).toEqual(uids);
      expect(described.every(({ size, internalDate }) => size > 0 && internalDate !== null)).toBe(true);
      await expect(lookInto(server, "No such folder")).rejects.toThrow("the folder cannot be opened");
    } finally {
      await mail.stop();
    }
  });
});
