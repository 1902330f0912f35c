import { type FolderState, type KeepPorts, MailRefused, type MailSource } from "./intake-ports.ts";
import { keepPendingBytes } from "./keep-bytes.ts";
import type { Receipt } from "./ports.ts";

const LIST_BATCH = 1000;
const TIDY_BATCH = 500;

/**
 * Takes in what is new in a folder: first a row for each UID, then the bytes, many mails a transaction, and only then,
 * if the settings say so, a flag or a move on the server. Dying anywhere loses nothing: the cursor moves with the rows,
 * and rows without bytes are fetched again.
 */
export async function keepMails(ports: KeepPorts, source: MailSource): Promise<Receipt> {
  const folder = await ports.folder();
  if (folder.uidvalidity !== source.uidvalidity) await begin(ports, source, folder);
  const seen = await keepNewUids(ports, source);
  const bytes = await keepPendingBytes(ports, source, () => keepNewUids(ports, source));
  await settleExpunged(ports, source);
  const untidy = await tidy(ports, source);
  await ports.synced(source.highestModseq);
  return { outcome: "synced", ...bytes, seen: seen + bytes.seen, ...(untidy ? { untidy } : {}) };
}

/**
 * A folder seen for the first time starts at the present, unless it is the sandbox's. One that the server has renumbered
 * (RFC 3501 §2.3.1.1), one that appeared later and one to be imported are looked at mail by mail.
 */
async function begin(ports: KeepPorts, source: MailSource, folder: FolderState): Promise<void> {
  const how = folder.uidvalidity === null ? folder.begins : "judging";
  const cursor = {
    "at-present": { startUid: source.uidNext, judgeBelow: 0 },
    "with-all": { startUid: 1, judgeBelow: 0 },
    judging: { startUid: 1, judgeBelow: source.uidNext },
  }[how];
  await ports.begin(source.uidvalidity, cursor);
}

async function keepNewUids(ports: KeepPorts, source: MailSource): Promise<number> {
  let seen = 0;
  const { uidNext, judgeBelow, since } = await ports.folder();
  for (let from = uidNext; ; ) {
    const listed = await source.list(from, LIST_BATCH);
    if (listed.length === 0) return seen;
    const old = listed.filter(({ uid }) => uid < judgeBelow);
    if (old.length > 0) {
      const uids = old.filter(({ internalDate }) => (internalDate ?? since) >= since).map(({ uid }) => uid);
      await ports.judgeUids(source.uidvalidity, old, uids.length > 0 ? await source.msgIds(uids) : new Map());
    }
    const fresh = listed.slice(old.length);
    if (fresh.length > 0) await ports.keepUids(source.uidvalidity, fresh);
    await ports.checkpoint("intake.uids-kept");
    seen += listed.length;
    from = listed.at(-1)!.uid + 1;
  }
}

/** What the server says it has expunged need not be asked for. */
async function settleExpunged(ports: KeepPorts, source: MailSource): Promise<void> {
  const uids = source.expunged();
  if (uids.length > 0) await ports.vanishedUids(source.uidvalidity, uids);
}

/** Flags or moves what is stored. A refusal is told and tried again at the next look; it stops no mail. */
async function tidy(ports: KeepPorts, source: MailSource): Promise<string | null> {
  for (;;) {
    const mails = await ports.untidied(source.uidvalidity, TIDY_BATCH);
    if (mails.length === 0) return null;
    try {
      await source.tidy(mails.map(({ uid }) => uid));
    } catch (error) {
      if (error instanceof MailRefused) return error.message;
      throw error;
    }
    await ports.checkpoint("intake.tidied");
    await ports.tidied(mails.map(({ id }) => id));
  }
}
