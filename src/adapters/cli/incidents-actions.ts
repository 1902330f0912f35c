import { readIncident } from "../../commands/incident-words.ts";
import { type IncidentOrder, updateIncident } from "../../jobs/update-incident.ts";
import { type HangingTicket, hangingOn, LONGEST_NEWS, newsOf } from "../../tickets/incident/incident.ts";
import { incidentLines } from "../../tickets/words/say-incident.ts";
import { iso } from "../../values/instant.ts";
import { deskJobs } from "../postgres/desk-jobs.ts";
import { incidentRows, loadIncident } from "../postgres/incidents.ts";
import { StartError } from "../system/start-error.ts";
import { withDesk } from "./desk-database.ts";
import { json, printable, table } from "./print.ts";

export interface IncidentOptions {
  readonly all?: boolean;
  readonly json?: boolean;
  readonly text?: string;
  readonly silent?: boolean;
  readonly dryRun?: boolean;
}

const MOST_INCIDENTS = 1000;

export function listAll(options: IncidentOptions): Promise<void> {
  return withDesk(async ({ db }) => {
    const found = await incidentRows(db, MOST_INCIDENTS, options.all ? null : true);
    const rows = found.map(({ code, firstSeenAt, closedAt, tickets, customers, seen }) => [
      code,
      closedAt === null ? "goes on" : `over ${iso(closedAt).slice(0, 16)}`,
      String(tickets),
      String(customers),
      String(seen),
      iso(firstSeenAt).slice(0, 16),
    ]);
    const headers = ["incident", "state", "tickets", "customers", "seen, not linked", "first seen (UTC)"];
    say(
      options,
      found,
      rows.length > 0 ? table(headers, rows) : "No published incident goes on that a ticket has to do with.",
    );
  });
}

export function show(code: string, options: IncidentOptions): Promise<void> {
  return withDesk(async ({ db }) => {
    const found = await loadIncident(db, codeOf(code));
    if (found === null) throw none(code);
    const { told, ...rest } = found;
    const shown = {
      ...rest,
      tickets: found.tickets.filter(({ practice }) => !practice).map(brief),
      told: [...told],
    };
    say(options, shown, incidentLines(found).map(printable).join("\n"));
  });
}

export function tell(code: string, { text, ...options }: IncidentOptions): Promise<void> {
  if (text === undefined) return carryOut(code, { kind: "known" }, options);
  const { length } = text.trim();
  if (length === 0 || length > LONGEST_NEWS)
    throw new StartError(`--text: read ${length} characters, expected 1 to ${LONGEST_NEWS}.`, "");
  return carryOut(code, newsOf(text), options);
}

export function close(code: string, options: IncidentOptions): Promise<void> {
  return carryOut(code, { kind: "resolved" }, options);
}

export function reopen(code: string, options: IncidentOptions): Promise<void> {
  return carryOut(code, { kind: "reopen" }, options);
}

function carryOut(typed: string, update: IncidentOrder["update"], options: IncidentOptions): Promise<void> {
  return withDesk(async ({ db }) => {
    const code = codeOf(typed);
    const { silent = false, dryRun = false } = options;
    const done = await updateIncident(deskJobs(db), { code, update, actor: "cli", silent, dryRun });
    if (done.kind === "refused") throw new StartError(`Nothing was done: ${done.because}.`, "");
    const { telling, preview, incident } = done;
    const result = {
      code,
      update: update.kind,
      dryRun,
      told: telling.now.map(brief),
      toldBefore: telling.already.map(({ number }) => number),
      notTold: telling.left.map(({ number }) => number),
      ...(dryRun ? { mails: preview.slice(1) } : {}),
    };
    say(
      options,
      result,
      [headline(code, update.kind, dryRun), ...lines(preview, dryRun, hangingOn(incident))].join("\n"),
    );
  });
}

const HEADLINES = {
  known: "is known",
  news: "has news",
  resolved: "is over",
  reopen: "goes on",
} as const;

function headline(code: string, kind: keyof typeof HEADLINES, dryRun: boolean): string {
  return `${code} ${HEADLINES[kind]}${dryRun ? " (nothing was done)" : ""}.`;
}

function lines(
  preview: readonly string[],
  dryRun: boolean,
  linked: readonly HangingTicket[],
): readonly string[] {
  if (preview.length === 0) return [`Nobody is told; ${linked.length} on it.`];
  const [whom = "", ...mails] = preview;
  return dryRun
    ? [whom, ...mails.map((mail) => `\n${mail}`)].map(clean)
    : [clean(whom.replaceAll("would be told", "told"))];
}

/** Line by line: what stands in subjects may steer no terminal. */
function clean(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

function brief({ number, customer, requester, language, status, state }: HangingTicket) {
  return { number, customer, requester, language, status, state };
}

function codeOf(typed: string): string {
  const order = readIncident(typed);
  if (order === null || order.code === null || order.act !== null)
    throw new StartError(
      `number: read "${printable(typed.slice(0, 80))}", expected one such as MO1234567.`,
      "",
    );
  return order.code;
}

function none(code: string): StartError {
  return new StartError(
    `No ticket has to do with ${printable(code)}.`,
    "List them: answerable incidents --all",
  );
}

function say(options: IncidentOptions, value: unknown, text: string): void {
  process.stdout.write(`${options.json ? json(value) : text}\n`);
}
