/** One definition gives the parser, `#help`, the documentation and the mailto links. */
export interface CommandDefinition {
  readonly name: CommandName;
  /** Other spellings; the Portuguese ones among them. */
  readonly aliases: readonly string[];
  /** What follows the name on its line: nothing, free text that runs to the end of the line, or A, B or C. */
  readonly argument: "none" | "text" | "severity";
  readonly help: string;
}

export const COMMAND_NAMES = [
  "resolve",
  "close",
  "reopen",
  "note",
  "mine",
  "severity",
  "slip",
  "help",
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

export const COMMANDS: readonly CommandDefinition[] = [
  {
    name: "resolve",
    aliases: ["resolver", "resolvido"],
    argument: "none",
    help: "The problem is solved; a reply reopens it.",
  },
  {
    name: "close",
    aliases: ["fechar"],
    argument: "none",
    help: "Done. A reply soon after reopens it; a later one opens a new ticket.",
  },
  { name: "reopen", aliases: ["reabrir"], argument: "none", help: "Open a resolved or closed ticket again." },
  {
    name: "note",
    aliases: ["nota"],
    argument: "text",
    help: "Keep the whole mail as an internal note; the customer does not see it.",
  },
  { name: "mine", aliases: ["meu"], argument: "none", help: "Make me the assignee." },
  {
    name: "severity",
    aliases: ["severidade", "gravidade"],
    argument: "severity",
    help: "Set the severity: A, B or C. The customer is told if our promise is later now, or if it became A.",
  },
  {
    name: "slip",
    aliases: ["atraso"],
    argument: "none",
    help: "Send the customer the prepared mail that says we will be late.",
  },
  { name: "help", aliases: ["ajuda"], argument: "none", help: "Answer with this list." },
];

const BY_WORD: ReadonlyMap<string, CommandDefinition> = new Map(
  COMMANDS.flatMap((command) => [command.name, ...command.aliases].map((word) => [word, command] as const)),
);

/** The command of a word, whatever its case; undefined when there is none. */
export function commandOf(word: string): CommandDefinition | undefined {
  return BY_WORD.get(word.toLowerCase());
}

/** The known word nearest to a mistyped one: at most one letter added, lost, changed or swapped with its neighbour. */
export function nearestCommand(word: string): string | undefined {
  const wanted = word.toLowerCase();
  return [...BY_WORD.keys()].find((known) => known !== wanted && isOneStepAway(wanted, known));
}

function isOneStepAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  const swapped = restA.length === 2 && restB === `${restA[1]}${restA[0]}`;
  return swapped || (restA.length <= 1 && restB.length <= 1);
}
