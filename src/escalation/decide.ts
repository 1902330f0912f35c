import { type Answer, answerOf } from "./answer.ts";
import { blocksOf, evidenceCodes } from "./blocks.ts";
import type { DecisionRow } from "./decisions-schema.ts";
import { type Standing, standingOf, vehicleOf } from "./entitled.ts";
import type { Entitlement, EscalationSettings, EvidenceFacts, Issue, Partner } from "./issue.ts";
import { mismatch, type Situation } from "./match.ts";
import type { Profile } from "./profile.ts";

/**
 * Walks the profile's decision table: the first row that fits decides, every one before it is told with its reason.
 * All blocks are reported at once, in the order of the file. The owner is always the partner; nothing here stops a clock.
 */
export function decideEscalation(
  issue: Issue,
  partner: Partner,
  entitlements: readonly Entitlement[],
  evidence: EvidenceFacts,
  profile: Profile,
  settings: EscalationSettings,
): Answer {
  const standing = standingOf(issue, entitlements, profile, settings);
  const delivery = deliveryOf(issue, profile, settings);
  const situation: Situation = {
    issue,
    partner,
    standing,
    deliveredElsewhere: delivery.target !== null && !delivery.givenBack,
    filesDirectly: (settings.resellerDirectFile ?? []).includes(issue.service) && standing.usable.length > 0,
  };
  const lost: string[] = [];
  for (const row of profile.table.rows) {
    const why = mismatch(row.when, situation);
    if (why === null) {
      const codes = codesFor(row, issue, evidence, standing, profile, settings);
      const vehicle =
        row.vehicle === "first_usable" ? standing.usable[0] : vehicleOf(row.vehicle ?? "", profile);
      const target = row.target === "delivery" ? delivery.target : (row.target ?? null);
      const blocks = blocksOf(codes, profile);
      return answerOf({ row, issue, partner, standing, profile, vehicle, target, blocks, lost });
    }
    lost.push(`${row.row} ${row.title}: ${why}`);
  }
  // The loader has seen to it that the last row takes what is left.
  throw new Error("decisions.yaml rows: no row fits, expected a last row with when: {}");
}

function codesFor(
  row: DecisionRow,
  issue: Issue,
  evidence: EvidenceFacts,
  standing: Standing,
  profile: Profile,
  settings: EscalationSettings,
): readonly string[] {
  const entitlement = row.decision === "blocked" ? standing.codes : [];
  return [...row.blocked_by, ...evidenceCodes(row.needs, issue, evidence, profile, settings), ...entitlement];
}

function deliveryOf(
  issue: Issue,
  profile: Profile,
  settings: EscalationSettings,
): { readonly target: string | null; readonly givenBack: boolean } {
  const delivery = settings.delivery ?? {};
  const keys = [`${issue.kind}/${issue.service}`, `${issue.kind}/*`, `*/${issue.service}`, issue.kind, "*"];
  const id = keys.map((key) => delivery[key]).find((value) => value !== undefined);
  const by = profile.deliveries.find((one) => one.id === id);
  const givenBack = by?.unable !== undefined && by.unable === issue.deliveryResult;
  return { target: by?.target ?? null, givenBack };
}
