import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { ImapFlow } from "imapflow";
import type { FolderState, MailSource } from "../../jobs/intake-ports.ts";
import type { Receipt } from "../../jobs/ports.ts";
import type { Log } from "../system/log.ts";
import type { AfterStoring } from "../system/mailboxes.ts";
import type { MailServer } from "../system/settings-urls.ts";
import { connectImap, POLL_MS } from "./connect.ts";
import { folderSource, listenForNews } from "./source.ts";

export interface FolderWatch {
  /** Its name, for the log. */
  readonly mailbox: string;
  readonly server: MailServer;
  readonly ca?: string;
  readonly afterStoring: AfterStoring;
  readonly log: Log;
  /** How often the server is asked though it tells by itself, and how long it may take to answer; for tests. */
  readonly pollMs?: number;
  readonly silenceMs?: number;
  folder(): Promise<FolderState>;
  /** Takes in what is new. */
  sync(source: MailSource): Promise<Receipt>;
  /** The server knows no such folder: it may have been renamed. */
  missing(): Promise<void>;
  /** Takes or renews the folder's lease; false: another node has it. */
  lease(): Promise<boolean>;
  /** How often the lease is renewed while the folder is read. */
  readonly renewMs: number;
  release(): Promise<void>;
  /** Kept for the operators: why the folder is not being read, or null when it is again. */
  health(problem: string | null): Promise<void>;
}

const FIRST_WAIT_MS = 500;
const STAND_BY_MS = 2000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Reads a folder for as long as the process lives: lease, connect, take in what is new, IDLE until the server tells of
 * more or the poll is due. Whatever breaks is tried again after a wait that doubles up to a minute; a success resets it.
 */
export async function watchFolder(watch: FolderWatch, signal: AbortSignal): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      if (await watch.lease()) {
        await readUntilGone(watch, signal, () => {
          waitMs = FIRST_WAIT_MS;
        });
      } else {
        // Another node reads the folder. Standing by costs a query, and its death must be noticed soon.
        await wait(STAND_BY_MS, undefined, { signal }).catch(() => {});
        continue;
      }
    } catch (error) {
      await report(watch, error, signal, waitMs);
    }
    await wait(waitMs, undefined, { signal }).catch(() => {});
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
  await watch.release().catch(() => {});
}

async function report(watch: FolderWatch, err: unknown, signal: AbortSignal, againInMs: number) {
  if (signal.aborted) return;
  watch.log.warn({ mailbox: watch.mailbox, err, againInMs }, "folder not read");
  await watch.health(err instanceof Error ? err.message : String(err)).catch(() => {});
  if ((err as { mailboxMissing?: boolean }).mailboxMissing) await watch.missing().catch(() => {});
}

async function readUntilGone(watch: FolderWatch, signal: AbortSignal, onSync: () => void): Promise<void> {
  const client = await connectImap(watch.server, watch.ca, watch.silenceMs);
  const stop = (): void => client.close();
  signal.addEventListener("abort", stop, { once: true });
  const renewal = keepLease(watch, stop);
  try {
    const heard = listenForNews(client);
    const { path, uidvalidity, highestModseq } = await watch.folder();
    await client.mailboxOpen(path, {
      readOnly: watch.afterStoring.kind === "leave",
      // What was expunged since then is told with the opening (RFC 7162 §3.2.5).
      ...(uidvalidity && highestModseq
        ? { uidValidity: uidvalidity, changedSince: BigInt(highestModseq) }
        : {}),
    } as Parameters<ImapFlow["mailboxOpen"]>[1]);
    const source = folderSource(client, heard, watch.afterStoring);
    while (!signal.aborted && client.usable) {
      heard.news = false;
      const receipt = await watch.sync(source);
      onSync();
      if (receipt["seen"] || receipt["kept"] || receipt["untidy"])
        watch.log.info({ mailbox: watch.mailbox, folder: path, ...receipt }, "mail kept");
      if (!heard.news) await untilNews(client, signal, watch.pollMs ?? POLL_MS);
    }
  } finally {
    clearInterval(renewal);
    signal.removeEventListener("abort", stop);
    client.close();
  }
}

/** A lease that is another's: its holder lets go of the connection at once. Without a database nobody can take it. */
function keepLease(watch: FolderWatch, stop: () => void): NodeJS.Timeout {
  const renew = async (): Promise<void> => {
    if (!(await watch.lease().catch(() => true))) stop();
  };
  return setInterval(renew, watch.renewMs);
}

/** Waits in IDLE for the server to tell of new mail, at most until the next poll. NOOP is the poll where IDLE is silent. */
async function untilNews(client: ImapFlow, signal: AbortSignal, pollMs: number): Promise<void> {
  const done = new AbortController();
  const until = AbortSignal.any([signal, done.signal]);
  const idle = client.idle().catch(() => false);
  await Promise.race([
    once(client, "exists", { signal: until }).catch(() => {}),
    once(client, "close", { signal: until }).catch(() => {}),
    wait(pollMs, undefined, { signal: until, ref: false }).catch(() => {}),
  ]);
  done.abort();
  if (!client.usable) return;
  await client.noop();
  await idle;
}
