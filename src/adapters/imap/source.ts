import type { FetchMessageObject, ImapFlow } from "imapflow";
import { type ListedMail, MailRefused, type MailSource } from "../../jobs/intake-ports.ts";
import { msgIdOf } from "../../mail/msg-id.ts";
import { fromMs } from "../../values/instant.ts";
import { Unavailable } from "../../values/trouble.ts";
import type { AfterStoring } from "../system/mailboxes.ts";

/** What the server told by itself since the folder was opened. */
export interface FolderNews {
  news: boolean;
  readonly expunged: number[];
}

interface Expunged {
  readonly uid?: number;
  readonly vanished?: boolean;
  readonly earlier?: boolean;
}

/** Listens on a client, before it opens a folder: what a server tells with the opening counts too. */
export function listenForNews(client: ImapFlow): FolderNews {
  const heard: FolderNews = { news: false, expunged: [] };
  client.on("exists", () => {
    heard.news = true;
  });
  client.on("expunge", ({ uid, vanished, earlier }: Expunged) => {
    if (uid !== undefined) heard.expunged.push(uid);
    // imapflow 2.1.2 counts EXPUNGE and forgets VANISHED (RFC 7162 §3.2.10): one mail deleted and one new would then be
    // the same number of mails, and no news.
    if (vanished && !earlier && client.mailbox && client.mailbox.exists > 0) client.mailbox.exists--;
  });
  return heard;
}

const BY_UID = { uid: true } as const;

/**
 * The folder that a client has opened, as a source of mail.
 *
 * After a drop imapflow's `fetch` yields nothing and `fetchOne` returns undefined instead of throwing, so the connection
 * is checked before and after each read: an answer from a dead connection is no answer.
 */
export function folderSource(client: ImapFlow, heard: FolderNews, afterStoring: AfterStoring): MailSource {
  const mailbox = () => {
    if (!client.usable || !client.mailbox) throw new Unavailable("the IMAP connection is gone");
    return client.mailbox;
  };
  const { uidValidity, uidNext, highestModseq } = mailbox();

  /** Runs a command; a tagged NO or BAD is the server's answer, all else is the connection's. */
  async function ask<T>(work: () => Promise<T>): Promise<T> {
    mailbox();
    try {
      const answer = await work();
      mailbox();
      return answer;
    } catch (error) {
      throw asTrouble(error, client);
    }
  }
  async function fetchAll(
    range: string,
    query: Parameters<ImapFlow["fetch"]>[1],
    each: (mail: FetchMessageObject) => void,
  ) {
    await ask(async () => {
      for await (const mail of client.fetch(range, query, BY_UID)) each(mail);
    });
  }

  async function list(fromUid: number, limit: number): Promise<readonly ListedMail[]> {
    const listed: ListedMail[] = [];
    const query = { uid: true, size: true, internalDate: true } as const;
    const wanted = await rangeFrom(fromUid, limit);
    if (wanted === null) return [];
    await fetchAll(wanted, query, (mail) => {
      // "n:*" always names the last mail, even when its UID is below n (RFC 3501 §6.4.8).
      if (mail.uid >= fromUid) listed.push(listedMail(mail));
    });
    return listed.sort((a, b) => a.uid - b.uid).slice(0, limit);
  }

  /** All that is new, or, where that may be much, its first `limit`: no list of a whole archive is ever held. */
  async function rangeFrom(fromUid: number, limit: number): Promise<string | null> {
    if (mailbox().exists <= limit || mailbox().uidNext - fromUid <= limit) return `${fromUid}:*`;
    const found = await ask(() => client.search({ uid: `${fromUid}:*` }, BY_UID));
    const uids = (Array.isArray(found) ? found : []).filter((uid) => uid >= fromUid).sort((a, b) => a - b);
    return uids.length === 0 ? null : ranges(uids.slice(0, limit));
  }

  async function msgIds(uids: readonly number[]) {
    const found = new Map<number, string | null>();
    await fetchAll(ranges(uids), { uid: true, headers: ["message-id"] }, ({ uid, headers }) => {
      found.set(uid, headers ? msgIdOf(headers) : null);
    });
    return found;
  }

  async function* fetch(uids: readonly number[], most: number) {
    mailbox();
    const query = { uid: true, size: true, source: { start: 0, maxLength: most } } as const;
    const [withheld, empty] = [new Set(uids), new Set<number>()];
    try {
      for await (const { uid, size, source } of client.fetch(ranges(uids), query, BY_UID)) {
        if (!source) continue;
        withheld.delete(uid);
        if (source.length === 0 && size !== 0) empty.add(uid);
        else yield { uid, bytes: source };
      }
    } catch (error) {
      throw asTrouble(error, client);
    }
    mailbox();
    // Some servers answer a part of many mails with nothing from the second on (hoodiecrow-imap does): each is asked alone.
    for (const uid of empty) {
      const bytes = await piece(uid, 0, most);
      if (bytes !== null && bytes.length === 0)
        throw new MailRefused("the server gives no bytes of a mail that has some");
      if (bytes !== null) yield { uid, bytes };
    }
    if (withheld.size > 0) await beGone([...withheld]);
  }

  /** Silence about a mail is no proof that it is gone: the server must say that it has no such UID. */
  async function beGone(uids: readonly number[]): Promise<void> {
    const there = await ask(() => client.search({ uid: ranges(uids) }, BY_UID));
    if (!Array.isArray(there)) throw new Unavailable("the server does not say which mails it has");
    const still = there.filter((uid) => uids.includes(uid));
    if (still.length > 0)
      throw new Unavailable(`the server gave nothing of ${still.length} mails that it has`);
  }

  async function piece(uid: number, start: number, length: number): Promise<Uint8Array | null> {
    const query = { uid: true, source: { start, maxLength: length } } as const;
    const found = await ask(() => client.fetchOne(String(uid), query, BY_UID));
    if (found !== false && found !== undefined) return found.source ?? new Uint8Array();
    await beGone([uid]);
    return null;
  }

  async function tidy(uids: readonly number[]): Promise<void> {
    const range = ranges(uids);
    if (afterStoring.kind === "flag") {
      const { keyword } = afterStoring;
      const done = await ask(() => client.messageFlagsAdd(range, [keyword], BY_UID));
      if (!done) throw new MailRefused(`the server does not keep the flag ${keyword} in this folder`);
    } else if (afterStoring.kind === "move") {
      const { folder } = afterStoring;
      await ask(() => client.mailboxCreate(folder)).catch((error) => {
        if (!(error instanceof MailRefused)) throw error;
      });
      await ask(() => client.messageMove(range, folder, BY_UID));
    }
  }

  return {
    uidvalidity: Number(uidValidity),
    uidNext,
    highestModseq: highestModseq === undefined ? null : String(highestModseq),
    list,
    msgIds,
    fetch,
    piece,
    tidy,
    hasNews() {
      const { news } = heard;
      heard.news = false;
      return news;
    },
    expunged: () => heard.expunged.splice(0),
  };
}

/** A refusal where the server answered NO or BAD and is still there; else the connection is in doubt. */
function asTrouble(error: unknown, client: ImapFlow): Error {
  if (error instanceof Unavailable || error instanceof MailRefused) return error;
  const { responseStatus, responseText, message } = error as {
    responseStatus?: string;
    responseText?: string;
    message?: string;
  };
  if (client.usable && (responseStatus === "NO" || responseStatus === "BAD")) {
    return new MailRefused(`the server refuses: ${(responseText ?? responseStatus).slice(0, 300)}`);
  }
  return new Unavailable(`the IMAP connection broke: ${(responseText ?? message ?? "").slice(0, 300)}`);
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
