import { desc, eq, sql } from "drizzle-orm";
import { inForceFrom } from "../../policy/in-force.ts";
import type { Published } from "../../policy/published.ts";
import { fromMs, type Instant, iso } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import { Fault } from "../../values/trouble.ts";
import { newId } from "../system/ids.ts";
import type { KeptVersion } from "../system/policy-files.ts";
import type { Queryable } from "./connect.ts";
import { audit, policyVersions, tickets } from "./schema.ts";

const { version, inForceFrom: from, publishedAt } = policyVersions;

/** The version in force first: of those that have begun the latest, and before any has begun the earliest. */
function governing(at: Instant) {
  const begun = sql`${from} <= ${iso(at)}::timestamptz`;
  return [
    sql`${begun} desc`,
    sql`case when ${begun} then ${from} end desc nulls last`,
    sql`${from} asc`,
    desc(publishedAt),
    desc(version),
  ];
}

/** The id of the version that governs tickets whose mail arrived at `at`. */
export async function policyInForce(db: Queryable, at: Instant): Promise<string> {
  return (await reignAt(db, at)).version;
}

/** The version in force at a moment, and all the time around it in which it is; null: without end on that side. */
export interface Reign {
  readonly version: string;
  readonly from: Instant | null;
  /** The first moment of the next. */
  readonly until: Instant | null;
}

export async function reignAt(db: Queryable, at: Instant): Promise<Reign> {
  const ms = sql`round(extract(epoch from min(next.in_force_from)) * 1000)::float8`;
  const [row] = await db
    .select({
      version,
      from,
      until: sql<
        number | null
      >`(select ${ms} from ${policyVersions} as next where next.in_force_from > ${iso(at)}::timestamptz)`,
    })
    .from(policyVersions)
    .orderBy(...governing(at))
    .limit(1);
  if (!row) throw new Fault("no policy has been published: run `answerable policy publish`");
  return {
    version: row.version,
    from: row.from <= at ? row.from : null,
    until: row.until === null ? null : fromMs(row.until),
  };
}

/** The version in force at `at`; null: none has been published. */
export async function versionInForce(db: Queryable, at: Instant): Promise<Published | null> {
  const [row] = await db
    .select()
    .from(policyVersions)
    .orderBy(...governing(at))
    .limit(1);
  return row ? publishedIn(row.document) : null;
}

/** The first version that comes into force after `at`; null: none is announced. */
export async function versionAnnounced(db: Queryable, at: Instant): Promise<Published | null> {
  const [row] = await db
    .select()
    .from(policyVersions)
    .where(sql`${from} > ${iso(at)}::timestamptz`)
    .orderBy(from, desc(publishedAt))
    .limit(1);
  return row ? publishedIn(row.document) : null;
}

/** The version published last, in force or not yet; null: none. */
export async function newestVersion(db: Queryable): Promise<Published | null> {
  const [row] = await db.select().from(policyVersions).orderBy(desc(publishedAt)).limit(1);
  return row ? publishedIn(row.document) : null;
}

/** A version by its id; null: there is none. */
export async function publishedVersion(db: Queryable, id: string): Promise<Published | null> {
  const [row] = await db.select().from(policyVersions).where(eq(version, id));
  return row ? publishedIn(row.document) : null;
}

export interface ListedVersion {
  readonly version: string;
  readonly hash: string;
  readonly publishedAt: Instant;
  readonly inForceFrom: Instant;
  /** Tickets pinned to it: all, and those that are not closed. */
  readonly tickets: number;
  readonly open: number;
}

/** Every version, the one that comes into force last first. */
export function listVersions(db: Queryable): Promise<readonly ListedVersion[]> {
  return db
    .select({
      version,
      hash: policyVersions.hash,
      publishedAt,
      inForceFrom: from,
      tickets: sql<number>`count(${tickets.id})::int`,
      open: sql<number>`count(${tickets.id}) filter (where ${tickets.status} <> 'closed')::int`,
    })
    .from(policyVersions)
    .leftJoin(tickets, eq(tickets.policyVersion, version))
    .groupBy(version)
    .orderBy(desc(from), desc(publishedAt));
}

/** Keeps a published version, with who published it. A version that is there already is not written twice. */
export async function keepVersion(
  db: Queryable,
  kept: KeptVersion,
  actor = "desk",
): Promise<"new" | "known"> {
  const { published } = kept;
  const rows = await db
    .insert(policyVersions)
    .values({
      version: published.id,
      hash: published.hash,
      document: kept as unknown as Json,
      publishedAt: published.publishedAt,
      inForceFrom: inForceFrom(published),
    })
    .onConflictDoNothing()
    .returning({ version });
  if (rows.length === 0) return "known";
  await db.insert(audit).values({
    id: newId(),
    at: published.publishedAt,
    actor,
    action: "policy-published",
    detail: { version: published.id, effectiveFrom: published.effectiveFrom },
  });
  return "new";
}

function publishedIn(document: Json): Published {
  return (document as unknown as KeptVersion).published;
}
