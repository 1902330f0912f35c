import type { Instant } from "../../values/instant.ts";

/** One mailbox of the sandbox. `desk` is the desk's own: it is not offered for reading or writing. */
export interface SandboxAccount {
  readonly address: string;
  readonly name: string;
  readonly role: "customer" | "agent" | "desk";
}

export interface SandboxSummary {
  /** Stable within its mailbox and safe in a URL path once encoded. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly at: Instant;
  /** `sent`: written here from this address. */
  readonly folder: "inbox" | "sent";
}

export interface SandboxMail extends SandboxSummary {
  /** Addr-spec that a reply goes to (Reply-To, else From). */
  readonly replyTo: string;
  readonly text: string;
  /** With angle brackets; null where the mail has none. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
}

export interface SandboxDraft {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** A msg-id with angle brackets; null: not a reply. */
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
}

/** A mail to pick instead of writing one. */
export interface SandboxExample {
  readonly id: string;
  readonly name: string;
  readonly for: "customer" | "agent";
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export type SandboxSent =
  | { readonly kind: "sent"; readonly messageId: string }
  | { readonly kind: "refused"; readonly because: string };

/** The sandbox's mail server, as its page needs it. Given only while every endpoint is embedded. */
export interface SandboxPort {
  accounts(): Promise<readonly SandboxAccount[]>;
  /** Newest first, 50 at most; received and sent together. Empty for an unknown address. */
  list(address: string): Promise<readonly SandboxSummary[]>;
  /** Null: no such mail in this mailbox. */
  read(address: string, id: string): Promise<SandboxMail | null>;
  /** Submits as the account would from its own mail client, and keeps the sent copy. */
  send(draft: SandboxDraft): Promise<SandboxSent>;
  examples(): Promise<readonly SandboxExample[]>;
}
