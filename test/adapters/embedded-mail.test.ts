import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dovecotMissing } from "../../src/adapters/embedded/dovecot.ts";
import { type MailChoice, type SandboxMailServers, startMail } from "../../src/adapters/embedded/mail.ts";
import { sandboxPage } from "../../src/adapters/embedded/sandbox-page.ts";
import { folderSource, listenForNews } from "../../src/adapters/imap/source.ts";

const SILENT = { info: () => {}, warn: () => {} };
const DESK = "support@contoso.example";
const CARLA = "carla@fabrikam.example";
const ANA = "ana@contoso.example";

const top = mkdtempSync(join(tmpdir(), "answerable-sandbox-"));
chmodSync(top, 0o755);
afterAll(() => rmSync(top, { recursive: true, force: true }));

const start = (name: string, choice: MailChoice) =>
  startMail(join(top, name), { deskAddress: null, choice }, SILENT);

async function submit(
  mail: SandboxMailServers,
  as: string,
  to: string,
  raw: string,
  password?: string,
): Promise<void> {
  const { host, port, password: own } = mail.smtp(as);
  const transport = createTransport({
    host,
    port,
    ignoreTLS: true,
    auth: { user: as, pass: password ?? own! },
  });
  await transport
    .sendMail({ envelope: { from: as, to: [to] }, raw: raw.replaceAll("\n", "\r\n") })
    .finally(() => transport.close());
}

async function connected<T>(
  mail: SandboxMailServers,
  user: string,
  run: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const { host, port, password } = mail.imap(user);
  const client = new ImapFlow({ host, port, secure: false, auth: { user, pass: password! }, logger: false });
  client.on("error", () => {});
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.logout().catch(() => client.close());
  }
}

/** What a folder holds: subjects, flags, and the identity that UIDs are valid for. */
const folder = (mail: SandboxMailServers, user: string, path = "INBOX") =>
  connected(mail, user, async (client) => {
    const { exists, uidValidity } = await client.mailboxOpen(path, { readOnly: true });
    const all =
      exists === 0 ? [] : await client.fetchAll("1:*", { envelope: true, flags: true, source: true });
    const mails = all.map(({ envelope, flags, source }) => ({
      subject: envelope?.subject,
      flags: [...(flags ?? [])].filter((flag) => flag !== "\\Recent"),
      raw: source!.toString(),
    }));
    return { uidValidity, mails, subjects: mails.map(({ subject }) => subject) };
  });

