import { type Instant, iso } from "../values/instant.ts";
import { agreementsOf } from "./agreement.ts";
import { calendarsOf } from "./calendars.ts";
import { hashOf } from "./canonical.ts";
import type { DeskFile } from "./desk-schema.ts";
import type { HolidayFiles } from "./holidays.ts";
import { dateIn } from "./page/say.ts";
import type { Published } from "./published.ts";
import type { PolicyFile } from "./schema.ts";

/** What a policy must tell customers before it may be published (domain.md R05). */
export type Lacking =
  | { readonly because: "no-support-types"; readonly plan: string }
  | { readonly because: "no-service-hours" }
  | { readonly because: "no-contact" }
  | { readonly because: "no-price"; readonly plan: string };

export type Publication =
  | { readonly kind: "published"; readonly published: Published }
  | { readonly kind: "refused"; readonly lacking: readonly Lacking[] };

export interface PublicationFacts {
  readonly at: Instant;
  /** Of the time-zone database in use, `process.versions.tz`. */
  readonly tzVersion: string;
  /** Years for which holidays are resolved, counted from the year of `at`; 5 where left out. */
  readonly years?: number;
  /** The text of each .ics file the policy names. */
  readonly holidayFiles?: HolidayFiles;
  /** The desk's own texts, in place of the ones that come along. */
  readonly templates?: { readonly [language: string]: unknown };
}

const YEARS_AHEAD = 5;

/**
 * Makes a version of the policy that no later change can touch: holidays resolved, days fixed, all of it hashed. The
 * same files give the same id and hash whenever they are published. Refused where types of support, service hours,
 * contact or a price are missing.
 */
export function publishPolicy(policy: PolicyFile, desk: DeskFile, facts: PublicationFacts): Publication {
  const lacking = lackingIn(policy);
  if (lacking.length > 0) return { kind: "refused", lacking };
  const firstYear = Number(iso(facts.at).slice(0, 4));
  const years: readonly [number, number] = [firstYear, firstYear + (facts.years ?? YEARS_AHEAD)];
  const { mailboxes: _connections, ...kept } = desk;
  const content = {
    format: 1,
    effectiveFrom: policy.desk.effectiveFrom ?? dateIn(policy.desk.timeZone, facts.at),
    tzVersion: facts.tzVersion,
    years,
    policy,
    desk: kept,
    calendars: calendarsOf(policy, years, facts.holidayFiles ?? {}),
    agreements: agreementsOf(policy),
    ...(Object.keys(facts.templates ?? {}).length > 0 ? { texts: hashOf(facts.templates) } : {}),
  } as const;
  const hash = hashOf(content);
  const id = `${content.effectiveFrom}-${hash.slice(0, 8)}`;
  return { kind: "published", published: { ...content, id, hash, publishedAt: facts.at } };
}

/** What a policy lacks; empty where it may be published. */
export function lackingIn(policy: PolicyFile): readonly Lacking[] {
  const plans = Object.entries(policy.plans);
  const hasTypes = (policy.support ?? []).length > 0;
  return [
    ...plans
      .filter(([, plan]) => !hasTypes && plan.includes === undefined)
      .map(([plan]) => ({ because: "no-support-types", plan }) as const),
    ...(Object.keys(policy.serviceHours ?? {}).length === 0
      ? [{ because: "no-service-hours" } as const]
      : []),
    ...((policy.contact ?? []).length === 0 ? [{ because: "no-contact" } as const] : []),
    ...plans
      .filter(([, plan]) => plan.price === undefined)
      .map(([plan]) => ({ because: "no-price", plan }) as const),
  ];
}

/** What is lacking, and the line that would put it right. */
export function describeLacking(lacking: Lacking): string {
  switch (lacking.because) {
    case "no-support-types":
      return `plans.${lacking.plan}.includes: customers must read what types of support they get; add \`includes: …\`, or a \`support\` list`;
    case "no-service-hours":
      return "serviceHours: customers must read when you are there; add e.g. `office: { weekly: { mon-fri: [09:00-18:00] } }`";
    case "no-contact":
      return "contact: customers must read how to reach you; add e.g. `- email: support@contoso.example`";
    case "no-price":
      return `plans.${lacking.plan}.price: customers must read what it costs; add \`price: included\` or \`{ amount, currency, per }\``;
  }
}
