import type { ListedMail } from "../../jobs/intake-ports.ts";
import type { ServerFolder } from "../../jobs/reconcile.ts";
import { Unavailable } from "../../values/trouble.ts";
import { connectImap } from "./connect.ts";
import { listedMail, ranges } from "./source.ts";

/** UIDs asked for in one SEARCH: a million mails are not one line of an answer. */
const WINDOW = 100_000;

/**
 * Opens a folder on a connection of its own, read-only, to be compared with the ledger.
 *
 * A server that lists fewer mails than it says it has is not believed: a mail would be called gone.
 */
export async function lookInto(
  server: Parameters<typeof connectImap>[0],
  path: string,
  ca?: string,
): Promise<ServerFolder> {
  const client = await connectImap(server, ca);
  try {
    await client.mailboxOpen(path, { readOnly: true });
  } catch (error) {
    client.close();
    const { responseText, message } = error as { responseText?: string; message: string };
    throw new Unavailable(`the folder cannot be opened: ${responseText ?? message}`);
  }
  const opened = () => {
    if (!client.usable || !client.mailbox) throw new Unavailable("the IMAP connection is gone");
    return client.mailbox;
  };

  async function uids(): Promise<readonly number[]> {
    const { uidNext } = opened();
    const found: number[] = [];
    for (let from = 1; from < uidNext; from += WINDOW) {
      const to = Math.min(from + WINDOW, uidNext) - 1;
      const listed = await client.search({ uid: `${from}:${to}` }, { uid: true });
      opened();
      if (!listed) throw new Unavailable("the server refused to list the folder");
      for (const uid of listed) if (uid >= from && uid <= to) found.push(uid);
    }
    const { exists, uidNext: after } = opened();
    // What arrived meanwhile is counted by the server and lies above what was asked for.
    if (found.length < exists && after === uidNext)
      throw new Unavailable(`the server lists ${found.length} of ${exists} mails`);
    return found;
  }

  async function describe(wanted: readonly number[]): Promise<readonly ListedMail[]> {
    opened();
    const described: ListedMail[] = [];
    const query = { uid: true, size: true, internalDate: true } as const;
    for await (const mail of client.fetch(ranges(wanted), query, { uid: true }))
      described.push(listedMail(mail));
    opened();
    return described;
  }

  return {
    uidvalidity: Number(opened().uidValidity),
    uids,
    describe,
    async [Symbol.asyncDispose]() {
      await client.logout().catch(() => {});
      client.close();
    },
  };
}
