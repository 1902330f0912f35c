import type { Register } from "./commands.ts";
import { orFail } from "./desk-database.ts";
import { json } from "./print.ts";

const EXAMPLES = `
Examples:
  answerable mailbox test          signs in, sends the desk two mails, sees them arrive, and records what the mailbox can do
  answerable mailbox test --json
`;

export const mailboxCommand: Register = (program) => {
  program
    .command("mailbox")
    .description("the desk's mailbox")
    .addHelpText("after", EXAMPLES)
    .command("test")
    .description("prove the mailbox with real round-trip mails and record its abilities")
    .option("--json", "print JSON")
    .action((options: { json?: boolean }) =>
      orFail(async () => {
        const [{ testMailbox }, { completeDeskSettings }] = await Promise.all([
          import("./test-mailbox.ts"),
          import("./desk-settings.ts"),
        ]);
        const steps = options.json ? () => {} : (line: string) => void process.stdout.write(`${line}\n`);
        const result = await testMailbox(await completeDeskSettings(), steps);
        if (options.json) process.stdout.write(`${json(result)}\n`);
        if (!result.works) process.exitCode = 1;
      }),
    );
};
