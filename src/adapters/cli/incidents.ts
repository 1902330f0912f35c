import type { IncidentOptions } from "./incidents-actions.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable incidents                                published incidents that go on, with tickets and customers on each
  answerable incidents --all --json                   those that are over too, for programs
  answerable incidents show MO1234567                 the tickets on one
  answerable incidents tell MO1234567 --dry-run       whom it would write to, and the mail in each language
  answerable incidents tell MO1234567                 tell them that it is known
  answerable incidents tell MO1234567 --text "They expect it to last until noon."
  answerable incidents close MO1234567                it is over: tell everybody on it
  answerable incidents close MO1234567 --silent       it is over, and nobody is told
  answerable incidents reopen MO1234567               it goes on after all; nobody is told by that

Tickets come here by a notice of the vendor's that a customer passes on, by #incident, #escalate, or the field of #diagnosis. Each
ticket's customer is told once an update, in the ticket's language; --text goes as it is written. Clocks, owners and tickets stay.
Exit codes: 0 done, 1 not done.
`;

/** `answerable incidents`: published incidents of the vendor's, and what hangs on them. */
export const incidentsCommand: Register = (program) => {
  const command = program
    .command("incidents")
    .description("published incidents, what hangs on them, and telling all their customers")
    .option("--all", "those that are over too")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options: IncidentOptions) => (await actions()).listAll(options));
  // Options of the command itself would otherwise swallow those of the words after it.
  const given = (options: IncidentOptions): IncidentOptions => ({
    ...options,
    json: options.json === true || command.opts<IncidentOptions>().json === true,
    all: options.all === true || command.opts<IncidentOptions>().all === true,
  });
  command
    .command("list")
    .description("published incidents that go on")
    .option("--all", "those that are over too")
    .option("--json", "print JSON")
    .action(async (options: IncidentOptions) => (await actions()).listAll(given(options)));
  command
    .command("show <number>")
    .description("one incident, with the tickets on it")
    .option("--json", "print JSON")
    .action(async (code: string, options: IncidentOptions) => (await actions()).show(code, given(options)));
  command
    .command("tell <number>")
    .description("tell the customers of all tickets on it that it is known, or what is new")
    .option("--text <words>", "what is new, as customers read it")
    .option("--dry-run", "show whom it would write to and what, and write nothing")
    .option("--json", "print JSON")
    .action(async (code: string, options: IncidentOptions) => (await actions()).tell(code, given(options)));
  command
    .command("close <number>")
    .description("it is over: tell the customers of all tickets on it")
    .option("--silent", "tell nobody")
    .option("--dry-run", "show whom it would write to and what, and change nothing")
    .option("--json", "print JSON")
    .action(async (code: string, options: IncidentOptions) => (await actions()).close(code, given(options)));
  command
    .command("reopen <number>")
    .description("it goes on after all")
    .option("--dry-run", "change nothing")
    .option("--json", "print JSON")
    .action(async (code: string, options: IncidentOptions) => (await actions()).reopen(code, given(options)));
};

const actions = () => import("./incidents-actions.ts");
