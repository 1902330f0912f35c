import type { Known } from "../../triage/propose.ts";
import { ownTriageWords } from "../system/triage-words.ts";

/** The words of triage for a command; null: they cannot be read, and it was told. */
export function triageWords(): Known | null {
  try {
    return ownTriageWords();
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    process.stderr.write(`the words of triage cannot be read: ${because}\n`);
    process.exitCode = 2;
    return null;
  }
}
