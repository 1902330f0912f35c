import type { EvidenceKeys } from "../conversation/evidence.ts";
import type { Reading } from "../mail/reading.ts";
import type { InboundWork } from "./ports.ts";

/** A stored mail that was read, as those who decide about it hand it on. */
export interface Arrived {
  readonly work: InboundWork;
  readonly reading: Reading & { readonly kind: "message" };
  readonly bytes: Uint8Array;
  readonly keys: EvidenceKeys;
}

/** What became of a mail that has to do with no ticket. */
export function settled(
  inboundId: string,
  disposition: "duplicate" | "quarantined" | "suppressed" | "sent-by-agent",
  because: string,
) {
  return { settled: { inboundId, disposition, because, ticketId: null } };
}
