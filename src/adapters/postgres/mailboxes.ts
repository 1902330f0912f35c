import { eq, sql } from "drizzle-orm";
import type { WatchedFolder } from "../imap/folders.ts";
import type { RoleContext } from "../roles/context.ts";
import { newId } from "../system/ids.ts";
import type { Db } from "./connect.ts";
import { folders, mailboxes } from "./schema.ts";
import { now } from "./transact.ts";

/** The authserv-id under which the sandbox's own mail server vouches for who signed in. */
export const SANDBOX_AUTHSERV_ID = "sandbox.answerable";

/** Writes down the mailbox and its folders if they are new. Returns all watched folders of the mailbox. */
export async function rememberFolders(db: Db, context: RoleContext, found: readonly WatchedFolder[]) {
  const name = `${context.imap.user ?? context.deskAddress} at ${context.imap.host}`;
  const provider = context.sandbox ? ("sandbox" as const) : (context.provider ?? ("generic" as const));
  const authservId = context.sandbox ? SANDBOX_AUTHSERV_ID : (context.authservId ?? null);
  return db.transaction(async (tx) => {
    const at = await now(tx, context.clock);
    const [mailbox] = await tx
      .insert(mailboxes)
      .values({ id: newId(), name, address: context.deskAddress, provider, authservId, createdAt: at })
      .onConflictDoUpdate({
        target: mailboxes.name,
        set: { address: context.deskAddress, provider, authservId: sql`excluded.authserv_id` },
      })
      .returning();
    await tx
      .insert(folders)
      .values(found.map((folder) => ({ ...folder, id: newId(), mailboxId: mailbox!.id })))
      .onConflictDoNothing();
    const rows = await tx.select().from(folders).where(eq(folders.mailboxId, mailbox!.id));
    return rows.filter(({ path }) => found.some((folder) => folder.path === path));
  });
}
