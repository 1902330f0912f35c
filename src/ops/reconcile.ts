import { type Instant, MINUTE } from "../values/instant.ts";

/** A folder's place in the ledger, read before the server is asked. */
export interface FolderLedger {
  /** UIDs below were there before the desk began. */
  readonly startUid: number;
  /** UIDs from here on are for intake to see. */
  readonly uidNext: number;
  readonly lastSyncAt: Instant | null;
}

export interface LedgerRow {
  readonly uid: number;
  /** Its bytes are still to come: seen, or aside because the server would not give it. */
  readonly waits: boolean;
}

export interface FolderDifference {
  /** On the server, passed by the cursor, and without a row. */
  readonly missing: readonly number[];
  /** Their rows wait for bytes that the server no longer has. */
  readonly gone: readonly number[];
  /** On the server and not seen yet: how many intake is behind. */
  readonly behind: number;
  /** On the server, from the start on. */
  readonly onServer: number;
}

/**
 * Compares what the server has with the ledger. The rows must have been read after the server's answer and the folder
 * before it: then a mail that arrives in between is `behind`, never `missing` and never `gone`.
 *
 * @param uids  all of the folder's, in any order
 * @param rows  of the same UIDVALIDITY, from the start on
 */
export function compareFolder(
  { startUid, uidNext }: Pick<FolderLedger, "startUid" | "uidNext">,
  uids: readonly number[],
  rows: readonly LedgerRow[],
): FolderDifference {
  const counted = uids.filter((uid) => uid >= startUid);
  const onServer = new Set(counted);
  const inLedger = new Set(rows.map(({ uid }) => uid));
  const without = [...onServer].filter((uid) => !inLedger.has(uid)).sort((a, b) => a - b);
  return {
    missing: without.filter((uid) => uid < uidNext),
    // A mail that came after the server's answer has its row above the cursor of before: it is new, not gone.
    gone: rows.filter(({ uid, waits }) => waits && uid < uidNext && !onServer.has(uid)).map(({ uid }) => uid),
    behind: without.filter((uid) => uid >= uidNext).length,
    onServer: onServer.size,
  };
}

/** A folder is polled twice a minute; what waits in one that was not read for this long is not about to be taken in. */
const STANDS_STILL_MS = 5 * MINUTE;

/** How many mails of a folder nobody is about to take in: `left` without a row, and what is behind where intake stands still. */
export function unaccountedIn(
  { lastSyncAt }: Pick<FolderLedger, "lastSyncAt">,
  left: number,
  behind: number,
  now: Instant,
): number {
  const read = lastSyncAt !== null && now - lastSyncAt <= STANDS_STILL_MS;
  return left + (read ? 0 : behind);
}
