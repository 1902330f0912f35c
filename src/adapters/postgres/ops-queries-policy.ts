import { eq } from "drizzle-orm";
import type { Instant } from "../../values/instant.ts";
import type { KeptVersion } from "../system/policy-files.ts";
import type { Db } from "./connect.ts";
import { events, policyVersions } from "./schema.ts";

/** All of a ticket's ledger, oldest first. */
export function ledgerOf(db: Db, ticketId: string) {
  return db.select().from(events).where(eq(events.ticketId, ticketId)).orderBy(events.seq);
}

export interface ShownVersion {
  readonly version: string;
  readonly inForceFrom: Instant;
  /** Null: this program cannot read it. */
  readonly kept: KeptVersion | null;
}

/** A version with the desk's own texts of that day; null: there is none of that id. */
export async function versionShown(db: Db, id: string): Promise<ShownVersion | null> {
  const [row] = await db.select().from(policyVersions).where(eq(policyVersions.version, id));
  if (row === undefined) return null;
  const kept = row.document as unknown as Partial<KeptVersion>;
  const isReadable = kept.published?.policy !== undefined && kept.published.calendars !== undefined;
  return {
    version: row.version,
    inForceFrom: row.inForceFrom,
    kept: isReadable ? { published: kept.published, templates: kept.templates ?? {} } : null,
  };
}
