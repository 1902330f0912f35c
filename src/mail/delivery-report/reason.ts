/** Why a mail was not delivered, with the enhanced status (RFC 3463) that fits where the report gives none. */
export interface Reason {
  readonly name: string;
  readonly class: "hard" | "soft";
  readonly status: string;
  /** Parts of a diagnostic: lower-case, single spaces, addresses written `@`. */
  readonly phrases: readonly string[];
  readonly patterns: readonly RegExp[];
}
