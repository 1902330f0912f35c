import { applyPolicyTo } from "../../jobs/apply-policy.ts";
import type { MovedPromise } from "../../tickets/clock/promised-otherwise.ts";
import { iso } from "../../values/instant.ts";
import type { Connection } from "../postgres/connect.ts";
import { deskJobs } from "../postgres/desk-jobs.ts";
import { openTickets } from "../postgres/open-tickets.ts";
import { publishedVersion } from "../postgres/policy-versions.ts";
import { withDesk } from "./desk-database.ts";
import { complain, count, fail, say, sayJson } from "./policy-shared.ts";
import { progress } from "./progress.ts";

interface Options {
  readonly ticket?: readonly string[];
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface Line {
  readonly number: number;
  readonly kind: "applied" | "unchanged";
  readonly because?: string;
  readonly moved?: readonly MovedPromise[];
}

/** `policy apply`: open tickets are promised by another version from now on. Each ticket in a transaction of its own. */
export function apply(version: string, options: Options): Promise<void> {
  return withDesk(async (connection) => {
    const numbers = new Set((options.ticket ?? []).map((text) => Number(text.replace(/^#/, ""))));
    if (options.all !== true && numbers.size === 0) {
      fail(2, "Say which tickets: --ticket 1001 1002, or --all for every ticket that is not closed.");
      return;
    }
    if ((await publishedVersion(connection.db, version)) === null) {
      fail(1, `There is no version ${version}.`, "Next: answerable policy versions");
      return;
    }
    const lines = await applyToAll(connection, version, options, numbers);
    if (options.json) sayJson({ version, dryRun: options.dryRun === true, tickets: lines });
    else tell(version, lines, options.dryRun === true);
    for (const number of numbers) {
      if (lines.some((line) => line.number === number)) continue;
      complain(`#${number}: there is no such ticket, or it is closed.`);
      process.exitCode = 1;
    }
  });
}

async function applyToAll(
  { db }: Connection,
  version: string,
  { all, dryRun }: Options,
  numbers: ReadonlySet<number>,
): Promise<readonly Line[]> {
  const ports = deskJobs(db);
  const lines: Line[] = [];
  using bar = progress("tickets");
  for await (const { ticket } of openTickets(db)) {
    bar.tick();
    if (all !== true && !numbers.has(ticket.number)) continue;
    const to = { ticketId: ticket.id, version, actor: "cli", dryRun: dryRun === true };
    const applied = await applyPolicyTo(ports, to);
    lines.push(
      applied.kind === "applied"
        ? { number: ticket.number, kind: "applied", moved: applied.moved }
        : { number: ticket.number, kind: "unchanged", because: applied.because },
    );
  }
  return lines;
}

function tell(version: string, lines: readonly Line[], dryRun: boolean): void {
  for (const { number, because, moved } of lines) {
    if (because !== undefined) say(`#${number}  unchanged: ${because}`);
    else say(`#${number}  ${sayMoved(moved ?? [])}`);
  }
  const applied = lines.filter(({ kind }) => kind === "applied").length;
  const rest = lines.length - applied;
  const done = dryRun ? "would be moved" : applied === 1 ? "is moved" : "are moved";
  say(`${count(applied, "ticket")} ${done} to ${version}${rest > 0 ? `, ${rest} unchanged` : ""}.`);
}

/** `first-response due 2026-12-03T14:00:00.000Z instead of 2026-12-03T13:00:00.000Z`, or that nothing open moves. */
export function sayMoved(moved: readonly MovedPromise[]): string {
  if (moved.length === 0) return "no open promise moves";
  return moved
    .map(({ kind, was, is }) => {
      if (is === null) return `${kind}: no promise, was due ${iso(was!)}`;
      return `${kind} due ${iso(is)}${was === null ? ", was not promised" : ` instead of ${iso(was)}`}`;
    })
    .join("; ");
}
