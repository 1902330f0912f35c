import { type Known, type Proposal, propose } from "../../triage/propose.ts";
import { linesOf, printLine } from "./lines.ts";
import { triageWords } from "./triage-words.ts";

/** Answers each line of standard input that is not blank, in order. */
export async function triage(): Promise<void> {
  const known = triageWords();
  if (known === null) return;
  for await (const line of linesOf(process.stdin)) {
    if (line.trim() !== "") await printLine(JSON.stringify(answer(line, known)));
  }
}

function answer(line: string, known: Known): Omit<Proposal, "sure"> | { readonly error: string } {
  try {
    const { subject = "", body = "" } = JSON.parse(line) as Record<string, unknown>;
    const { sure: _sure, ...said } = propose({ subject: String(subject), body: String(body) }, known);
    return said;
  } catch {
    return { error: `read ${line.slice(0, 80)}, expected {"subject", "body", "lang"}` };
  }
}
