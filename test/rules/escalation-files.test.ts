import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileNameToLeave, NO_ADDRESS } from "../../src/escalation/file-name.ts";
import {
  areReviewed,
  type FileMark,
  fileLine,
  fileLines,
  filesThatLeave,
  type KnownFile,
  MAIL_LIMIT,
  numbered,
  pickFiles,
  tooMuch,
} from "../../src/escalation/files.ts";
import { instant } from "../../src/values/instant.ts";

const AT = instant("2026-12-03T10:00:00Z");
const file = (id: string, over: Partial<KnownFile> = {}): KnownFile => ({
  id,
  messageId: "m",
  mail: "in",
  part: id,
  filename: `${id}.log`,
  contentType: "text/plain",
  size: 2048,
  sha256: `${id}0000000000`,
  inline: false,
  from: "Carla Dias",
  ...over,
});
const FILES = ["a", "b", "c"].map((id) => file(id));
const SHOWN = FILES.map((one, n) => `- ${fileLine(one, n + 1)} - stays here`).join("\n");
const picked = (words: string, shown: string | null = SHOWN, files = FILES) => {
  const found = pickFiles(words, files, shown);
  return found.kind === "refused"
    ? found.because
    : [...found.add.map(({ id }) => id), ...found.drop.map(({ id }) => `-${id}`)].join(" ");
};

describe("which files numbers mean", () => {
  test.each([
    ["blanks between them", "1 3", "a c"],
    ["commas", "1,3", "a c"],
    ["a word between them", "1 and 2", "a b"],
    ["the sign of the desk before them", "#2", "b"],
    ["one that stays after all", "1 -3", "a -c"],
    ["none", "none", "-a -b -c"],
    ["none in Portuguese", "nenhum", "-a -b -c"],
    ["a number that no file has", "4", "there is no file 4; there are 3"],
    ["zero", "0", "there is no file 0; there are 3"],
    ["a name", "a.log", 'read "a.log", expected numbers of the list, such as 1 3, or none'],
    [
      "everything at once is no number",
      "all",
      'read "all", expected numbers of the list, such as 1 3, or none',
    ],
  ])("%s", (_name, words, expected) => {
    expect(picked(words)).toBe(expected);
  });

  test.each([
    ["no mail was answered", null],
    ["the mail that is answered showed no list", "Every call drops."],
    ["it showed other files by that number", fileLine(file("z"), 1)],
    ["it showed the file by another number", fileLine(FILES[0]!, 2)],
    [
      "it showed a file of the same name and size that holds something else",
      fileLine(file("a", { sha256: "ffff000000" }), 1),
    ],
    ["the number is the end of a longer one", `2${fileLine(FILES[0]!, 1)}`],
  ])("a number counts for nothing where %s", (_name, shown) => {
    expect(picked("1", shown)).toContain("does not show file 1 as it is now");
  });

  test("a list that a client quoted or wrapped in blanks is still that list", () => {
    expect(picked("1", `> > ${fileLine(FILES[0]!, 1)}  `)).toBe("a");
  });

  test("what was sent twice has one number, the first", () => {
    const twice = [file("a"), file("logo"), file("again", { sha256: file("logo").sha256 }), file("c")];
    expect(numbered(twice).map(({ id }) => id)).toEqual(["a", "logo", "c"]);
  });
});

describe("how a file is listed", () => {
  const looked: FileMark = { id: "a", reviewedBy: "ana", at: AT };
  test("each says whether it goes along, and whether somebody has to look first", () => {
    expect(fileLines(FILES, [looked, { ...looked, id: "b", reviewedBy: null }], [])).toEqual([
      "1: a.log, text/plain, 2 kB, Carla Dias, a0000000 - goes along",
      "2: b.log, text/plain, 2 kB, Carla Dias, b0000000 - wanted, NOT looked through for personal data yet",
      "3: c.log, text/plain, 2 kB, Carla Dias, c0000000 - stays here; look through it for personal data before it leaves",
    ]);
  });

  test.each([
    ["an address", "carla@fabrikam.example.log"],
    ["a known person", "Carla_Dias-passport.pdf"],
  ])("a name that holds %s says so", (_name, filename) => {
    expect(fileLines([file("a", { filename })], [], ["Carla Dias"])[0]).toContain(
      "its name tells who somebody is",
    );
  });

  test("a name is one line, whatever stands in it", () => {
    const line = fileLine(file("a", { filename: "x\n2: b.log\u202egnp.exe" }), 1);
    expect(line).toBe("1: x 2: b.log gnp.exe, text/plain, 2 kB, Carla Dias, a0000000");
  });
});

