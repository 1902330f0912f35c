import type { TemplateSets } from "../../outbound/templates/template-set.ts";
import { describeProblem } from "../../policy/problem.ts";
import { describeLacking, publishPolicy } from "../../policy/publish.ts";
import type { Published } from "../../policy/published.ts";
import type { Instant } from "../../values/instant.ts";
import { readSettings } from "./settings-files.ts";
import { StartError } from "./start-error.ts";

/** A version as it is kept: what was published, and the desk's own texts of that day. */
export interface KeptVersion {
  readonly published: Published;
  readonly templates: TemplateSets;
}

/**
 * Reads both settings files and what they name beside them, and makes a version of it. Throws `StartError` naming every
 * problem with file, line, what was read and what was expected.
 */
export function publishFiles(policyFile: string, deskFile: string, at: Instant): KeptVersion {
  const read = readSettings(policyFile, deskFile);
  if (read.kind === "refused") {
    const next = "Put this right and start again; `answerable policy check` shows it too.";
    throw new StartError(read.problems.map(describeProblem).join("; "), next);
  }
  const { policy, desk, holidayFiles, templates } = read;
  const tzVersion = process.versions["tz"] ?? "unknown";
  const publication = publishPolicy(policy, desk, { at, tzVersion, holidayFiles, templates });
  if (publication.kind === "published") return { published: publication.published, templates };
  const lacking = publication.lacking.map(describeLacking).join("; ");
  throw new StartError(
    `${policyFile} cannot be published: ${lacking}`,
    "Add what is missing and start again.",
  );
}
