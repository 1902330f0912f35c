import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KnownFile } from "../../src/escalation/files.ts";
import type { MessageFile } from "../../src/tickets/letters/carried-files.ts";
import {
  filesInWords,
  NOTICE_LIMIT,
  noticeFiles,
  withoutLost,
} from "../../src/tickets/letters/notice-files.ts";
import { numberedFiles } from "../../src/tickets/letters/numbered-files.ts";
import type { AttachmentRow } from "../../src/tickets/rows.ts";

const file = (filename: string, size: number, more: Partial<AttachmentRow> = {}): AttachmentRow => ({
  id: filename,
  messageId: "m",
  mail: "in",
  part: "2",
  filename,
  contentType: "application/octet-stream",
  size,
  sha256: "00",
  contentId: null,
  inline: false,
  ...more,
});
const picture = { contentType: "image/png", inline: true, contentId: "i@x" };
const MB = 1024 * 1024;

describe("which files of a customer's mail travel with the notice", () => {
  test.each([
    ["a log and a document", [file("a.log", 900), file("b.pdf", MB)], "a.log, b.pdf", ""],
    ["a pasted screenshot", [file("image001.png", 80_000, picture)], "image001.png", ""],
    ["the small pictures of a signature are left out", [file("logo.png", 3000, picture)], "", ""],
    ["a small picture that was attached is none of a signature", [file("dot.png", 300)], "dot.png", ""],
    [
      "what is too large stays, what still fits goes",
      [file("a.zip", 4 * MB), file("b.txt", 5)],
      "b.txt",
      "a.zip (4.2 MB)",
    ],
    [
      "a program stays: providers refuse the whole mail",
      [file("fix.EXE", 5), file("b.txt", 5)],
      "b.txt",
      "fix.EXE (5 B)",
    ],
    ["a script with two endings", [file("invoice.pdf.js", 5)], "", "invoice.pdf.js (5 B)"],
    ["a name without an ending", [file("README", 5)], "README", ""],
  ])("%s", (_name, files, attachments, staying) => {
    expect(filesInWords(noticeFiles(files, false))).toEqual({
      attachments,
      staying,
      gone: "",
      unreadable: "",
    });
  });

  test("nothing of a sender whom nobody vouches for", () => {
    const { along, staying } = noticeFiles([file("a.log", 900)], true);
    expect([along, staying.map(({ because }) => because)]).toEqual([[], ["unverified"]]);
  });

  test("what turns out to be lost is named by what became of it, and nothing else changes", () => {
    const [a, b, c] = [file("a.log", 900), file("b.log", 5, { part: "3" }), file("c.log", 7, { part: "4" })];
    const chosen = noticeFiles([a, b, c, file("fix.exe", 5)], false);
    expect(filesInWords(withoutLost(chosen, []))).toEqual(filesInWords(chosen));
    const lost = [
      { file: b, because: "gone" as const },
      { file: c, because: "unreadable" as const },
    ];
    expect(filesInWords(withoutLost(chosen, lost))).toEqual({
      attachments: "a.log",
      staying: "fix.exe (5 B)",
      gone: "b.log (5 B)",
      unreadable: "c.log (7 B)",
    });
  });

  test("whatever comes, a notice stays within its bounds and every file has one place", () => {
    const any = fc.record({ size: fc.nat(5 * MB), name: fc.constantFrom("a.log", "b.exe", "c", "d.pdf") });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), fc.boolean(), (drawn, unverified) => {
        const files = drawn.map(({ name, size }, n) => file(`${n}${name}`, size));
        const { along, staying } = noticeFiles(files, unverified);
        expect(along.length).toBeLessThanOrEqual(NOTICE_LIMIT.files);
        expect(along.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(NOTICE_LIMIT.bytes);
        const placed = [...along, ...staying.map((one) => one.file)].map(({ id }) => id);
        expect(placed.toSorted()).toEqual(files.map(({ id }) => id).toSorted());
      }),
    );
  });
});

describe("the numbers of a message's files", () => {
  const by = { authorName: "Carla", authorAddress: "c@x", unverified: false };
  const of = (messageId: string, name: string): MessageFile & { readonly from: string } => ({
    ...file(name, 900, { messageId, sha256: name }),
    from: "Carla",
  });
  const lines = (
    before: readonly KnownFile[],
    added: readonly MessageFile[],
    lost: readonly MessageFile[] = [],
  ) =>
    numberedFiles(
      before,
      by,
      added,
      withoutLost(
        noticeFiles(added, false),
        lost.map((one) => ({ file: one, because: "gone" as const })),
      ),
    ).map((line) => line.split(",")[0]);

  test("go on from those that were there, wherever in the conversation it stands", () => {
    expect(lines([of("m1", "a"), of("m3", "c")], [of("m4", "d")])).toEqual(["3: d"]);
    expect(lines([of("m1", "a"), of("m3", "c")], [of("m2", "b")])).toEqual(["2: b"]);
  });

  test("stay the same where one is lost, which is not offered", () => {
    const [b, c] = [of("m2", "b"), { ...of("m2", "c"), part: "3" }];
    expect(lines([of("m1", "a")], [b, c], [b])).toEqual(["3: c"]);
  });
});
