/** A known refusal: what it looks like, what it means and what to do about it. */
export interface RefusalRow {
  readonly id: string;
  /** What is looked for in what was said, without regard to case. All of them must be there. */
  readonly says: readonly string[];
  readonly cause: string;
  /** `MAILBOX` stands for the address. */
  readonly next: string;
}

export function row(id: string, says: string | readonly string[], cause: string, next: string): RefusalRow {
  return { id, says: [says].flat(), cause, next };
}

export const APP_PASSWORD =
  "Make an app password for MAILBOX and set it in place of the password, or sign in by OAuth: `answerable mailbox connect google`.";
export const BY_OAUTH =
  "Sign in by OAuth: `answerable mailbox connect microsoft365`. App passwords do not help.";
