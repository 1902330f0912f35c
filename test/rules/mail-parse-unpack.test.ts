import { describe, expect, test } from "vitest";
import { attachmentContent } from "../../src/mail/attachment-content.ts";
import type { Message } from "../../src/mail/message.ts";
import { parseMessage } from "../../src/mail/parse.ts";

const read = (bytes: Buffer): Message => {
  const parsed = parseMessage(bytes);
  if (parsed.kind !== "message") throw new Error(parsed.detail);
  return parsed.message;
};
const withFile = (type: string, file: Buffer, text = ""): Buffer =>
  Buffer.from(
    `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${text === "" ? "" : `--x\r\n\r\n${text}\r\n`}` +
      `--x\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${file.toString("base64")}\r\n--x--\r\n`,
  );

const u16 = (value: number): Buffer => Buffer.from(Uint16Array.of(value).buffer);
const u32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
/** [MS-OXTNEF] §2.1.3: level, id, length, data, checksum. */
const attribute = (level: number, id: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([level]), u16(id), u16(0), u32(data.length), data, u16(0)]);
const property = (type: number, id: number, value: Buffer): Buffer =>
  Buffer.concat([u16(type), u16(id), u32(1), u32(value.length), padded(value)]);
const unicode = (text: string): Buffer => Buffer.from(`${text}\0`, "utf16le");
const properties = (...list: Buffer[]): Buffer => Buffer.concat([u32(list.length), ...list]);
const tnef = (...attributes: Buffer[]): Buffer => Buffer.concat([u32(0x223e9f78), u16(1), ...attributes]);
/** [MS-OXRTFCP] §2.1.3.1: RTF that is not compressed. */
const rtf = (text: string): Buffer =>
  Buffer.concat([
    u32(text.length + 12),
    u32(text.length),
    u32(0x414c454d),
    u32(0),
    Buffer.from(text, "latin1"),
  ]);

const WINMAIL = tnef(
  attribute(1, 0x9003, properties(property(0x1f, 0x1000, unicode("Words in the container")))),
  attribute(2, 0x9002, Buffer.alloc(14)),
  attribute(2, 0x8010, Buffer.from("REPORT~1.DOC\0")),
  attribute(2, 0x800f, Buffer.from("document")),
  attribute(
    2,
    0x9005,
    properties(
      property(0x1f, 0x370e, unicode("application/msword")),
      property(0x1f, 0x3707, unicode("relatório.doc")),
    ),
  ),
);

describe("winmail.dat", () => {
  test("gives its files and, where the mail has no body, its body", () => {
    const mail = withFile("application/ms-tnef; name=winmail.dat", WINMAIL);
    const message = read(mail);
    expect(message.text).toBe("Words in the container");
    expect(message.attachments).toMatchObject([
      { filename: "relatório.doc", contentType: "application/msword", size: 8, path: "1/tnef/0" },
    ]);
    expect(Buffer.from(attachmentContent(mail, "1/tnef/0")!).toString()).toBe("document");
    expect(message.defects).toContainEqual({ code: "tnef", detail: "winmail.dat was unpacked" });
  });

  test("leaves the mail's own body alone", () => {
    expect(read(withFile("application/ms-tnef", WINMAIL, "Own words")).text).toBe("Own words");
  });

  test.each([
    [
      "plain",
      String.raw`{\rtf1\ansi\ansicpg1252 Caf\'e9 \u8364?\par {\b bold}{\*\generator x}{\fonttbl{\f0 Arial;}}}`,
      "Café €\nbold",
      null,
    ],
    [
      "made from HTML",
      String.raw`{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello {\*\htmltag84 <b>}\'e9{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}}`,
      "Hello é",
      "<p>Hello <b>é</b></p>",
    ],
  ])("reads a body that is RTF, %s", (_name, source, text, html) => {
    const file = tnef(attribute(1, 0x9003, properties(property(0x102, 0x1009, rtf(source)))));
    expect(read(withFile("application/ms-tnef", file))).toMatchObject({ text, html });
  });

  test("undoes the compression of RTF", () => {
    // The example of [MS-OXRTFCP] §4.1.1.
    const compressed = Buffer.from(
      "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
      "hex",
    );
    const file = tnef(attribute(1, 0x9003, properties(property(0x102, 0x1009, compressed))));
    expect(read(withFile("application/ms-tnef", file)).text).toBe("hello world");
  });

  test.each([
    ["cut in the middle", WINMAIL.subarray(0, WINMAIL.length >> 1)],
    ["of another kind", Buffer.from("no TNEF at all")],
    [
      "with a length that lies",
      tnef(Buffer.concat([Buffer.from([1]), u16(0x9003), u16(0), u32(0xfffffff0)])),
    ],
  ])("one %s does no harm", (_name, file) => {
    expect(read(withFile("application/ms-tnef; name=winmail.dat", file, "Own words")).text).toBe("Own words");
  });
});

/** A DER element with a definite length. */
const der = (tag: number, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const length =
    body.length < 128 ? Buffer.from([body.length]) : Buffer.from([0x82, body.length >> 8, body.length & 255]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
};
const SIGNED_DATA = Buffer.from("2a864886f70d010702", "hex");
const DATA = Buffer.from("2a864886f70d010701", "hex");
const signed = (octets: Buffer, kind = SIGNED_DATA): Buffer =>
  der(
    0x30,
    der(6, kind),
    der(0xa0, der(0x30, der(2, Buffer.from([1])), der(0x31), der(0x30, der(6, DATA), der(0xa0, octets)))),
  );
const INNER = Buffer.from("Content-Type: text/plain; charset=utf-8\r\n\r\nSigned: Olá");

describe("S/MIME", () => {
  const type = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m";
  test.each([
    ["in one piece", der(4, INNER)],
    ["in several pieces", der(0x24, der(4, INNER.subarray(0, 20)), der(4, INNER.subarray(20)))],
  ])("an opaque signature %s is shown as what it signs", (_name, octets) => {
    const message = read(withFile(type, signed(octets)));
    expect(message.text).toBe("Signed: Olá");
    expect(message.attachments).toMatchObject([{ filename: "smime.p7m" }]);
    expect(message.defects[0]?.code).toBe("smime-signed");
  });

  test.each([
    ["an encrypted one", signed(der(4, INNER), Buffer.from("2a864886f70d010703", "hex"))],
    ["a cut one", signed(der(4, INNER)).subarray(0, 20)],
    ["no DER", Buffer.from("nothing")],
  ])("%s stays a file", (_name, bytes) => {
    const message = read(withFile(type, bytes));
    expect([message.text, message.attachments.length, message.defects[0]?.code]).toEqual([
      "",
      1,
      "smime-encrypted",
    ]);
  });
});

describe("attachmentContent", () => {
  const mail = withFile(
    "application/pdf; name=a.pdf",
    Buffer.from("content"),
    "begin 644 hi.txt\r\n#:&D*\r\n`\r\nend",
  );
  test.each([
    ["a part", "2", "content"],
    ["a uuencoded file", "1/uu/0", "hi\n"],
  ])("gives the bytes of %s", (_name, path, content) => {
    expect(Buffer.from(attachmentContent(mail, path)!).toString()).toBe(content);
  });
  test.each(["", "3", "1/uu/1", "1/tnef/0", "../1", "2/tnef/99999"])("has nothing at %j", (path) => {
    expect(attachmentContent(mail, path)).toBeNull();
  });
});
