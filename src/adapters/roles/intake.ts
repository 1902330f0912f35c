import type { MailSource } from "../../jobs/intake-ports.ts";
import { keepMails } from "../../jobs/keep-mails.ts";
import { type WatchedFolder, watchedFolders } from "../imap/folders.ts";
import { watchFolder } from "../imap/watch-folder.ts";
import { type OpenPorts, openPorts } from "../ports.ts";
import { folderHealth, folderLease, RENEW_MS } from "../postgres/folder-lease.ts";
import { folderStore } from "../postgres/intake.ts";
import { rememberFolders } from "../postgres/mailboxes.ts";
import { every } from "../system/every.ts";
import type { MailboxSettings } from "../system/mailboxes.ts";
import type { Role, RoleContext } from "./context.ts";

const RELIST_MS = 10 * 60_000;
/** A mailbox that could not be opened is tried again this soon. */
const RETRY_MS = 60_000;

/** Watches every folder that mail may arrive in, of every mailbox, each on a connection of its own under a lease. */
export const intakeRole: Role = async (context) => {
  const ports = openPorts(context, { connections: 4 + context.mailboxes.length });
  const stop = new AbortController();
  const opened = context.mailboxes.map((mailbox) => watchMailbox(context, ports, mailbox, stop.signal));
  const first = await Promise.allSettled(opened.map(({ look }) => look()));
  const watching: AsyncDisposable = {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.allSettled(upkeep.map((each) => each[Symbol.asyncDispose]()));
      await Promise.allSettled(opened.flatMap(({ watched }) => [...watched.values()]));
      await ports[Symbol.asyncDispose]();
    },
  };
  const upkeep = opened.map(({ look, name }, n) => {
    let listedMs = first[n]!.status === "fulfilled" ? performance.now() : Number.NEGATIVE_INFINITY;
    return every(RETRY_MS, context.log, `folders of ${name}`, async () => {
      if (performance.now() - listedMs < RELIST_MS) return;
      await look();
      listedMs = performance.now();
    });
  });
  const failed = first.flatMap((result, n) => (result.status === "rejected" ? [{ n, ...result }] : []));
  // None can be opened: a mistake in the settings, said at once and not tried for ever.
  if (failed.length === opened.length) {
    await watching[Symbol.asyncDispose]();
    throw failed[0]!.reason;
  }
  // One of several: its INBOX is watched blindly, so that the operators' pages say why it is not read.
  for (const { n } of failed) await opened[n]!.watchBlindly();
  return watching;
};

/** `look` lists the mailbox's folders and begins to watch those that are new; without a list INBOX is all there is. */
function watchMailbox(
  { mailCa, log, clock, owner, sandbox, checkpoint, imapTimes }: RoleContext,
  ports: OpenPorts,
  mailbox: MailboxSettings,
  signal: AbortSignal,
) {
  const { db } = ports.connection;
  const watched = new Map<string, Promise<void>>();

  async function watch(found: readonly WatchedFolder[]): Promise<void> {
    for (const folder of await rememberFolders(db, clock, mailbox, found)) {
      if (watched.has(folder.id) || signal.aborted) continue;
      // Only what comes in is flagged or moved: Junk is not ours to sort, and Sent is the agents'.
      const afterStoring = folder.role === "inbox" ? mailbox.afterStoring : ({ kind: "leave" } as const);
      const of = { importSince: mailbox.importSince, afterStoring };
      const store = folderStore({ db, clock, folderId: folder.id, sandbox, mailbox: of });
      const keep = {
        ...store,
        checkpoint,
        publish: ports.publish,
        // A connection that broke because we end says nothing of the mail that was coming.
        failed: async (...failure: Parameters<typeof store.failed>) => {
          if (!signal.aborted) await store.failed(...failure);
        },
      };
      const how = {
        ...folderLease(db, folder.id, owner),
        health: folderHealth(db, clock, folder.id),
        ...imapTimes,
        renewMs: RENEW_MS,
        mailbox: mailbox.name,
        server: mailbox.imap,
        afterStoring,
        log,
        folder: store.folder,
        sync: (source: MailSource) => keepMails(keep, source),
        missing: look,
        ...(mailCa ? { ca: mailCa } : {}),
      };
      watched.set(folder.id, watchFolder(how, signal));
    }
  }
  async function look(): Promise<void> {
    await watch(await watchedFolders(mailbox, mailCa));
  }
  const watchBlindly = () => watch([{ path: "INBOX", role: "inbox" }]);
  return { name: mailbox.name, look, watchBlindly, watched };
}
