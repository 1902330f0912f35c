import type { EvidenceRow } from "./evidence.ts";

/** How the sender stands to a ticket that a lead points to. */
export interface Standing {
  readonly number: number;
  /** Requester, copied, or of the customer's verified domain. */
  readonly belongs: boolean;
  /** Of the organisation of somebody of the ticket, by a domain where not everybody can have an address. */
  readonly related: boolean;
  /** The subject is the ticket's, and the sender is no other customer's: a tag in it is no accident. */
  readonly sameSubject: boolean;
  /** The conversations with upstream in which the sender speaks for upstream. */
  readonly speaksIn?: ReadonlySet<string>;
  /** Those of them in which the case is still with them. */
  readonly awaits?: ReadonlySet<string>;
}

/** A lead as it was found, and how sure it is for this sender. */
export interface Weighed {
  readonly lead: EvidenceRow;
  readonly standing: Standing;
  readonly sure: number;
}
