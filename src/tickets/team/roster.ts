import { isOpen, nextOpen } from "../../service-hours/arithmetic.ts";
import type { ServiceHours } from "../../service-hours/compiled.ts";
import { zoneOf } from "../../service-hours/why-closed.ts";
import type { Instant } from "../../values/instant.ts";
import type { Promises, Team } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";

/** When somebody is away, half-open. */
export interface Absence {
  readonly from: Instant;
  readonly to: Instant;
}

/** An agent with what decides whether they are on shift, and whose turn it is. */
export interface RosterAgent extends AgentRow {
  /** Those that are not over, the next first. */
  readonly absences: readonly Absence[];
  /** When a ticket was last given to them by the rules; null: never. */
  readonly lastAssignedAt: Instant | null;
}

/** Who answers, and by which settings. People come and go: the version in force now, not the one a ticket is pinned to. */
export interface Roster {
  readonly agents: readonly RosterAgent[];
  readonly settings: Promises;
}

/**
 * A team's people whom the desk knows: its members and its lead. Whom desk.yaml names nowhere belongs to the first team:
 * nobody is added in vain.
 */
export function membersOf(team: Team, { agents, settings }: Roster): readonly RosterAgent[] {
  return agents.filter((agent) => isMember(agent, team, settings.teams));
}

export function isMember(
  { address }: Pick<AgentRow, "address">,
  team: Team,
  teams: readonly Team[],
): boolean {
  const isHere = team.members.includes(address) || team.lead === address;
  return isHere || (team === teams[0] && !teams.some((each) => isNamed(address, each)));
}

/** Where an agent belongs first of all: the first team that names them, else the first there is. */
export function homeTeam({ address }: Pick<AgentRow, "address">, { settings }: Roster): Team | null {
  const { teams } = settings;
  const member = teams.find(({ members }) => members.includes(address));
  return member ?? teams.find((team) => isNamed(address, team)) ?? teams[0] ?? null;
}

function isNamed(address: string, { members, lead, manager }: Team): boolean {
  return members.includes(address) || lead === address || manager === address;
}

/**
 * An agent's hours in a team: their own, else the team's. Null: whenever. Own hours that the policy in force does not have
 * any more count as none.
 */
export function hoursIn(agent: RosterAgent, team: Team | null, { settings }: Roster): ServiceHours | null {
  const own = agent.hours === null ? null : settings.hoursNamed(agent.hours);
  return own ?? (team === null || team.hours === null ? null : settings.hoursNamed(team.hours));
}

/** The zone an agent's day is counted in: that of their hours, else the desk's. */
export function zoneOfAgent(agent: RosterAgent, roster: Roster): string {
  const hours = hoursIn(agent, homeTeam(agent, roster), roster);
  return (hours && zoneOf(hours.calendar)) ?? roster.settings.desk.timeZone;
}

export function isAway({ absences }: RosterAgent, at: Instant): boolean {
  return absences.some(({ from, to }) => from <= at && at < to);
}

/** On shift: within their hours in this team, and not away. */
export function isOnShift(agent: RosterAgent, team: Team | null, roster: Roster, at: Instant): boolean {
  const hours = hoursIn(agent, team, roster);
  return !isAway(agent, at) && (hours === null || isOpen(hours, at));
}

/** More shifts that are all spent away are not looked at. */
const MOST_STEPS = 200;

/** When they are on shift next: `at` itself while they are; null: not for years. */
export function nextOnShift(
  agent: RosterAgent,
  team: Team | null,
  roster: Roster,
  at: Instant,
): Instant | null {
  const hours = hoursIn(agent, team, roster);
  let next: Instant | null = at;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    next = hours === null ? next : nextOpen(hours, next);
    if (next === null) return null;
    const since: Instant = next;
    const away = agent.absences.find(({ from, to }) => from <= since && since < to);
    if (away === undefined) return since;
    next = away.to;
  }
  return null;
}
