import { describe, expect, test } from "vitest";
import type { Message } from "../../src/mail/message.ts";
import { parseMessage } from "../../src/mail/parse.ts";
import { readMail } from "../../src/mail/read-mail.ts";

/** A mail from its lines; characters are bytes. */
const mail = (...lines: string[]): Buffer => Buffer.from(lines.join("\r\n"), "latin1");
const read = (bytes: Buffer): Message => {
  const parsed = parseMessage(bytes);
  if (parsed.kind !== "message") throw new Error(parsed.detail);
  return parsed.message;
};

describe("one mail", () => {
  test("its parts become values", () => {
    const message = read(
      mail(
        "From: =?utf-8?Q?J=C3=B6rg?= <joe@Example.COM>",
        'To: team: a@b.example, "Doe, J" <d@e.example>;',
        "Subject: =?utf-8?B?4oI=?= =?utf-8?B?rA==?=",
        "Content-Type: multipart/mixed; boundary=x",
        "",
        "--x",
        "",
        "Hello",
        "--x",
        "Content-Type: text/plain; name=note.txt",
        "",
        "note",
        "--x--",
      ),
    );
    expect(message.from).toEqual({ name: "Jörg", address: "joe@example.com" });
    expect(message.to.map(({ name }) => name)).toEqual(["", "Doe, J"]);
    expect(message.subject).toBe("€");
    expect(message.text).toBe("Hello");
    expect(message.attachments.map(({ filename, size, path }) => [filename, size, path])).toEqual([
      ["note.txt", 4, "2"],
    ]);
  });

  test.each([
    ["nothing", "", "empty"],
    ["blanks and line ends", " \r\n\r\n", "empty"],
    ["bytes that are no text and have no header", "\x89PNG\r\n\0\0\0", "malformed"],
  ])("%s is unreadable, with a reason", (_name, bytes, because) => {
    expect(parseMessage(Buffer.from(bytes, "latin1"))).toMatchObject({ kind: "unreadable", because });
  });

  test("a reading holds what every reader says", () => {
    const reading = readMail(mail("From: a@b.example", "", "Hi"), { provider: "generic", authservId: null });
    expect(reading).toMatchObject({ kind: "message", origin: { kind: "person" }, split: { visible: "Hi" } });
  });
});
