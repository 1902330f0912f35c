import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readAttributionLine } from "../../src/mail/forward/attribution-line.ts";
import { readPeople, readSender } from "../../src/mail/forward/people.ts";
import { readForward } from "../../src/mail/forward.ts";
import { parseMessage } from "../../src/mail/parse.ts";
import type { Forward } from "../../src/mail/reading.ts";
import { readPrefix, withoutPrefixes } from "../../src/mail/reply-text/prefix.ts";
import { processorMs } from "../support/processor-time.ts";

const FOLDER = "test/fixtures/mail/forward";
const traits = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".eml"))
  .map((name) => name.slice(0, -4));

function forwardOf(bytes: Uint8Array): Forward | null {
  const parsed = parseMessage(bytes);
  if (parsed.kind === "unreadable") throw new Error(parsed.detail);
  return readForward(parsed.message);
}

const forwardIn = (text: string, subject: string, header = ""): Forward | null =>
  forwardOf(Buffer.from(`From: a@b.example\r\nSubject: ${subject}\r\n${header}\r\n${text}`));

describe("forwards in whole mails", () => {
  test.each(traits)("%s", (trait) => {
    const found = forwardOf(readFileSync(`${FOLDER}/${trait}.eml`));
    const expected = JSON.parse(readFileSync(`${FOLDER}/${trait}.json`, "utf8")) as {
      forward: Forward | null;
    };
    if (expected.forward === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected.forward);
  });
});

const BLOCK = "From: Ana <ana@x.example>\nSent: 5 Jan 2026\nTo: Joana\nSubject: Prize\n\nYou won";
const GMAIL = `---------- Forwarded message ---------\n${BLOCK}`;
const ANSWERS = "In-Reply-To: <x@y.example>\r\n";

describe("how sure it is", () => {
  test.each([
    ["a separator under a forward's subject", GMAIL, "Fwd: Prize", "", 0.9, 1],
    ["a separator under any subject", GMAIL, "Prize", "", 0.9, 1],
    ["a separator in an answer", GMAIL, "Re: Prize", ANSWERS, 0.5, 0.8],
    ["a header block under a forward's subject", BLOCK, "FW: Prize", "", 0.85, 0.95],
    ["the same without the sender's address", BLOCK.replace(/<.*>/, ""), "FW: Prize", "", 0.75, 0.9],
    ["a header block alone", BLOCK, "Prize", "", 0.3, 0.5],
    [
      "an attribution under a forward's subject",
      "On 5 Jan 2026 10:00, Ana <ana@x.example> wrote:\n\nYou won",
      "Fwd: Prize",
      "",
      0.5,
      0.7,
    ],
  ])("%s", (_name, text, subject, header, least, most) => {
    const found = forwardIn(text, subject, header);
    expect(found?.from?.address ?? "").toBe(text.includes("<") ? "ana@x.example" : "");
    expect(found?.text).toBe("You won");
    expect(found!.confidence).toBeGreaterThanOrEqual(least);
    expect(found!.confidence).toBeLessThanOrEqual(most);
  });
});

describe("what is no forward", () => {
  test.each([
    [
      "an answer whose thread was once a forward",
      "On 5 Jan 2026 10:00, Ana <ana@x.example> wrote:\n\nYou won",
      "Fwd: x",
      ANSWERS,
    ],
    ["a reply over a header block", BLOCK, "RE: Prize", ""],
    ["a header block under a plain subject, in an answer", BLOCK, "Prize", ANSWERS],
    ["a pasted transport header", `Received: from x\n${BLOCK}`, "FW: Prize", ""],
    [
      "a quote over a separator",
      `On 5 Jan 2026 10:00, A <a@x.example> wrote:\n> ${GMAIL.replaceAll("\n", "\n> ")}`,
      "Re: x",
      ANSWERS,
    ],
    [
      "the words in prose",
      "I got a forwarded message from Ana.\nForwarded message\nis what it said.",
      "Fwd?",
      "",
    ],
  ])("%s", (_name, text, subject, header) => expect(forwardIn(text, subject, header)).toBeNull());

  test("the mail inside a report of any kind", () => {
    const report =
      "From: a@x.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\nseen\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n\r\nx\r\n--b--\r\n";
    expect(forwardOf(Buffer.from(report))).toBeNull();
  });

  test("the mail inside a delivery report", () => {
    const report =
      "From: mailer-daemon@x.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n\r\nx\r\n--b--\r\n";
    expect(forwardOf(Buffer.from(report))).toBeNull();
  });
});

