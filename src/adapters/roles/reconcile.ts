import type { DueRow } from "../../jobs/ports.ts";
import { type Reconciled, reconcile } from "../../jobs/reconcile.ts";
import { Unavailable } from "../../values/trouble.ts";
import { lookInto } from "../imap/look-into.ts";
import { withAdvisoryLock } from "../postgres/advisory-lock.ts";
import type { Connection } from "../postgres/connect.ts";
import { accountOf } from "../postgres/mailboxes.ts";
import { reconcileStore } from "../postgres/reconcile.ts";
import { watchedBy } from "../system/watched.ts";
import type { RoleContext } from "./context.ts";

const RECONCILE_LOCK = 7_210_463;

export interface ReconcileOptions {
  readonly dryRun?: boolean;
  readonly publish?: (rows: readonly DueRow[]) => Promise<void>;
}

/**
 * Compares the folders of all configured mailboxes with the ledger.
 *
 * @returns null when another node is at it
 */
export function reconcileDesk(
  { db, sql }: Connection,
  { mailboxes, clock, mailCa }: Pick<RoleContext, "mailboxes" | "clock" | "mailCa">,
  { dryRun = false, publish = async () => {} }: ReconcileOptions = {},
): Promise<Reconciled | null> {
  const byAccount = new Map(mailboxes.map((mailbox) => [accountOf(mailbox.imap), mailbox]));
  const store = reconcileStore(db, clock, watchedBy(mailboxes));
  return withAdvisoryLock(sql, RECONCILE_LOCK, () =>
    reconcile(
      {
        ...store,
        publish,
        async open({ id }) {
          const { account, path } = store.placeOf(id);
          const mailbox = byAccount.get(account);
          if (!mailbox) throw new Unavailable("its mailbox is not configured");
          return lookInto(mailbox.imap, path, mailCa);
        },
      },
      dryRun,
    ),
  );
}
