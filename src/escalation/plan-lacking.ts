import { vehicleOf } from "./entitled.ts";
import type { Partner } from "./issue.ts";
import type { Profile } from "./profile.ts";
import type { HeldEntitlement } from "./records.ts";

/**
 * The plans of which a partner that bills directly has to hold one, where it holds none; empty: it does, or it bills nobody directly.
 * Any of them will do; a unit or what comes with a programme will not.
 *
 * @param models  how it stands to the vendor: for all, and for customers or subscriptions that differ
 * @param today   a civil date; the last day of an entitlement is a day of it
 */
export function plansLacking(
  models: readonly Partner[],
  held: readonly Pick<HeldEntitlement, "vehicle" | "validFrom" | "validTo">[],
  profile: Profile,
  today: string,
): readonly string[] {
  const plans = profile.vehicles.filter(({ entitlement, on }) => entitlement === "plan" && on);
  const holds = held
    .filter(({ validFrom, validTo }) => validFrom <= today && today <= (validTo ?? "9999-12-31"))
    .some(({ vehicle }) => plans.some(({ id }) => id === vehicleOf(vehicle, profile)?.id));
  return holds || !models.includes("direct_bill") ? [] : plans.map(({ id }) => id);
}
