import { accountOf } from "../postgres/mailboxes.ts";
import type { MailboxSettings } from "./mailboxes.ts";

/**
 * Whether the settings name a folder, by its mailbox's account and its path. Where they leave the choice to the desk,
 * every folder that it ever chose counts.
 */
export function watchedBy(mailboxes: readonly MailboxSettings[]): (account: string, path: string) => boolean {
  const byAccount = new Map(mailboxes.map((mailbox) => [accountOf(mailbox.imap), mailbox.folders]));
  return (account, path) => {
    const named = byAccount.get(account);
    return named !== undefined && (named === "auto" || named.some((folder) => folder.path === path));
  };
}
