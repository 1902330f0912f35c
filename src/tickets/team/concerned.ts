import { DAY, type Instant, plus } from "../../values/instant.ts";
import { nearestPromise } from "../letters/notices.ts";
import type { TargetRow, TicketRow } from "../rows.ts";
import {
  homeTeam,
  isAway,
  isMember,
  isOnShift,
  membersOf,
  nextOnShift,
  type Roster,
  type RosterAgent,
} from "./roster.ts";

export interface About {
  readonly ticket: Pick<TicketRow, "assigneeId" | "team" | "severity" | "kind" | "service" | "language">;
  /** Its promises: news does not wait for a shift that begins too late for them. */
  readonly targets: readonly TargetRow[];
  readonly roster: Roster;
  readonly now: Instant;
}

/** Somebody who is told, and when. */
export interface ToTell {
  readonly agent: RosterAgent;
  readonly at: Instant;
  /** Why they, and why then. */
  readonly because: string;
}

/**
 * Whom news of a ticket concerns, and when they are told. Never nobody, where the desk has an agent at all.
 *
 * Its assignee, when their shift begins (severity A: at once). While they are away, or off shift beyond the nearest
 * promise, those of the team as well. Without an assignee: those of its team on shift. Outside everybody's hours severity A
 * reaches those on duty, at once; the rest waits for the next shift, unless the promise falls due before it.
 */
export function concerned(about: About): readonly ToTell[] {
  const { ticket, roster, targets, now } = about;
  const assignee = roster.agents.find(({ id }) => id === ticket.assigneeId);
  if (assignee === undefined) return ofTheTeam(about);
  const team = teamOf(about);
  const isTheirs = team !== null && isMember(assignee, team, roster.settings.teams);
  const home = isTheirs ? team : homeTeam(assignee, roster);
  const back = nextOnShift(assignee, home, roster, now);
  const dueAt = nearestPromise(targets)?.dueAt ?? null;
  const away = isAway(assignee, now);
  const late = back === null || (dueAt !== null && back > dueAt);
  const waits = back !== null && !away && ticket.severity !== "A";
  const theirs: ToTell = waits
    ? { agent: assignee, at: back, because: back > now ? "has it; their shift begins then" : "has it" }
    : { agent: assignee, at: now, because: "has it" };
  const isBack = back !== null && back <= now;
  if (isBack || !(away || late || ticket.severity === "A")) return [theirs];
  const because = away ? "who has it is away" : "who has it is off shift";
  const others = ofTheTeam(about).filter(({ agent }) => agent.id !== assignee.id);
  return [theirs, ...others.map((other) => ({ ...other, because: `${because}; ${other.because}` }))];
}

/** Beyond this no shift is waited for: whoever set such an absence meant somebody who left. */
const LONGEST_WAIT_MS = 21 * DAY;

/** Those who are told of a ticket that nobody has. */
export function ofTheTeam(about: About): readonly ToTell[] {
  const { ticket, roster, targets, now } = about;
  const team = teamOf(about);
  const members = team === null ? [] : membersOf(team, roster);
  const pool = members.length > 0 ? members : roster.agents;
  const placeOf = (agent: RosterAgent) => (members.length > 0 ? team : homeTeam(agent, roster));
  const onShiftAt = (at: Instant): readonly RosterAgent[] =>
    pool.filter((agent) => isOnShift(agent, placeOf(agent), roster, at));
  const tell = (agents: readonly RosterAgent[], at: Instant, because: string): readonly ToTell[] =>
    agents.map((agent) => ({ agent, at, because }));

  const onShift = onShiftAt(now);
  if (onShift.length > 0) return tell(onShift, now, "on shift");
  if (ticket.severity === "A") {
    const duty = onDutyNow(about);
    return duty.length > 0
      ? tell(duty, now, "on duty")
      : tell(pool, now, "severity A, and nobody is on duty");
  }
  const openings = pool.flatMap((agent) => nextOnShift(agent, placeOf(agent), roster, now) ?? []);
  const opening = openings.reduce((a, b) => (b < a ? b : a), plus(now, LONGEST_WAIT_MS));
  if (opening - now >= LONGEST_WAIT_MS) return tell(pool, now, "nobody has a shift to come");
  const dueAt = nearestPromise(targets)?.dueAt ?? null;
  if (dueAt !== null && opening > dueAt) {
    const duty = onDutyNow(about);
    return tell(duty.length > 0 ? duty : pool, now, "the promise falls due before the next shift");
  }
  return tell(onShiftAt(opening), opening, "the next shift begins then");
}

/** The team of a ticket as desk.yaml has it now; its first where the ticket's is gone. Null: there are no teams. */
function teamOf({ ticket, roster }: About) {
  const { teams } = roster.settings;
  return teams.find(({ name }) => name === ticket.team) ?? teams[0] ?? null;
}

/** By the delivery rules; without one that names people of ours, whoever of any team is on shift. */
function onDutyNow({ ticket, roster, now }: About): readonly RosterAgent[] {
  const { severity, kind, service, language } = ticket;
  // Of what kind it is may not be known yet: rules for either may take it.
  const kinds = kind === null ? (["technical", "commercial"] as const) : [kind];
  const to = kinds
    .map((each) => roster.settings.deliverer({ severity, kind: each, service, language }, now))
    .find((name) => name !== null);
  const named = roster.settings.teams.find(({ name }) => name === to);
  const duty = named ? membersOf(named, roster).filter((agent) => !isAway(agent, now)) : [];
  if (duty.length > 0) return duty;
  const teams = roster.settings.teams;
  return roster.agents.filter((agent) =>
    teams.some((team) => isMember(agent, team, teams) && isOnShift(agent, team, roster, now)),
  );
}
