import type { Message } from "./message.ts";

/** Who or what wrote a message, with the sign that gave it away (RFC 3834, 2919, 3464, 5965 and vendors' headers). */
export interface Origin {
  readonly kind:
    | "person"
    | "auto-replied"
    | "auto-generated"
    | "list"
    | "delivery-report"
    | "feedback-report"
    | "challenge"
    | "own";
  readonly because: string;
  /** False for anything automatic and for senders that must not be answered automatically (RFC 3834 §2). */
  readonly mayAutoReply: boolean;
}

/** What was written, apart from what was quoted and signed. */
export interface SplitReply {
  /** What the writer wrote, quote, signature, disclaimer and client footer cut. Never empty unless nothing was written. */
  readonly visible: string;
  /** The cut parts in order, for those who want to look. */
  readonly cut: readonly {
    readonly kind: "quote" | "signature" | "disclaimer" | "footer";
    readonly text: string;
  }[];
}

/** What a delivery report tells (RFC 3464 and the non-standard forms in real use). */
export interface DeliveryReport {
  readonly kind: "failed" | "delayed" | "delivered" | "feedback";
  readonly recipients: readonly {
    readonly address: string;
    readonly action: string;
    /** Enhanced status code (RFC 3463), e.g. `5.1.1`; empty where none was given. */
    readonly status: string;
    /** `hard`: writing to this address again is pointless. */
    readonly class: "hard" | "soft";
    readonly diagnostic: string;
  }[];
  /** The msg-id of the returned mail, with angle brackets. */
  readonly originalMessageId: string | null;
  /** Which reporter's shape was recognised, e.g. `rfc3464`, `qmail`. */
  readonly because: string;
}

/** A mail somebody passed on, as the original sender wrote it. */
export interface Forward {
  readonly from: { readonly name: string; readonly address: string } | null;
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly cc: readonly { readonly name: string; readonly address: string }[];
  readonly subject: string;
  /** As written; clients write it in the reader's language. */
  readonly date: string;
  readonly text: string;
  /** What the forwarder wrote over the forwarded mail. */
  readonly above: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** How a mailbox's provider proves senders; set per mailbox, `mailbox test` records it. */
export interface Receiver {
  readonly provider: "generic" | "microsoft365" | "google" | "sandbox";
  /** The authserv-id whose Authentication-Results are believed (RFC 8601 §2.2); null: none is. */
  readonly authservId: string | null;
}

/** What the header says about who really sent a mail. Positive proof or none; never a guess. */
export interface Authentication {
  /** The domain proved to stand behind the From address, aligned with it; null: nothing proved. */
  readonly proved: {
    readonly address: string;
    /** reply: nothing in the mail, but its sender said by a secret reply that it is theirs. */
    readonly method: "dmarc" | "dkim" | "spf" | "auth" | "internal" | "reply";
    readonly authservId: string | null;
  } | null;
  readonly because: string;
  /** The From domain's own policy disowns the mail (DMARC fail): forged, most likely, and not only without proof. */
  readonly failed?: boolean;
}

/** Everything the desk knows of one mail before it looks at any ticket. */
export type Reading =
  | {
      readonly kind: "message";
      readonly message: Message;
      readonly origin: Origin;
      readonly split: SplitReply;
      readonly deliveryReport: DeliveryReport | null;
      readonly forward: Forward | null;
      readonly authentication: Authentication;
    }
  | { readonly kind: "unreadable"; readonly because: string; readonly detail: string };
