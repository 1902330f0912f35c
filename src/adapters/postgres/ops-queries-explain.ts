import { eq } from "drizzle-orm";
import type { Receiver } from "../../mail/reading.ts";
import type { Db } from "./connect.ts";
import { folders, inboundMail, mailboxes, tickets } from "./schema.ts";

export type KeptMail = NonNullable<Awaited<ReturnType<typeof keptMail>>>;

/** A mail the desk has seen, and what became of it. Null: no such mail. */
export async function keptMail(db: Db, id: string) {
  const [row] = await db
    .select({
      id: inboundMail.id,
      mailbox: mailboxes.name,
      folder: folders.path,
      uid: inboundMail.uid,
      size: inboundMail.size,
      state: inboundMail.state,
      disposition: inboundMail.disposition,
      because: inboundMail.because,
      lastError: inboundMail.lastError,
      seenAt: inboundMail.seenAt,
      ticket: tickets.number,
      provider: mailboxes.provider,
      authservId: mailboxes.authservId,
    })
    .from(inboundMail)
    .innerJoin(folders, eq(folders.id, inboundMail.folderId))
    .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId))
    .leftJoin(tickets, eq(tickets.id, inboundMail.ticketId))
    .where(eq(inboundMail.id, id));
  if (row === undefined) return null;
  const { provider, authservId, ...mail } = row;
  const receiver: Receiver = { provider, authservId };
  return { ...mail, receiver };
}

/** The desk's own addresses, by which its own mail is known. */
export async function deskAddresses(db: Db): Promise<readonly string[]> {
  const rows = await db.select({ address: mailboxes.address }).from(mailboxes);
  return rows.map(({ address }) => address.toLowerCase());
}
