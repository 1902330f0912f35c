import { iso } from "../values/instant.ts";
import { FIELD_OF, PROMISE_KINDS } from "./agreement.ts";
import { agreementFor, type Published } from "./published.ts";
import { SEVERITIES } from "./schema.ts";

/**
 * The published policy as data: all that the page says and nothing of `desk.yaml`. Times are milliseconds of service
 * time in the calendars that are given with their holidays.
 */
export function policyJson(published: Published): unknown {
  const { policy } = published;
  return {
    format: "answerable-policy-1",
    version: published.id,
    hash: published.hash,
    effectiveFrom: published.effectiveFrom,
    publishedAt: iso(published.publishedAt),
    timeZoneData: published.tzVersion,
    holidaysResolved: { from: published.years[0], to: published.years[1] },
    desk: policy.desk,
    support: policy.support ?? [],
    contact: policy.contact ?? [],
    severities: policy.severities,
    raisingSeverity: policy.raisingSeverity ?? null,
    serviceHours: Object.entries(published.calendars).map(([name, { hours, dayMs }]) => {
      const declared = policy.serviceHours?.[name];
      const title = declared !== undefined && declared !== "24x7" ? declared.name : undefined;
      return { name, title: title ?? null, dayMs, hours };
    }),
    plans: Object.entries(policy.plans).map(([name, plan]) => ({
      name,
      title: plan.name ?? name,
      includes: plan.includes ?? null,
      price: plan.price ?? null,
      targets: SEVERITIES.map((severity) => ({ severity, ...targetsOf(published, name, severity) })),
    })),
    services: policy.services ?? [],
    exclusions: policy.exclusions ?? null,
    duties: policy.duties ?? null,
    charges: policy.charges ?? null,
    escalation: policy.escalation ?? null,
    dataProtection: policy.dataProtection ?? null,
    changes: policy.changes ?? null,
  };
}

function targetsOf(published: Published, plan: string, severity: (typeof SEVERITIES)[number]): object {
  const agreement = agreementFor(published, plan, severity);
  if (!agreement) return { serviceHours: null, targets: [] };
  const written = published.policy.plans[plan]?.targets[severity];
  return {
    serviceHours: agreement.calendar,
    targets: PROMISE_KINDS.filter((kind) => agreement.goals[kind] !== null).map((kind) => ({
      kind,
      goalMs: agreement.goals[kind],
      written: written?.[FIELD_OF[kind]] ?? null,
      pauseOn: agreement.pauseOn[kind],
    })),
  };
}
