import { copyAgain, type SentCopyMode } from "../outbound/sent-copy.ts";
import type { Instant } from "../values/instant.ts";
import type { Receipt } from "./ports.ts";

/** An accepted answer whose copy is to be in Sent. */
export interface SentCopyWork {
  readonly id: string;
  readonly msgId: string;
  readonly reversePath: string;
  readonly acceptedAt: Instant;
  /** Tries so far, this one included. */
  readonly attempts: number;
}

export interface SentFolder extends AsyncDisposable {
  has(msgId: string): Promise<boolean>;
  /** As read. */
  append(bytes: Uint8Array, at: Instant): Promise<void>;
}

export type SentCopyEnd =
  | { readonly state: "stored" | "server" | "none" }
  | { readonly state: "due"; readonly dueAt: Instant; readonly because: string }
  | { readonly state: "failed"; readonly because: string };

export interface SentCopyPorts {
  now(): Promise<Instant>;
  /** Due copies, each for some minutes: whoever dies over one leaves it due again. */
  claimSentCopies(limit: number): Promise<readonly SentCopyWork[]>;
  sentCopyMode(reversePath: string): Promise<SentCopyMode>;
  openSent(reversePath: string): Promise<SentFolder>;
  sentBytes(id: string): Promise<Uint8Array>;
  finishSentCopy(id: string, end: SentCopyEnd): Promise<void>;
}

/**
 * Puts copies of accepted answers into Sent, where the provider does not. A step of its own: it fails, waits and dies
 * without touching the mail, which is never sent again for it. From the second try on the folder is asked first, so that
 * a death between storing and saving leaves one copy.
 */
export async function storeSentCopies(ports: SentCopyPorts, limit = 20): Promise<Receipt> {
  const works = await ports.claimSentCopies(limit);
  let stored = 0;
  let failed = 0;
  for (const [reversePath, mine] of Map.groupBy(works, (work) => work.reversePath)) {
    const mode = await ports.sentCopyMode(reversePath);
    if (mode !== "append") {
      for (const { id } of mine) await ports.finishSentCopy(id, { state: mode });
      continue;
    }
    const ends = await storeIn(ports, reversePath, mine);
    stored += ends.filter(({ state }) => state === "stored").length;
    failed += ends.filter(({ state }) => state !== "stored").length;
  }
  return { outcome: "copied", stored, failed };
}

async function storeIn(
  ports: SentCopyPorts,
  reversePath: string,
  works: readonly SentCopyWork[],
): Promise<readonly SentCopyEnd[]> {
  const ends: SentCopyEnd[] = [];
  let folder: SentFolder | null = null;
  try {
    for (const work of works) {
      let end: SentCopyEnd;
      try {
        folder ??= await ports.openSent(reversePath);
        if (work.attempts === 1 || !(await folder.has(work.msgId))) {
          await folder.append(await ports.sentBytes(work.id), work.acceptedAt);
        }
        end = { state: "stored" };
      } catch (error) {
        end = afterFailure(work, error, await ports.now());
        // A connection that broke is of no use to the next.
        await closed(folder);
        folder = null;
      }
      ends.push(end);
      await ports.finishSentCopy(work.id, end);
    }
  } finally {
    await folder?.[Symbol.asyncDispose]();
  }
  return ends;
}

function afterFailure({ attempts }: SentCopyWork, error: unknown, now: Instant): SentCopyEnd {
  const because = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  const dueAt = copyAgain(attempts, now);
  return dueAt === null ? { state: "failed", because } : { state: "due", dueAt, because };
}

async function closed(folder: SentFolder | null): Promise<void> {
  try {
    await folder?.[Symbol.asyncDispose]();
  } catch {
    // It was broken already.
  }
}
