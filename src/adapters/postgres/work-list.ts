import { and, asc, eq, inArray, isNull, lte, ne, or, type SQL, sql } from "drizzle-orm";
import type { AgentDay } from "../../tickets/rows.ts";
import { MOST_LISTED, type Work } from "../../tickets/team/work-list.ts";
import { fromMs, type Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import {
  contacts,
  customers,
  digestLines,
  legs,
  messages,
  outboundMail,
  targets,
  tickets,
  workLists,
} from "./schema.ts";

const MOST_LINES = 200;
/** So many are read, so that the rest can be counted. */
const MOST_READ = 10 * MOST_LISTED;

/**
 * An agent's open tickets and those of their teams that nobody has, the nearest promise first; their held answers; lines of
 * their digest up to `at`.
 *
 * @param known  every team there is: a ticket of none of these counts as well; null: it does not
 */
export async function workOf(
  db: Queryable,
  agentId: string,
  teams: readonly string[],
  known: readonly string[] | null,
  at: Instant,
): Promise<Work> {
  const nearest = sql`from ${targets} as t where t.ticket_id = ${tickets.id} and t.state in ('running', 'late')
    and t.promised_at is not null order by t.promised_at limit 1`;
  const dueAt = sql<string | null>`(select round(extract(epoch from t.promised_at) * 1000) ${nearest})`;
  const [rows, held, lines] = await Promise.all([
    db
      .select({
        id: tickets.id,
        number: tickets.number,
        subject: tickets.subject,
        severity: tickets.severity,
        status: tickets.status,
        deskAddress: tickets.deskAddress,
        waitingUntil: tickets.waitingUntil,
        legId: legs.id,
        customer: sql<string>`coalesce(${customers.name}, ${contacts.address})`,
        isMine: sql<boolean>`${tickets.assigneeId} is not null`,
        dueAt: dueAt.as("due"),
        calendar: sql<string | null>`(select t.calendar ${nearest})`,
      })
      .from(tickets)
      .innerJoin(legs, and(eq(legs.ticketId, tickets.id), eq(legs.kind, "customer")))
      .innerJoin(contacts, eq(contacts.id, tickets.requesterId))
      .leftJoin(customers, eq(customers.id, tickets.customerId))
      .where(and(isOpen(), or(eq(tickets.assigneeId, agentId), ofTeams(teams, known))))
      .orderBy(sql`due asc nulls last`, asc(tickets.openedAt))
      .limit(MOST_READ),
    db
      .select({ ticketId: tickets.id, number: tickets.number, subject: tickets.subject })
      .from(outboundMail)
      .innerJoin(messages, eq(messages.outboundId, outboundMail.id))
      .innerJoin(tickets, eq(tickets.id, messages.ticketId))
      .where(
        and(
          eq(outboundMail.state, "held"),
          ne(outboundMail.because, "shadow"),
          eq(messages.agentId, agentId),
        ),
      )
      .orderBy(asc(outboundMail.createdAt))
      .limit(MOST_LISTED),
    db
      .select({ line: digestLines.line })
      .from(digestLines)
      .where(and(eq(digestLines.agentId, agentId), lte(digestLines.at, at)))
      .orderBy(asc(digestLines.at), asc(digestLines.id))
      .limit(MOST_LINES),
  ]);
  return {
    tickets: rows.map(({ dueAt, ...row }) => ({
      ...row,
      dueAt: dueAt === null ? null : fromMs(Number(dueAt)),
    })),
    held,
    digest: lines.map(({ line }) => line),
  };
}

function isOpen(): SQL | undefined {
  const open = inArray(tickets.status, ["new", "in-progress", "waiting"]);
  return and(open, isNull(tickets.mergedInto), eq(tickets.practice, false));
}

function ofTeams(teams: readonly string[], known: readonly string[] | null): SQL | undefined {
  const named = teams.length === 0 ? sql`false` : inArray(tickets.team, [...teams]);
  const rest =
    known === null
      ? sql`false`
      : or(isNull(tickets.team), known.length === 0 ? sql`true` : sql`${tickets.team} not in ${[...known]}`);
  return and(isNull(tickets.assigneeId), or(named, rest));
}

/** Those of some agents' days whose work list was made up. */
export async function madeUp(db: Queryable, days: readonly AgentDay[]): Promise<readonly AgentDay[]> {
  if (days.length === 0) return [];
  const { agentId, day } = workLists;
  const one = (list: AgentDay) => and(eq(agentId, list.agentId), eq(day, list.day));
  return db
    .select({ agentId, day })
    .from(workLists)
    .where(or(...days.map(one)));
}

/** Those of some once-only mails that are written. */
export async function writtenOnce(db: Queryable, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .select({ once: outboundMail.once })
    .from(outboundMail)
    .where(inArray(outboundMail.once, [...keys]));
  return new Set(rows.flatMap(({ once }) => once ?? []));
}

/** Whether one of these msg-ids is of a mail of ours to agents that belongs to no ticket, as a work list does. */
export async function isWithoutTicket(db: Queryable, msgIds: readonly string[]): Promise<boolean> {
  const { msgId, ticketId, audience, id } = outboundMail;
  const [found] = await db
    .select({ id })
    .from(outboundMail)
    .where(and(inArray(msgId, [...msgIds]), isNull(ticketId), eq(audience, "agents")))
    .limit(1);
  return found !== undefined;
}
