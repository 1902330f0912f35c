import { execFile } from "node:child_process";
import { expect, test } from "vitest";
import { linesOf } from "#src/adapters/cli/lines.ts";
import { BARE_ENV } from "../support/bare-env.ts";

/** The bytes in pieces of this size, as a pipe may give them. */
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function linesIn(text: string | Buffer, size = 3): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(inPieces(Buffer.from(text as string), size))) lines.push(line);
  return lines;
}

/** Every answer of a command that reads rows, in order. */
function answersOf(words: readonly string[], input: string): Promise<readonly Record<string, unknown>[]> {
  return new Promise((resolve, reject) => {
    const run = execFile(
      process.execPath,
      ["workers/answerable.ts", ...words],
      { env: BARE_ENV, maxBuffer: 1e8 },
      (error, out) =>
        error
          ? reject(error)
          : resolve(
              out
                .trimEnd()
                .split("\n")
                .map((line) => JSON.parse(line) as Record<string, unknown>),
            ),
    );
    run.stdin!.end(input);
  });
}

test.each([1, 2, 3, 7, 1000])("only a line feed ends a line, in pieces of %i bytes", async (size) => {
  const text = "\uFEFFa\u2028b\u2029c\u0085d\r\n\r\n e\rf \nã€😀\nlast";
  expect(await linesIn(text, size)).toEqual(["a\u2028b\u2029c\u0085d", "", " e\rf ", "ã€😀", "last"]);
});

test("no input has no lines, and a line feed at the end begins none", async () => {
  expect(await linesIn("")).toEqual([]);
  expect(await linesIn("\uFEFF")).toEqual([]);
  expect(await linesIn("a\n")).toEqual(["a"]);
  expect(await linesIn(Buffer.from([0x61, 0xff, 0x0a, 0xc3]))).toEqual(["a\uFFFD", "\uFFFD"]);
});

test("rows with every kind of line separator within, damaged ones and huge ones keep their places", async () => {
  const row = { profile: "seed-2020", partner: "direct_bill", kind: "commercial", service: "azure" };
  const long = JSON.stringify({ ...row, note: "x".repeat(1_000_000) });
  const separated = JSON.stringify({ ...row, note: "a\u2028b\u2029c" });
  const rows = [
    JSON.stringify(row),
    "{",
    separated,
    "",
    long,
    "\u0000",
    JSON.stringify({ ...row, service: "x" }),
  ];
  const answers = await answersOf(["escalation", "decide", "--json"], `\uFEFF${rows.join("\r\n")}`);
  expect(answers.map(({ decision, error }) => decision ?? String(error).slice(0, 12))).toEqual([
    "escalate",
    "not JSON: re",
    "escalate",
    "escalate",
    "not JSON: re",
    "service: rea",
  ]);
});

test("a mail with a line separator in its text is one mail to triage", async () => {
  const mails = ["Our invoice\u2028is wrong", "Azure VM is down"].map((body) =>
    JSON.stringify({ subject: "", body, lang: "en" }),
  );
  const answers = await answersOf(["triage", "--json"], `\uFEFF${mails.join("\n")}\n`);
  expect(answers.map(({ kind }) => kind)).toEqual(["commercial", "technical"]);
});
