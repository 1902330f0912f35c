import type { Lead } from "../../conversation/evidence.ts";
import type { KnownFile } from "../../escalation/files.ts";
import type { Reading } from "../../mail/reading.ts";
import type { Proposal } from "../../triage/propose.ts";
import type { Instant } from "../../values/instant.ts";
import type { FoundNotice } from "../incident/notice-on-ticket.ts";
import type { MessageFile } from "../letters/carried-files.ts";
import type { WhoIs } from "../state.ts";

/** A mail that was read, as a rule gets it that opens a ticket with it. */
export interface NewMail {
  readonly inboundId: string;
  readonly receivedAt: Instant;
  readonly reading: Reading & { readonly kind: "message" };
  readonly who: WhoIs;
  readonly number: number;
  readonly because: string;
  /** What triage thinks of it; absent: nobody asked. */
  readonly proposal?: Proposal;
  /** A notice of the vendor's in it. */
  readonly vendorNotice?: FoundNotice;
  /** The files of a message that the desk has already; left out: those that the mail brings. */
  readonly files?: readonly MessageFile[];
  /** What pointed to a ticket. */
  readonly evidence?: readonly Lead[];
}

/** The same, as a rule gets it that puts it on a ticket there is. */
export interface JoiningMail extends Omit<NewMail, "number"> {
  /** The files that the conversation had before; left out: none, or the mail brings none. */
  readonly before?: readonly KnownFile[];
  /** Other tickets of the sender's that it was addressed to as well; left out: none. */
  readonly alsoTo?: readonly number[];
}