test.each([
  ["Ana <ana@x.example>", "Ana", "ana@x.example"],
  ["Ana <ana@x.example<mailto:ana@x.example>>", "Ana", "ana@x.example"],
  ["Ana [mailto:ana@x.example]", "Ana", "ana@x.example"],
  ["Sá, Ana <ana@x.example>", "Sá, Ana", "ana@x.example"],
  ['"Sá, Ana" <ana@x.example>', "Sá, Ana", "ana@x.example"],
  ["*Ana* <ana@x.example>", "Ana", "ana@x.example"],
  ["ana@x.example <mailto:ana@x.example>", "", "ana@x.example"],
  ["Ana (ana@x.example)", "Ana", "ana@x.example"],
  ["[ana@x.example](mailto:ana@x.example)", "", "ana@x.example"],
  ["Desk <desk@x.example> on behalf of Ana <ana@x.example>", "Ana", "ana@x.example"],
  ['"Ana"<ana@x.example>;', "Ana", "ana@x.example"],
  ["Ana Sá", "Ana Sá", ""],
])("the sender %s", (value, name, address) => expect(readSender(value)).toEqual({ name, address }));

test("an attribution gives sender and date without the client's words", () => {
  expect(readAttributionLine("On 5 Jan 2026 at 10:00, Ana Sá <ana@x.example> wrote:")).toEqual({
    from: { name: "Ana Sá", address: "ana@x.example" },
    date: "5 Jan 2026 at 10:00",
  });
});

test("people with and without addresses, commas in names kept where semicolons divide", () => {
  expect(readPeople("Sá, Ana; Melo, Rui <rui@x.example>; IT")).toEqual([
    { name: "Sá, Ana", address: "" },
    { name: "Melo, Rui", address: "rui@x.example" },
    { name: "IT", address: "" },
  ]);
  expect(readPeople("")).toEqual([]);
});

test.each([
  ["Fwd: Re: x", "forward", "x"],
  ["Re: Fwd: x", "reply", "x"],
  ["RE[2]: x", "reply", "x"],
  ["[#123] WG: AW: x", "forward", "x"],
  ["TR : x", "forward", "x"],
  ["转发：x", "forward", "x"],
  ["VS: x", "either", "x"],
  ["Report: x", null, "Report: x"],
  ["x", null, "x"],
])("the subject %s", (subject, prefix, bare) => {
  expect(readPrefix(subject)).toBe(prefix);
  expect(withoutPrefixes(subject)).toBe(bare);
});

describe("a hostile forward costs less than 400 ms of processor time", () => {
  test.each<[string, string]>([
    ["separators", "---------- Forwarded message ---------\n".repeat(20_000)],
    ["blocks", `${BLOCK}\n\n`.repeat(5_000)],
    ["nested marks", Array.from({ length: 300 }, (_, depth) => `${">".repeat(depth)} x`).join("\n")],
    [
      "a recipient list of 300 KB",
      `${GMAIL.replace("To: Joana", `To: ${"<a@b<mailto:a@b>>; ".repeat(15_000)}`)}`,
    ],
    ["brackets", `${GMAIL.replace("Ana <ana@x.example>", "<[(".repeat(100_000))}`],
  ])("%s", (_name, text) => {
    const parsed = parseMessage(Buffer.from("Subject: Fwd: x\r\n\r\nx"));
    if (parsed.kind !== "message") throw new Error("unreadable");
    expect(processorMs(() => readForward({ ...parsed.message, text }))).toBeLessThan(400);
  });
});
