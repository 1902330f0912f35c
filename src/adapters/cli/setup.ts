import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable setup
  answerable setup --answers answers.yaml --dir /etc/answerable
  answerable setup --yes --name "Contoso Cloud Support" --address support@contoso.example --zone Europe/Lisbon \\
    --hours "mon-fri 09:00-13:00 14:00-18:00" --country PT --languages pt-PT,en \\
    --agent "Ana Sousa <ana@contoso.example>" --agent "Rui Gomes <rui@contoso.example>" \\
    --imap imap.contoso.example:993 --smtp smtp.contoso.example:465

Asks for what the flags and the file leave out; with --yes, or --answers, nothing is asked. A file of answers has the keys
name, address, timeZone, hours, country, region, languages, phone, agents: [{ name, address }], manager,
mailbox: { provider, imap, smtp, user }. Passwords are never asked for nor written: .env names them.

Exit codes: 0 both files are written, 1 something was not understood or would be overwritten, 2 a file cannot be read.
`;

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `answerable setup`: asks for the desk and writes policy.yaml, desk.yaml and the names of secrets in .env. */
export const setupCommand: Register = (program) => {
  program
    .command("setup")
    .description("ask for desk, hours, agents and mailbox, and write policy.yaml and desk.yaml")
    .option("--answers <file>", "a YAML file with the answers")
    .option("--dir <folder>", "where the files are written", ".")
    .option("--yes", "ask nothing: what is left out has its default")
    .option("--overwrite", "replace files that are there")
    .option("--name <name>", "what the desk is called")
    .option("--address <address>", "where customers write to")
    .option("--zone <zone>", "its time zone, e.g. Europe/Lisbon")
    .option("--hours <hours>", 'when it is open, e.g. "mon-fri 09:00-13:00 14:00-18:00"')
    .option("--country <country>", "whose public holidays it keeps, e.g. PT")
    .option("--region <region>", "a region of that country, where it has holidays of its own")
    .option("--languages <list>", "e.g. pt-PT,en; the first is the default")
    .option("--phone <number>", "a telephone number customers may call")
    .option("--agent <person>", 'who answers, e.g. "Ana Sousa <ana@contoso.example>"; repeatable', several)
    .option("--manager <address>", "who is told when a promise stays missed")
    .option("--provider <provider>", "of the mailbox: microsoft365, google or generic")
    .option("--imap <server>", "host:port")
    .option("--smtp <server>", "host:port")
    .option("--user <user>", "signs in to the mailbox; its address where left out")
    .option(
      "--sign-in",
      "also sign in to the mailbox once, with the password that .env or the environment has",
    )
    .option("--json", "say what was written as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options) => (await import("./setup-write.ts")).setup(options));
};
