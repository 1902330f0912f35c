import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMANDS, nearestCommand } from "../../src/commands/grammar.ts";
import { parseCommands } from "../../src/commands/parse.ts";

const names = (text: string) => {
  const read = parseCommands(text);
  return read.kind === "request" ? read.commands.map(({ name }) => name) : `held: ${read.because}`;
};
const textOf = (text: string) => {
  const read = parseCommands(text);
  return read.kind === "request" ? read.text : `held: ${read.because}`;
};

describe("commands stand in a block at the top or the bottom", () => {
  test.each([
    ["a plain answer has none", "Hello Carla,\n\nit works now.", [], "Hello Carla,\n\nit works now."],
    ["one at the top, then the answer", "#resolve\n\nIt works now.", ["resolve"], "It works now."],
    ["one at the bottom, after the answer", "It works now.\n\n#resolve\n", ["resolve"], "It works now."],
    ["only a command", "#resolve", ["resolve"], ""],
    ["two in one block", "#mine\n#resolve\nDone.", ["mine", "resolve"], "Done."],
    ["Portuguese names", "#resolver\nFeito.", ["resolve"], "Feito."],
    ["capital letters", "#RESOLVE", ["resolve"], ""],
    ["empty lines above the block", "\n \n#resolve\nDone.", ["resolve"], "Done."],
    ["a hash with a space is text", "# resolve\nDone.", [], "# resolve\nDone."],
    ["an empty mail asks for nothing", " \n\n", [], ""],
  ])("%s", (_name, mail, commands, text) => {
    expect(names(mail)).toEqual(commands);
    expect(textOf(mail)).toBe(text);
  });
});

describe("a command that only looks like one never goes out as text", () => {
  test.each([
    ["a full-width number sign, as input methods write it", "\uff03note\n\nNot for Carla.", "note"],
    ["a small number sign", "\ufe5fresolve\n\nDone.", "resolve"],
    ["a sharp sign", "\u266fclose\n\nDone.", "close"],
    ["a space before it that cannot be seen", "\u200b#note\n\nNot for Carla.", "note"],
    ["one between sign and word", "#\u200bnote\n\nNot for Carla.", "note"],
    ["asterisks, as clients write bold text", "*#note*\n\nNot for Carla.", "note"],
    ["asterisks around the sign alone", "*#*note\n\nNot for Carla.", "note"],
    ["full-width letters", "\uff03\uff4e\uff4f\uff54\uff45\n\nNot for Carla.", "note"],
    ["at the bottom", "Done.\n\n\u200b#resolve", "resolve"],
    ["mistyped as well", "\uff03resovle\n\nDone.", "resolve"],
  ])("%s", (_name, mail, suggestion) => {
    expect(parseCommands(mail)).toMatchObject({ kind: "held", suggestion });
  });

  test.each([
    "*** done ***",
    "**bold** #1 of the list",
    "\uff03 1 is done",
    "C\u266f is a language",
    "*#Requires* it",
  ])("%s is text", (text) => expect(textOf(text)).toBe(text));
});

describe("a form is all that stands below its command", () => {
  const first = (text: string) => {
    const read = parseCommands(text);
    return read.kind === "request" ? read : { commands: [], text: `held: ${read.because}` };
  };
  test.each([
    ["alone", "#diagnosis\nhealth: ok\nimpact: none", [["diagnosis", "\nhealth: ok\nimpact: none"]], ""],
    [
      "below the answer",
      "Dear Carla,\n\nwe look into it.\n\n#diagnosis\nimpact: all of sales",
      [["diagnosis", "\nimpact: all of sales"]],
      "Dear Carla,\n\nwe look into it.",
    ],
    [
      "followed by another command",
      "#diagnosis\nimpact: all\n\n#escalate",
      [
        ["diagnosis", "\nimpact: all"],
        ["escalate", ""],
      ],
      "",
    ],
    [
      "after another command",
      "#severity A\n#diagnostico\nimpacto: tudo\n",
      [
        ["severity", "A"],
        ["diagnosis", "\nimpacto: tudo"],
      ],
      "",
    ],
    ["with a field on its own line", "#diagnosis impact: all", [["diagnosis", "impact: all"]], ""],
    ["empty", "#diagnosis", [["diagnosis", ""]], ""],
    [
      "never text to the customer, whatever it is",
      "#diagnosis\nimpact: all\n\nDear Carla, hello",
      [["diagnosis", "\nimpact: all\n\nDear Carla, hello"]],
      "",
    ],
  ])("%s", (_name, mail, commands, text) => {
    const read = first(mail);
    expect(read.commands.map(({ name, argument }) => [name, argument])).toEqual(commands);
    expect(read.text).toBe(text);
  });

  test("what looks like a command within a form and is none stops the whole mail", () => {
    expect(names("#diagnosis\nsteps: a script\n#region x")).toBe(
      "held: there is no command #region; #help lists them",
    );
  });
});

