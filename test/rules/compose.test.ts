import fc from "fast-check";
import { expect, test } from "vitest";
import { compose, type Draft } from "../../src/mail/compose.ts";
import { instant } from "../../src/values/instant.ts";

const DESK = { name: "Desk", address: "support@contoso.example" };

function draft(over: Partial<Draft>): Draft {
  return {
    from: DESK,
    replyTo: null,
    to: [{ name: "Carla", address: "carla@fabrikam.example" }],
    subject: "Calls drop",
    date: instant("2026-12-03T10:00:00Z"),
    msgId: "<1@contoso.example>",
    inReplyTo: null,
    references: [],
    text: "Words.",
    html: null,
    automatic: null,
    ...over,
  };
}

const file = (filename: string, contentType: string, content: string) => ({
  filename,
  contentType,
  content: Buffer.from(content),
  contentId: null,
  inline: false,
});

/** What no server may be made to carry (RFC 5321 §4.5.3.1.6, RFC 5322 §2.1.1). */
function unfit(bytes: Uint8Array): readonly string[] {
  return Buffer.from(bytes)
    .toString("latin1")
    .split("\r\n")
    .filter((line) => line.length > 998 || /[^\x01-\x7f]|[\r\n]/.test(line))
    .map((line) => line.slice(0, 80));
}

const LONG = "x".repeat(5000);
test.each<[string, Partial<Draft>]>([
  ["a text without line breaks", { text: LONG, html: `<p>${LONG}</p>` }],
  ["a subject of one word", { subject: LONG }],
  ["a name of one word", { from: { ...DESK, name: `é${LONG}` } }],
  [
    "hundreds of recipients",
    { cc: Array.from({ length: 300 }, (_, i) => ({ name: "", address: `p${i}@x.example` })) },
  ],
  ["long references", { references: Array.from({ length: 60 }, (_, i) => `<${"r".repeat(200)}${i}@x>`) }],
  ["a domain of other letters", { to: [{ name: "", address: "ana@münchen.example" }] }],
  ["a file name of one word", { attachments: [file(`${LONG}.txt`, "text/plain", `é${LONG}`)] }],
  [
    "an attached mail with long lines and raw letters",
    { attachments: [file("m.eml", "message/rfc822", `Subject: é\r\n\r\n${LONG}`)] },
  ],
  [
    "a part that claims to be several",
    { attachments: [file("m", "multipart/mixed; boundary=x", `é${LONG}`)] },
  ],
])("every server can carry %s", async (_name, over) => {
  expect(unfit(await compose(draft(over)))).toEqual([]);
});

test("an attached mail that can travel as it is stays a mail", async () => {
  const attachments = [file("m.eml", "message/rfc822", "Subject: inner\r\n\r\nWords.\r\n")];
  expect(Buffer.from(await compose(draft({ attachments }))).toString()).toContain(
    "Content-Type: message/rfc822",
  );
});

test("a shortened file name keeps its ending", async () => {
  const attachments = [file(`${LONG}.docx`, "application/octet-stream", "x")];
  expect(Buffer.from(await compose(draft({ attachments }))).toString()).toMatch(/x{150,}\.docx/);
});

test("every server can carry whatever is written", async () => {
  const words = fc.string({ unit: "binary", maxLength: 2000 });
  await fc.assert(
    fc.asyncProperty(words, words, async (subject, text) => {
      const clean = subject.replaceAll(/[\r\n\0]/g, " ");
      expect(unfit(await compose(draft({ subject: clean, text })))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
