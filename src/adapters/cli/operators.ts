import { operators } from "../postgres/schema.ts";
import { fail, withDesk } from "./desk-database.ts";
import { deskSettings } from "./desk-settings.ts";
import { json, table } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable operators
  answerable operators add marta --role admin     prints a link that signs in once and sets a password
`;

export const operatorsCommand: Register = (program) => {
  const command = program
    .command("operators")
    .description("who may open the operators' pages")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { json?: boolean }) =>
      withDesk(async ({ db }) => {
        const rows = await db
          .select({ name: operators.name, role: operators.role })
          .from(operators)
          .orderBy(operators.name);
        const text = rows.length > 0 ? table(["name", "role"], rows.map(Object.values)) : "No operators yet.";
        process.stdout.write(`${options.json ? json(rows) : text}\n`);
      }),
    );
  command
    .command("add <name>")
    .description("add an operator, or give one a new sign-in link")
    .option("--role <role>", "viewer or admin", "viewer")
    .action((name: string, { role }: { role: string }) =>
      withDesk(async ({ db }) => {
        if (role !== "viewer" && role !== "admin")
          return fail({ message: `--role ${role}: expected viewer or admin.` });
        const { createLoginLink } = await import("../http/operators.ts");
        const { operations } = await deskSettings();
        const { path } = await createLoginLink(db, role, name);
        process.stdout.write(`${operations.url}${path}\nThe link works once, within a day.\n`);
      }),
    );
};
