import { dirname, join } from "node:path";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable simulate --policy policy.next.yaml
  answerable simulate --policy policy.next.yaml --since 1y --html simulation.html
  answerable simulate --policy policy.yaml --mail archive.mbox --desk-address ana@contoso.example
  answerable simulate --policy policy.yaml --mail archive.mbox --desk-address @contoso.example --severity C --json

Without --mail the tickets in the desk's database are taken; nothing in it is changed. An archive needs no desk: a
conversation is a ticket, and what the desk's own addresses wrote into it is an answer.

Exit codes: 0 done, 1 something is wrong with the files or the desk, 2 a file or an argument cannot be read.
`;

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `answerable simulate`: how what was would have fared under another policy. */
export const simulateCommand: Register = (program) => {
  program
    .command("simulate")
    .description(
      "how the recorded tickets, or those of a mail archive, would have fared under another policy",
    )
    .requiredOption("--policy <file>", "the other policy.yaml")
    .option("--desk <file>", "its desk.yaml (default: the one beside it)")
    .option("--since <duration>", "tickets opened within this time, e.g. 90d (default) or 1y")
    .option("--mail <file>", "an mbox archive instead of the desk's tickets")
    .option(
      "--desk-address <address>",
      "with --mail: answers come from here too; @domain for all of one; repeatable",
      several,
    )
    .option("--severity <severity>", "with --mail: what every mail is taken for (default: desk.yaml's)")
    .option("--plan <plan>", "with --mail: which plan every customer has (default: desk.yaml's)")
    .option("--html <file>", "also write the charts as a page")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options) =>
      (await import("./simulate-actions.ts")).simulate({
        ...options,
        desk: options.desk ?? join(dirname(options.policy), "desk.yaml"),
      }),
    );
};
