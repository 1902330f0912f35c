import type { ListResponse } from "imapflow";
import type { FolderRole, MailboxSettings } from "../system/mailboxes.ts";
import { connectImap } from "./connect.ts";

export interface WatchedFolder {
  readonly path: string;
  readonly role: FolderRole;
}

/**
 * The folders that are read: INBOX, Junk because providers misfile, and Sent because people answer from the shared
 * mailbox itself; by their special use (RFC 6154), or by their usual names where the server tells none. Or those the
 * settings name.
 */
export async function watchedFolders(
  { imap, folders }: Pick<MailboxSettings, "imap" | "folders">,
  ca?: string,
): Promise<readonly WatchedFolder[]> {
  if (folders !== "auto") return folders;
  const client = await connectImap(imap, ca);
  try {
    return byUse(await client.list());
  } finally {
    await client.logout().catch(() => {});
  }
}

function byUse(listed: readonly ListResponse[]): readonly WatchedFolder[] {
  const open = listed.filter(({ flags }) => !flags.has("\\Noselect"));
  const used = (use: string, role: FolderRole) =>
    open.filter(({ specialUse }) => specialUse === use).map(({ path }) => ({ path, role }));
  return [{ path: "INBOX", role: "inbox" }, ...used("\\Junk", "junk"), ...used("\\Sent", "sent")];
}
