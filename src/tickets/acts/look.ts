import { readIncident } from "../../commands/incident-words.ts";
import type { Command } from "../../commands/parse.ts";
import { sayMinutes } from "../../commands/working-time.ts";
import type { Severity } from "../../sla/event.ts";
import { type Because, type LedgerLine, why as ledgerOf } from "../../sla/ledger.ts";
import { iso } from "../../values/instant.ts";
import { serviceSplit } from "../handoff/service-split.ts";
import { clockEvents } from "../ledger.ts";
import type { Promises } from "../promises/promises.ts";
import { duration } from "../words/say-links.ts";
import { type Act, type ActContext, refused } from "./act.ts";
import { sayIncidents } from "./incident.ts";
import { workingMinutes } from "./time.ts";
import type { World } from "./world.ts";

const MOST_LINES = 60;
const LONGEST = 2000;

export const help: Act = (_argument, { promises }) => ({ kind: "done", line: promises.wording.help().text });

/** What `#help`, `#find`, `#list` and `#incident` say where there is no ticket; null: another command is among them. */
export function lookWithoutTicket(
  commands: readonly Command[],
  world: World,
  promises: Promises,
): string | null {
  const said = commands.map(({ name, argument }) => {
    if (name === "help") return promises.wording.help().text;
    if (name === "list") return world.workList?.words.text ?? null;
    if (name === "incident") return sayIncidents(readIncident(argument), world.incidents ?? []);
    return name === "find" && argument.trim() !== "" ? sayFound(argument, world) : null;
  });
  return said.includes(null) ? null : said.join("\n\n");
}

/** `#history`: what was written on the ticket, oldest first. */
export const history: Act = (_argument, { state }) => {
  const lines = state.messages.map(
    ({ at, authorName, authorAddress, direction, unverified, visibleText }) => {
      const how = direction === "note" ? " (note)" : unverified ? " (not verified)" : "";
      const text = visibleText.length > LONGEST ? `${visibleText.slice(0, LONGEST)} […]` : visibleText;
      return `${iso(at)} ${authorName || authorAddress}${how}:\n${text}`;
    },
  );
  const worked = workingMinutes(state.events);
  const time = worked === 0 ? [] : [`working time written down: ${sayMinutes(worked)}`];
  return { kind: "done", line: [...lines, ...time].join("\n\n") || "nothing was written yet" };
};

/** `#find words`: tickets whose number, subject, customer or requester has all the words. */
export const find: Act = (argument, { mail }) => {
  if (argument.trim() === "") return refused("#find takes words: #find outlook fabrikam");
  return { kind: "done", line: sayFound(argument, mail.world) };
};

/** `#list`: what is due for them, nearest promise first, with ready mails. */
export const list: Act = (_argument, { mail }) => {
  const { workList } = mail.world;
  if (!workList) return refused("#list: you are not among those who answer here any more");
  return { kind: "done", line: workList.words.text, decision: { tokens: workList.tokens } };
};

function sayFound(words: string, { found }: World): string {
  if (found.length === 0) return `nothing found for ${words.trim()}`;
  const lines = found.map(
    ({ number, subject, status, severity, customer }) =>
      `#${number} ${severity} ${status}: ${subject} (${customer})`,
  );
  return [`found for ${words.trim()}:`, ...lines].join("\n");
}

/** `#why`: where the time of each open promise went, span by span; the sum is the value on the clock. */
export const why: Act = (_argument, context) => {
  const { state, promises, now } = context;
  const open = state.targets.filter((target) => target.state === "running" || target.state === "paused");
  const shown = open.length > 0 ? open : state.targets.filter(({ startedAt }) => startedAt !== null);
  if (shown.length === 0) return { kind: "done", line: "no clock runs on this ticket" };
  const parts = shown.map(({ kind, instance }) => {
    const ledger = ledgerOf(
      clockEvents(state.events),
      promises.clock,
      now,
      { kind, instance },
      promises.desk.timeZone,
    );
    if (ledger === null) return `${kind}: no clock yet`;
    const goal = ledger.goalMs === null ? "no goal" : `of ${duration(ledger.goalMs)}`;
    const lines = ledger.lines.slice(-MOST_LINES).map(sayLine);
    return [`${kind}: ${duration(ledger.elapsedMs)} ${goal}, ${severity(context)}`, ...lines].join("\n");
  });
  return { kind: "done", line: [...parts, ...splitLines(context)].join("\n\n") };
};

/** Where the case's service time went, once anybody but us had a turn. */
function splitLines({ state, promises, now }: ActContext): readonly string[] {
  const split = serviceSplit(state.events, promises.clock, now);
  if (split === null || split.upstreamMs + split.customerMs === 0) return [];
  const { oursMs, upstreamMs, customerMs, elapsedMs } = split;
  const parts = `ours ${duration(oursMs)}, upstream's ${duration(upstreamMs)}, the customer's ${duration(customerMs)}`;
  return [`the whole case: ${duration(elapsedMs)} of service time: ${parts}`];
}

function severity({ state }: ActContext): `severity ${Severity}` {
  return `severity ${state.ticket.severity}`;
}

function sayLine({ fromLocal, toLocal, countedMs, because }: LedgerLine): string {
  return `  ${fromLocal} – ${toLocal}  ${countedMs > 0 ? duration(countedMs) : "not counted"}  ${sayBecause(because)}`;
}

function sayBecause(because: Because): string {
  switch (because.kind) {
    case "counted":
      return "service hours";
    case "closed":
      return because.closed.kind === "holiday"
        ? `closed: ${because.closed.holiday.name}`
        : "outside service hours";
    case "stopped":
      return because.stopped;
    case "before-start":
      return "before it began";
    case "after-end":
      return "after it ended";
  }
}
