import type { SentCopyPorts, SentFolder } from "../jobs/store-sent-copies.ts";
import { sentCopyMode } from "../outbound/sent-copy.ts";
import { openSent } from "./imap/sent.ts";
import type { Db } from "./postgres/connect.ts";
import * as copies from "./postgres/sent-copies.ts";
import { now } from "./postgres/transact.ts";
import type { RoleContext } from "./roles/context.ts";
import type { Accounts } from "./smtp/accounts.ts";

/** What is asked of a Sent folder before an answer is repeated takes no longer, or counts as not answered. */
const ASK_MS = 20_000;

export type SentFolders = SentCopyPorts & {
  /** Whether the provider itself has put this mail into Sent: then it had taken it. False also where nobody can tell. */
  inSent(mail: { readonly reversePath: string; readonly msgId: string }): Promise<boolean>;
};

/** The Sent folders of the desk's mailboxes. */
export function sentFolders(context: RoleContext, db: Db, accounts: Accounts): SentFolders {
  const open = (reversePath: string): Promise<SentFolder> =>
    openSent(accounts.mailbox(reversePath).imap, context.mailCa);

  async function mode(reversePath: string) {
    const { provider, address } = accounts.mailbox(reversePath);
    const wanted = accounts.of(reversePath).sending.sentCopy;
    return sentCopyMode({ wanted, byServer: await copies.sentCopyByServer(db, address), provider });
  }

  async function isThere(reversePath: string, msgId: string): Promise<boolean> {
    await using folder = await open(reversePath);
    // Awaited here: the folder is closed when this returns.
    return await folder.has(msgId);
  }

  return {
    now: () => now(db, context.clock),
    claimSentCopies: async (limit) => copies.claimSentCopies(db, await now(db, context.clock), limit),
    finishSentCopy: (id, end) => copies.finishSentCopy(db, id, end),
    sentBytes: (id) => copies.sentBytes(db, id),
    sentCopyMode: mode,
    openSent: open,
    async inSent({ reversePath, msgId }) {
      if ((await mode(reversePath)) !== "server") return false;
      const late = AbortSignal.timeout(ASK_MS);
      const givenUp = new Promise<false>((resolve) => {
        late.addEventListener("abort", () => resolve(false), { once: true });
      });
      return Promise.race([isThere(reversePath, msgId).catch(() => false), givenUp]);
    },
  };
}
