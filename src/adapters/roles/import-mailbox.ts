import { chooseImport, type ImportWish, type MailThere } from "../../ops/import-choice.ts";
import { lookInto } from "../imap/look-into.ts";
import type { Db } from "../postgres/connect.ts";
import { importMails, inboxOf, rowsOf } from "../postgres/import-mails.ts";
import { accountOf } from "../postgres/mailboxes.ts";
import type { MailboxSettings } from "../system/mailboxes.ts";
import type { RoleContext } from "./context.ts";

export type Imported =
  | {
      readonly kind: "imported";
      readonly mailbox: string;
      readonly mails: number;
      readonly acknowledged: number;
      readonly known: number;
      readonly older: number;
    }
  | { readonly kind: "refused"; readonly mailbox: string; readonly because: string };

const DESCRIBE_AT_ONCE = 1000;

/**
 * Takes in mail that was in a mailbox's inbox before the desk began: rows only, the bytes are fetched by intake. Nothing
 * on the server is changed.
 *
 * @param tick  told how many mails were looked at
 */
export async function importMailbox(
  db: Db,
  { clock, mailCa }: Pick<RoleContext, "clock" | "mailCa">,
  mailbox: MailboxSettings,
  wish: Omit<ImportWish, "startUid"> & { readonly dryRun: boolean },
  tick: (mails: number) => void = () => {},
): Promise<Imported> {
  const { name } = mailbox;
  const inbox = await inboxOf(db, accountOf(mailbox.imap));
  if (inbox === null || inbox.uidvalidity === null) {
    const because = "the desk has not read this mailbox yet: start it once first";
    return { kind: "refused", mailbox: name, because };
  }
  await using folder = await lookInto(mailbox.imap, inbox.path, mailCa);
  if (folder.uidvalidity !== inbox.uidvalidity) {
    const because =
      "the server has renumbered the folder and the desk has not read it since: try again in a minute";
    return { kind: "refused", mailbox: name, because };
  }
  const uids = await folder.uids();
  const there: MailThere[] = [];
  for (let n = 0; n < uids.length; n += DESCRIBE_AT_ONCE) {
    const described = await folder.describe(uids.slice(n, n + DESCRIBE_AT_ONCE));
    there.push(...described);
    tick(described.length);
  }
  const choice = chooseImport(there, await rowsOf(db, inbox), { ...wish, startUid: inbox.startUid });
  if (!wish.dryRun && choice.mails.length > 0) await importMails(db, clock, inbox, choice);
  const { mails, known, older } = choice;
  const acknowledged = mails.filter(({ acknowledge }) => acknowledge).length;
  return { kind: "imported", mailbox: name, mails: mails.length, acknowledged, known, older };
}
