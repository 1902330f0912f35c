import { type CommandName, commandOf, nearestCommand } from "./grammar.ts";

export interface Command {
  readonly name: CommandName;
  /** What followed on the line, trimmed; a form: with the lines below it, each as it was written. */
  readonly argument: string;
  /** The text of the mail, where it is this command's and not the customer's answer. */
  readonly words?: string;
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

/** More in one mail are an accident, a script or an attack: a person writes some few, and reads one receipt. */
export const MOST_COMMANDS = 50;

/** Of a line that may only look like a command: its name stands at its beginning, and a line of stars must not cost its square. */
const LOOKED_AT = 200;

/**
 * Reads an agent's mail (quote and signature already cut). Commands stand in one unbroken block at the very top, or at
 * the very bottom. Whatever looks like a command in a block and is none stops the whole mail; in between only an exact
 * command name, or one letter away from one, does, so that a script with comments goes out as it is.
 *
 * All that stands below a command that takes a form is the form, up to the next command: none of it is ever text to the
 * customer, whatever it looks like. Of a command that takes the text of the mail, the text is whatever stands below the block at the top:
 * none of it is an answer.
 */
export function parseCommands(visible: string): AgentRequest {
  const units = unitsOf(visible.split("\n"));
  const first = units.findIndex(({ line }) => line.trim() !== "");
  if (first < 0) return { kind: "request", commands: [], text: "" };
  const isCommand = ({ line }: Unit): boolean => COMMAND_LIKE.test(line);
  let top = first;
  while (top < units.length && isCommand(units[top]!)) top++;
  let bottom = units.length;
  while (bottom > top && units[bottom - 1]!.line.trim() === "") bottom--;
  const lastText = bottom;
  while (bottom > top && isCommand(units[bottom - 1]!)) bottom--;

  const asked = [...units.slice(first, top), ...units.slice(bottom, lastText)];
  if (asked.length > MOST_COMMANDS) {
    const most = `one mail may have ${MOST_COMMANDS}`;
    return held("", `the mail has ${asked.length} commands, and ${most}: send them in several mails`);
  }
  const commands: Command[] = [];
  for (const unit of asked) {
    const read = readCommand(unit);
    if (read.kind === "held") return read;
    commands.push(read.command);
  }
  const between = units.slice(top, bottom).map(({ line }) => line);
  const stray = between.map(straySign).find((found) => found !== null);
  if (stray) return stray;
  const text = between
    .join("\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
  return textTaken(commands, top - first, text);
}

/** Gives the text to the command above it that takes it. @param above  how many of the commands stand above the text */
function textTaken(commands: readonly Command[], above: number, text: string): AgentRequest {
  const takers = commands
    .slice(0, above)
    .filter(({ name, argument }) => commandOf(name)!.takesText(argument));
  const [taker, another] = takers;
  if (taker === undefined || text === "") return { kind: "request", commands, text };
  if (another !== undefined) {
    const line = `#${another.name} ${another.argument}`;
    return held(line, `the text below can be the words of one #${taker.name} only: write two mails`);
  }
  const given = commands.map((command) => (command === taker ? { ...command, words: text } : command));
  return { kind: "request", commands: given, text: "" };
}

/** A line; where it is the command of a form, with what stands below it. */
interface Unit {
  readonly line: string;
  readonly form: readonly string[];
}

function unitsOf(lines: readonly string[]): readonly Unit[] {
  const units: { line: string; form: string[] }[] = [];
  let open: string[] | null = null;
  for (const line of lines) {
    const word = COMMAND_LIKE.exec(line)?.[1];
    if (open !== null && word === undefined) {
      open.push(line);
      continue;
    }
    const unit = { line, form: [] };
    units.push(unit);
    open = word !== undefined && commandOf(word)?.argument === "form" ? unit.form : null;
  }
  return units;
}

type Read = { readonly kind: "command"; readonly command: Command } | (AgentRequest & { kind: "held" });

function readCommand({ line, form }: Unit): Read {
  const [, word, argument] = COMMAND_LIKE.exec(line)!;
  const command = commandOf(word!);
  if (!command) {
    const near = nearestCommand(word!) ?? hiddenCommand(line);
    return held(line, `there is no command #${word}${near === undefined ? "; #help lists them" : ""}`, near);
  }
  if (command.argument === "none" && argument!.trim() !== "") {
    return held(line, `#${command.name} takes nothing after it`, command.name);
  }
  if (command.argument === "word" && /\s/.test(argument!.trim())) {
    return held(line, `#${command.name} takes nothing after it, or one word`, command.name);
  }
  if (command.argument === "severity" && !/^[ABC]$/i.test(argument!.trim())) {
    return held(line, `#${command.name} takes A, B or C`, `${command.name} A`);
  }
  const below = form.join("\n").trimEnd();
  const said =
    command.argument === "form" && below !== "" ? `${argument!.trim()}\n${below}` : argument!.trim();
  return { kind: "command", command: { name: command.name, argument: said } };
}

/** The command that a line would be without invisible characters. */
function hiddenCommand(line: string): string | undefined {
  const word = COMMAND_LIKE.exec(line.replaceAll(/\p{Cf}/gu, ""))?.[1];
  return word === undefined ? undefined : commandOf(word)?.name;
}

function straySign(line: string): (AgentRequest & { kind: "held" }) | null {
  const word = COMMAND_LIKE.exec(line.trimStart())?.[1];
  if (word === undefined) return disguised(line);
  const exact = commandOf(word);
  if (exact) {
    return held(line, `#${word} stands in the middle of the text; commands stand above all of it, or below`);
  }
  const near = nearestCommand(word);
  return near === undefined
    ? null
    : held(line, `#${word} in the middle of the text is nearly a command`, near);
}

/**
 * A line that people see as a command and that is none by its characters: another number sign, something before or in it that cannot be
 * seen, or the asterisks by which clients write bold text. `#note` written so must not go out with what stands below it.
 */
function disguised(whole: string): (AgentRequest & { kind: "held" }) | null {
  const line = whole.trim().slice(0, LOOKED_AT);
  const plain = line
    .normalize("NFKC")
    .replaceAll(/\p{Cf}|[*_]+(?=#)|(?<=#)[*_]+|[*_]+\s*$/gu, "")
    .replace("\u266f", "#")
    .trim();
  const word = plain === line ? undefined : COMMAND_LIKE.exec(plain)?.[1];
  const name = word === undefined ? undefined : (commandOf(word)?.name ?? nearestCommand(word));
  return name === undefined
    ? null
    : held(line, `it looks like #${name}, and has other signs before or in it`, name);
}

function held(line: string, because: string, suggestion?: string): AgentRequest & { kind: "held" } {
  return { kind: "held", because, line: line.slice(0, 200), suggestion: suggestion ?? null };
}
