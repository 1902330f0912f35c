import { and, desc, eq, gt, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import { isFreeMail } from "../../conversation/free-mail.ts";
import type { StandingsOf } from "../../jobs/ports.ts";
import { ALIKE_WITHIN_MS, type Mute, type Standing } from "../../outbound/budget.ts";
import { DAY, HOUR, type Instant, iso, plus, SECOND } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { undeliverable } from "./reports.ts";
import { automaticMail, muted, tickets } from "./schema.ts";

/** The desk's own count is at most this old: it guards against floods, not against one mail too many. */
const DESK_COUNT_KEPT_MS = 10 * SECOND;
const KEPT_MS = 2 * DAY;

/** How each address stands to automatic mail. Workers at the same time may see one mail less than there are. */
export async function automaticStandings(
  db: Queryable,
  { addresses, ticketId, likeness }: StandingsOf,
  deskHour: number,
  at: Instant,
): Promise<ReadonlyMap<string, Standing>> {
  const wanted = [...new Set(addresses)];
  const systems = new Map(wanted.map((address) => [address, systemOf(address)]));
  const keys = [...wanted, ...[...systems.values()].filter((system) => system !== null), "*"];
  const [dead, mutes, counts, systemCounts] = await Promise.all([
    undeliverable(db, wanted),
    db
      .select()
      .from(muted)
      .where(and(inArray(muted.key, keys), or(isNull(muted.until), gt(muted.until, at)))),
    countAddresses(db, wanted, ticketId, likeness, at),
    countSystems(
      db,
      [...systems.values()].filter((system) => system !== null),
      at,
    ),
  ]);
  return new Map(
    wanted.map((address) => {
      const system = systems.get(address) ?? null;
      const ours = [address, system, "*"];
      return [
        address,
        {
          address,
          system,
          undeliverable: dead.find((row) => row.address === address) ?? null,
          muted: mutes.find(({ key }) => ours.includes(key)) ?? null,
          counts: {
            addressHour: 0,
            addressDay: 0,
            ticketDay: 0,
            alike: 0,
            ...counts.get(address),
            systemDay: (system === null ? undefined : systemCounts.get(system)) ?? 0,
            deskHour,
          },
        },
      ];
    }),
  );
}

function systemOf(address: string): string | null {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return domain === "" || isFreeMail(domain) ? null : domain;
}

async function countAddresses(
  db: Queryable,
  addresses: readonly string[],
  ticketId: string | null,
  likeness: string | null,
  at: Instant,
) {
  const since = (ms: number) => sql`${automaticMail.at} > ${iso(plus(at, -ms))}::timestamptz`;
  const rows = await db
    .select({
      address: automaticMail.address,
      addressHour: sql<number>`(count(*) filter (where response and ${since(HOUR)}))::int`,
      addressDay: sql<number>`(count(*) filter (where response))::int`,
      ticketDay: sql<number>`(count(*) filter (where ticket_id = ${ticketId}::uuid and not answers_word))::int`,
      alike: sql<number>`(count(*) filter (where likeness = ${likeness}::text and ${since(ALIKE_WITHIN_MS)}))::int`,
    })
    .from(automaticMail)
    .where(and(inArray(automaticMail.address, [...addresses]), since(DAY)))
    .groupBy(automaticMail.address);
  return new Map(rows.map(({ address, ...counts }) => [address, counts]));
}

async function countSystems(db: Queryable, systems: readonly string[], at: Instant) {
  if (systems.length === 0) return new Map<string, number>();
  const rows = await db
    .select({ system: automaticMail.system, n: sql<number>`count(*)::int` })
    .from(automaticMail)
    .where(
      and(
        inArray(automaticMail.system, [...systems]),
        gt(automaticMail.at, plus(at, -DAY)),
        eq(automaticMail.response, true),
      ),
    )
    .groupBy(automaticMail.system);
  return new Map(rows.map(({ system, n }) => [system!, n]));
}

/** Automatic responses of the whole desk in the last hour. */
export type DeskCount = (db: Queryable, at: Instant) => Promise<number>;

/** Counts now and then only. */
export function openDeskCount(): DeskCount {
  let known: { readonly n: number; readonly at: Instant } | null = null;
  return async (db, at) => {
    if (known !== null && at >= known.at && at - known.at < DESK_COUNT_KEPT_MS) return known.n;
    const recent = and(gt(automaticMail.at, plus(at, -HOUR)), eq(automaticMail.response, true));
    known = { n: await db.$count(automaticMail, recent), at };
    return known.n;
  };
}

/**
 * Writes a mute down, with the tickets that led to it.
 *
 * @returns first: nobody was told of it yet; an older one that had ended by itself does not count
 */
export async function mute(db: Queryable, row: Mute) {
  const { key, kind, because, since, until } = row;
  const column = kind === "system" ? automaticMail.system : automaticMail.address;
  const found = await db
    .select({ number: tickets.number })
    .from(automaticMail)
    .innerJoin(tickets, eq(tickets.id, automaticMail.ticketId))
    .where(kind === "desk" ? undefined : eq(column, key))
    .orderBy(desc(automaticMail.at))
    .limit(20);
  const ticketNumbers = [...new Set(found.map(({ number }) => number))].sort((a, b) => a - b);
  const values = { key, kind, because, since, until, evidence: ticketNumbers };
  const { key: _key, ...changed } = values;
  const inserted = await db
    .insert(muted)
    .values(values)
    .onConflictDoUpdate({ target: muted.key, set: changed, setWhere: lte(muted.until, since) })
    .returning({ key: muted.key });
  return { first: inserted.length > 0, ticketNumbers };
}

/** Removes what no budget looks at any more. */
export async function forgetAutomatic(db: Queryable, at: Instant): Promise<number> {
  await db.delete(muted).where(lt(muted.until, plus(at, -KEPT_MS)));
  const gone = await db
    .delete(automaticMail)
    .where(lt(automaticMail.at, plus(at, -KEPT_MS)))
    .returning({ id: automaticMail.outboundId });
  return gone.length;
}
