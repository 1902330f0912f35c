import type { AddOptions } from "./entitlements-actions.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable entitlements
  answerable entitlements add --vehicle VEHICLE --name "Plan 2026" --from 2026-01-01 --to 2026-12-31
  answerable entitlements add --vehicle VEHICLE --name "Units" --from 2026-07-01 --units 50 --ids - --dry-run
  answerable entitlements show "Units" --reveal
  answerable entitlements end "Plan 2026" --on 2026-11-30
  answerable entitlements debits --json
  answerable entitlements refund 1042 --because duplicate

Contract and access id are never arguments: --ids FILE or --ids - (standard input) reads lines such as
  contract: 123456789
  access: 987654321
They are kept encrypted by ENTITLEMENTS_KEY, and shown by nothing but show --reveal, which is written to the audit.
Vehicles are those of the profile in desk.yaml. Exit codes: 0 done, 1 not done.
`;

export const entitlementsCommand: Register = (program) => {
  const command = program
    .command("entitlements")
    .description("the right to use vehicles: list, add, show, ids, end, debits, refund")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options: { json?: boolean }) => (await actions()).list(options.json === true));
  const asJson = (options: { json?: boolean }): boolean =>
    options.json === true || command.opts<{ json?: boolean }>().json === true;
  command
    .command("add")
    .description("write an entitlement into the ledger")
    .requiredOption("--vehicle <id>", "a vehicle of the profile, by id")
    .requiredOption("--name <name>", "what you call it")
    .requiredOption("--from <date>", "its first day, such as 2026-01-01")
    .option("--to <date>", "its last day; left out: without end")
    .option("--units <n>", "how many incidents it holds; left out: not counted")
    .option("--services <ids>", "only for these services, separated by commas")
    .option("--grant <text>", "why you have it, such as the designation it came with")
    .option("--ids <file>", "a file with the contract and access id, or - for standard input")
    .option("--dry-run", "show what would be written, and write nothing")
    .option("--json", "print JSON")
    .action(async (options: AddOptions) => (await actions()).add({ ...options, json: asJson(options) }));
  command
    .command("show <which>")
    .description("one entitlement, by name or id")
    .option("--reveal", "show its contract and access id too; the audit notes it")
    .option("--json", "print JSON")
    .action(async (which: string, options: { reveal?: boolean; json?: boolean }) =>
      (await actions()).show(which, options.reveal === true, asJson(options)),
    );
  command
    .command("ids <which>")
    .description("write the contract and access id anew, from a file or standard input")
    .option("--ids <file>", "the file, or - for standard input", "-")
    .action(async (which: string, options: { ids: string }) => (await actions()).ids(which, options.ids));
  command
    .command("end <which>")
    .description("let an entitlement end")
    .option("--on <date>", "its last day; left out: today")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--json", "print JSON")
    .action(async (which: string, options: { on?: string; dryRun?: boolean; json?: boolean }) =>
      (await actions()).end(which, { ...options, json: asJson(options) }),
    );
  command
    .command("debits")
    .description("the units that were taken, and for which tickets")
    .option("--json", "print JSON")
    .action(async (options: { json?: boolean }) => (await actions()).debits(asJson(options)));
  command
    .command("refund <ticket>")
    .description(
      "a unit was given back, as the vendor says; #close duplicate and #resolve bug do it by themselves",
    )
    .requiredOption("--because <why>", "duplicate, defect, billing or another, as the vehicle allows")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--json", "print JSON")
    .action(async (ticket: string, options: { because: string; dryRun?: boolean; json?: boolean }) =>
      (await actions()).refund(ticket, { ...options, json: asJson(options) }),
    );
};

const actions = () => import("./entitlements-actions.ts");
