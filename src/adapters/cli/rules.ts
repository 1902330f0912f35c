import type { Register } from "./commands.ts";

const EXAMPLES = `
Examples:
  answerable rules try mail.eml
  answerable rules try mail.eml --at 2026-12-24T18:00Z
  answerable rules try *.eml --policy policy.yaml --desk desk.next.yaml --json

Without --policy and --desk the desk's database is asked: the version in force, its customers and agents. With them nothing
but the files is read: no customer is known, and whoever desk.yaml names answers. Nothing is changed or sent.

Exit codes: 0 every mail was tried, 1 something is wrong with the files or the desk, 2 a mail or an argument cannot be read.
`;

/** `answerable rules try`: what would become of a mail. */
export const rulesCommand: Register = (program) => {
  program
    .command("rules")
    .description("what the rules of desk.yaml make of a mail")
    .addHelpText("after", EXAMPLES)
    .command("try <mails...>")
    .description("which rule names the team, whom it is told to and when, and what is promised")
    .option("--at <instant>", "when it comes, e.g. 2026-12-24T18:00Z (default: now)")
    .option("--policy <file>", "a policy.yaml instead of the version in force")
    .option("--desk <file>", "its desk.yaml (default: the one beside it)")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (mails, options) => (await import("./rules-try.ts")).tryRules(mails, options));
};
