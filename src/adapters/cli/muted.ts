import { iso } from "../../values/instant.ts";
import { allow, silenced } from "../postgres/allow.ts";
import { fail, withDesk } from "./desk-database.ts";
import { json, printable, table } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable muted                               to whom no automatic mail goes, why and since when
  answerable allow helpdesk@tailspin.example     let it go there again
  answerable allow tailspin.example              the same for a whole domain
  answerable allow all                           for the whole desk
`;

const clock = { kind: "database" } as const;

export const mutedCommands: Register = (program) => {
  program
    .command("muted")
    .description("to whom no automatic mail goes: over a budget, undeliverable, complained")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { json?: boolean }) =>
      withDesk(async ({ db }) => {
        const found = await silenced(db, clock);
        const shown = found.map((one) => ({
          ...one,
          since: iso(one.since),
          until: one.until && iso(one.until),
        }));
        const lines = shown.map(({ key, kind, because, since, tickets }) => [
          key === "*" ? "all" : key,
          kind,
          since.slice(0, 16),
          tickets.map((number) => `#${number}`).join(" "),
          because,
        ]);
        const text = table(["to", "kind", "since (UTC)", "tickets", "because"], lines);
        process.stdout.write(
          `${options.json ? json(shown) : lines.length > 0 ? text : "Automatic mail goes to everybody."}\n`,
        );
      }),
    );
  program
    .command("allow <to>")
    .description("let automatic mail go to an address, a domain or `all` again")
    .addHelpText("after", EXAMPLES)
    .action((to: string) =>
      withDesk(async ({ db }) => {
        const done = await allow(db, to === "all" ? "*" : to, "cli", clock);
        const shown = printable(to.slice(0, 320));
        if (!done)
          return fail({
            message: `Automatic mail to ${shown} is not stopped.`,
            next: "List: answerable muted",
          });
        process.stdout.write(`Automatic mail goes to ${shown} again.\n`);
      }),
    );
};
