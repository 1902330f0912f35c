import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { ImapFlow } from "imapflow";
import type { MailSource } from "../../jobs/keep-mails.ts";
import type { Receipt } from "../../jobs/ports.ts";
import type { Log } from "../system/log.ts";
import type { MailServer } from "../system/settings-urls.ts";
import { connectImap, POLL_MS } from "./connect.ts";
import { folderSource } from "./source.ts";

export interface FolderWatch {
  /** Its name, for the log. */
  readonly mailbox: string;
  readonly path: string;
  readonly server: MailServer;
  readonly ca?: string;
  readonly log: Log;
  /** Takes in what is new. */
  sync(source: MailSource): Promise<Receipt>;
  /** Takes or renews the folder's lease; false: another node has it. */
  lease(): Promise<boolean>;
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
      const problem = error instanceof Error ? error.message : String(error);
      if (!signal.aborted)
        watch.log.warn(
          { mailbox: watch.mailbox, folder: watch.path, err: error, againInMs: waitMs },
          "folder not read",
        );
      await watch.health(problem).catch(() => {});
    }
    await wait(waitMs, undefined, { signal }).catch(() => {});
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
  await watch.release().catch(() => {});
}

async function readUntilGone(watch: FolderWatch, signal: AbortSignal, onSync: () => void): Promise<void> {
  const client = await connectImap(watch.server, watch.ca);
  const stop = (): void => client.close();
  signal.addEventListener("abort", stop, { once: true });
  try {
    let news = false;
    client.on("exists", () => {
      news = true;
    });
    await client.mailboxOpen(watch.path, { readOnly: true });
    while (!signal.aborted && client.usable) {
      news = false;
      const receipt = await watch.sync(folderSource(client));
      onSync();
      if (receipt["seen"] || receipt["kept"])
        watch.log.info({ mailbox: watch.mailbox, folder: watch.path, ...receipt }, "mail kept");
      if (!news) await untilNews(client, signal);
      if (!signal.aborted && !(await watch.lease())) return;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    client.close();
  }
}

/** Waits in IDLE for the server to tell of new mail, at most until the next poll. NOOP is the poll where IDLE is silent. */
async function untilNews(client: ImapFlow, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const until = AbortSignal.any([signal, done.signal]);
  const idle = client.idle().catch(() => false);
  await Promise.race([
    once(client, "exists", { signal: until }).catch(() => {}),
    once(client, "close", { signal: until }).catch(() => {}),
    wait(POLL_MS, undefined, { signal: until, ref: false }).catch(() => {}),
  ]);
  done.abort();
  if (!client.usable) return;
  await client.noop();
  await idle;
}
