import { setTimeout as wait } from "node:timers/promises";
import { ImapFlow } from "imapflow";
import type { Message } from "../../src/mail/message.ts";
import { parseMessage } from "../../src/mail/parse.ts";
import type { MailServers } from "./mail-servers.ts";

export interface Received extends Message {
  readonly raw: string;
}

/** A person's mail client: reads an inbox over IMAP. */
export interface Inbox extends AsyncDisposable {
  all(): Promise<readonly Received[]>;
  /** The first mail that fits, waiting for it to arrive. */
  await(fits: (mail: Received) => boolean, what: string): Promise<Received>;
}

const PATIENCE_MS = Number(process.env["TEST_PATIENCE_MS"] ?? 30_000);

export async function openInbox(servers: MailServers, user: string): Promise<Inbox> {
  const { password } = servers.accounts.find(({ address }) => address === user)!;
  const client = new ImapFlow({
    host: servers.imap.host,
    port: servers.imap.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
  });
  client.on("error", () => {});
  await client.connect();
  const known: Received[] = [];
  let seen = 0;

  async function all(): Promise<readonly Received[]> {
    await client.mailboxOpen("INBOX");
    if (client.mailbox && client.mailbox.exists > 0) {
      // What is known is not fetched again: a journey looks twenty times a second. `*` is the last one even so.
      const news = client.fetch(`${seen + 1}:*`, { uid: true, source: true }, { uid: true });
      for await (const { uid, source } of news) {
        if (uid <= seen || !source) continue;
        seen = uid;
        const parsed = parseMessage(source);
        if (parsed.kind === "message") known.push({ ...parsed.message, raw: source.toString("latin1") });
      }
    }
    return [...known];
  }

  return {
    all,
    async await(fits, what) {
      const until = Date.now() + PATIENCE_MS;
      for (;;) {
        const found = (await all()).find(fits);
        if (found) return found;
        if (Date.now() > until) {
          const there = known.map(({ subject }) => subject).join(" | ");
          throw new Error(`${what}: not in ${user} within ${PATIENCE_MS} ms; there: ${there || "nothing"}`);
        }
        await wait(50);
      }
    },
    [Symbol.asyncDispose]: async () => client.logout().catch(() => {}),
  };
}