describe("the text below #incident … tell is its words, and no answer", () => {
  const TOLD = "They found it.\n\nUntil noon.";
  test.each([
    ["below it", `#incident MO1 tell\n\n${TOLD}`, [TOLD], ""],
    ["in Portuguese", `#incidente MO1 avisar\n${TOLD}`, [TOLD], ""],
    ["without a number", `#incident tell\n${TOLD}\n`, [TOLD], ""],
    [
      "below other commands",
      `#mine\n#incident MO1 tell\n#severity A\n\n${TOLD}`,
      [undefined, TOLD, undefined],
      "",
    ],
    ["above commands at the bottom", `#incident MO1 tell\n${TOLD}\n\n#mine`, [TOLD, undefined], ""],
    ["below #incident … resolved it is the answer", `#incident MO1 resolved\n${TOLD}`, [undefined], TOLD],
    ["below #incident it is the answer", `#incident MO1\n${TOLD}`, [undefined], TOLD],
    ["above it it is the answer", `${TOLD}\n\n#incident MO1 tell`, [undefined], TOLD],
    ["without any there are no words", "#incident MO1 tell\n \n", [undefined], ""],
    ["above a form", "#incident MO1 tell\n#diagnosis\nimpact: all", [undefined, undefined], ""],
  ])("%s", (_name, mail, words, text) => {
    const read = parseCommands(mail);
    expect(read.kind === "request" && read.commands.map((command) => command.words)).toEqual(words);
    expect(read.kind === "request" && read.text).toBe(text);
  });

  test("of two incidents nobody knows whose words they are", () => {
    expect(names(`#incident MO1 tell\n#incident MO2 tell\n${TOLD}`)).toMatch(/^held: .* one #incident only/);
    expect(names("#incident MO1 tell\n#incident MO2 tell")).toEqual(["incident", "incident"]);
  });
});

describe("what looks like a command and is none stops the whole mail", () => {
  test.each([
    ["a typing mistake in the block", "#resovle\nDone.", "there is no command #resovle"],
    [
      "an unknown word in the block",
      "#frobnicate\nDone.",
      "there is no command #frobnicate; #help lists them",
    ],
    ["a letter that only looks like another", "#r\u0435solve\nDone.", "there is no command #r\u0435solve"],
    ["words after a command that takes none", "#mine please\nDone.", "#mine takes nothing after it"],
    [
      "words after a command that takes one",
      "#resolve it please\nDone.",
      "#resolve takes nothing after it, or one word",
    ],
    [
      "a command in the middle of the text",
      "Hello,\n#resolve\nbye",
      "#resolve stands in the middle of the text; commands stand above all of it, or below",
    ],
    [
      "nearly a command in the middle",
      "Hello,\n#reslve\nbye",
      "#reslve in the middle of the text is nearly a command",
    ],
    [
      "an indented command in the middle",
      "Hello,\n  #close\nbye",
      "#close stands in the middle of the text; commands stand above all of it, or below",
    ],
  ])("%s", (_name, mail, because) => expect(names(mail)).toBe(`held: ${because}`));

  test("the nearest command is suggested", () => {
    expect(parseCommands("#resovle")).toMatchObject({
      kind: "held",
      suggestion: "resolve",
      line: "#resovle",
    });
  });
});

test("a commented script of 40 lines goes out byte for byte", () => {
  const script = [
    "Please run this:",
    "",
    "# Sign in first",
    "Connect-ExchangeOnline",
    "#region mailboxes",
    ...Array.from({ length: 30 }, (_, n) =>
      n % 3 === 0 ? `#  step ${n}` : `  Get-Mailbox -Identity user${n}  `,
    ),
    "#endregion",
    "#requires -Version 5.1",
    "$x = 1  # trailing",
    "done",
  ].join("\n");
  expect(textOf(script)).toBe(script);
  expect(textOf(`#mine\n${script}`)).toBe(script);
});

describe("properties", () => {
  test("no mutation of a command by one letter in the block is ever sent to a customer as text", () => {
    const words = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]);
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        fc.nat(20),
        fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"),
        (word, at, letter) => {
          const i = at % word.length;
          const mutated = word.slice(0, i) + letter + word.slice(i + 1);
          const read = parseCommands(`#${mutated}\nHello`);
          return read.kind === "held" || words.includes(mutated);
        },
      ),
    );
  });

  test("text without a hash goes out as it is, but for empty lines at its ends", () => {
    fc.assert(
      fc.property(fc.array(fc.string().map((line) => line.replaceAll(/[#\n\r]/g, "x"))), (lines) => {
        const read = parseCommands(`first\n${lines.join("\n")}\nlast`);
        expect(read).toEqual({ kind: "request", commands: [], text: `first\n${lines.join("\n")}\nlast` });
      }),
    );
  });

  test.each([
    ["reolve", "resolve"],
    ["resolvee", "resolve"],
    ["rseolve", "resolve"],
    ["clsoe", "close"],
    ["region", undefined],
    ["requires", undefined],
  ])("nearest to %s is %s", (word, nearest) => expect(nearestCommand(word)).toBe(nearest));
});

test.each([
  ["A, B or C", "#severity B", ["severity"]],
  ["in small letters", "#severity c\nIt waits.", ["severity"]],
  ["nothing", "#severity", "held: #severity takes A, B or C"],
  ["another letter", "#severity D", "held: #severity takes A, B or C"],
  ["words behind it", "#severity A please", "held: #severity takes A, B or C"],
])("#severity with %s", (_name, mail, expected) => expect(names(mail)).toEqual(expected));
