import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describeProblem } from "../../policy/problem.ts";
import { propose } from "../../triage/propose.ts";
import { loadTaxonomy, type Signal } from "../../triage/taxonomy.ts";

const WORDS = join(import.meta.dirname, "../../../profiles/taxonomy.yaml");

/** Answers each line of standard input that is not blank, in order. */
export async function triage(): Promise<void> {
  const loaded = loadTaxonomy(readFileSync(WORDS, "utf8"), "taxonomy.yaml");
  if (loaded.kind === "refused") {
    process.stderr.write(`${loaded.problems.map(describeProblem).join("\n")}\n`);
    process.exitCode = 2;
    return;
  }
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    process.stdout.write(`${JSON.stringify(answer(line, loaded.signals))}\n`);
  }
}

function answer(line: string, signals: readonly Signal[]): object {
  try {
    const { subject = "", body = "" } = JSON.parse(line) as Record<string, unknown>;
    return propose({ subject: String(subject), body: String(body) }, { signals });
  } catch {
    return { error: `read ${line.slice(0, 80)}, expected {"subject", "body", "lang"}` };
  }
}
