import type { Instant } from "../../values/instant.ts";

/** A mail's words, rendered for one reader in one language. */
export interface Words {
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

/** What came of an agent's mail: the subject of its receipt begins with it. */
export type Came = "done" | "partly" | "held" | "not-done" | "not-sent" | "shown";

/** What was written before, as a notice repeats it. */
export interface TellsWhatWas {
  readonly at: Instant;
  readonly who: string;
  /** Nobody outside has it: a note, or an answer that was held or taken back. */
  readonly isNote: boolean;
  readonly text: string;
}
