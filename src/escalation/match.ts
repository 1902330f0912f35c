import type { DecisionRow } from "./decisions-schema.ts";
import type { Standing } from "./entitled.ts";
import type { Issue, Partner } from "./issue.ts";

/** All that a row's condition may ask about. */
export interface Situation {
  readonly issue: Issue;
  readonly partner: Partner;
  readonly standing: Standing;
  readonly deliveredElsewhere: boolean;
  readonly filesDirectly: boolean;
}

type When = DecisionRow["when"];

/** Why a row does not fit, in words; null: it fits. */
export function mismatch(when: When, situation: Situation): string | null {
  const { issue, partner, standing } = situation;
  const lists: readonly (readonly [string, readonly string[] | undefined, string])[] = [
    ["kind", when.kind, issue.kind],
    ["partner", when.partner, partner],
    ["service", when.service, issue.service],
    ["scope", when.scope, issue.scope],
    ["product class", when.product_class, issue.productClass],
  ];
  for (const [what, wanted, is] of lists) {
    if (wanted && !wanted.includes(is)) return `the ${what} is ${is}, not ${wanted.join(" or ")}`;
  }
  const flags: readonly (readonly [boolean | undefined, boolean, string, string])[] = [
    [when.incident, issue.matchesServiceIncident !== null, "a published incident", "no published incident"],
    [when.within_baseline, issue.withinBaseline, "within the baseline", "not within the baseline"],
    [when.delivered_elsewhere, situation.deliveredElsewhere, "delivered elsewhere", "delivered in house"],
    [
      when.files_directly,
      situation.filesDirectly,
      "the reseller files it itself",
      "it is not filed directly",
    ],
  ];
  for (const [wanted, is, yes, no] of flags) {
    if (wanted !== undefined && wanted !== is) return is ? yes : no;
  }
  if (when.plan === "usable" && standing.usable.length === 0) return noneUsable(standing);
  if (when.plan === "below_minimum" && !standing.belowMinimum) return "no minimum is missed";
  return null;
}

function noneUsable(standing: Standing): string {
  const reasons = standing.refused.map(({ vehicle, because }) => `${vehicle.id}: ${because}`);
  return `no vehicle takes it (${reasons.join("; ")})`;
}
