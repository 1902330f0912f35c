import { writeFileSync } from "node:fs";
import { judge, underAnother } from "../../ops/simulate/judge.ts";
import { reportPage } from "../../ops/simulate/page.ts";
import type { Report } from "../../ops/simulate/report.ts";
import { EMPTY_TALLY, type Turned, tallied, turned } from "../../ops/simulate/tally.ts";
import { reportForTerminal } from "../../ops/simulate/terminal.ts";
import { WallDuration, wallMs } from "../../policy/duration.ts";
import { clockEvents } from "../../tickets/ledger.ts";
import { compilePromises } from "../../tickets/promises/compile-promises.ts";
import { acrossVersions, versionsOf } from "../../tickets/promises/versions.ts";
import { fromMs, iso } from "../../values/instant.ts";
import type { Queryable } from "../postgres/connect.ts";
import { openPromiseBook } from "../postgres/promise-book.ts";
import { recordedTickets } from "../postgres/recorded-tickets.ts";
import { now as timeIn } from "../postgres/transact.ts";
import { withDesk } from "./desk-database.ts";
import { type Done, fail, publishedOf, say, sayJson, withHolidays } from "./policy-shared.ts";
import { progress } from "./progress.ts";
import { simulateMail } from "./simulate-mail.ts";
import type { SimulateOptions } from "./simulate-options.ts";

const DEFAULT_SINCE = "90d";
const MOST_LISTED = 100;

/** `simulate`: says what would have been met and missed. */
export async function simulate(options: SimulateOptions): Promise<void> {
  const wrong = wrongIn(options);
  if (wrong !== null) return void fail(2, wrong);
  const done = publishedOf(options);
  if (done === null) return;
  if (options.mail !== undefined) {
    const report = await simulateMail(done, options.mail, options);
    if (report !== null) tell(report, options);
    return;
  }
  await withDesk(async ({ db }) => {
    // One look at the desk that cannot change it.
    const reading = { isolationLevel: "repeatable read", accessMode: "read only" } as const;
    tell(await db.transaction((tx) => ofTheDesk(tx, openPromiseBook(db), done, options), reading), options);
  });
}

function wrongIn({ since, mail, severity, plan, deskAddress }: SimulateOptions): string | null {
  if (since !== undefined && mail !== undefined) {
    return "--since is for the desk's own tickets; an archive is read whole. Leave one of --since and --mail out.";
  }
  if (since !== undefined && !WallDuration.safeParse(since).success) {
    return `--since: read ${JSON.stringify(since)}, expected a duration such as 90d, 12w or 1y`;
  }
  const forMail = { "--severity": severity, "--plan": plan, "--desk-address": deskAddress };
  const stray = Object.entries(forMail).find(([, value]) => value !== undefined && mail === undefined);
  if (stray !== undefined) return `${stray[0]} is for --mail; the desk's tickets have their own.`;
  if (severity !== undefined && !/^[ABC]$/.test(severity)) {
    return `--severity: read ${JSON.stringify(severity)}, expected A, B or C`;
  }
  return null;
}

async function ofTheDesk(
  db: Queryable,
  book: ReturnType<typeof openPromiseBook>,
  done: Done,
  { since = DEFAULT_SINCE }: SimulateOptions,
): Promise<Report> {
  const asOf = await timeIn(db, { kind: "database" });
  const from = fromMs(asOf - wallMs(since));
  const published = withHolidays(done, from, asOf);
  const { plans, desk } = published.policy;
  const other = compilePromises(published);
  const judging = { timeZone: desk.timeZone, asOf };
  const ways: Record<Turned, number[]> = { "missed instead of met": [], "met instead of missed": [] };
  let [was, is, tickets, replaced] = [EMPTY_TALLY, EMPTY_TALLY, 0, 0];
  using bar = progress("tickets");
  for await (const { ticket, events } of recordedTickets(db, from)) {
    bar.tick();
    const clock = clockEvents(events);
    const books = await Promise.all(versionsOf(ticket, events).map(book));
    const moved = underAnother(clock, Object.keys(plans), other.defaults.plan);
    const before = judge(clock, { ...judging, context: acrossVersions(books).clock });
    const after = judge(moved.events, { ...judging, context: other.clock });
    [was, is] = [tallied(was, before), tallied(is, after)];
    for (const way of turned(before, after)) ways[way].push(ticket.number);
    tickets += 1;
    if (moved.replaced) replaced += 1;
  }
  return {
    policy: published.id,
    of: `tickets opened since ${iso(from).slice(0, 10)}`,
    tickets,
    was,
    is,
    turned: {
      "missed instead of met": listed(ways["missed instead of met"]),
      "met instead of missed": listed(ways["met instead of missed"]),
    },
    assumptions: [
      "Answers would have come when they came, and severities been set when they were.",
      "A promise counts for the severity that was in force at its end, and for the weekday on which it began.",
      ...(replaced === 0
        ? []
        : [
            `${replaced} of the tickets have a plan that is not in this policy: ${other.defaults.plan} was taken.`,
          ]),
    ],
  };
}

function listed(numbers: readonly number[]) {
  return { tickets: numbers.length, first: numbers.slice(0, MOST_LISTED) };
}

function tell(report: Report, { html, json }: SimulateOptions): void {
  if (html !== undefined) {
    try {
      writeFileSync(html, reportPage(report));
    } catch (error) {
      return void fail(
        2,
        `--html: ${html} cannot be written (${(error as { code?: string }).code ?? error})`,
      );
    }
  }
  if (json === true) return sayJson(report);
  say(reportForTerminal(report));
  if (html !== undefined) say(`\nWritten to ${html}`);
}
