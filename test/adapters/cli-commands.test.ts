import { spawnSync } from "node:child_process";
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

test("a reader that has enough ends the command without an error", () => {
  const row = JSON.stringify({ subject: "Teams", body: "calls drop" });
  const input = `${`${row}\n`.repeat(3000)}`;
  const command = `"${process.execPath}" workers/answerable.ts triage --json | head -n 1`;
  const { stdout, stderr } = spawnSync("bash", ["-c", `set -o pipefail; ${command}`], {
    input,
    encoding: "utf8",
  });
  expect(JSON.parse(stdout)).toMatchObject({ kind: "technical" });
  expect(stderr).not.toMatch(/EPIPE|at .*node:/);
});
