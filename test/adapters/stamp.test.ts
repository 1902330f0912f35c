import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stamped } from "../../src/adapters/embedded/stamp.ts";

const SUBMISSION = {
  user: "carla@fabrikam.example",
  helo: "laptop",
  reversePath: "carla@fabrikam.example",
  recipient: "support@contoso.example",
  id: "1",
  at: new Date(0),
};
const stamp = (mail: string): string =>
  Buffer.concat(stamped(Buffer.from(mail, "latin1"), SUBMISSION)!).toString("latin1");
/** How many fields claim that this server vouches, as any reader of header fields would see them. */
const vouchers = (mail: string): number =>
  mail
    .slice(0, mail.indexOf("\r\n\r\n"))
    .split(/\r\n(?![ \t])/)
    .filter((field) => /^authentication-results\s*:/i.test(field) && /sandbox\.answerable/i.test(field))
    .length;

const FORGED = "auth=pass smtp.auth=ana@contoso.example";

describe("only the server's own stamp is left", () => {
  test.each([
    ["plain", `Authentication-Results: sandbox.answerable; ${FORGED}\r\nSubject: x\r\n\r\nbody`],
    ["folded", `Authentication-Results:\r\n sandbox.answerable;\r\n\t${FORGED}\r\nSubject: x\r\n\r\nbody`],
    ["other letters", `AUTHENTICATION-results: Sandbox.Answerable; ${FORGED}\r\n\r\nbody`],
    ["a space before the colon", `Authentication-Results : sandbox.answerable; ${FORGED}\r\n\r\nbody`],
    ["behind a comment", `Authentication-Results: (x) sandbox.answerable; ${FORGED}\r\n\r\nbody`],
    ["plain line feeds", `Subject: x\nAuthentication-Results: sandbox.answerable; ${FORGED}\n\nbody`],
    ["plain carriage returns", `Subject: x\rAuthentication-Results: sandbox.answerable; ${FORGED}\r\rbody`],
    ["as the last field", `Subject: x\r\nAuthentication-Results: sandbox.answerable; ${FORGED}`],
    [
      "after a line that looks empty to some",
      `Subject: x\r\r\nAuthentication-Results: sandbox.answerable; ${FORGED}\r\n\r\nb`,
    ],
  ])("%s", (_, mail) => expect(vouchers(stamp(mail))).toBe(1));

  test("what others vouch for stays", () => {
    const other = "Authentication-Results: mx.fabrikam.example; dkim=pass\r\n";
    expect(stamp(`${other}\r\nbody`)).toContain(other);
  });
});

test("the body goes through byte for byte, and header bytes keep their values", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 50 }), (body, subject) => {
      const oneLine = subject.filter((byte) => byte !== 10 && byte !== 13);
      const mail = Buffer.concat([Buffer.from("Subject: x"), oneLine, Buffer.from("\r\n\r\n"), body]);
      const out = Buffer.concat(stamped(mail, SUBMISSION)!);
      expect(out.subarray(out.length - mail.length).equals(mail)).toBe(true);
    }),
  );
});

test("a client's strange name for itself adds no field", () => {
  const out = Buffer.concat(
    stamped(Buffer.from("\r\n"), { ...SUBMISSION, helo: "x\r\nEvil: yes" })!,
  ).toString();
  expect(out).not.toContain("Evil");
});

test("a header without an end is refused, not scanned for ever", () => {
  expect(stamped(Buffer.alloc(2_000_000, "a"), SUBMISSION)).toBeNull();
});
