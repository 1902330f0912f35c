import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AUTHSERV_ID,
  DESK,
  type MailServers,
  mailServersMissing,
  startMailServers,
} from "../support/mail-servers.ts";

const missing = mailServersMissing();

const mail = (subject: string, more = "") =>
  `From: Carla <carla@fabrikam.example>\nTo: ${DESK}\nSubject: ${subject}\n${more}\nHello\n`;

describe.skipIf(missing !== null)(
  `mail servers for journeys${missing === null ? "" : ` (${missing})`}`,
  () => {
    let servers: MailServers;
    beforeAll(async () => {
      servers = await startMailServers();
    });
    afterAll(() => servers.stop());

    test("a mail to an address with a plus sign lands in its mailbox and says for whom it was", async () => {
      await servers.deliver(mail("plus"), "carla@fabrikam.example", "support+token1@contoso.example");
      const { raw } = await servers.awaitMail(DESK, ({ mail }) => mail.subject === "plus");
      expect(raw.toString()).toContain("Delivered-To: support+token1@contoso.example");
    });

    test("only a user with a password gets the stamp, a forged one is taken out", async () => {
      const forged = `Authentication-Results: ${AUTHSERV_ID}; auth=pass smtp.auth=ana@contoso.example\n`;
      await servers.deliver(mail("forged", forged), "carla@fabrikam.example", DESK);
      await servers.deliver(mail("proved"), "ana@contoso.example", DESK, "ana@contoso.example");
      const stamp = `Authentication-Results: ${AUTHSERV_ID}; auth=pass smtp.auth=ana@contoso.example`;
      const seen = async (subject: string) =>
        (await servers.awaitMail(DESK, ({ mail }) => mail.subject === subject)).raw.toString();
      expect(await seen("forged")).not.toContain("auth=pass");
      expect(await seen("proved")).toContain(stamp);
    });

    test("a mail to nobody comes back as a delivery report", async () => {
      await servers.deliver(mail("lost"), "carla@fabrikam.example", "nobody@contoso.example");
      const report = await servers.awaitMail("carla@fabrikam.example", ({ raw }) =>
        raw.includes("delivery-status"),
      );
      expect(report.raw.toString()).toMatch(/Status: 5\.1\.1/);
    });

    test("the world outside takes mail and refuses it as told", async () => {
      servers.sink.refuse("full@customer.test", { code: 552, text: "5.2.2 mailbox full" });
      await servers.deliver(mail("out"), DESK, ["eva@customer.test", "full@customer.test"], DESK);
      expect((await servers.sink.awaitMail("eva@customer.test")).raw.toString()).toContain("Subject: out");
      const report = await servers.awaitMail(DESK, ({ raw }) => raw.includes("full@customer.test"));
      expect(report.raw.toString()).toMatch(/5\.2\.2/);
    });

    test("servers that were killed serve the same mails at the same ports", async () => {
      const before = (await servers.inbox(DESK)).length;
      await servers.imap.kill();
      await servers.smtp.kill();
      await servers.smtp.start();
      await servers.deliver(mail("meanwhile"), "carla@fabrikam.example", DESK);
      await servers.imap.start();
      await servers.awaitMail(DESK, ({ mail }) => mail.subject === "meanwhile");
      expect((await servers.inbox(DESK)).length).toBe(before + 1);
    });
  },
);
