import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ArchivedMail, openArchive } from "../../src/conversation/archive.ts";
import { splitMbox } from "../../src/mail/mbox.ts";
import { readArchived, ticketOf } from "../../src/ops/simulate/archived-mail.ts";
import { instant } from "../../src/values/instant.ts";

/** What splitting gives, fed in pieces of `size` bytes. */
function split(text: string, size = text.length): readonly { postmark: string; head: string }[] {
  const bytes = Buffer.from(text, "latin1");
  const splitter = splitMbox();
  const found = [];
  for (let at = 0; at < bytes.length; at += size) found.push(...splitter.push(bytes.subarray(at, at + size)));
  return [...found, ...splitter.end()].map(({ postmark, head }) => ({
    postmark,
    head: Buffer.from(head).toString("latin1"),
  }));
}

const LINE = "From carla@f.example Mon Nov  2 10:00:00 2026\n";

describe("an mbox is split", () => {
  test.each<[string, string, readonly string[]]>([
    ["one mail", `${LINE}Subject: a\n\nb\n`, ["Subject: a\n\nb\n"]],
    [
      "two mails",
      `${LINE}Subject: a\n\nb\n\n${LINE}Subject: c\n\nd\n`,
      ["Subject: a\n\nb\n\n", "Subject: c\n\nd\n"],
    ],
    ["a header alone", `${LINE}Subject: a\n${LINE}Subject: b\n`, ["Subject: a\n", "Subject: b\n"]],
    ["text that begins with From is text", `${LINE}S: a\n\nFrom now on\n`, ["S: a\n\nFrom now on\n"]],
    ["quoted text too", `${LINE}S: a\n\n>${LINE}`, [`S: a\n\n>${LINE}`]],
    ["with CRLF", `${LINE.trim()}\r\nS: a\r\n\r\nb\r\n`, ["S: a\r\n\r\nb\r\n"]],
    ["a zone before the year", "From a Mon Nov 02 10:00:00 WET 2026\nS: a\n", ["S: a\n"]],
    ["a zone after the year", "From a Mon Nov 02 10:00:00 2026 +0100\nS: a\n", ["S: a\n"]],
    ["a zone as Google writes it", "From 18@xxx Mon Nov 02 10:00:00 +0000 2026\nS: a\n", ["S: a\n"]],
    ["what stands before the first mail is none", `hello\n${LINE}S: a\n`, ["S: a\n"]],
    ["no mbox at all", "hello\nyou\n", []],
    ["nothing", "", []],
  ])("%s", (_name, text, heads) => {
    const trimmed = split(text).map(({ head }) => head.replace(/\n+$/, ""));
    expect(trimmed).toEqual(heads.map((head) => head.replace(/\n+$/, "")));
  });

  test("it does not matter where the chunks end", () => {
    const text = `${LINE}Subject: a\n\nbody\n\n${LINE}Subject: c\n\nFrom here\n>${LINE}\n${LINE}S: e\n`;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), (size) => {
        expect(split(text, size)).toEqual(split(text));
      }),
    );
  });

  test("a line that was cut goes on: what it holds begins no mail", () => {
    const splitter = splitMbox();
    const chunks = [`${LINE}S: a\n\n${"y".repeat(70_000)}`, `${LINE}S: b\n`, `\n${LINE}S: c\n`];
    const found = chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk)));
    expect([...found, ...splitter.end()]).toHaveLength(2);
  });

  test("what is held of a mail is bounded, whatever its size", () => {
    const long = `${"x".repeat(1000)}\n`.repeat(2000);
    const text = `${LINE}Subject: a\n\n${long}${LINE}Subject: b\n\n${"y".repeat(3_000_000)}\n${LINE}Subject: c\n\n`;
    const found = split(text, 65_536);
    expect(found.map(({ head }) => head.slice(0, 10))).toEqual(["Subject: a", "Subject: b", "Subject: c"]);
    for (const { head } of found) expect(head.length).toBeLessThan(70_000);
  });
});

const mail = (minute: number, id: string | null, ...parents: readonly string[]): ArchivedMail => ({
  at: instant(`2026-11-02T10:${String(minute).padStart(2, "0")}:00Z`),
  messageId: id,
  parents,
  by: "customer",
});

