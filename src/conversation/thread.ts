import type { EvidenceRow } from "./evidence.ts";

/** Which conversation a mail belongs to, with what agreed. */
export type Thread =
  | { readonly kind: "new"; readonly because: string }
  | { readonly kind: "known"; readonly lead: EvidenceRow; readonly because: string }
  /** The lead is real, but the sender is nobody of that conversation: kept on the ticket, changes nothing. */
  | { readonly kind: "unverified"; readonly lead: EvidenceRow; readonly because: string };

/** How the sender stands to a ticket that a lead points to. */
export interface Standing {
  readonly ticketId: string;
  /** Requester, copied, or of the customer's verified domain. */
  readonly belongs: boolean;
  readonly mergedInto: string | null;
}

const NAMES = {
  token: "token in the address",
  "msg-id": "reply to a known message",
  awaited: "a reply to it came first",
  tag: "ticket tag in the subject",
};

/**
 * Finds the conversation by the strongest evidence: a token, then a known msg-id, then a tag in the subject. A token
 * for the customer's leg was only ever written to that customer, so it carries whoever uses it; for the others the
 * sender must belong to the ticket. A lead made for an agent leads only an agent.
 *
 * A stranger who answers a msg-id of ours is held on its ticket. A msg-id that a sender wrote holds no stranger: whoever
 * claims the msg-ids of others for a ticket of their own must not catch the mail of those others.
 */
export function findThread(
  evidence: readonly EvidenceRow[],
  standings: ReadonlyMap<string, Standing>,
  senderIsAgent: boolean,
): Thread {
  const leads = evidence.filter((lead) => senderIsAgent || lead.audience !== "agents");
  for (const lead of leads) {
    const because = becauseOf(lead);
    if (lead.by === "token" || senderIsAgent) return { kind: "known", lead, because };
    if (standings.get(lead.ticketId)?.belongs)
      return { kind: "known", lead, because: `${because}; sender belongs to the ticket` };
  }
  const ours = leads.find(({ by, minted }) => by === "msg-id" && minted);
  if (ours) {
    const because = `${becauseOf(ours)}, but the sender is unknown to the ticket`;
    return { kind: "unverified", lead: ours, because };
  }
  return {
    kind: "new",
    because:
      leads.length > 0
        ? "what it refers to proves nothing, and the sender is unknown there"
        : "no known conversation",
  };
}

function becauseOf({ by, agreed }: EvidenceRow): string {
  return `${NAMES[by]}${by === "token" ? "" : ` ${agreed}`}`;
}