async function eventually<T>(what: () => Promise<T>, ms = 10_000): Promise<T> {
  for (const deadline = performance.now() + ms; ; await wait(50)) {
    try {
      return await what();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
}

const stores: [MailChoice, string | null][] = [
  ["dovecot", dovecotMissing(top)],
  ["hoodiecrow", null],
];

describe.each(stores)("the sandbox's mail with %s", (choice, missing) => {
  describe.skipIf(missing !== null)(missing ?? "installed", () => {
    let mail: SandboxMailServers;
    beforeAll(async () => {
      mail = await start(choice, choice);
    });
    afterAll(() => mail.stop());

    test("a mail by SMTP is in the mailbox, stamped with who really sent it", async () => {
      const forged = "Authentication-Results: sandbox.answerable; auth=pass smtp.auth=ana@contoso.example\n";
      const raw = `${forged}From: Ana <${ANA}>\nTo: ${DESK}\nSubject: from whom?\n\nHello\n`;
      await submit(mail, CARLA, "support+token7@contoso.example", raw);
      const { mails } = await eventually(async () => {
        const found = await folder(mail, DESK);
        expect(found.subjects).toContain("from whom?");
        return found;
      });
      const got = mails.find(({ subject }) => subject === "from whom?")!.raw;
      expect(got).toContain("Delivered-To: support+token7@contoso.example");
      expect(got).toContain(
        "Authentication-Results: sandbox.answerable;\r\n\tauth=pass smtp.auth=carla@fabrikam.example",
      );
      expect(got).not.toContain("smtp.auth=ana@");
    });

    test("several mails that arrive together are fetched together, each with all its bytes", async () => {
      const subjects = ["one of three", "two of three", "three of three"];
      for (const subject of subjects) {
        const raw = `From: ${CARLA}\nTo: ${DESK}\nSubject: ${subject}\n\n${subject.repeat(subject.length)}\n`;
        await submit(mail, CARLA, DESK, raw);
      }
      await eventually(async () =>
        expect((await folder(mail, DESK)).subjects).toEqual(expect.arrayContaining(subjects)),
      );
      await connected(mail, DESK, async (client) => {
        const heard = listenForNews(client);
        await client.mailboxOpen("INBOX", { readOnly: true });
        const source = folderSource(client, heard, { kind: "leave" });
        const listed = await source.list(1, 100);
        const sizes = new Map<number, number>();
        for await (const { uid, bytes } of source.fetch(
          listed.map(({ uid }) => uid),
          2 ** 21,
        ))
          sizes.set(uid, bytes.length);
        expect(listed.length).toBeGreaterThanOrEqual(3);
        expect([...sizes].sort()).toEqual(listed.map(({ uid, size }) => [uid, size]).sort());
      });
    });

    test("a reader who waits hears of a new mail", async () => {
      await connected(mail, ANA, async (client) => {
        await client.mailboxOpen("INBOX");
        const heard = new Promise((resolve) => client.once("exists", resolve));
        void client.idle();
        await submit(mail, CARLA, ANA, "Subject: wake up\n\nHello\n");
        await heard;
      });
    });

    test.each([
      ["nobody's mailbox", DESK, "nobody@contoso.example", undefined, /550 5\.1\.1/],
      [
        "an address outside",
        CARLA,
        "someone@outside.example",
        undefined,
        /550 5\.1\.1 .*does not leave the sandbox/,
      ],
      ["a wrong password", CARLA, DESK, "wrong", /535 5\.7\.8/],
    ])("%s is refused", async (_, from, to, password, says) => {
      await expect(submit(mail, from, to, "Subject: x\n\nx\n", password)).rejects.toThrow(says);
    });

    test("the page lists, reads and sends as people do, and keeps what was sent", async () => {
      const page = sandboxPage(mail);
      const example = (await page.examples()).find(({ id }) => id === "attachment")!;
      const draft = { from: CARLA, to: ANA, subject: example.subject, text: example.text, references: [] };
      expect((await page.send({ ...draft, inReplyTo: null })).kind).toBe("sent");
      const [mine] = await page.list(CARLA);
      expect(mine).toMatchObject({ folder: "sent", to: ANA, subject: example.subject });
      const [theirs] = await page.list(ANA);
      const read = await page.read(ANA, theirs!.id);
      expect(read).toMatchObject({
        folder: "inbox",
        replyTo: CARLA,
        text: expect.stringContaining("sign-in log"),
      });
      expect(await page.send({ ...draft, to: "a@outside.example", inReplyTo: null })).toMatchObject({
        kind: "refused",
      });
      expect(await page.list(DESK)).toEqual([]);
      await eventually(async () =>
        expect((await folder(mail, CARLA, "Sent")).subjects).toContain(example.subject),
      );
    });

    test("mails, flags and deletions outlive a restart, and so do passwords and ports", async () => {
      const before = mail.imap(DESK);
      for (const subject of ["kept", "gone"]) await submit(mail, CARLA, DESK, `Subject: ${subject}\n\nx\n`);
      await eventually(async () => expect((await folder(mail, DESK)).subjects).toContain("gone"));
      await connected(mail, DESK, async (client) => {
        await client.mailboxOpen("INBOX");
        await client.messageFlagsAdd({ subject: "kept" }, ["\\Seen"]);
        await client.messageDelete({ subject: "gone" });
        await client.append("Sent", "Subject: by client\r\n\r\nx\r\n", ["\\Seen"]);
      });
      const inbox = await folder(mail, DESK);
      await mail.stop();
      mail = await start(choice, choice);
      expect(mail.imap(DESK)).toEqual(before);
      const after = await folder(mail, DESK);
      expect(after.subjects).toEqual(inbox.subjects);
      expect(after.subjects).not.toContain("gone");
      expect(after.mails.find(({ subject }) => subject === "kept")?.flags).toEqual(["\\Seen"]);
      expect((await folder(mail, DESK, "Sent")).subjects).toContain("by client");
      if (choice === "hoodiecrow") expect(after.uidValidity).not.toBe(inbox.uidValidity);
    });
  });
});

test("a mail that cannot be stored is not taken: the client keeps it and tries again", async () => {
  const mail = await start("broken", "hoodiecrow");
  rmSync(join(mail.maildir(DESK), "tmp"), { recursive: true });
  writeFileSync(join(mail.maildir(DESK), "tmp"), "in the way");
  await expect(submit(mail, CARLA, DESK, "Subject: x\n\nx\n")).rejects.toThrow(/452 4\.3\.1/);
  await mail.stop();
});
