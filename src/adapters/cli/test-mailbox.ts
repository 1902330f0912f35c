import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { ImapFlow } from "imapflow";
import { compose } from "../../mail/compose.ts";
import { msgIdOf } from "../../mail/msg-id.ts";
import { plusAddress } from "../../tickets/write-mail.ts";
import { fromMs } from "../../values/instant.ts";
import { mintedDomain } from "../../values/msg-id-domain.ts";
import type { CompleteSettings } from "../embedded/start.ts";
import { connectImap } from "../imap/connect.ts";
import { connect } from "../postgres/connect.ts";
import { mailboxes } from "../postgres/schema.ts";
import { openSubmitter } from "../smtp/submit.ts";
import { newToken } from "../system/ids.ts";

export interface MailboxAbilities {
  readonly works: boolean;
  /** A mail to `desk+token@` arrives. */
  readonly plusAddressing: boolean;
  readonly messageIdKept: boolean;
  readonly idle: boolean;
  readonly because: string;
}

const PATIENCE_MS = 60_000;
const SUBJECT = "Answerable mailbox test";

/** Round trips: one mail to the desk, one to a plus-address of it. The desk knows them as its own and opens no ticket. */
export async function testMailbox(
  settings: CompleteSettings,
  say: (line: string) => void,
): Promise<MailboxAbilities> {
  const client = await connectImap(settings.imap);
  try {
    say(`signed in to ${settings.imap.host} as ${settings.imap.user}`);
    const plain = await send(settings, settings.deskAddress);
    const plus = await send(settings, plusAddress(settings.deskAddress, newToken()));
    say(`sent two mails through ${settings.smtp.host}; waiting for them, a minute at most`);
    const plainArrived = await arrived(client, plain);
    say(
      plainArrived
        ? "the mail to the desk's address arrived"
        : "the mail to the desk's address did NOT arrive",
    );
    const plusArrived = await arrived(client, plus);
    say(
      plusArrived
        ? "the mail to a plus-address arrived"
        : "the mail to a plus-address did not arrive: replies are found by Message-ID instead",
    );
    const abilities: MailboxAbilities = {
      works: plainArrived !== null,
      plusAddressing: plusArrived !== null,
      messageIdKept: plainArrived === plain.msgId,
      idle: client.capabilities.has("IDLE"),
      because:
        plainArrived === null ? "a mail to the desk did not come back within a minute" : "round trip done",
    };
    await record(settings, abilities);
    say("recorded with the mailbox");
    return abilities;
  } finally {
    await client.logout().catch(() => {});
  }
}

interface Sent {
  readonly marker: string;
  readonly msgId: string;
}

async function send(settings: CompleteSettings, to: string): Promise<Sent> {
  const marker = newToken();
  const msgId = `<test.${marker}@${mintedDomain(settings.deskAddress)}>`;
  const bytes = await compose({
    from: { name: "Answerable", address: settings.deskAddress },
    replyTo: null,
    to: [{ name: "", address: to }],
    subject: `${SUBJECT} ${marker}`,
    date: fromMs(Date.now()),
    msgId,
    inReplyTo: null,
    references: [],
    text: "This mail proves that the desk's mailbox works. It can be deleted.",
    html: null,
    automatic: "auto-generated",
  });
  await using submitter = openSubmitter(settings.smtp, { max: 1 });
  const mail = { reversePath: settings.deskAddress, recipients: [to], bytes };
  const outcome = await submitter.submit(mail, async () => {});
  if (outcome.kind !== "accepted")
    throw new Error(`the mail was not accepted: ${"reply" in outcome ? outcome.reply : outcome.because}`);
  return { marker, msgId };
}

/** The Message-ID under which the mail arrived; null: it did not. */
async function arrived(client: ImapFlow, { marker }: Sent): Promise<string | null> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    await client.mailboxOpen("INBOX", { readOnly: true });
    const found = await client.search({ subject: marker }, { uid: true });
    const uid = Array.isArray(found) ? found.at(-1) : undefined;
    const mail =
      uid === undefined ? false : await client.fetchOne(String(uid), { source: true }, { uid: true });
    if (mail !== false && mail?.source) return msgIdOf(mail.source) ?? "";
    await wait(500);
  }
  return null;
}

async function record(settings: CompleteSettings, abilities: MailboxAbilities): Promise<void> {
  await using connection = connect(settings.databaseUrl, 1);
  const { works, plusAddressing, messageIdKept, idle } = abilities;
  const measured = { works, plusAddressing, messageIdKept, idle, measuredAt: new Date().toISOString() };
  await connection.db
    .update(mailboxes)
    .set({ abilities: measured })
    .where(sql`address = ${settings.deskAddress}`);
}
