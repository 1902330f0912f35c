import { sayMinutes } from "../../commands/working-time.ts";
import { startOfDay } from "../../service-hours/zone.ts";
import { type Instant, iso } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { versionInForce } from "../postgres/policy-versions.ts";
import { findCustomers } from "../postgres/search.ts";
import { now } from "../postgres/transact.ts";
import { type WorkedIn, workedByCustomer, workedEntries } from "../postgres/working-time.ts";
import { fail, withDesk } from "./desk-database.ts";
import { csv, json, printable, table } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Agents write it by mail: #time 25m, #time 1h30 read the logs, #time -10m (a correction).

Examples:
  answerable time                              this month, by customer
  answerable time --month 2026-11 --csv        for the invoices of November
  answerable time --customer Fabrikam          each entry of one customer
  answerable time --entries --json             each entry of all of them
`;

interface Options {
  readonly month?: string;
  readonly customer?: string;
  readonly entries?: boolean;
  readonly csv?: boolean;
  readonly json?: boolean;
}
type Said = { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };

export const timeCommand: Register = (program) => {
  program
    .command("time")
    .description("working time that agents wrote down with #time, by customer and month")
    .option("--month <month>", "such as 2026-11, in the desk's time zone (default: this month)")
    .option("--customer <name>", "one customer, by name, domain or a contact's address; each entry is listed")
    .option("--entries", "list each entry")
    .option("--csv", "print CSV")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: Options) => withDesk(({ db }) => run(db, options)));
};

async function run(db: Db, options: Options): Promise<void> {
  const at = await now(db, { kind: "database" });
  const zone = (await versionInForce(db, at))?.policy.desk.timeZone ?? "UTC";
  const month = options.month ?? localDay(zone, at).slice(0, 7);
  if (!/^20\d\d-(?:0[1-9]|1[0-2])$/.test(month)) {
    return fail({
      message: `--month ${printable(month)}: expected a month such as 2026-11.`,
      next: "Leave it out for this month.",
    });
  }
  const found = options.customer === undefined ? [] : await findCustomers(db, options.customer);
  if (options.customer !== undefined && found.length !== 1) {
    const names = found.map(({ name }) => printable(name)).join(", ");
    const said = printable(options.customer);
    return fail(
      found.length === 0
        ? { message: `There is no customer "${said}".`, next: "List them: answerable customers" }
        : { message: `"${said}" may be ${names}.`, next: "Name one by a domain or in full." },
    );
  }
  const period = { ...monthIn(zone, month), ...(found[0] ? { customerId: found[0].id } : {}) };
  const isListed = options.entries === true || options.customer !== undefined;
  await (isListed ? entries(db, period, month, zone, options) : totals(db, period, month, options));
}

/** A month as the desk's clock has it, half-open. */
function monthIn(zone: string, month: string): WorkedIn {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return { from: startOfDay(zone, `${month}-01`), to: startOfDay(zone, `${next}-01`) };
}

async function totals(db: Db, period: WorkedIn, month: string, options: Options): Promise<void> {
  const rows = await workedByCustomer(db, period);
  if (options.json) return print(json({ month, customers: rows }));
  const heads = ["month", "customer", "minutes", "time", "tickets", "entries"];
  const cells = rows.map((row) => [
    month,
    row.customer ?? "(none)",
    String(row.minutes),
    sayMinutes(row.minutes),
    String(row.tickets),
    String(row.entries),
  ]);
  say({ heads, rows: cells }, options, month);
}

async function entries(
  db: Db,
  period: WorkedIn,
  month: string,
  zone: string,
  options: Options,
): Promise<void> {
  const rows = await workedEntries(db, period);
  if (options.json) return print(json({ month, entries: rows.map((row) => ({ ...row, at: iso(row.at) })) }));
  const heads = ["day", "customer", "ticket", "agent", "minutes", "note"];
  const cells = rows.map((row) => [
    localDay(zone, row.at),
    row.customer ?? "(none)",
    `#${row.ticket}`,
    row.agent,
    String(row.minutes),
    row.note,
  ]);
  const sum = rows.reduce((total, { minutes }) => total + minutes, 0);
  say({ heads, rows: cells }, options, month, `Together ${sayMinutes(sum)}.`);
}

function say({ heads, rows }: Said, options: Options, month: string, sum = ""): void {
  if (options.csv) return print(csv([heads, ...rows]));
  if (rows.length === 0)
    return print(`Nothing was written down in ${month}. Agents write it by mail: #time 25m`);
  print([table(heads, rows), ...(sum === "" ? [] : [sum])].join("\n"));
}

function localDay(timeZone: string, at: Instant): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