describe("conversations of an archive", () => {
  test.each<[string, readonly ArchivedMail[], readonly (readonly number[])[]]>([
    ["an answer joins its question", [mail(1, "<a>"), mail(2, "<b>", "<a>")], [[1, 2]]],
    ["also where the answer comes first", [mail(2, "<b>", "<a>"), mail(1, "<a>")], [[1, 2]]],
    ["two answers of a question that is not there", [mail(1, "<b>", "<x>"), mail(2, "<c>", "<x>")], [[1, 2]]],
    [
      "two conversations become one by a mail of both",
      [mail(1, "<a>"), mail(2, "<b>"), mail(3, "<c>", "<a>", "<b>")],
      [[1, 2, 3]],
    ],
    ["strangers stay apart", [mail(1, "<a>"), mail(2, "<b>")], [[1], [2]]],
    ["mails without an id stay apart", [mail(1, null), mail(2, null)], [[1], [2]]],
    ["a copy counts once", [mail(1, "<a>"), mail(2, "<a>")], [[1]]],
    ["a mail that names itself", [mail(1, "<a>", "<a>")], [[1]]],
    ["two that name each other", [mail(1, "<a>", "<b>"), mail(2, "<b>", "<a>")], [[1, 2]]],
    ["the one that began first comes first", [mail(9, "<z>"), mail(1, "<a>")], [[1], [9]]],
  ])("%s", (_name, mails, expected) => {
    const archive = openArchive();
    for (const each of mails) archive.add(each);
    const minutes = archive.threads().map((thread) => thread.map(({ at }) => new Date(at).getUTCMinutes()));
    expect(minutes).toEqual(expected);
  });

  test("the order in which mails come changes nothing", () => {
    const chain = [
      mail(1, "<a>"),
      mail(2, "<b>", "<a>"),
      mail(3, "<c>", "<b>"),
      mail(4, "<d>"),
      mail(5, "<e>", "<d>"),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(chain, { minLength: 5 }), (mails) => {
        const archive = openArchive();
        for (const each of mails) archive.add(each);
        expect(archive.threads().map((thread) => thread.map(({ messageId }) => messageId))).toEqual([
          ["<a>", "<b>", "<c>"],
          ["<d>", "<e>"],
        ]);
      }),
    );
  });
});

describe("a mail of an archive", () => {
  const read = (header: string) =>
    readArchived(
      { postmark: "Mon Nov  2 12:00:00 2026", head: Buffer.from(`${header}\n\ntext\n`) },
      ["support@contoso.example", "@partner.example"],
      instant("2026-11-24T12:00:00Z"),
    );
  const RECEIVED = "Received: from a by b; Mon, 2 Nov 2026 10:00:00 +0000\n";

  test.each([
    ["a customer's", "From: carla@f.example", "customer"],
    ["the desk's", "From: Desk <Support@contoso.example>", "desk"],
    ["the desk's with a token in it", "From: support+abc@contoso.example", "desk"],
    ["of a domain that is all ours", "From: ana@partner.example", "desk"],
    ["of a domain that only ends like it", "From: eve@notpartner.example", "customer"],
    ["of one before it", "From: eve@partner.example.evil.example", "customer"],
  ])("%s", (_name, header, by) => expect(read(header)).toMatchObject({ by }));

  test.each([
    [
      "when it arrived, not when it says",
      `${RECEIVED}Date: Mon, 2 Nov 2026 01:00:00 +0000`,
      "2026-11-02T10:00:00.000Z",
    ],
    [
      "the last hop counts",
      `${RECEIVED}Received: x; Mon, 2 Nov 2026 09:00:00 +0000`,
      "2026-11-02T10:00:00.000Z",
    ],
    ["of a mail that was sent: its Date", "Date: Mon, 2 Nov 2026 11:00:00 +0100", "2026-11-02T10:00:00.000Z"],
    ["without either: the separator line", "Subject: x", "2026-11-02T12:00:00.000Z"],
  ])("counts from %s", (_name, header, at) =>
    expect(read(`${header}\nFrom: carla@f.example`)).toMatchObject({ at: instant(at) }),
  );

  test.each([
    ["automatic", "From: carla@f.example\nAuto-Submitted: auto-replied\nSubject: Out of office"],
    ["without a sender", "Subject: x"],
    ["without a date", "From: carla@f.example\nDate: Mon, 2 Nov 2037 10:00:00 +0000"],
    ["without a date", "From: carla@f.example\nDate: Thu, 1 Jan 1970 00:00:00 +0000"],
  ])("%s is left out", (because, header) => expect(read(header)).toBe(because));
});

test.each<[string, readonly ("customer" | "desk")[], readonly string[] | null]>([
  ["a question and its answer", ["customer", "desk"], ["created", "customer_message", "agent_reply"]],
  ["the desk wrote first", ["desk", "customer"], ["created", "agent_reply", "customer_message"]],
  ["the desk alone is no ticket", ["desk", "desk"], null],
  ["nothing is none", [], null],
])("as a ticket: %s", (_name, by, types) => {
  const thread = by.map((who, n) => ({ ...mail(n, `<${n}>`), by: who }));
  const events = ticketOf(thread, { plan: "standard", severity: "B" });
  expect(events?.map(({ type }) => type) ?? null).toEqual(types);
  if (by[0] === "desk" && events !== null) expect(events[0]).toMatchObject({ by: "agent" });
});
