import type { FetchMessageObject, ImapFlow } from "imapflow";
import type { ListedMail, MailSource } from "../../jobs/keep-mails.ts";
import { fromMs } from "../../values/instant.ts";
import { Unavailable } from "../../values/trouble.ts";

/** From this size on a mail is fetched alone and in pieces, which keeps memory flat (facts: 25 MB cost 5 to 11 MB this way). */
const LARGE = 4 * 1024 * 1024;

/**
 * The folder that a client has opened, as a source of mail.
 *
 * After a drop imapflow's `fetch` yields nothing and `fetchOne` returns undefined instead of throwing, so the connection
 * is checked before and after each read: an answer from a dead connection is no answer.
 */
export function folderSource(client: ImapFlow): MailSource {
  const mailbox = () => {
    if (!client.usable || !client.mailbox) throw new Unavailable("the IMAP connection is gone");
    return client.mailbox;
  };
  const { uidValidity, uidNext } = mailbox();

  async function list(fromUid: number, limit: number): Promise<readonly ListedMail[]> {
    mailbox();
    // "n:*" always names the last mail, even when its UID is below n (RFC 3501 §6.4.8).
    const listed: ListedMail[] = [];
    const query = { uid: true, size: true, internalDate: true } as const;
    for await (const mail of client.fetch(`${fromUid}:*`, query, { uid: true })) {
      if (mail.uid >= fromUid) listed.push(listedMail(mail));
    }
    mailbox();
    return listed.sort((a, b) => a.uid - b.uid).slice(0, limit);
  }

  async function* fetch(uids: readonly number[]) {
    mailbox();
    for await (const { uid, source } of client.fetch(
      ranges(uids),
      { uid: true, source: true },
      { uid: true },
    )) {
      if (source) yield { uid, bytes: source };
    }
    mailbox();
  }

  async function* fetchPieces(uid: number) {
    mailbox();
    const { content } = await client.download(String(uid), undefined, { uid: true, chunkSize: LARGE });
    if (!content) {
      mailbox();
      return;
    }
    const pieces: Buffer[] = [];
    for await (const piece of content) pieces.push(piece as Buffer);
    mailbox();
    yield { uid, bytes: Buffer.concat(pieces) };
  }

  return {
    uidvalidity: Number(uidValidity),
    uidNext,
    list,
    fetch: (uids) => (uids.length === 1 ? fetchPieces(uids[0]!) : fetch(uids)),
  };
}

export function listedMail(mail: FetchMessageObject): ListedMail {
  const date = mail.internalDate === undefined ? Number.NaN : new Date(mail.internalDate).getTime();
  return { uid: mail.uid, size: mail.size ?? 0, internalDate: Number.isNaN(date) ? null : fromMs(date) };
}

/** `1:3,7` for 1, 2, 3, 7: command lines stay short whatever the batch. */
export function ranges(uids: readonly number[]): string {
  const sorted = [...uids].sort((a, b) => a - b);
  const out: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (sorted[j + 1] === sorted[j]! + 1) j++;
    out.push(i === j ? `${sorted[i]}` : `${sorted[i]}:${sorted[j]}`);
    i = j + 1;
  }
  return out.join(",");
}
