import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { FolderState, ListedMail } from "../../jobs/intake-ports.ts";
import { fromMs, type Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { folders, inboundMail, mailboxes } from "./schema.ts";

type Verdict = Partial<typeof inboundMail.$inferInsert>;

/**
 * What becomes of mails that were there before their numbers were known to the desk: those it has stored under another
 * number are done, and so are those from before its start; all others are fetched. Known is what has the same msg-id,
 * INTERNALDATE and size: the date is the server's, so no sender can make a mail look like another one.
 */
export async function judge(
  tx: Queryable,
  at: Instant,
  folderId: string,
  mails: readonly ListedMail[],
  msgIds: ReadonlyMap<number, string | null>,
  { since }: FolderState,
): Promise<ReadonlyMap<number, Verdict>> {
  const [mailbox] = await tx
    .select({ id: mailboxes.id, startedAt: mailboxes.createdAt })
    .from(mailboxes)
    .innerJoin(folders, eq(folders.mailboxId, mailboxes.id))
    .where(eq(folders.id, folderId));
  const known = await knownMails(tx, mailbox!.id, [...msgIds.values()]);
  return new Map(
    mails.map((mail): [number, Verdict] => {
      const { uid, internalDate } = mail;
      if (internalDate !== null && internalDate < since) {
        const because = "it was there before the desk began";
        return [uid, { state: "done", disposition: "before-start", because, settledAt: at }];
      }
      const before = known.get(keyOf(msgIds.get(uid) ?? null, mail));
      if (before !== undefined) {
        const because = `the folder was renumbered: this is ${before}`;
        return [uid, { state: "done", disposition: "duplicate", because, settledAt: at }];
      }
      // Mail from before the start is imported: people are not told now that it has come.
      const old = internalDate !== null && internalDate < mailbox!.startedAt;
      return [
        uid,
        { acknowledge: !old, receivedAt: old || internalDate === null ? at : min(internalDate, at) },
      ];
    }),
  );
}

/** Mails of the mailbox with one of these msg-ids whose bytes are stored. */
async function knownMails(
  tx: Queryable,
  mailboxId: string,
  msgIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const given = [...new Set(msgIds.filter((msgId) => msgId !== null))];
  if (given.length === 0) return new Map();
  const rows = await tx
    .select({
      id: inboundMail.id,
      msgId: inboundMail.msgId,
      size: inboundMail.size,
      internalDate: inboundMail.internalDate,
    })
    .from(inboundMail)
    .innerJoin(folders, eq(folders.id, inboundMail.folderId))
    .where(
      and(
        eq(folders.mailboxId, mailboxId),
        inArray(inboundMail.msgId, given),
        isNotNull(inboundMail.storedAt),
        sql`${inboundMail.size} is not null`,
      ),
    );
  return new Map(rows.map((row) => [keyOf(row.msgId, row), row.id]));
}

function min(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

function keyOf(
  msgId: string | null,
  { size, internalDate }: { readonly size: number | null; readonly internalDate: Instant | null },
): string {
  // A mail without a msg-id is always fetched: its identity tells.
  return msgId === null ? "" : `${msgId} ${internalDate === null ? "" : fromMs(internalDate)} ${size}`;
}
