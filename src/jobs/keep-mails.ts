import { msgIdOf } from "../mail/msg-id.ts";
import type { Instant } from "../values/instant.ts";
import type { Checkpoint } from "./checkpoints.ts";
import type { DueRow, Receipt } from "./ports.ts";

/** A mail as the server lists it. */
export interface ListedMail {
  readonly uid: number;
  readonly size: number;
  readonly internalDate: Instant | null;
}

/** An opened folder on the server. Every method throws `Unavailable` when the connection is gone: silence is never "no mail". */
export interface MailSource {
  readonly uidvalidity: number;
  readonly uidNext: number;
  /** Mails with at least this UID, in UID order, at most `limit`. */
  list(fromUid: number, limit: number): Promise<readonly ListedMail[]>;
  /** Whole mails, in any order; a UID that the server no longer has is left out. */
  fetch(uids: readonly number[]): AsyncIterable<{ readonly uid: number; readonly bytes: Uint8Array }>;
}

/** A watched folder as stored. */
export interface FolderState {
  readonly id: string;
  readonly uidvalidity: number | null;
  readonly uidNext: number;
  /** Mail that is there at the first connection is left alone, except in the sandbox. */
  readonly startsWithExisting: boolean;
}

/** A UID that has its row and not yet its bytes. */
export interface PendingMail {
  readonly id: string;
  readonly uid: number;
  readonly size: number;
}

export interface KeptMail {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly msgId: string | null;
}

export interface KeepPorts {
  readonly checkpoint: Checkpoint;
  folder(): Promise<FolderState>;
  /** A new or changed UIDVALIDITY: the cursor starts at `startUid`; what lies below is before the start. */
  begin(uidvalidity: number, startUid: number): Promise<void>;
  /** One transaction: a row for each UID, and the cursor behind the last. */
  keepUids(uidvalidity: number, mails: readonly ListedMail[]): Promise<void>;
  /** Rows without bytes, oldest UID first. */
  pending(uidvalidity: number, limit: number): Promise<readonly PendingMail[]>;
  /** One transaction: bytes and state of these mails. Returns the rows to publish. */
  keepBytes(mails: readonly KeptMail[]): Promise<readonly DueRow[]>;
  /** The server no longer has them: expunged before they could be read. */
  vanished(ids: readonly string[]): Promise<void>;
  synced(): Promise<void>;
  publish(rows: readonly DueRow[]): Promise<void>;
}

const LIST_BATCH = 1000;
const FETCH_BATCH = 100;
const FETCH_BYTES = 8 * 1024 * 1024;

/**
 * Takes in what is new in a folder: first a row for each UID, then the bytes, many mails a transaction. Nothing on the
 * server is changed. Dying anywhere loses nothing: the cursor moves with the rows, and rows without bytes are fetched
 * again.
 */
export async function keepMails(ports: KeepPorts, source: MailSource): Promise<Receipt> {
  let folder = await ports.folder();
  if (folder.uidvalidity !== source.uidvalidity) {
    const first = folder.uidvalidity === null;
    await ports.begin(source.uidvalidity, first && !folder.startsWithExisting ? source.uidNext : 1);
    folder = await ports.folder();
  }
  const seen = await keepNewUids(ports, source, folder.uidNext);
  const { kept, vanished } = await keepPendingBytes(ports, source);
  await ports.synced();
  return { outcome: "synced", seen, kept, vanished };
}

async function keepNewUids(ports: KeepPorts, source: MailSource, uidNext: number): Promise<number> {
  let seen = 0;
  for (let from = uidNext; ; ) {
    const listed = await source.list(from, LIST_BATCH);
    if (listed.length === 0) return seen;
    await ports.keepUids(source.uidvalidity, listed);
    await ports.checkpoint("intake.uids-kept");
    seen += listed.length;
    from = listed.at(-1)!.uid + 1;
  }
}

async function keepPendingBytes(ports: KeepPorts, source: MailSource) {
  let kept = 0;
  let vanished = 0;
  for (;;) {
    const batch = firstBatch(await ports.pending(source.uidvalidity, FETCH_BATCH));
    if (batch.length === 0) return { kept, vanished };
    const byUid = new Map(batch.map((mail) => [mail.uid, mail]));
    const fetched: KeptMail[] = [];
    for await (const { uid, bytes } of source.fetch([...byUid.keys()])) {
      const mail = byUid.get(uid);
      if (!mail) continue;
      byUid.delete(uid);
      fetched.push({ id: mail.id, bytes, msgId: msgIdOf(bytes) });
    }
    await ports.checkpoint("intake.bytes-fetched");
    if (fetched.length > 0) await ports.publish(await ports.keepBytes(fetched));
    await ports.checkpoint("intake.mail-kept");
    if (byUid.size > 0) await ports.vanished([...byUid.values()].map(({ id }) => id));
    kept += fetched.length;
    vanished += byUid.size;
  }
}

/** As many as fit into a transaction; a mail larger than that goes alone. */
function firstBatch(pending: readonly PendingMail[]): readonly PendingMail[] {
  let bytes = 0;
  const fits = pending.findIndex((mail) => {
    bytes += mail.size;
    return bytes > FETCH_BYTES;
  });
  return fits < 0 ? pending : pending.slice(0, Math.max(1, fits));
}
