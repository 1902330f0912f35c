import { type CommandName, commandOf, nearestCommand } from "./grammar.ts";

export interface Command {
  readonly name: CommandName;
  /** What followed on the line, trimmed. */
  readonly argument: string;
}

/** What an agent's mail asks for: some commands, some text for the customer; or nothing at all because part of it is unclear. */
export type AgentRequest =
  | { readonly kind: "request"; readonly commands: readonly Command[]; readonly text: string }
  | {
      readonly kind: "held";
      readonly because: string;
      readonly line: string;
      readonly suggestion: string | null;
    };

/** `#` directly followed by a letter of any script; `# text` is text. */
const COMMAND_LIKE = /^#(\p{L}[\p{L}\p{M}\p{N}_-]*)[ \t]*(.*)$/u;

/**
 * Reads an agent's mail (quote and signature already cut). Commands stand in one unbroken block at the very top, or at
 * the very bottom. Whatever looks like a command in a block and is none stops the whole mail; in between only an exact
 * command name, or one letter away from one, does, so that a script with comments goes out as it is.
 */
export function parseCommands(visible: string): AgentRequest {
  const lines = visible.split("\n");
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0) return { kind: "request", commands: [], text: "" };
  let top = first;
  while (top < lines.length && COMMAND_LIKE.test(lines[top]!)) top++;
  let bottom = lines.length;
  while (bottom > top && lines[bottom - 1]!.trim() === "") bottom--;
  const lastText = bottom;
  while (bottom > top && COMMAND_LIKE.test(lines[bottom - 1]!)) bottom--;

  const commands: Command[] = [];
  for (const line of [...lines.slice(first, top), ...lines.slice(bottom, lastText)]) {
    const read = readCommand(line);
    if (read.kind === "held") return read;
    commands.push(read.command);
  }
  const between = lines.slice(top, bottom);
  const stray = between.map(straySign).find((found) => found !== null);
  if (stray) return stray;
  return {
    kind: "request",
    commands,
    text: between
      .join("\n")
      .replace(/^(?:[ \t]*\n)+/, "")
      .trimEnd(),
  };
}

type Read = { readonly kind: "command"; readonly command: Command } | (AgentRequest & { kind: "held" });

function readCommand(line: string): Read {
  const [, word, argument] = COMMAND_LIKE.exec(line)!;
  const command = commandOf(word!);
  if (!command) return held(line, `there is no command #${word}`, nearestCommand(word!));
  if (command.argument === "none" && argument!.trim() !== "") {
    return held(line, `#${command.name} takes nothing after it`, command.name);
  }
  if (command.argument === "severity" && !/^[ABC]$/i.test(argument!.trim())) {
    return held(line, `#${command.name} takes A, B or C`, `${command.name} A`);
  }
  return { kind: "command", command: { name: command.name, argument: argument!.trim() } };
}

function straySign(line: string): (AgentRequest & { kind: "held" }) | null {
  const word = COMMAND_LIKE.exec(line.trimStart())?.[1];
  if (word === undefined) return null;
  const exact = commandOf(word);
  if (exact) return held(line, `#${word} stands in the middle of the text`, exact.name);
  const near = nearestCommand(word);
  return near === undefined
    ? null
    : held(line, `#${word} in the middle of the text is nearly a command`, near);
}

function held(
  line: string,
  because: string,
  suggestion: string | undefined,
): AgentRequest & { kind: "held" } {
  return { kind: "held", because, line: line.slice(0, 200), suggestion: suggestion ?? null };
}
