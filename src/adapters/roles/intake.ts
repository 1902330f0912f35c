import type { MailSource } from "../../jobs/intake-ports.ts";
import { keepMails } from "../../jobs/keep-mails.ts";
import { watchedFolders } from "../imap/folders.ts";
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
  const upkeep = opened.map(({ look, watched, name }) => {
    let lastMs = performance.now();
    return every(RETRY_MS, context.log, `folders of ${name}`, async () => {
      if (watched.size > 0 && performance.now() - lastMs < RELIST_MS) return;
      await look();
      lastMs = performance.now();
    });
  });
  const failed = first.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  // None can be opened: a mistake in the settings, said at once and not tried for ever.
  if (failed.length === opened.length) {
    await watching[Symbol.asyncDispose]();
    throw failed[0];
  }
  for (const err of failed) context.log.warn({ err }, "a mailbox cannot be opened");
  return watching;
};

/** `look` lists the mailbox's folders and begins to watch those that are new. */
function watchMailbox(
  { mailCa, log, clock, owner, sandbox, checkpoint, imapTimes }: RoleContext,
  ports: OpenPorts,
  mailbox: MailboxSettings,
  signal: AbortSignal,
) {
  const { db } = ports.connection;
  const watched = new Map<string, Promise<void>>();

  async function look(): Promise<void> {
    const found = await watchedFolders(mailbox, mailCa);
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
      const watch = {
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
      watched.set(folder.id, watchFolder(watch, signal));
    }
  }
  return { name: mailbox.name, look, watched };
}
