import { parseServiceDuration } from "./duration.ts";
import { dayMsOf, eachTargets } from "./promises.ts";
import type { PolicyFile, Severity, Targets } from "./schema.ts";

/** As `TargetKind` of the clock. */
export type PromiseKind = "first-response" | "next-response" | "update" | "resolution";
export type PauseReason = "customer" | "vendor";

/** What is promised for one plan and severity, in numbers a clock obeys. */
export interface Agreement {
  /** One of the published calendars. */
  readonly calendar: string;
  /** Milliseconds of service time; null: nothing is promised, the clock counts silently. */
  readonly goals: { readonly [kind in PromiseKind]: number | null };
  /** What each clock waits for. A first response never pauses (sla.md 4). */
  readonly pauseOn: { readonly [kind in PromiseKind]: readonly PauseReason[] };
}

export type Agreements = { readonly [plan: string]: { readonly [severity in Severity]?: Agreement } };

export const FIELD_OF = {
  "first-response": "firstResponse",
  "next-response": "nextResponse",
  update: "update",
  resolution: "resolution",
} as const satisfies Record<PromiseKind, keyof Targets>;

export const PROMISE_KINDS = Object.keys(FIELD_OF) as readonly PromiseKind[];

/** Every promise of the policy, with days fixed in milliseconds. The policy must have passed `loadPolicy`. */
export function agreementsOf(policy: PolicyFile): Agreements {
  const all: { [plan: string]: { [severity in Severity]?: Agreement } } = {};
  for (const plan of Object.keys(policy.plans)) all[plan] = {};
  for (const { plan, severity, targets } of eachTargets(policy)) {
    all[plan]![severity] = agreementOf(targets, dayMsOf(policy, targets.hours));
  }
  return all;
}

function agreementOf(targets: Targets, dayMs: number | null): Agreement {
  const goal = (kind: PromiseKind): number | null => {
    const text = targets[FIELD_OF[kind]];
    if (text === undefined) return null;
    const { days, ms } = parseServiceDuration(text);
    // loadPolicy refused days where their length is not known.
    return days * (dayMs ?? 0) + ms;
  };
  return {
    calendar: targets.hours,
    goals: {
      "first-response": goal("first-response"),
      "next-response": goal("next-response"),
      update: goal("update"),
      resolution: goal("resolution"),
    },
    pauseOn: pausesOf(targets.pauseOn),
  };
}

/** Where nothing is said, update and resolution wait for the customer and nothing waits for an upstream. */
function pausesOf(pauseOn: Targets["pauseOn"] = ["customer"]): Agreement["pauseOn"] {
  const named = Array.isArray(pauseOn) ? { update: pauseOn, resolution: pauseOn } : pauseOn;
  return {
    "first-response": [],
    "next-response": named.nextResponse ?? [],
    update: named.update ?? ["customer"],
    resolution: named.resolution ?? ["customer"],
  };
}
