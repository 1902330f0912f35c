import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { localInstant } from "../../ops/local-instant.ts";
import { hoursNames } from "../../policy/promises.ts";
import type { Published } from "../../policy/published.ts";
import { zoneOf } from "../../service-hours/why-closed.ts";
import { startOfDay } from "../../service-hours/zone.ts";
import { DAY, type Instant, plus } from "../../values/instant.ts";
import { versionInForce } from "../postgres/policy-versions.ts";
import { agentAbsences, agents } from "../postgres/schema.ts";
import { now } from "../postgres/transact.ts";
import { newId } from "../system/ids.ts";
import { fail, withDesk } from "./desk-database.ts";
import { json, table } from "./print.ts";

type Database = Parameters<Parameters<typeof withDesk>[0]>[0]["db"];
type Agent = typeof agents.$inferSelect;

const LONGEST_DAYS = 400;

/** `agents hours`: an agent's own hours; without a name, or with `team`, those of their teams again. */
export function setHours(address: string, name: string | undefined): Promise<void> {
  return withDesk(async ({ db }) => {
    const [agent, policy] = [await agentOf(db, address), await inForce(db)];
    if (agent === null || policy === null) return;
    const hours = name === undefined || name === "team" ? null : name;
    const known = hoursNames(policy.policy);
    if (hours !== null && !known.includes(hours))
      return fail({
        message: `There are no hours ${hours}; serviceHours of the policy in force has: ${known.join(", ")}.`,
        next: "Add them to policy.yaml and publish it, or name one of these.",
      });
    await db.update(agents).set({ hours }).where(eq(agents.id, agent.id));
    process.stdout.write(
      `${agent.name} answers ${hours === null ? "in the hours of their team" : `in ${hours}`}.\n`,
    );
  });
}

export interface AbsentOptions {
  readonly from: string;
  readonly to: string;
  readonly because?: string;
}

/** `agents absent`: days in the agent's zone, the last included, or times of that zone's clock, the last not. */
export function addAbsence(address: string, options: AbsentOptions): Promise<void> {
  return withDesk(async ({ db }) => {
    const [agent, policy] = [await agentOf(db, address), await inForce(db)];
    if (agent === null || policy === null) return;
    const zone = zoneFor(agent, policy);
    const startsAt = readTime(options.from, zone, "first");
    const endsAt = readTime(options.to, zone, "last");
    const wrong = startsAt === null ? options.from : endsAt === null ? options.to : null;
    if (startsAt === null || endsAt === null)
      return fail({
        message: `${wrong} is no day and no time.`,
        next: "Write 2026-12-24 or 2026-12-24T13:00.",
      });
    const problem = whyNot(startsAt, endsAt, options, await now(db, { kind: "database" }));
    if (problem !== null) return fail({ message: problem });
    const because = (options.because ?? "").slice(0, 200);
    await db.insert(agentAbsences).values({ id: newId(), agentId: agent.id, startsAt, endsAt, because });
    process.stdout.write(
      `${agent.name} is away from ${say(startsAt, zone)} to ${say(endsAt, zone)} (${zone}). News of their tickets reaches their team as well.\n`,
    );
  });
}

function whyNot(from: Instant, to: Instant, options: AbsentOptions, at: Instant): string | null {
  if (to <= from) return `The absence would end (${options.to}) before it begins (${options.from}).`;
  if (to <= at) return `An absence until ${options.to} is over already.`;
  if (to - from > LONGEST_DAYS * DAY)
    return `More than ${LONGEST_DAYS} days: whoever does not come back is removed (answerable agents remove).`;
  return null;
}

/** `agents absences`: those that are not over; and ends one. */
export function listAbsences(asJson: boolean): Promise<void> {
  return withDesk(async ({ db }) => {
    const at = await now(db, { kind: "database" });
    const rows = await db
      .select({ absence: agentAbsences, agent: agents })
      .from(agentAbsences)
      .innerJoin(agents, eq(agents.id, agentAbsences.agentId))
      .where(and(gt(agentAbsences.endsAt, at), isNull(agents.removedAt)))
      .orderBy(asc(agentAbsences.startsAt), asc(agents.name));
    const policy = await versionInForce(db, at);
    const shown = rows.map(({ absence, agent }) => {
      const zone = policy === null ? "UTC" : zoneFor(agent, policy);
      const [from, to] = [say(absence.startsAt, zone), say(absence.endsAt, zone)];
      return { agent: agent.address, from, to, zone, because: absence.because, id: absence.id };
    });
    const text = table(["agent", "from", "to", "zone", "because", "id"], shown.map(Object.values));
    process.stdout.write(`${asJson ? json(shown) : shown.length > 0 ? text : "Nobody is away."}\n`);
  });
}

/** `agents back`: they are here again; what is left of their absences that have begun ends now, later ones stay. */
export function endAbsence(address: string, all: boolean): Promise<void> {
  return withDesk(async ({ db }) => {
    const agent = await agentOf(db, address);
    if (agent === null) return;
    const at = await now(db, { kind: "database" });
    const rows = await db
      .select()
      .from(agentAbsences)
      .where(and(eq(agentAbsences.agentId, agent.id), gt(agentAbsences.endsAt, at)));
    const ended = rows.filter(({ startsAt }) => all || startsAt <= at);
    for (const { id, startsAt } of ended) {
      const which = eq(agentAbsences.id, id);
      await (startsAt < at
        ? db.update(agentAbsences).set({ endsAt: at }).where(which)
        : db.delete(agentAbsences).where(which));
    }
    if (ended.length === 0) return fail({ message: `${agent.name} is not away.` });
    process.stdout.write(`${agent.name} is back.\n`);
  });
}

async function agentOf(db: Database, given: string): Promise<Agent | null> {
  const address = given.toLowerCase();
  const [agent] = await db
    .select()
    .from(agents)
    .where(and(eq(agents.address, address), isNull(agents.removedAt)));
  if (agent === undefined)
    fail({ message: `There is no agent ${given}.`, next: "List them: answerable agents" });
  return agent ?? null;
}

async function inForce(db: Database): Promise<Published | null> {
  const policy = await versionInForce(db, await now(db, { kind: "database" }));
  if (policy === null)
    fail({ message: "No policy has been published.", next: "Publish one: answerable policy publish" });
  return policy;
}

function zoneFor({ hours, address }: Agent, { policy, desk, calendars }: Published): string {
  const team = Object.values(desk.teams).find(({ members }) =>
    members.some((member) => member.toLowerCase() === address),
  );
  const calendar = calendars[hours ?? team?.hours ?? ""];
  return (calendar && zoneOf(calendar.hours)) ?? policy.desk.timeZone;
}

function readTime(text: string, zone: string, which: "first" | "last"): Instant | null {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  if (!isDay) return localInstant(text, zone);
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text)) return null;
  const day = new Date(which === "first" ? ms : ms + DAY).toISOString().slice(0, 10);
  return startOfDay(zone, day);
}

function say(at: Instant, zone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return parts.format(plus(at, 0));
}
