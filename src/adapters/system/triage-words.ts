import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeProblem } from "../../policy/problem.ts";
import type { Known } from "../../triage/propose.ts";
import { loadTaxonomy } from "../../triage/taxonomy.ts";
import { loadWeights } from "../../triage/weights.ts";
import { Fault } from "../../values/trouble.ts";
import { OWN_PROFILES } from "./profiles.ts";

let own: Known | undefined;

/** The words of triage and what they weigh, read once a process; a fault where one of the files cannot be read. */
export function ownTriageWords(): Known {
  own ??= readTriageWords(OWN_PROFILES);
  return own;
}

/** The same; where they cannot be read mail comes in all the same, without proposals, and `told` hears why. */
export function triageWordsOrNone(told: (because: string) => void): Known | undefined {
  try {
    return ownTriageWords();
  } catch (error) {
    told(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

export function readTriageWords(folder: string): Known {
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const taxonomy = loadTaxonomy(read("taxonomy.yaml"), "taxonomy.yaml");
  if (taxonomy.kind === "refused") throw new Fault(taxonomy.problems.map(describeProblem).join("\n"));
  try {
    return { taxonomy, weights: loadWeights(read("triage-weights.json")) };
  } catch (cause) {
    throw new Fault("triage-weights.json cannot be read: npm run triage:train writes it", { cause });
  }
}
