import { Argument } from "commander";
import type { ConnectableProvider } from "../../ops/mailbox-permissions.ts";
import type { Db } from "../postgres/connect.ts";
import { fail, orFail, withDesk } from "./desk-database.ts";
import type { ConnectOptions } from "./mailbox-connect.ts";
import { json, printable } from "./print.ts";
import type { Register } from "./register.ts";
import type { TestedMailbox } from "./test-mailbox.ts";

const EXAMPLES = `
Examples:
  answerable mailbox test          signs in, sends the desk marked mails, sees them arrive, and records what the mailbox can do
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
    .description("prove the mailboxes with real round-trip mails and record their abilities")
    .option("--mailbox <name>", "only this mailbox")
    .option("--json", "print JSON")
    .action((options: { mailbox?: string; json?: boolean }) => withDesk((desk) => testAll(desk.db, options)));
};

async function testAll(db: Db, options: { mailbox?: string; json?: boolean }): Promise<void> {
  const [{ testedLines, testMailbox }, { completeDeskSettings }, { contextOf }] = await Promise.all([
    import("./test-mailbox.ts"),
    import("./desk-settings.ts"),
    import("../roles/prepare.ts"),
  ]);
  const settings = { ...(await completeDeskSettings()), logLevel: "silent" as const };
  const context = contextOf(settings, { sandbox: false });
  const { mailbox: only, json: asJson } = options;
  const mailboxes = context.mailboxes.filter(({ name }) => only === undefined || name === only);
  if (mailboxes.length === 0) {
    const names = context.mailboxes.map(({ name }) => name).join(", ");
    return fail({ message: `There is no mailbox of that name; there are: ${names}.` });
  }
  const say = asJson ? () => {} : (line: string) => void process.stdout.write(`${printable(line)}\n`);
  const tested: TestedMailbox[] = [];
  for (const mailbox of mailboxes) {
    const one = await testMailbox(db, context, mailbox, say);
    for (const line of testedLines(one)) say(line);
    tested.push(one);
  }
  if (asJson) process.stdout.write(`${json(tested)}\n`);
  if (tested.some((one) => one.kind === "refused" || !one.abilities.works)) process.exitCode = 1;
}
