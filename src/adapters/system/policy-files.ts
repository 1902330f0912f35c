import { readFileSync } from "node:fs";
import { loadDesk, loadPolicy } from "../../policy/load.ts";
import { describeProblem, type Problem } from "../../policy/problem.ts";
import { describeLacking, publishPolicy } from "../../policy/publish.ts";
import type { Published } from "../../policy/published.ts";
import type { Instant } from "../../values/instant.ts";
import { StartError } from "./start-error.ts";

/**
 * Reads both settings files and makes a version of them. Throws `StartError` naming every problem with file, line, what
 * was read and what was expected.
 */
export function publishFiles(policyFile: string, deskFile: string, at: Instant): Published {
  const policy = loadPolicy(read(policyFile), policyFile);
  if (policy.kind === "refused") throw refused(policy.problems);
  const desk = loadDesk(read(deskFile), deskFile, policy.policy);
  if (desk.kind === "refused") throw refused(desk.problems);
  const publication = publishPolicy(policy.policy, desk.desk, {
    at,
    tzVersion: process.versions["tz"] ?? "unknown",
  });
  if (publication.kind === "published") return publication.published;
  const lacking = publication.lacking.map(describeLacking).join("; ");
  throw new StartError(
    `${policyFile} cannot be published: ${lacking}`,
    "Add what is missing and start again.",
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new StartError(`cannot read ${file}`, "Check POLICY_FILE and DESK_FILE.", { cause: error });
  }
}

function refused(problems: readonly Problem[]): StartError {
  const next = "Put these right and start again; `answerable policy check` shows them too.";
  return new StartError(problems.map(describeProblem).join("\n"), next);
}
