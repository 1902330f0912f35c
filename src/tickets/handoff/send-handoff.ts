import { fileNameToLeave } from "../../escalation/file-name.ts";
import { packetToLeave } from "../../escalation/packet-text.ts";
import { both, type Decision } from "../decision.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import { writeDown } from "../ledger.ts";
import type { LegRow, MessageRow } from "../rows.ts";
import { expectedFrom, keptFromUpstream } from "./handoffs.ts";
import { partnerGone } from "./partner-gone.ts";
import { tellHandedOn } from "./tell-handed-on.ts";
import { tellLeftBehind } from "./tell-left-behind.ts";
import { writeUpstream } from "./upstream-letter.ts";
import type { OutgoingFile, WakeHandoff, Woken } from "./woken-handoff.ts";

/**
 * Hands an issue on by mail: opens the conversation with them, writes the packet, and tells the customer once. From then on it is
 * their turn. Of the ticket only what is in the packet leaves, and no address of the customer's or an agent's.
 */
export function sendHandoff(wake: WakeHandoff): Woken {
  const { handoff, state, promises, agents, mint, now } = wake;
  const { route } = handoff.detail;
  if (route.by !== "mail") return { kind: "stale", because: "it goes by portal" };
  const partner = promises.partners[route.to];
  if (partner === undefined) return partnerGone(wake);
  const leg = openedLeg(handoff, state.ticket.id, mint.id(), now, route.name);
  const expected = expectedFrom(handoff, now, state, promises);
  const deskAddress = promises.desk.address;
  const packet = packetToLeave(
    { ...handoff.detail.packet, number: state.ticket.number },
    deskAddress,
    keptFromUpstream(state, agents),
  );
  const files = filesToLeave(wake.files, keptFromUpstream(state, agents));
  const words = promises.wording.upstreamHandoff({
    packet,
    language: route.language ?? partner.language,
    expectedAt: expected.at,
    unable: isReversible(partner.kind),
    attachments: files.map(({ filename }) => filename),
  });
  const messageId = mint.id();
  const written = writeUpstream({
    state,
    promises,
    mint,
    now,
    legId: leg.id,
    to: [{ name: partner.name, address: partner.address }],
    because: `handed on to ${handoff.to}`,
    words,
    agentName: null,
    messageId,
    ...(files.length > 0 ? { attachments: files } : {}),
    dueAt: now,
    once: `handoff.${handoff.id}`,
  });
  const message: MessageRow = {
    id: messageId,
    ticketId: state.ticket.id,
    legId: leg.id,
    direction: "out",
    author: "agent",
    authorName: promises.desk.name,
    authorAddress: deskAddress,
    agentId: agents.some(({ id }) => id === handoff.detail.agentId) ? handoff.detail.agentId : null,
    inboundId: null,
    outboundId: written.mail.id,
    msgId: written.msgId,
    subject: words.subject,
    visibleText: words.text,
    fullText: words.text,
    unverified: false,
    at: now,
  };
  const events = writeDown(state.ticket.id, state.events, now, [
    {
      at: now,
      type: "handoff_sent",
      actor: "desk",
      because: `by mail to ${handoff.to}`,
      data: { escalation: handoff.id, mail: written.mail.id, files: files.length },
    },
  ]);
  const decision: Decision = {
    legs: [leg],
    participants: [
      {
        legId: leg.id,
        address: partner.address.toLowerCase(),
        name: partner.name,
        role: "upstream",
        held: false,
        addedAt: now,
      },
    ],
    messages: [message],
    mails: [written.mail],
    messageIds: written.messageIds,
    tokens: written.tokens,
    events,
    handoffs: [
      {
        id: handoff.id,
        set: {
          state: "sent",
          because: "sent by mail",
          legId: leg.id,
          sentAt: now,
          expectedAt: expected.at,
          reminders: 0,
        },
        dueAt: expected.wakeAt,
      },
    ],
  };
  const told = both(tellHandedOn({ handoff, state, promises, mint, now }), tellLeftBehind(wake, leg.id));
  return { kind: "done", because: "sent by mail", decision: both(decision, told) };
}

export function openedLeg(
  handoff: HandoffRow,
  ticketId: string,
  id: string,
  now: LegRow["openedAt"],
  withWhom: string,
): LegRow {
  return { id, ticketId, kind: "upstream", openedAt: now, escalationId: handoff.id, withWhom };
}

/** Files under the names by which they may leave. */
export function filesToLeave(
  files: readonly OutgoingFile[],
  keepOut: readonly string[],
): readonly OutgoingFile[] {
  return files.map((file) => ({ ...file, filename: fileNameToLeave(file.filename, keepOut) }));
}

/** Who delivers for us may give it back; a provider or publisher has nobody before it to give it back to. */
function isReversible(kind: string | undefined): boolean {
  return kind === "outsourcer" || kind === "support-reseller";
}
