import { describe, expect, test } from "vitest";
import { judge } from "../../src/mail/delivery-report/classify.ts";
import { readDeliveryReport } from "../../src/mail/delivery-report.ts";
import { handMade } from "../support/hand-made-message.ts";

const status = (text: string) => [{ contentType: "message/delivery-status", text, path: "2" }];
const REPORT =
  'From: MAILER-DAEMON@mx.example\nTo: us@desk.example\nSubject: Undelivered\nContent-Type: multipart/report; report-type="delivery-status"';

describe("the fields of RFC 3464", () => {
  const fields = (text: string) => readDeliveryReport(handMade(REPORT, "", status(text)))!;
  test("each recipient is told with what its server said", () => {
    const report = fields(
      "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@contoso.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n  User unknown\n\nFinal-Recipient: rfc822;b@contoso.example\nAction: failed\nStatus: 5.2.2\n",
    );
    expect(report.recipients).toEqual([
      {
        address: "a@contoso.example",
        action: "failed",
        status: "5.1.1",
        class: "hard",
        diagnostic: "550 5.1.1 User unknown",
      },
      { address: "b@contoso.example", action: "failed", status: "5.2.2", class: "soft", diagnostic: "" },
    ]);
  });
  test("delayed and delivered are no failures", () => {
    expect(fields("Final-Recipient: rfc822; a@b.example\nAction: delayed\nStatus: 4.4.1").kind).toBe(
      "delayed",
    );
    expect(fields("Final-Recipient: rfc822; a@b.example\nAction: relayed\nStatus: 2.0.0").kind).toBe(
      "delivered",
    );
  });
});

const BOUNCE =
  "This is the mail system at host mx.example.\n\n<bob@x.example>: host said: 550 5.1.1 User unknown\n\nReceived: from a by b\nMessage-ID: <m@x.example>";

describe("what a person passes on is no report", () => {
  test.each([
    [
      "forwarded",
      "Ana <ana@contoso.example>",
      "Fwd: Undelivered Mail Returned to Sender",
      `I get this:\n\n${BOUNCE}`,
    ],
    [
      "forwarded by an administrator without a word",
      "Administrator <admin@contoso.example>",
      "Fwd: Undelivered Mail Returned to Sender",
      BOUNCE,
    ],
    [
      "pasted below a sentence",
      "Ana <ana@contoso.example>",
      "Undelivered mail",
      `Guten Tag, seit gestern kommt bei allen Kunden von contoso.example diese Meldung zurück:\n\n${BOUNCE}`,
    ],
    [
      "told",
      "Ana <ana@contoso.example>",
      "Mail not delivered",
      "My mail to bob@x.example could not be delivered, 550 5.1.1.",
    ],
  ])("%s", (_name, from, subject, text) => {
    const mail = handMade(`From: ${from}\nTo: us@desk.example\nSubject: ${subject}`, text);
    expect(readDeliveryReport(mail)).toBeNull();
  });

  test("but the same from a mail system is", () => {
    const mail = handMade("From: Mail <mailer@x.example>\nReturn-Path: <>\nSubject: Undelivered", BOUNCE);
    expect(readDeliveryReport(mail)?.recipients[0]?.address).toBe("bob@x.example");
  });
});

describe("hard or soft", () => {
  test.each([
    ["550 5.1.1 <a@b.example>: User unknown", "", "hard", "5.1.1"],
    ["552 5.2.2 Mailbox full", "", "soft", "5.2.2"],
    ["550 Requested action not taken: mailbox unavailable", "", "hard", "5.1.1"],
    ["554 5.7.1 Service unavailable; Client host blocked using zen.spamhaus.org", "", "soft", "5.7.1"],
    ["550 5.1.8 Sender address rejected: Domain not found", "", "soft", "5.1.8"],
    [
      "Host or domain name not found. Name service error for name=b.example type=A: Host not found",
      "5.4.4",
      "hard",
      "5.4.4",
    ],
    [
      "Host or domain name not found. Name service error for name=b.example type=MX: Host not found, try again",
      "4.4.3",
      "soft",
      "4.4.3",
    ],
    ["552 5.3.4 Message size exceeds fixed limit", "", "soft", "5.3.4"],
    ["450 4.2.0 Greylisted, see http://postgrey.example/", "", "soft", "4.2.0"],
    ["550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", "5.4.1", "hard", "5.4.1"],
    ["", "5.1.10", "hard", "5.1.10"],
    ["", "5.7.1", "soft", "5.7.1"],
  ] as const)("%s %s is %s", (diagnostic, given, verdict, code) => {
    expect(judge(diagnostic, given)).toMatchObject({ class: verdict, status: code });
  });
});
