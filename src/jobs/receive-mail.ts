import { evidenceKeys } from "../conversation/evidence.ts";
import { identityOf, identityOfBytes } from "../mail/identity.ts";
import type { Reading } from "../mail/reading.ts";
import { both } from "../tickets/decision.ts";
import { type Instant, MINUTE, plus, SECOND } from "../values/instant.ts";
import { type Arrived, settled } from "./arrived.ts";
import { decideMail } from "./decide-mail.ts";
import { isTooEarly, reportIn } from "./decide-report.ts";
import type { DueRow, InboundWork, Ports, Receipt, RowRef, Tx } from "./ports.ts";

/** A mail waits for what it refers to, if that is here and unfinished, no longer than this after it was stored itself. */
const PARENT_WAIT_MS = 2 * MINUTE;
const PARENT_POLL_MS = SECOND;

type Outcome = { readonly due: readonly DueRow[]; readonly receipt: Receipt };

/**
 * Processes one stored mail: read it, find its conversation, decide, save. The row is locked for the decision, its
 * identity is written first, and work on one conversation takes turns; so the same mail twice, or twice at once, makes
 * one message.
 */
export async function receiveMail(ports: Ports, row: RowRef): Promise<Receipt> {
  const known = await ports.inbound(row.id);
  const stale = staleness(known, row);
  if (stale !== null || known === null) return { outcome: "stale", because: stale ?? "no such mail" };

  const bytes = await ports.rawMail(row.id);
  const reading = await proved(ports, bytes, await ports.read(bytes, known.receiver));
  await ports.checkpoint("inbound.read");

  const { due, receipt } = await ports.transact(async (tx) => {
    const outcome = await decide(ports, tx, row, { bytes, reading });
    await ports.checkpoint("inbound.decided");
    return outcome;
  });
  await ports.checkpoint("inbound.committed");
  await ports.publish(due);
  return receipt;
}

async function decide(
  ports: Ports,
  tx: Tx,
  row: RowRef,
  mail: { readonly bytes: Uint8Array; readonly reading: Reading },
): Promise<Outcome> {
  const work = await tx.inbound(row.id);
  const stale = staleness(work, row);
  if (stale !== null || work === null)
    return { due: [], receipt: { outcome: "stale", because: stale ?? "gone" } };
  const { bytes } = mail;
  const reading = asConfirmed(work.released ? asPersonsMail(mail.reading) : mail.reading, work);
  const desk = await tx.desk();
  const isMessage = reading.kind === "message";
  const hash = isMessage
    ? identityOf(reading.message, desk.identityKey)
    : identityOfBytes(bytes, desk.identityKey);
  const identity = await tx.claimIdentity(hash, work.id);
  if (!identity.first) {
    const { emptied } = identity;
    await tx.apply({
      ...settled(work.id, "duplicate", `the same mail came before (${identity.mail})`),
      ...(emptied === null ? {} : { emptied: { inboundId: work.id, because: emptied } }),
    });
    return { due: [], receipt: { outcome: "duplicate" } };
  }
  if (!isMessage) {
    await tx.apply(settled(work.id, "quarantined", `${reading.because}: ${reading.detail}`.slice(0, 500)));
    return { due: [], receipt: { outcome: "quarantined", because: reading.because } };
  }
  const keys = evidenceKeys(reading.message, domainOf(work.deskAddress));
  await tx.lockConversations(conversationKeys(reading, keys));
  if (await mustWait(tx, { work, reading, keys })) {
    const due = await tx.postpone("inbound", work.id, plus(tx.now, PARENT_POLL_MS));
    return {
      due: [due],
      receipt: { outcome: "waits", because: "what it refers to is not settled yet" },
    };
  }
  const folderRole = work.released ? "inbox" : work.folderRole;
  // What waited for a word of its sender counts from that word, like everything that is released.
  const receivedAt = work.confirmed?.at ?? work.receivedAt;
  const arrived = { work: { ...work, folderRole, receivedAt }, reading, bytes, keys };
  const decision = await decideMail(ports, tx, arrived);
  const replaced = work.confirmed === null ? {} : { replaced: work.id };
  const due = await tx.apply(both(decision, { forgotten: aliveIn(reading), ...replaced }));
  const { disposition, ticketId } = decision.settled!;
  return { due, receipt: { outcome: disposition, ...(ticketId ? { ticket: ticketId } : {}) } };
}

/**
 * A mail that somebody released counts as a person's, whatever its signs say and whatever folder it lay in. What must not
 * be answered automatically still is not, and our own mail stays ours: either would go round for ever.
 */
function asPersonsMail(reading: Reading): Reading {
  if (reading.kind !== "message" || reading.origin.kind === "own" || reading.origin.kind === "person")
    return reading;
  const because = `released by an operator; the rules said: ${reading.origin.because}`;
  return { ...reading, origin: { ...reading.origin, kind: "person", because } };
}

/** A mail that its sender has confirmed by a secret reply is proved by that. */
function asConfirmed(reading: Reading, { confirmed }: InboundWork): Reading {
  if (reading.kind !== "message" || confirmed === null) return reading;
  const address = reading.message.from?.address ?? "";
  if (address.toLowerCase() !== confirmed.address) return reading;
  const because = "confirmed by reply";
  return { ...reading, authentication: { proved: { address, method: "reply", authservId: null }, because } };
}

/** Our own check of the sender where the mailbox's provider says nothing: only if the result can matter. */
export async function proved(
  ports: Pick<Ports, "proveSender">,
  bytes: Uint8Array,
  reading: Reading,
): Promise<Reading> {
  if (reading.kind !== "message" || reading.authentication.proved !== null) return reading;
  const from = reading.message.from?.address;
  if (from === undefined || reading.origin.kind !== "person") return reading;
  const authentication = await ports.proveSender(bytes, from);
  if (authentication.proved === null && authentication.failed !== true) return reading;
  return { ...reading, authentication };
}

/** Who writes to us has an address that works, whatever came back from it. */
function aliveIn({ origin, message }: Arrived["reading"]): readonly string[] {
  return origin.kind === "person" && message.from !== null ? [message.from.address.toLowerCase()] : [];
}

function staleness(work: InboundWork | null, row: RowRef): string | null {
  if (work === null) return "no such mail";
  if (work.state !== "stored") return `already ${work.state}`;
  return work.generation === row.generation ? null : "armed again since";
}

/** For a reply, its parent; for a report, the end of the submission it is about. */
async function mustWait(tx: Tx, mail: Omit<Arrived, "bytes">): Promise<boolean> {
  const { work, reading, keys } = mail;
  const waited: Instant = plus(work.storedAt, PARENT_WAIT_MS);
  if (tx.now >= waited) return false;
  const report = reportIn(reading);
  if (report !== null) return isTooEarly(tx, mail, report);
  return keys.msgIds.length > 0 && tx.unfinishedParent(keys.msgIds, work.id);
}

/** Everything this mail shares with others of its conversation; each becomes a lock. */
function conversationKeys(
  reading: Reading & { kind: "message" },
  keys: ReturnType<typeof evidenceKeys>,
): string[] {
  const { messageId, references, inReplyTo } = reading.message;
  const root = references[0] ?? inReplyTo[0] ?? messageId;
  const ids = [root, messageId, inReplyTo[0]].filter((id) => id !== null && id !== undefined);
  // Two first mails of one sender would both write the contact down.
  const sender = `from ${reading.message.from?.address.toLowerCase() ?? ""}`;
  return [sender, ...ids, ...keys.tokens, ...keys.numbers.map((number) => `#${number}`)];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
