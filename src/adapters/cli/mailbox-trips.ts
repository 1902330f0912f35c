import { setTimeout as wait } from "node:timers/promises";
import type { ImapFlow, SearchObject } from "imapflow";
import { parseAuthenticationResults } from "../../mail/authentication/results.ts";
import { compose } from "../../mail/compose.ts";
import { readMail } from "../../mail/read-mail.ts";
import type { Receiver } from "../../mail/reading.ts";
import type { Arrival } from "../../ops/mailbox-abilities.ts";
import { fromMs } from "../../values/instant.ts";
import { mintedDomain } from "../../values/msg-id-domain.ts";
import type { ProveSender } from "../dns/prove-sender.ts";
import type { Submitter } from "../smtp/submit.ts";
import { newToken } from "../system/ids.ts";

export interface Sent {
  /** Stands in the subject, for the search. */
  readonly marker: string;
  readonly msgId: string;
}

export interface Trip {
  readonly address: string;
  /** The desk's address, whose domain is in every Message-ID we mint: by it intake knows the mail as its own. */
  readonly deskAddress: string;
  readonly to: string;
  readonly reversePath: string;
}

/** Submits one marked mail; null: the server took it, else what it said. */
export async function sendTrip(
  submitter: Submitter,
  trip: Trip,
): Promise<Sent | { readonly refused: string }> {
  const marker = newToken();
  const msgId = `<test.${marker}@${mintedDomain(trip.deskAddress)}>`;
  const bytes = await compose({
    from: { name: "Answerable", address: trip.address },
    replyTo: null,
    to: [{ name: "", address: trip.to }],
    subject: `Answerable mailbox test ${marker}`,
    date: fromMs(Date.now()),
    msgId,
    inReplyTo: null,
    references: [],
    text: "This mail proves that the desk's mailbox works. It can be deleted.",
    html: null,
    automatic: "auto-generated",
  });
  const mail = { reversePath: trip.reversePath, recipients: [trip.to], bytes };
  const outcome = await submitter.submit(mail, async () => {});
  if (outcome.kind === "accepted" && outcome.refused.length === 0) return { marker, msgId };
  return { refused: "reply" in outcome ? outcome.reply : outcome.because };
}

export interface SearchedFolder {
  readonly path: string;
  readonly kind: Arrival["folder"];
}

/** Where the mails of the test may be: the inbox, Junk, and where intake moves what it has stored. */
export async function searchedFolders(
  client: ImapFlow,
  movedTo: string | null,
): Promise<{ readonly arrived: readonly SearchedFolder[]; readonly sent: string | null }> {
  const listed = await client.list();
  const used = (use: string) => listed.find(({ specialUse }) => specialUse === use)?.path ?? null;
  const junk = used("\\Junk");
  const arrived: readonly (SearchedFolder | null)[] = [
    { path: "INBOX", kind: "inbox" },
    junk === null ? null : { path: junk, kind: "junk" },
    movedTo !== null && listed.some(({ path }) => path === movedTo)
      ? { path: movedTo, kind: "elsewhere" }
      : null,
  ];
  return { arrived: arrived.filter((one) => one !== null), sent: used("\\Sent") };
}

/**
 * The bytes of the mail with this marker, as soon as one of the folders has it; null: none had it in time, or a delivery
 * report says that it will not come.
 */
export async function findTrip(
  client: ImapFlow,
  folders: readonly SearchedFolder[],
  { marker }: Sent,
  patienceMs: number,
): Promise<{ readonly bytes: Uint8Array; readonly folder: Arrival["folder"] } | null> {
  const until = performance.now() + patienceMs;
  for (;;) {
    for (const { path, kind } of folders) {
      const bytes = await findIn(client, path, { subject: marker });
      if (bytes !== null) return { bytes, folder: kind };
    }
    const about = await findIn(client, "INBOX", { text: marker });
    if (about !== null && isReport(about)) return null;
    if (performance.now() >= until) return null;
    await wait(500);
  }
}

function isReport(bytes: Uint8Array): boolean {
  const reading = readMail(bytes, { provider: "generic", authservId: null });
  return reading.kind === "message" && reading.origin.kind === "delivery-report";
}

async function findIn(client: ImapFlow, path: string, what: SearchObject): Promise<Uint8Array | null> {
  await client.mailboxOpen(path, { readOnly: true });
  const found = await client.search(what, { uid: true });
  const uid = Array.isArray(found) ? found.at(-1) : undefined;
  if (uid === undefined) return null;
  const mail = await client.fetchOne(String(uid), { source: true }, { uid: true });
  return mail === false ? null : (mail?.source ?? null);
}

/** What the header of an arrived mail tells. Null where it cannot be read, which no mail of ours should be. */
export async function readArrival(
  { bytes, folder }: { readonly bytes: Uint8Array; readonly folder: Arrival["folder"] },
  receiver: Receiver,
  proveSender: ProveSender,
): Promise<Arrival | null> {
  const reading = readMail(bytes, receiver);
  if (reading.kind !== "message") return null;
  const { message, authentication } = reading;
  const field = (name: string) =>
    message.rawHeaders.find(([one]) => one.toLowerCase() === name)?.[1].trim() ?? null;
  const from = message.from?.address ?? null;
  const results = field("authentication-results");
  const byUs = from === null ? null : await proveSender(bytes, from);
  return {
    folder,
    messageId: message.messageId,
    from,
    returnPath: field("return-path")?.replace(/^<|>$/g, "") ?? null,
    provedBy: authentication.proved?.method ?? null,
    provedByUs: byUs?.proved != null,
    authservId: results === null ? null : (parseAuthenticationResults(results)?.authservId ?? null),
  };
}
