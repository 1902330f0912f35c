import type { MailServer } from "../system/settings-urls.ts";
import { connectImap } from "./connect.ts";

export interface WatchedFolder {
  readonly path: string;
  readonly role: "inbox" | "junk";
}

/** The folders mail may arrive in: INBOX, and Junk by its special use (RFC 6154), because providers misfile. */
export async function watchedFolders(server: MailServer, ca?: string): Promise<readonly WatchedFolder[]> {
  const client = await connectImap(server, ca);
  try {
    const listed = await client.list();
    const junk = listed.filter(({ specialUse }) => specialUse === "\\Junk");
    return [{ path: "INBOX", role: "inbox" }, ...junk.map(({ path }) => ({ path, role: "junk" as const }))];
  } finally {
    await client.logout().catch(() => {});
  }
}
