import type { ListResponse } from "imapflow";
import type { FolderRole, MailboxSettings } from "../system/mailboxes.ts";
import { connectImap } from "./connect.ts";

export interface WatchedFolder {
  readonly path: string;
  readonly role: FolderRole;
}

/**
 * The folders mail may arrive in: INBOX, and Junk by its special use (RFC 6154), because providers misfile; or those
 * the settings name, which must be there.
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
  const junk = listed.filter(({ specialUse }) => specialUse === "\\Junk");
  return [{ path: "INBOX", role: "inbox" }, ...junk.map(({ path }) => ({ path, role: "junk" as const }))];
}
