import { statSync } from "node:fs";
import { join } from "node:path";
import { describeDiff } from "../../policy/diff.ts";
import type { Published } from "../../policy/published.ts";
import { type MovedPromise, promisedOtherwise } from "../../tickets/clock/promised-otherwise.ts";
import { clockEvents } from "../../tickets/ledger.ts";
import { compilePromises } from "../../tickets/promises/compile-promises.ts";
import { acrossVersions, versionsOf } from "../../tickets/promises/versions.ts";
import type { Db } from "../postgres/connect.ts";
import { openTickets } from "../postgres/open-tickets.ts";
import { newestVersion, publishedVersion, versionInForce } from "../postgres/policy-versions.ts";
import { openPromiseBook } from "../postgres/promise-book.ts";
import { now as timeIn } from "../postgres/transact.ts";
import { withDesk } from "./desk-database.ts";
import { deskSettings } from "./desk-settings.ts";
import { sayMoved } from "./policy-apply.ts";
import { count, fail, publishedOf, say, sayJson } from "./policy-shared.ts";
import { printable } from "./print.ts";
import { progress } from "./progress.ts";

interface Options {
  readonly desk: string;
  readonly json?: boolean;
}

interface TicketLine {
  readonly number: number;
  readonly subject: string;
  readonly plan: string;
  readonly severity: string;
  readonly moved: readonly MovedPromise[];
}

/** Ids of versions that are asked for by what they are. */
const NAMED: Readonly<Record<string, (db: Db) => Promise<Published | null>>> = {
  "in-force": async (db) => versionInForce(db, await timeIn(db, { kind: "database" })),
  newest: newestVersion,
};

/**
 * `policy diff A B`: each a file, a directory with both files, the id of a version, `in-force` or `newest`. Where a desk
 * is there, also which of its open tickets would have been promised otherwise under B.
 */
export async function diff(a: string, b: string, options: Options): Promise<void> {
  const { databaseUrl } = await deskSettings();
  if (databaseUrl === null)
    return tell(await sideOf(a, null, options), await sideOf(b, null, options), null, options);
  await withDesk(async ({ db }) => {
    const [one, two] = [await sideOf(a, db, options), await sideOf(b, db, options)];
    if (one !== null && two !== null) tell(one, two, await ticketsUnder(db, two), options);
  });
}

async function sideOf(name: string, db: Db | null, { desk }: Options): Promise<Published | null> {
  const found = statSync(name, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    return (
      publishedOf({ policy: join(name, "policy.yaml"), desk: join(name, "desk.yaml") })?.published ?? null
    );
  }
  if (found !== undefined || db === null) return publishedOf({ policy: name, desk })?.published ?? null;
  const version = await (NAMED[name] ?? ((db: Db) => publishedVersion(db, name)))(db);
  return (
    version ??
    fail(1, `${name} is neither a file nor a published version.`, "Next: answerable policy versions")
  );
}

async function ticketsUnder(db: Db, other: Published): Promise<readonly TicketLine[]> {
  const promises = openPromiseBook(db);
  const under = compilePromises(other).clock;
  const at = await timeIn(db, { kind: "database" });
  const lines: TicketLine[] = [];
  using bar = progress("tickets");
  for await (const { ticket, events } of openTickets(db)) {
    bar.tick();
    const books = await Promise.all(versionsOf(ticket, events).map(promises));
    const moved = promisedOtherwise(clockEvents(events), acrossVersions(books).clock, under, at);
    const { number, subject, plan, severity } = ticket;
    if (moved.length > 0) lines.push({ number, subject, plan, severity, moved });
  }
  return lines;
}

function tell(
  a: Published | null,
  b: Published | null,
  tickets: readonly TicketLine[] | null,
  { json }: Options,
): void {
  if (a === null || b === null) return;
  const differences = describeDiff(a, b);
  if (json === true) return sayJson({ differences, ...(tickets === null ? {} : { tickets }) });
  if (differences.length === 0) say("No difference.");
  for (const { about, words } of differences) say(`${about.padEnd(8)} ${words}`);
  if (tickets === null) return;
  say(
    tickets.length === 0
      ? "No open ticket would have been promised otherwise."
      : `${count(tickets.length, "open ticket")} would have been promised otherwise:`,
  );
  for (const { number, subject, plan, severity, moved } of tickets)
    say(`#${number} ${printable(subject)} (${plan}, ${severity}): ${sayMoved(moved)}`);
}
