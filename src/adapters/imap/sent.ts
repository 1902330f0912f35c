import type { ImapFlow } from "imapflow";
import type { SentFolder } from "../../jobs/store-sent-copies.ts";
import { Unavailable } from "../../values/trouble.ts";
import type { MailServer } from "../system/settings-urls.ts";
import { connectImap } from "./connect.ts";

/**
 * Opens a mailbox's Sent folder: by its special use (RFC 6154) or its usual names; where there is none, one is made.
 *
 * @throws Unavailable when there is no connection
 */
export async function openSent(server: MailServer, ca?: string): Promise<SentFolder> {
  const client = await connectImap(server, ca);
  try {
    const path = await sentPath(client);
    return {
      async has(msgId) {
        await client.mailboxOpen(path, { readOnly: true });
        const found = await client.search({ header: { "message-id": msgId } }, { uid: true });
        // After a break there is no answer, and no error either.
        if (!Array.isArray(found)) throw new Unavailable("the server did not say what is in Sent");
        return found.length > 0;
      },
      async append(bytes, at) {
        const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        const stored = await client.append(path, content, ["\\Seen"], new Date(at));
        if (!stored) throw new Unavailable("the server did not say that it stored the copy");
      },
      [Symbol.asyncDispose]: () => client.logout().catch(() => client.close()),
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

async function sentPath(client: ImapFlow): Promise<string> {
  const folders = (await client.list()).filter(({ flags }) => !flags.has("\\Noselect"));
  const sent =
    folders.find(({ specialUse }) => specialUse === "\\Sent") ??
    folders.find(({ name }) => /^sent(?: items| messages| mail)?$/i.test(name));
  if (sent) return sent.path;
  return (await client.mailboxCreate("Sent")).path;
}
