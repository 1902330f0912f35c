import type { Instant } from "../../values/instant.ts";

/** A mail's words, rendered for one reader in one language. */
export interface Words {
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

/** What was written before, as a notice repeats it. */
export interface TellsWhatWas {
  readonly at: Instant;
  readonly who: string;
  /** Nobody outside has it: a note, or an answer that was held or taken back. */
  readonly isNote: boolean;
  readonly text: string;
}
