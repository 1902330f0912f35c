import type { Register } from "./commands.ts";

const EXAMPLES = `
Examples:
  $ answerable triage --json < mails.jsonl
  $ echo '{"subject":"Invoice","body":"Why were we charged twice?","lang":"en"}' | answerable triage

A line is {"subject", "body", "lang"}; its answer comes in the same place, with the words it was found by. It is a proposal:
low confidence says so. A line that cannot be read is answered with an "error".

Exit codes: 0 every line has its answer, 2 the words cannot be read.
`;

/** `answerable triage`: proposes kind, service and severity of mails. Needs no database. */
export const triageCommand: Register = (program) => {
  program
    .command("triage")
    .description("propose kind, service and severity of mails, a JSON object a line")
    .option("--json", "answers as JSON, a line each (the only form)")
    .addHelpText("after", EXAMPLES)
    .action(async () => (await import("./triage-propose.ts")).triage());
};
