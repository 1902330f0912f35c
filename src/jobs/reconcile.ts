import { compareFolder, type FolderLedger, type LedgerRow, unaccountedIn } from "../ops/reconcile.ts";
import type { Instant } from "../values/instant.ts";
import type { ListedMail } from "./intake-ports.ts";
import type { DueRow, Receipt } from "./ports.ts";

/** A folder on the server, opened to be looked at. Every method throws `Unavailable` when the connection is gone. */
export interface ServerFolder extends AsyncDisposable {
  readonly uidvalidity: number;
  /** All UIDs; throws where the server lists fewer than it says it has. */
  uids(): Promise<readonly number[]>;
  describe(uids: readonly number[]): Promise<readonly ListedMail[]>;
}

export interface WatchedLedger extends FolderLedger {
  readonly id: string;
  readonly role: string;
  readonly uidvalidity: number | null;
}

export interface ReconcilePorts {
  now(): Promise<Instant>;
  /** The folders of the mailboxes that are configured. */
  folders(): Promise<readonly WatchedLedger[]>;
  /** A folder that the settings no longer name is nobody's to account for. */
  forgetOthers(): Promise<void>;
  open(folder: WatchedLedger): Promise<ServerFolder>;
  /** The rows of `uids`, and beside them those between `from` and `to` that wait for bytes. */
  rows(
    folder: WatchedLedger,
    uids: readonly number[],
    range: { readonly from: number; readonly to: number },
  ): Promise<readonly LedgerRow[]>;
  /** Rows for UIDs that have none; twice is once. */
  insert(folder: WatchedLedger, mails: readonly ListedMail[]): Promise<void>;
  /** Rows without bytes, of these UIDs, or of an earlier UIDVALIDITY, will never have any. */
  vanish(folder: WatchedLedger, uids: readonly number[]): Promise<number>;
  save(folder: WatchedLedger, found: FolderFindings, at: Instant): Promise<void>;
  /** Mails that are neither due nor done are due. Returns them. */
  rearm(): Promise<readonly DueRow[]>;
  publish(rows: readonly DueRow[]): Promise<void>;
}

export interface FolderFindings {
  readonly onServer: number;
  readonly missing: number;
  readonly vanished: number;
  readonly behind: number;
  readonly unaccounted: number;
  /** Why the folder could not be compared; null: it was. */
  readonly trouble: string | null;
}

export interface FolderReport extends FolderFindings {
  readonly folder: string;
  readonly role: string;
}

export interface Reconciled {
  readonly folders: readonly FolderReport[];
  readonly rearmed: number;
}

const DESCRIBE_AT_ONCE = 500;
/** UIDs compared at once: a folder of a million mails is not held whole beside its rows. */
const COMPARE_AT_ONCE = 20_000;

/**
 * Compares every folder on the server with the ledger and repairs what differs: a mail without a row gets one and is
 * fetched, a row whose mail is gone before its bytes were kept has vanished, a mail that nothing would happen to is
 * armed. One folder that cannot be reached keeps no other from being compared.
 *
 * @param dryRun  only tell; nothing is changed
 */
export async function reconcile(
  ports: ReconcilePorts,
  dryRun = false,
  atOnce = COMPARE_AT_ONCE,
): Promise<Reconciled> {
  const reports: FolderReport[] = [];
  for (const folder of await ports.folders()) {
    const found = await compared(ports, folder, { dryRun, atOnce }).catch((error) =>
      unreachable(error as Error),
    );
    if (!dryRun) await ports.save(folder, found, await ports.now());
    reports.push({ folder: folder.id, role: folder.role, ...found });
  }
  if (dryRun) return { folders: reports, rearmed: 0 };
  await ports.forgetOthers();
  const due = await ports.rearm();
  await ports.publish(due);
  return { folders: reports, rearmed: due.length };
}

async function compared(
  ports: ReconcilePorts,
  folder: WatchedLedger,
  { dryRun, atOnce }: { readonly dryRun: boolean; readonly atOnce: number },
): Promise<FolderFindings> {
  await using server = await ports.open(folder);
  if (folder.uidvalidity !== server.uidvalidity) {
    const trouble =
      folder.uidvalidity === null ? "not read yet" : "its UIDVALIDITY changed; intake reads it anew";
    return { onServer: 0, missing: 0, vanished: 0, behind: 0, unaccounted: 0, trouble };
  }
  const all = await server.uids();
  const uids = all.filter((uid) => uid >= folder.startUid).sort((a, b) => a - b);
  const sum = { onServer: 0, missing: 0, vanished: 0, behind: 0 };
  for (let at = 0, from = folder.startUid; at === 0 || at < uids.length; at += atOnce) {
    const some = uids.slice(at, at + atOnce);
    const last = at + atOnce >= uids.length;
    const to = last ? Number.MAX_SAFE_INTEGER : some.at(-1)!;
    const found = compareFolder(folder, some, await ports.rows(folder, some, { from, to }));
    sum.onServer += found.onServer;
    sum.behind += found.behind;
    sum.missing += dryRun ? found.missing.length : await repair(ports, server, folder, found.missing);
    sum.vanished += dryRun ? found.gone.length : await ports.vanish(folder, found.gone);
    from = to + 1;
  }
  const left = dryRun ? sum.missing : 0;
  return { ...sum, unaccounted: unaccountedIn(folder, left, sum.behind, await ports.now()), trouble: null };
}

/** What was listed and can no longer be described was expunged in between: the next comparison tells. */
async function repair(
  ports: ReconcilePorts,
  server: ServerFolder,
  folder: WatchedLedger,
  missing: readonly number[],
): Promise<number> {
  let described = 0;
  for (let at = 0; at < missing.length; at += DESCRIBE_AT_ONCE) {
    const mails = await server.describe(missing.slice(at, at + DESCRIBE_AT_ONCE));
    if (mails.length > 0) await ports.insert(folder, mails);
    described += mails.length;
  }
  return described;
}

/** What is known of a folder that nobody can look into is kept: nothing is called accounted for by not looking. */
function unreachable({ message }: Error): FolderFindings {
  const trouble = message.slice(0, 300);
  return { onServer: 0, missing: 0, vanished: 0, behind: 0, unaccounted: 0, trouble };
}

/** The receipt of a reconciliation: counts only. */
export function receiptOf({ folders, rearmed }: Reconciled): Receipt {
  const sum = (key: "missing" | "vanished" | "behind" | "unaccounted"): number =>
    folders.reduce((total, folder) => total + folder[key], 0);
  return {
    outcome: "reconciled",
    folders: folders.length,
    unreachable: folders.filter(({ trouble }) => trouble !== null).length,
    repaired: sum("missing") + rearmed,
    vanished: sum("vanished"),
    behind: sum("behind"),
    unaccounted: sum("unaccounted"),
  };
}
