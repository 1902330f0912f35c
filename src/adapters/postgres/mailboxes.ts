import { eq } from "drizzle-orm";
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

/** Writes down the mailbox and its folders if they are new. Returns those of `found` as stored. */
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
    const [kept] = await tx
      .insert(mailboxes)
      .values({ id: newId(), account, name, address, provider, authservId, createdAt: at })
      .onConflictDoUpdate({ target: mailboxes.account, set: { name, address, provider, authservId } })
      .returning();
    await tx
      .insert(folders)
      .values(found.map((folder) => ({ ...folder, id: newId(), mailboxId: kept!.id })))
      .onConflictDoNothing();
    const rows = await tx.select().from(folders).where(eq(folders.mailboxId, kept!.id));
    return rows.filter(({ path }) => found.some((folder) => folder.path === path));
  });
}
