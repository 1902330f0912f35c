import { readFileSync } from "node:fs";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
import { parseMessage } from "../../src/mail/parse.ts";
import { readMail } from "../../src/mail/read-mail.ts";

const RECEIVER = { provider: "generic", authservId: "mx.desk.example" } as const;
/** Long enough for the compiler to settle, short enough to be run often. */
const RUN_MS = 1_500;
const PARAGRAPH =
  "Hello, the invoice of October shows two seats more than we ordered in June.\r\n" +
  "We looked at the portal and there the number is right, so the mistake must\r\n" +
  "have come in later. Could you please have a look and tell us what to pay?\r\n\r\n";

const text = (size: number): string => PARAGRAPH.repeat(Math.ceil(size / PARAGRAPH.length));
const fields =
  "From: =?utf-8?Q?Jos=C3=A9?= <jose@b.example>\r\nTo: support@desk.example\r\nSubject: Invoice\r\n" +
  "Message-ID: <1@b.example>\r\nDate: Tue, 24 Nov 2026 12:00:00 +0000\r\nMIME-Version: 1.0\r\n";
const part = (type: string, body: string): string => `--x\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
const file = (bytes: number): string =>
  `--x\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n` +
  Buffer.alloc(bytes, "content")
    .toString("base64")
    .replace(/(.{76})/g, "$1\r\n");
const mixed = (...parts: string[]): string =>
  `${fields}Content-Type: multipart/mixed; boundary=x\r\n\r\n${parts.join("")}\r\n--x--\r\n`;

const MAILS: readonly (readonly [name: string, mail: Buffer])[] = [
  ["6 KB of text", Buffer.from(`${fields}Content-Type: text/plain; charset=utf-8\r\n\r\n${text(6_000)}`)],
  ["text and a 20 KB file", Buffer.from(mixed(part("text/plain", text(1_000)), file(20_000)))],
  [
    "text and 30 KB of HTML",
    Buffer.from(mixed(part("text/plain", text(5_000)), part("text/html", `<p>${text(100)}</p>`.repeat(200)))),
  ],
  [
    "30 KB of HTML alone",
    Buffer.from(`${fields}Content-Type: text/html\r\n\r\n${`<tr><td>${text(100)}</td></tr>`.repeat(160)}`),
  ],
  ["a reply over a long quote", readFileSync("test/fixtures/mail/reply/html-outlook-desktop-only.eml")],
  ["a 5 MB file", Buffer.from(mixed(part("text/plain", text(1_000)), file(5_000_000)))],
];

const READERS: readonly (readonly [name: string, read: (mail: Buffer) => unknown])[] = [
  ["mailparser", (mail) => simpleParser(mail)],
  ["postal-mime", (mail) => PostalMime.parse(mail)],
  ["parseMessage", (mail) => parseMessage(mail)],
  ["readMail (all rules)", (mail) => readMail(mail, RECEIVER)],
];

/** Mails a second of our reader beside two libraries, in one run: only the ratios travel between machines. */
export async function benchMail(): Promise<string[]> {
  const lines: string[] = [];
  for (const [name, mail] of MAILS) {
    lines.push(`${name} (${Math.ceil(mail.length / 1024)} KB)`);
    let base = 0;
    for (const [reader, read] of READERS) {
      const { perSecond, peakMb } = await measure(read, mail);
      base ||= perSecond;
      const ratio = (perSecond / base).toFixed(2);
      lines.push(
        `  ${reader.padEnd(22)} ${perSecond.toFixed(0).padStart(7)} a second  ${ratio.padStart(6)} × mailparser  heap +${peakMb} MB`,
      );
    }
  }
  return lines;
}

async function measure(
  read: (mail: Buffer) => unknown,
  mail: Buffer,
): Promise<{ perSecond: number; peakMb: number }> {
  for (let i = 0; i < 20; i++) await read(mail);
  const before = memory();
  let peak = before;
  let count = 0;
  const start = performance.now();
  while (performance.now() - start < RUN_MS) {
    await read(mail);
    count += 1;
    if (count % 16 === 0) peak = Math.max(peak, memory());
  }
  return {
    perSecond: (count * 1000) / (performance.now() - start),
    peakMb: Math.round((peak - before) / 1e6),
  };
}

function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
