import { Command } from "commander";
import { expect, test } from "vitest";
import { COMMANDS, filesFor } from "../../src/adapters/cli/commands.ts";

test.each(COMMANDS.map((file) => [file.words.join(", "), file] as const))(
  "%s: a file's commands are those it is found by",
  async (_name, { words, load }) => {
    const program = new Command();
    (await load())(program);
    expect(program.commands.map((command) => command.name()).sort()).toEqual([...words].sort());
  },
);

test.each([
  ["explain", 1],
  [undefined, COMMANDS.length],
  ["--help", COMMANDS.length],
  ["nonsense", COMMANDS.length],
])("%s loads %d files", (word, count) => expect(filesFor(word)).toHaveLength(count));
