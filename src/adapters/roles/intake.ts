import { keepMails } from "../../jobs/keep-mails.ts";
import { watchedFolders } from "../imap/folders.ts";
import { watchFolder } from "../imap/watch-folder.ts";
import { openPorts } from "../ports.ts";
import { folderStore } from "../postgres/intake.ts";
import { rememberFolders } from "../postgres/mailboxes.ts";
import { every } from "../system/every.ts";
import type { Role } from "./context.ts";

const RELIST_MS = 10 * 60_000;

/** Watches every folder of the mailbox that mail may arrive in, each on a connection of its own under a lease. */
export const intakeRole: Role = async (context) => {
  const { imap, mailCa, log, clock, owner, sandbox, checkpoint } = context;
  const ports = openPorts(context, { connections: 4 });
  const { db } = ports.connection;
  const stop = new AbortController();
  const watched = new Map<string, Promise<void>>();

  // A mailbox that cannot be opened at all is a mistake in the settings: said at once, not tried for ever.
  let found = await watchedFolders(imap, mailCa).catch(async (error) => {
    await ports[Symbol.asyncDispose]();
    throw error;
  });
  const upkeep = every(RELIST_MS, log, "folders", async () => {
    if (watched.size > 0) found = await watchedFolders(imap, mailCa);
    for (const folder of await rememberFolders(db, context, found)) {
      if (watched.has(folder.id)) continue;
      const store = folderStore(db, clock, folder.id, owner, sandbox);
      const keep = { ...store, checkpoint, publish: ports.publish };
      const watch = {
        ...store,
        path: folder.path,
        server: imap,
        log,
        sync: (source: Parameters<typeof keepMails>[1]) => keepMails(keep, source),
        ...(mailCa ? { ca: mailCa } : {}),
      };
      watched.set(folder.id, watchFolder(watch, stop.signal));
    }
  });
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await upkeep[Symbol.asyncDispose]();
      await Promise.allSettled(watched.values());
      await ports[Symbol.asyncDispose]();
    },
  };
};
