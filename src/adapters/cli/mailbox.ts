import { Argument } from "commander";
import type { ConnectableProvider } from "../../ops/mailbox-permissions.ts";
import type { Register } from "./commands.ts";
import { orFail } from "./desk-database.ts";
import type { ConnectOptions } from "./mailbox-connect.ts";
import { json, printable } from "./print.ts";

const EXAMPLES = `
Examples:
  answerable mailbox test          signs in, sends the desk two mails, sees them arrive, and records what the mailbox can do
  answerable mailbox test --json
  answerable mailbox connect microsoft365    what an administrator does, and how far the settings that are there get
  answerable mailbox connect google --address support@contoso.example --json
`;

export const mailboxCommand: Register = (program) => {
  const mailbox = program.command("mailbox").description("the desk's mailbox").addHelpText("after", EXAMPLES);
  mailbox
    .command("connect")
    .description("print the permissions a mailbox needs, and try each step to it")
    .addArgument(new Argument("<provider>").choices(["microsoft365", "google", "generic"]))
    .option("--address <address>", "the mailbox's address; that of the settings where left out")
    .option("--tenant <tenant>", "Microsoft's: an id or a domain; the address's domain where left out")
    .option("--mailbox <name>", "one of the desk file's mailboxes; all where left out")
    .option("--json", "print JSON")
    .action((provider: ConnectableProvider, options: ConnectOptions & { json?: boolean }) =>
      orFail(async () => {
        const { connectedLines, connectMailbox } = await import("./mailbox-connect.ts");
        const connected = await connectMailbox(provider, options);
        const text = options.json ? json(connected) : connectedLines(connected).map(printable).join("\n");
        process.stdout.write(`${text}\n`);
        if (connected.checks.some(({ state }) => state === "problem")) process.exitCode = 1;
      }),
    );
  mailbox
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