describe("names of files that leave", () => {
  const keepOut = ["carla@fabrikam.example", "ana@contoso.example", "o.p+q/r{s}@adventure-works.example"];
  test.each([
    ["nothing in it", "trace 12-03.log", "trace 12-03.log"],
    ["an address of the customer's people", "carla@fabrikam.example.log", `${NO_ADDRESS}.log`],
    ["in capitals, with more behind it", "CARLA@Fabrikam.example-mailbox.pst", `${NO_ADDRESS}-mailbox.pst`],
    ["an agent's", "for ana@contoso.example.txt", `for ${NO_ADDRESS}.txt`],
    ["anybody's", "dan@northwind.example.zip", `${NO_ADDRESS}.zip`],
    ["a domain is no ending", "dan@northwind.com", NO_ADDRESS],
    ["with its sign encoded", "carla%40fabrikam.example.txt", `${NO_ADDRESS}.txt`],
    ["with a wide sign", "carla＠fabrikam.example.txt", `${NO_ADDRESS}.txt`],
    ["within brackets", "[carla@fabrikam.example].eml", `[${NO_ADDRESS}].eml`],
    ["a path", "../../etc/hosts", ".._.._etc_hosts"],
    ["signs that turn the line around", "a\u202egnp.exe", "a gnp.exe"],
    ["nothing at all", "", "attachment"],
  ])("%s", (_name, filename, expected) => {
    expect(fileNameToLeave(filename, keepOut)).toBe(expected);
  });

  test("no address of theirs is in any name that leaves", () => {
    const near = fc.constantFrom("", " ", "-", "_", ".", "x", "(", "[", "é", "\u200b", "%40", "@");
    fc.assert(
      fc.property(fc.array(near), fc.constantFrom(...keepOut), fc.array(near), (before, address, after) => {
        const left = fileNameToLeave(`${before.join("")}${address}${after.join("")}.txt`, keepOut);
        expect(left.toLowerCase()).not.toContain(address);
        expect(left).not.toContain("@");
      }),
    );
  });
});

describe("too much for one mail", () => {
  const many = (count: number, size = 1) => Array.from({ length: count }, (_, n) => file(`f${n}`, { size }));
  test.each([
    ["as many as may leave", many(MAIL_LIMIT.files), null],
    [
      "one more",
      many(MAIL_LIMIT.files + 1),
      `${MAIL_LIMIT.files + 1} files are to go along, and at most ${MAIL_LIMIT.files} may`,
    ],
    ["all the bytes there may be", [file("a", { size: MAIL_LIMIT.bytes })], null],
    [
      "one byte more, and which is the largest",
      [file("a", { size: MAIL_LIMIT.bytes }), file("b", { size: 1 })],
      "the largest is a.log (15.0 MB)",
    ],
  ])("%s", (_name, files, expected) => {
    if (expected === null) expect(tooMuch(files)).toBeNull();
    else expect(tooMuch(files)).toContain(expected);
  });
});

test("what leaves was looked through and belongs to the conversation, whatever is marked", () => {
  const id = fc.constantFrom("a", "b", "c", "x", "y");
  const mark = fc.record({ id, reviewedBy: fc.constantFrom("ana", null), at: fc.constant(AT) });
  fc.assert(
    fc.property(fc.array(mark), (marks) => {
      const left = filesThatLeave(FILES, marks).map((one) => one.id);
      for (const one of left) {
        expect(FILES.some((known) => known.id === one)).toBe(true);
        expect(marks.some((known) => known.id === one && known.reviewedBy !== null)).toBe(true);
      }
      if (areReviewed(marks))
        expect(left).toEqual(
          FILES.map((known) => known.id).filter((one) => marks.some((known) => known.id === one)),
        );
    }),
  );
});
