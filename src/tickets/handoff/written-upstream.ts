import type { EvidenceRow, Lead } from "../../conversation/evidence.ts";
import type { Message } from "../../mail/message.ts";
import type { TicketState } from "../state.ts";
import { openHandoffs, speaksFor } from "./handoffs.ts";

/** Whom of upstream a mail went to past the desk, and in which of their conversations. */
export interface WrittenUpstream {
  readonly legId: string;
  /** Lower-case addresses. */
  readonly reached: readonly string[];
}

/**
 * A ticket's conversation with upstream in which a recipient of a mail speaks for them: the one it was led to, else one that is open,
 * else the newest. Null: it was written to none of them.
 */
export function writtenUpstream(
  { to, cc }: Message,
  state: TicketState,
  led: string | null,
): WrittenUpstream | null {
  const direct = [...to, ...cc].map(({ address }) => address.toLowerCase());
  const written = state.legs
    .map(({ id }) => ({ legId: id, reached: direct.filter((address) => speaksFor(state, id, address)) }))
    .filter(({ reached }) => reached.length > 0);
  const open = new Set(openHandoffs(state).map(({ legId }) => legId));
  return (
    written.find(({ legId }) => legId === led) ??
    written.findLast(({ legId }) => open.has(legId)) ??
    written.at(-1) ??
    null
  );
}

/** To which ticket's upstream somebody of ours wrote past the desk. */
export type Direct =
  | { readonly kind: "none" }
  | {
      readonly kind: "one";
      /** As one that leads to that conversation: of none of our own mails. */
      readonly lead: EvidenceRow;
      readonly because: string;
      readonly evidence: readonly Lead[];
    }
  | { readonly kind: "several"; readonly numbers: readonly number[] };

/** What leads a mail of ours, the surest first; what is in one row is equally sure. */
const BY: readonly (readonly EvidenceRow["by"][])[] = [["token", "msg-id"], ["tag"], ["case-number"]];

/**
 * A mail that somebody of ours wrote to upstream themselves, with the desk in copy: it goes on with the conversation that it replies to,
 * or that its tag or number names, and whose people it is addressed to. One that answers a notice is led by that notice.
 */
export function directUpstream(
  leads: readonly EvidenceRow[],
  states: ReadonlyMap<string, TicketState>,
  message: Message,
): Direct {
  if (leads.some(({ audience, by }) => audience === "agents" && by !== "tag")) return { kind: "none" };
  const found = leads.flatMap((lead) => {
    const state = states.get(lead.ticketId);
    const written = state && writtenUpstream(message, state, lead.legId);
    return written ? [{ lead, number: state.ticket.number, legId: written.legId }] : [];
  });
  const surest = BY.map((kinds) => found.filter(({ lead }) => kinds.includes(lead.by))).find(
    (some) => some.length > 0,
  );
  if (surest === undefined) return { kind: "none" };
  const numbers = [...new Set(surest.map(({ number }) => number))];
  if (numbers.length > 1) return { kind: "several", numbers };
  const { lead, legId } = surest[0]!;
  const evidence = found.map((one) => ({
    by: one.lead.by,
    agreed: one.lead.agreed,
    ticket: one.number,
    sure: one.number === numbers[0] ? 0.7 : 0,
    decided: one === surest[0],
  }));
  const because = `written to upstream of #${numbers[0]} with the desk in copy (${lead.by} ${lead.agreed})`;
  return { kind: "one", lead: { ...lead, legId, agentId: null, outboundId: null }, because, evidence };
}
