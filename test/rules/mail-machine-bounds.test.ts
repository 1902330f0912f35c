import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAuthentication } from "../../src/mail/authentication.ts";
import { readDeliveryReport } from "../../src/mail/delivery-report.ts";
import { classifyOrigin } from "../../src/mail/origin.ts";
import { handMade } from "../support/hand-made-message.ts";

const HEAD =
  "From: MAILER-DAEMON@mx.example\nTo: us@desk.example\nSubject: Undelivered Mail Returned to Sender";
const status = (text: string) => [{ contentType: "message/delivery-status", text, path: "2" }];

/** Milliseconds of processor time all three readers take for a mail. */
function cost(message: ReturnType<typeof handMade>): number {
  const start = process.cpuUsage();
  classifyOrigin(message);
  readDeliveryReport(message);
  for (const provider of ["generic", "google", "microsoft365"] as const) {
    readAuthentication(message, { provider, authservId: "mx.desk.example" });
  }
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 1000;
}

const recipients = (count: number, diagnostic: string) =>
  Array.from(
    { length: count },
    (_, at) =>
      `Final-Recipient: rfc822; u${at}@x.example\nAction: failed\nDiagnostic-Code: smtp; 550 ${diagnostic}\n`,
  ).join("\n");

describe("a hostile mail costs under a second", () => {
  test.each([
    ["ten thousand recipients", handMade(HEAD, "", status(recipients(10_000, "no reason")))],
    ["recipients with long diagnostics", handMade(HEAD, "", status(recipients(1000, "user ".repeat(800))))],
    ["a megabyte without a line end", handMade(HEAD, "a".repeat(1_000_000))],
    ["a megabyte of at signs", handMade(HEAD, "@".repeat(1_000_000))],
    ["a megabyte of addresses in a line", handMade(HEAD, "a@b.example ".repeat(90_000))],
    ["a hundred thousand lines of addresses", handMade(HEAD, "<u@b.example>: 550\n".repeat(100_000))],
    ["a hundred thousand blank lines", handMade(HEAD, "\n".repeat(100_000))],
    [
      "a line of keywords",
      handMade(HEAD, "account mailbox user recipient address host domain ".repeat(20_000)),
    ],
    ["a notice of quotes and brackets", handMade(HEAD, "\"<'(".repeat(200_000))],
    [
      "fields folded without end",
      handMade(HEAD, "", status(`Diagnostic-Code: x\n${" y\n".repeat(200_000)}`)),
    ],
    [
      "a returned mail with endless Message-ID space",
      handMade(HEAD, `x\nReceived: from a\nMessage-ID:${" ".repeat(500_000)}`),
    ],
    ["a subject of a megabyte", handMade(`From: a@b.example\nSubject: ${"auto reply ".repeat(90_000)}`)],
    [
      "a person's megabyte",
      handMade("From: a@b.example\nSubject: x", "in urgent cases confirm your message ".repeat(30_000)),
    ],
    [
      "results with quotes that never end",
      handMade(
        `${`Authentication-Results: mx.desk.example; ${'"\\'.repeat(8000)}\n`.repeat(100)}From: a@b.example`,
      ),
    ],
    ["ten thousand hops", handMade(`${"Received: from a by b\n".repeat(10_000)}From: a@b.example`)],
    ["a From of commas and quotes", handMade(`From: ${'"a@b, '.repeat(20_000)}<a@b.example>`)],
  ])("%s", (_name, message) => expect(cost(message)).toBeLessThan(1000));

  test("and names at most a thousand recipients", () => {
    const found = readDeliveryReport(handMade(HEAD, "", status(recipients(5000, "user unknown"))));
    expect(found?.recipients).toHaveLength(1000);
  });
});

test("no text makes the readers throw", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "<a@b.example>:",
      "550 5.1.1 user",
      "--- Below this line",
      "Final-Recipient: rfc822;",
      ">",
      "@",
    ),
  );
  fc.assert(
    fc.property(fc.array(line), fc.array(line), fc.string(), (notice, fields, subject) => {
      const header = `From: MAILER-DAEMON@x.example\nSubject: undelivered ${subject.replaceAll(/[\r\n]/g, " ")}`;
      const message = handMade(header, notice.join("\n"), status(fields.join("\n")));
      const report = readDeliveryReport(message);
      for (const one of report?.recipients ?? []) expect(["hard", "soft"]).toContain(one.class);
      expect(classifyOrigin(message).because).not.toBe("");
    }),
    { numRuns: 300 },
  );
});
