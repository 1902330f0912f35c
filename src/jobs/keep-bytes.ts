import { msgIdOf } from "../mail/msg-id.ts";
import {
  type KeepPorts,
  type KeptMail,
  MailRefused,
  type MailSource,
  type PendingMail,
} from "./intake-ports.ts";

export interface KeptBytes {
  readonly kept: number;
  readonly vanished: number;
  readonly aside: number;
  /** Mails that were listed while large ones came in. */
  readonly seen: number;
}

const FETCH_BATCH = 100;
const FETCH_BYTES = 8 * 1024 * 1024;
/** Larger mails come in pieces, each stored before the next is asked for: none is ever held whole. */
export const LARGE = 2 * 1024 * 1024;
export const PIECE = 1024 * 1024;
/** A mail with which the connection broke this often is taken for the cause. */
const TRIES = 3;

/**
 * Fetches what has a row and no bytes until nothing is left. Small mails go first, many a transaction. A large one comes
 * a piece at a time, and mails that arrive meanwhile go before its next piece. What the server refuses, and what breaks
 * the connection again and again, is set aside: it never keeps others waiting.
 */
export async function keepPendingBytes(
  ports: KeepPorts,
  source: MailSource,
  listNew: () => Promise<number>,
): Promise<KeptBytes> {
  const total = { kept: 0, vanished: 0, aside: 0, seen: 0 };
  const add = (some: Partial<KeptBytes>): void => {
    for (const key of Object.keys(total) as (keyof KeptBytes)[]) total[key] += some[key] ?? 0;
  };
  for (;;) {
    const batch = nextBatch(await ports.pending(source.uidvalidity, FETCH_BATCH));
    const [first] = batch;
    if (first === undefined) return total;
    if (isLarge(first)) add(await keepLarge(ports, source, first, listNew));
    else add(await keepSmall(ports, source, batch));
  }
}

/** As many as fit into a transaction. A large mail, and one that failed before, goes alone. */
function nextBatch(pending: readonly PendingMail[]): readonly PendingMail[] {
  let bytes = 0;
  const end = pending.findIndex((mail) => {
    bytes += mail.size;
    return bytes > FETCH_BYTES || isLarge(mail) || mail.attempts > 0;
  });
  return end < 0 ? pending : pending.slice(0, Math.max(1, end));
}

function isLarge({ size, pieces }: PendingMail): boolean {
  return size > LARGE || pieces > 0;
}

async function keepSmall(
  ports: KeepPorts,
  source: MailSource,
  batch: readonly PendingMail[],
): Promise<Partial<KeptBytes>> {
  const missing = new Map(batch.map((mail) => [mail.uid, mail]));
  const fetched: KeptMail[] = [];
  const refusal = await fetchInto(ports, source, missing, fetched).catch(async (error) => {
    // What came before the connection broke is there: it is kept, and only the others are asked for again.
    await save(ports, fetched);
    await blame(ports, [...missing.values()], error);
    throw error;
  });
  const kept = await save(ports, fetched);
  const rest = [...missing.values()];
  if (refusal === null) {
    if (rest.length > 0) await ports.vanished(rest.map(({ id }) => id));
    return { kept, vanished: rest.length };
  }
  if (batch.length === 1) {
    await ports.setAside(batch[0]!.id, refusal.message);
    return { aside: 1 };
  }
  // Each alone tells which of them it was.
  const sum = { kept, vanished: 0, aside: 0 };
  for (const mail of rest) {
    const one = await keepSmall(ports, source, [mail]);
    for (const key of ["kept", "vanished", "aside"] as const) sum[key] += one[key] ?? 0;
  }
  return sum;
}

/** Takes out of `missing` what comes. Returns what the server refused to say more. */
async function fetchInto(
  ports: KeepPorts,
  source: MailSource,
  missing: Map<number, PendingMail>,
  fetched: KeptMail[],
): Promise<MailRefused | null> {
  try {
    for await (const { uid, bytes } of source.fetch([...missing.keys()], LARGE + 1)) {
      const mail = missing.get(uid);
      if (!mail) continue;
      missing.delete(uid);
      // Larger than the server said: its beginning is kept, and the rest follows piece by piece.
      if (bytes.length > LARGE) await ports.keepPiece(mail.id, 0, bytes.subarray(0, PIECE));
      else fetched.push({ id: mail.id, bytes, msgId: msgIdOf(bytes) });
    }
  } catch (error) {
    if (error instanceof MailRefused) return error;
    throw error;
  }
  await ports.checkpoint("intake.bytes-fetched");
  return null;
}

async function save(ports: KeepPorts, fetched: readonly KeptMail[]): Promise<number> {
  if (fetched.length === 0) return 0;
  const due = await ports.keepBytes(fetched);
  await ports.checkpoint("intake.mail-kept");
  await ports.publish(due);
  return fetched.length;
}

async function keepLarge(
  ports: KeepPorts,
  source: MailSource,
  mail: PendingMail,
  listNew: () => Promise<number>,
): Promise<Partial<KeptBytes>> {
  for (let n = mail.pieces; ; n++) {
    const piece = await source.piece(mail.uid, n * PIECE, PIECE).catch(async (error) => {
      if (error instanceof MailRefused) return error;
      await blame(ports, [mail], error);
      throw error;
    });
    if (piece instanceof MailRefused) {
      await ports.setAside(mail.id, piece.message);
      return { aside: 1 };
    }
    if (piece === null) {
      await ports.vanished([mail.id]);
      return { vanished: 1 };
    }
    if (piece.length > 0 || n === 0) await ports.keepPiece(mail.id, n, piece);
    if (piece.length < PIECE) break;
    if (source.hasNews()) return { seen: await listNew() };
  }
  await ports.checkpoint("intake.bytes-fetched");
  const due = await ports.keepPieces(mail.id);
  await ports.checkpoint("intake.mail-kept");
  await ports.publish(due);
  return { kept: 1 };
}

/** The connection broke: each that was being fetched may be why. One that breaks it alone, again and again, is. */
async function blame(ports: KeepPorts, mails: readonly PendingMail[], error: unknown): Promise<void> {
  const because = error instanceof Error ? error.message : String(error);
  const [only] = mails;
  if (mails.length === 1 && only!.attempts + 1 >= TRIES) {
    await ports.setAside(only!.id, `the connection broke ${TRIES} times while it was fetched: ${because}`);
    return;
  }
  await ports.failed(
    mails.map(({ id }) => id),
    because,
  );
}
