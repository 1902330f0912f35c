import type { Command } from "commander";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  $ answerable escalation decide --json < rows.jsonl
  $ echo '{"profile":"current","partner":"direct_bill","kind":"technical","service":"azure","severity":"B",
    "entitlements":[],"evidence":{"diagnosis":true,"tenant_id":false}}' | tr -d '\\n' | answerable escalation decide
  $ answerable escalation decide --profiles ./profiles < rows.jsonl

A row is one JSON object on one line; its answer comes in the same place. A row that cannot be read is answered with an
"error" that says what was read and expected; the others go on. Empty lines are passed over. What a row may hold:
docs/escalation.md.

Exit codes: 0 every line has its answer, 2 a profile cannot be read.
`;

/** `answerable escalation …`: by which way an issue leaves the desk. Needs no database. */
export const escalationCommand: Register = (program) => {
  const escalation: Command = program
    .command("escalation")
    .description("where an issue goes next, by the profile's decision table")
    .addHelpText("after", EXAMPLES);
  escalation
    .command("decide")
    .description("decide rows of JSON from standard input, an answer a line")
    .option("--json", "answers as JSON, a line each (the only form)")
    .option("--profiles <dir>", "the directory with the profiles (default: those of Answerable)")
    .addHelpText("after", EXAMPLES)
    .action(async (options) => (await import("./escalation-decide.ts")).decide(options));
};
