import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { describeReading } from "../../src/mail/describe.ts";
import type { Message } from "../../src/mail/message.ts";
import { parseMessage } from "../../src/mail/parse.ts";
import { readMail } from "../../src/mail/read-mail.ts";
import { HOSTILE } from "../support/hostile-mails.ts";

const RECEIVER = { provider: "generic", authservId: "mx.b.example" } as const;
/** The product's bound is a second on a quiet core; a shared machine gets the two seconds after which the pool ends a mail. */
const MOST_MS = 2_000;

describe("no mail costs more than it should", () => {
  test.each(HOSTILE)("%s", (_name, mail) => {
    const before = process.cpuUsage();
    const described = describeReading(readMail(Buffer.from(mail, "latin1"), RECEIVER));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(MOST_MS);
    expect(described.unreadable).toBeNull();
    expect(described.message?.from?.address ?? "a@b.example").not.toMatch(/[\r\n\0]/);
  });
});

describe("what is over a bound is cut and named", () => {
  const defectsOf = (name: string): string[] => {
    const mail = HOSTILE.find(([known]) => known === name)![1];
    const parsed = parseMessage(Buffer.from(mail, "latin1"));
    return parsed.kind === "message" ? parsed.message.defects.map(({ code }) => code) : [];
  };
  test.each([
    ["20,000 nested multiparts", "mime-depth"],
    ["a multipart of 10,000 parts", "mime-parts"],
    ["a million recipients", "header-cut"],
    ["100,000 header fields", "header-cut"],
  ])("%s", (name, code) => expect(defectsOf(name)).toContain(code));

  test("fields behind a field that was cut are still read", () => {
    const mail = `To: ${"a@b.example,".repeat(100_000)}\r\nFrom: c@d.example\r\nSubject: s\r\n\r\nx`;
    const { message } = parseMessage(Buffer.from(mail)) as { message: Message };
    expect([message.from?.address, message.subject, message.to.length]).toEqual(["c@d.example", "s", 2_000]);
  });
});

/**
 * Peak memory a mail costs above what the process had: measured in a process of its own, and as the peak of that
 * process's own memory. On Linux `resourceUsage().maxRSS` begins at what the process that started it held (getrusage(2):
 * it is kept over execve), so it grew with whatever tests had run before; VmHWM of proc(5) begins at nothing.
 */
function extraMegabytes(build: string): number {
  const script = `
    import { existsSync, readFileSync } from "node:fs";
    import { readMail } from "./src/mail/read-mail.ts";
    const receiver = { provider: "generic", authservId: null };
    readMail(Buffer.from("From: a@b.example\\r\\n\\r\\nx"), receiver);
    const mail = ${build};
    gc();
    const before = process.memoryUsage().rss;
    readMail(mail, receiver);
    const status = "/proc/self/status";
    const peakOf = (text) => Number(/VmHWM:\\s*(\\d+) kB/.exec(text)[1]);
    const peakKilobytes = existsSync(status) ? peakOf(readFileSync(status, "utf8")) : process.resourceUsage().maxRSS;
    console.log(Math.max(0, peakKilobytes / 1024 - before / 1048576));`;
  const args = ["--expose-gc", "--input-type=module", "-e", script];
  return Number(execFileSync(process.execPath, args, { encoding: "utf8", stdio: "pipe" }));
}

describe("no mail costs more memory than it should", () => {
  test.each([
    [
      "a mail with a file of 18 MB, 25 MB encoded",
      `Buffer.concat([Buffer.from("From: a@b.example\\r\\nContent-Type: multipart/mixed; boundary=x\\r\\n\\r\\n--x\\r\\n` +
        `Content-Type: application/pdf; name=a.pdf\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\n"),
        Buffer.alloc(25 * 1048576, "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODk=\\r\\n")])`,
      100,
    ],
    [
      "25 MB of plain text",
      `Buffer.concat([Buffer.from("From: a@b.example\\r\\n\\r\\n"), Buffer.alloc(25 * 1048576, "some words of text\\r\\n")])`,
      150,
    ],
    [
      "25 MB of HTML tags",
      `Buffer.concat([Buffer.from("From: a@b.example\\r\\nContent-Type: text/html\\r\\n\\r\\n"), Buffer.alloc(25 * 1048576, "<b>")])`,
      150,
    ],
    [
      "25 MB of recipients",
      `Buffer.concat([Buffer.from("From: a@b.example\\r\\nTo: "), Buffer.alloc(25 * 1048576, "u@d.example, "), Buffer.from("\\r\\n\\r\\nx")])`,
      150,
    ],
    [
      "a million delimiters",
      `Buffer.concat([Buffer.from("From: a@b.example\\r\\nContent-Type: multipart/mixed; boundary=x\\r\\n\\r\\n"), Buffer.alloc(5 * 1048576, "--x\\r\\n")])`,
      150,
    ],
  ])("%s", (_name, build, most) => expect(extraMegabytes(build)).toBeLessThan(most));
});
