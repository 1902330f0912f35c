import type { DecisionsFile, Evidence } from "./decisions-schema.ts";
import type { EscalationSettings, EvidenceFacts, Issue, Partner } from "./issue.ts";
import type { Profile } from "./profile.ts";

export type Block = DecisionsFile["blocks"][number];

/** The codes of what is not there, of all groups at once. */
export function evidenceCodes(
  groups: readonly string[],
  issue: Issue,
  facts: EvidenceFacts,
  profile: Profile,
  settings: EscalationSettings,
): readonly string[] {
  const own = new Set(groups);
  // Access to a customer's tenant means nothing in the partner's own one.
  if (issue.scope === "own_tenant") own.delete("access");
  return [...own]
    .flatMap((group) => profile.table.evidence[group] ?? [])
    .filter((wanted) => isAskedFor(wanted, issue))
    .filter((wanted) => isMissing(wanted, facts, settings))
    .map(({ code }) => code);
}

/** The blocks of these codes, each once, in the order of the file. */
export function blocksOf(codes: readonly string[], profile: Profile): readonly Block[] {
  return profile.table.blocks.filter(({ code }) => codes.includes(code));
}

/** What to do first about these blocks; null: nothing blocks. */
export function nextOf(blocks: readonly Block[], profile: Profile): string | null {
  return profile.table.next_order.find((next) => blocks.some((block) => block.next === next)) ?? null;
}

/** What else can be done about these blocks. Never empty where something blocks. */
export function alternativesTo(
  blocks: readonly Block[],
  issue: Issue,
  partner: Partner,
  profile: Profile,
): readonly string[] {
  return profile.table.alternatives
    .filter((one) => !one.for || blocks.some(({ code }) => one.for?.includes(code)))
    .filter((one) => (one.partner?.includes(partner) ?? true) && (one.kind?.includes(issue.kind) ?? true))
    .map(({ id }) => id);
}

function isAskedFor(wanted: Evidence, issue: Issue): boolean {
  if (!wanted.if) return true;
  return wanted.if.some(
    (when) =>
      (when.service?.includes(issue.service) ?? true) &&
      (when.kind?.includes(issue.kind) ?? true) &&
      (when.severity?.some((severity) => severity === issue.severity) ?? true),
  );
}

function isMissing(wanted: Evidence, facts: EvidenceFacts, settings: EscalationSettings): boolean {
  const fact = facts[wanted.fact];
  if (fact !== undefined) return wanted.is === undefined ? fact === false : fact === wanted.is;
  return settings.unknownEvidence === "missing" && (wanted.is === undefined || wanted.is === "none");
}
