import { dayOf } from "../../ops/local-day.ts";
import {
  attainment,
  escalationRate,
  firstAttainment,
  type Grouped,
  parseMonth,
  percent,
  type Report,
  reopenRate,
} from "../../ops/report.ts";
import { reportCsv } from "../../ops/report-csv.ts";
import { duration } from "../../tickets/words/say-links.ts";
import type { Instant } from "../../values/instant.ts";
import { deskState } from "../postgres/ops-queries-desk.ts";
import { openPromiseBook } from "../postgres/promise-book.ts";
import { type ReportScope, reportOf } from "../postgres/report-figures.ts";
import { turnsOf } from "../postgres/report-turns.ts";
import { findCustomers } from "../postgres/search.ts";
import { now } from "../postgres/transact.ts";
import { fail, withDesk } from "./desk-database.ts";
import { json, printable, table } from "./print.ts";
import { progress } from "./progress.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable report                                    this month so far, in the desk's time zone
  answerable report --month 2026-11
  answerable report --month 2026-11 --customer fabrikam.example --json
  answerable report --month 2026-11 --csv > november.csv        a row a customer

A ticket belongs to the month it was opened in. Practice, merged tickets and those called spam or duplicate are not counted.
A promise that is past its time and still open counts as missed. Working time counts in the month it was done in.
CSV has the columns of by.customer in JSON: counts, each promise (met, late, attainment) and minutes worked.
A long run says on standard error how far it is: on a terminal each second, elsewhere every ten.
`;

interface Options {
  readonly month?: string;
  readonly customer?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `answerable report`: the figures a partner is judged by, of a month. */
export const reportCommand: Register = (program) => {
  program
    .command("report")
    .description("figures of a month: promises kept, escalations, reopened, satisfaction, working time")
    .option("--month <month>", "such as 2026-11 (default: this one)")
    .option("--customer <name>", "one customer, by name or domain")
    .option("--json", "print JSON")
    .option("--csv", "print a row a customer as CSV")
    .addHelpText("after", EXAMPLES)
    .action((options: Options) => withDesk(({ db }) => report(db, options)));
};

type Db = Parameters<Parameters<typeof withDesk>[0]>[0]["db"];

async function report(db: Db, options: Options): Promise<void> {
  const timeZone = (await deskState(db))?.timeZone ?? "UTC";
  const at = await now(db, { kind: "database" });
  const month = parseMonth(options.month ?? dayOf(at, timeZone).slice(0, 7));
  if (month === null)
    return fail({
      message: `${JSON.stringify(options.month)} is no month.`,
      next: "Expected one such as 2026-11.",
    });
  const customer = await customerOf(db, options.customer);
  if (customer === undefined) return;
  const scope = { month, timeZone, customer };
  const found = await figuresOf(db, scope, at);
  const text = options.json ? `${json(found)}\n` : options.csv ? reportCsv(found) : `${asText(found)}\n`;
  process.stdout.write(text);
}

/** Adding up a year of a large desk takes a while, and whoever waits sees that it goes on. */
async function figuresOf(db: Db, scope: ReportScope, at: Instant): Promise<Report> {
  const figures = await adding(db, scope);
  using folded = progress("ledgers folded");
  const turns = await turnsOf(db, openPromiseBook(db), scope, at, (count) => folded.tick(count));
  return { ...figures, turns };
}

async function adding(db: Db, scope: ReportScope): Promise<Report> {
  using _shown = progress("adding up tickets");
  return await reportOf(db, scope);
}

/** Undefined: it was told why not. */
async function customerOf(db: Db, words: string | undefined) {
  if (words === undefined) return null;
  const found = await findCustomers(db, words);
  if (found.length === 1) return { id: found[0]!.id, name: found[0]!.name };
  const names = found.slice(0, 10).map(({ name }) => printable(name));
  fail({
    message:
      found.length === 0
        ? `There is no customer ${JSON.stringify(printable(words))}.`
        : `${JSON.stringify(printable(words))} may be ${names.join(", ")}.`,
    next: "List them: answerable customers",
  });
  return undefined;
}

function asText(report: Report): string {
  const { all, by } = report;
  const about = report.customer === null ? "all customers" : printable(report.customer);
  const worked = `${Math.floor(report.minutesWorked / 60)} h ${report.minutesWorked % 60} min`;
  const parts = [
    `${report.month}, ${about} (${report.timeZone})`,
    table(
      ["", ""],
      [
        ["tickets", String(all.opened)],
        [
          "first response kept",
          `${percent(firstAttainment(all))} (${all.firstMet} of ${all.firstMet + all.firstLate})`,
        ],
        ["handed on", `${percent(escalationRate(all))} (${all.handedOn})`],
        ["opened again", `${percent(reopenRate(all))} (${all.reopened} of ${all.resolved} resolved)`],
        [
          "satisfaction",
          all.satisfaction === null ? "–" : `${all.satisfaction.toFixed(1)} of 5 (${all.ratings})`,
        ],
        ["told up the ladder", `${report.rungs.told}, acknowledged ${report.rungs.acknowledged}`],
        ["asked for a manager", String(report.rungs.managerAsked)],
        ["working time", worked],
        ...turnsShown(report.turns),
      ],
    ),
    table(
      ["promise", "kept", "met", "late", "open", "median", "90 %"],
      report.targets.map((row) => [
        row.kind,
        percent(attainment(row)),
        ...[row.met, row.late, row.open].map(String),
        row.medianMs === null ? "–" : duration(row.medianMs),
        row.p90Ms === null ? "–" : duration(row.p90Ms),
      ]),
    ),
    ...(report.ways.length === 0
      ? []
      : [
          table(
            ["handed on by", "handoffs"],
            report.ways.map(({ way, handoffs }) => [way, String(handoffs)]),
          ),
        ]),
    ...(["kind", "service", "severity", "customer"] as const).map((name) => groupTable(name, by[name])),
  ];
  return parts.join("\n\n");
}

function turnsShown(turns: Report["turns"]): readonly string[][] {
  if (turns === null) return [];
  const { oursMs, upstreamMs, customerMs } = turns;
  const parts = [
    `ours ${duration(oursMs)}`,
    `upstream ${duration(upstreamMs)}`,
    `the customer's ${duration(customerMs)}`,
  ];
  return [[`service time of the ${turns.tickets} handed on`, parts.join(", ")]];
}

function groupTable(name: string, groups: readonly Grouped[]): string {
  return table(
    [name, "tickets", "first response", "handed on", "opened again", "satisfaction"],
    groups
      .slice(0, 50)
      .map(({ key, counts }) => [
        key || "(not said)",
        String(counts.opened),
        percent(firstAttainment(counts)),
        percent(escalationRate(counts)),
        percent(reopenRate(counts)),
        counts.satisfaction === null ? "–" : counts.satisfaction.toFixed(1),
      ]),
  );
}
