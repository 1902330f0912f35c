import { eq, inArray } from "drizzle-orm";
import type { WatchedFolder } from "../imap/folders.ts";
import { newId } from "../system/ids.ts";
import type { MailboxSettings } from "../system/mailboxes.ts";
import type { MailServer } from "../system/settings-urls.ts";
import type { Db } from "./connect.ts";
import { folders, mailboxes } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** The authserv-id under which the sandbox's own mail server vouches for who signed in. */
export const SANDBOX_AUTHSERV_ID = "sandbox.answerable";

/** What makes a mailbox the same one: who signs in where. Its name may change, and so may its address. */
export function accountOf({ user, host }: MailServer): string {
  return `${user} at ${host}`;
}

/**
 * Writes down the mailbox and its folders if they are new. A folder whose path is no longer there, while another of its
 * role is new, was renamed. Returns those of `found` as stored.
 */
export async function rememberFolders(
  db: Db,
  clock: Clock,
  mailbox: MailboxSettings,
  found: readonly WatchedFolder[],
) {
  const { name, address, provider, authservId } = mailbox;
  const account = accountOf(mailbox.imap);
  return db.transaction(async (tx) => {
    const at = await now(tx, clock);
    const same = eq(mailboxes.account, account);
    const known = await tx
      .select({ id: folders.id, path: folders.path, role: folders.role })
      .from(folders)
      .where(inArray(folders.mailboxId, tx.select({ id: mailboxes.id }).from(mailboxes).where(same)));
    const [kept] = await tx
      .insert(mailboxes)
      .values({ id: newId(), account, name, address, provider, authservId, createdAt: at })
      .onConflictDoUpdate({ target: mailboxes.account, set: { name, address, provider, authservId } })
      .returning();
    const gone = known.filter(({ path }) => found.every((folder) => folder.path !== path));
    for (const folder of found.filter(({ path }) => known.every((one) => one.path !== path))) {
      const renamed = gone.findIndex(({ role }) => role === folder.role);
      const [before] = renamed < 0 ? [] : gone.splice(renamed, 1);
      if (before) {
        await tx.update(folders).set({ path: folder.path }).where(eq(folders.id, before.id));
        continue;
      }
      const late = known.length > 0 && folder.role !== "sent";
      await tx
        .insert(folders)
        .values({ ...folder, id: newId(), mailboxId: kept!.id, late })
        .onConflictDoNothing();
    }
    const rows = await tx.select().from(folders).where(eq(folders.mailboxId, kept!.id));
    return rows.filter(({ path }) => found.some((folder) => folder.path === path));
  });
}
