import { randomUUIDv7 } from "node:crypto";
import type { Db } from "../../src/adapters/postgres/connect.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import { HOUR, type Instant, MINUTE, plus } from "../../src/values/instant.ts";
import { HOSTILE } from "./seed-desk.ts";

export interface SeededLedger {
  readonly folderId: string;
  /** Aside, with bytes whose header is hostile. */
  readonly hostile: string;
  /** Aside, its bytes never kept. */
  readonly bare: string;
  /** Refused as automatic. */
  readonly refused: string;
}

/** Mails in every corner of the ledger, on top of `seedDesk`. */
export async function seedLedger(db: Db, now: Instant): Promise<SeededLedger> {
  const [folder] = await db.select().from(schema.folders).limit(1);
  const folderId = folder!.id;
  const [hostile, bare, refused] = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7()];
  const row = (id: string, uid: number) => ({ id, folderId, uidvalidity: 17, uid, seenAt: plus(now, -HOUR) });
  await db.insert(schema.inboundMail).values([
    {
      ...row(hostile, 9001),
      state: "aside",
      disposition: "quarantined",
      because: `too-slow: ${HOSTILE}`,
      size: 2100,
      attempts: 5,
      replays: 1,
      storedAt: plus(now, -30 * MINUTE),
      settledAt: plus(now, -20 * MINUTE),
    },
    {
      ...row(bare, 9002),
      state: "aside",
      disposition: "quarantined",
      because: "the server would not give it",
    },
    {
      ...row(refused, 9003),
      state: "done",
      disposition: "suppressed",
      because: "automatic mail: Auto-Submitted: auto-generated",
      storedAt: plus(now, -HOUR),
      settledAt: plus(now, -HOUR),
    },
  ]);
  const raw = (subject: string): Uint8Array =>
    Buffer.from(`From: "${HOSTILE}" <eve@evil.example>\r\nSubject: ${subject}\r\n\r\nHello\r\n`, "latin1");
  await db.insert(schema.rawChunks).values([
    { mail: hostile, n: 0, bytes: raw(HOSTILE) },
    { mail: refused, n: 0, bytes: raw("Out of office") },
  ]);
  return { folderId, hostile, bare, refused };
}
