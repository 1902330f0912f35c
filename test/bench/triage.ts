import { ownTriageWords } from "#src/adapters/system/triage-words.ts";
import { propose } from "#src/triage/propose.ts";
import { allRows } from "../triage/lessons.ts";

const FOR_MS = 2000;

/** How many mails a second are proposed: the kept ones, one after the other. */
export function benchPropose(): readonly string[] {
  const known = ownTriageWords();
  const rows = allRows();
  for (const row of rows) propose(row, known);
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < FOR_MS) propose(rows[done++ % rows.length]!, known);
  const perSecond = Math.round((1000 * done) / (performance.now() - began));
  return [`${perSecond.toLocaleString("en")} mails a second proposed for kind, service and severity`];
}
