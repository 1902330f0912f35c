import { withDesk } from "./desk-database.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable retention                                what is kept how long, what is due, how old it is and how much
  answerable retention run --dry-run                  what would be deleted now; nothing is
  answerable retention run                            deletes it; the desk does so by itself, some seconds every ten minutes
  answerable retention hold 1042 --because "dispute"  keeps a ticket whatever desk.yaml says, until it is released
  answerable retention hold Fabrikam --because "audit of 2026"     all tickets of a customer
  answerable retention release 1042
  answerable retention holds

Periods stand in desk.yaml under \`retention\`: closedTickets, rawMail, automaticMail, quarantine, audit.
`;

export const retentionCommand: Register = (program) => {
  const retention = program
    .command("retention")
    .description("what is kept how long, what is due, and holds")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { json?: boolean }) =>
      withDesk(async (connection) =>
        (await import("./retention-actions.ts")).status(connection, options.json === true),
      ),
    );
  retention
    .command("run")
    .description("delete what is due")
    .option("--dry-run", "only say what")
    .option("--json", "print JSON")
    .action((options: { dryRun?: boolean; json?: boolean }, command) =>
      withDesk(async (connection) =>
        (await import("./retention-actions.ts")).run(connection, {
          dryRun: options.dryRun === true,
          asJson: command.optsWithGlobals().json === true,
        }),
      ),
    );
  retention
    .command("hold <what>")
    .description("keep a ticket (its number) or all tickets of a customer (its name)")
    .requiredOption("--because <why>", "why it is kept")
    .action((what: string, options: { because: string }) =>
      withDesk(async ({ db }) => (await import("./retention-actions.ts")).holdIt(db, what, options.because)),
    );
  retention
    .command("release <what>")
    .description("let it go again")
    .action((what: string) =>
      withDesk(async ({ db }) => (await import("./retention-actions.ts")).releaseIt(db, what)),
    );
  retention
    .command("holds")
    .description("what is held, since when and why")
    .option("--json", "print JSON")
    .action((_options: object, command) =>
      withDesk(async ({ db }) =>
        (await import("./retention-actions.ts")).listHolds(db, command.optsWithGlobals().json === true),
      ),
    );
};
