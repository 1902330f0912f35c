import type { Entitlement, EscalationSettings, Issue } from "./issue.ts";
import type { Profile } from "./profile.ts";
import type { Coverage, Vehicle } from "./profile-schema.ts";

/** How the vehicles stand to one issue. */
export interface Standing {
  /** Those that take it, the first in the configured order first. */
  readonly usable: readonly Vehicle[];
  /** Why each other one of the order does not. */
  readonly refused: readonly { readonly vehicle: Vehicle; readonly because: string }[];
  /** A service with a minimum, and no plan that reaches it. */
  readonly belowMinimum: boolean;
  /** The codes by which the entitlements block, if nothing else takes it. */
  readonly codes: readonly string[];
}

/** Looks at each vehicle and each entitlement of an issue. An active plan below the service's minimum is not usable. */
export function standingOf(
  issue: Issue,
  entitlements: readonly Entitlement[],
  profile: Profile,
  settings: EscalationSettings,
): Standing {
  const minimum = minimumRank(issue, profile, settings);
  const looked = inOrder(profile, settings).map((vehicle) => ({
    vehicle,
    because: refusal(vehicle, issue, entitlements, minimum),
  }));
  const ranks = entitlements
    .filter(({ active }) => active)
    .map((held) => vehicleOf(held.vehicle, profile)?.rank ?? 0);
  return {
    usable: looked.filter(({ because }) => because === null).map(({ vehicle }) => vehicle),
    refused: looked.flatMap(({ vehicle, because }) => (because === null ? [] : [{ vehicle, because }])),
    belowMinimum: minimum > 0 && Math.max(-1, ...ranks) < minimum,
    codes: codesOf(issue, entitlements, profile, minimum),
  };
}

/** The vehicle by its id or by one it had before. */
export function vehicleOf(id: string, profile: Profile): Vehicle | undefined {
  return profile.vehicles.find((vehicle) => vehicle.id === id || vehicle.also.includes(id));
}

/** An order prefers and never takes away: what it does not name comes after, in the profile's own order. */
function inOrder(profile: Profile, settings: EscalationSettings): readonly Vehicle[] {
  const ids = [...(settings.vehicleOrder ?? []), ...profile.vehicle_order];
  return [...new Set(ids.flatMap((id) => vehicleOf(id, profile) ?? []))];
}

/** The minimum holds for customers' tenants; in its own one the partner files by what it holds. */
function minimumRank(issue: Issue, profile: Profile, settings: EscalationSettings): number {
  if (issue.kind !== "technical" || issue.scope === "own_tenant") return 0;
  const own = settings.minimumVehicle?.[issue.service];
  const id = own === undefined ? profile.minimum_vehicle[issue.service] : own;
  return (id && vehicleOf(id, profile)?.rank) || 0;
}

function refusal(
  vehicle: Vehicle,
  issue: Issue,
  entitlements: readonly Entitlement[],
  minimum: number,
): string | null {
  if (!vehicle.on) return "not part of this profile";
  if (!vehicle.kinds.includes(issue.kind)) return `not for ${issue.kind} issues`;
  if ((vehicle.rank ?? 0) < minimum) return "below the minimum of the service";
  if (!covers(vehicle, issue)) return "does not cover the product or whose tenant it is";
  if (vehicle.entitlement === "programme") return null;
  const held = entitlements.filter((one) => isOf(one, vehicle));
  if (held.length === 0) return "the partner does not hold it";
  const active = held.filter(({ active }) => active);
  if (active.length === 0) return "it has expired";
  const covering = active.filter(({ covers }) => covers !== false);
  if (covering.length === 0) return "it is limited to other services";
  return covering.every(isExhausted) ? "no units are left" : null;
}

function codesOf(
  issue: Issue,
  entitlements: readonly Entitlement[],
  profile: Profile,
  minimum: number,
): readonly string[] {
  if (entitlements.length === 0) return ["no_entitlement"];
  const codes = entitlements.flatMap((held) => {
    const vehicle = vehicleOf(held.vehicle, profile);
    if (!vehicle?.on || vehicle.entitlement === "none") return ["no_entitlement"];
    if (vehicle.entitlement === "programme" && !covers(vehicle, issue)) return ["no_entitlement"];
    // What is over is no plan in force to hold against the minimum; the other reasons hold for it all the same.
    return [
      ...(held.active ? [] : ["entitlement_expired"]),
      ...(isExhausted(held) ? ["entitlement_exhausted"] : []),
      ...(covers(vehicle, issue) && held.covers !== false ? [] : ["vehicle_does_not_cover_product"]),
      ...(held.active && (vehicle.rank ?? 0) < minimum ? ["plan_below_minimum_for_service"] : []),
    ];
  });
  const more = codes.filter((code) => code !== "no_entitlement");
  return more.length > 0 ? [...new Set(more)] : ["no_entitlement"];
}

const isOf = (held: Entitlement, vehicle: Vehicle): boolean =>
  held.vehicle === vehicle.id || vehicle.also.includes(held.vehicle);
const isExhausted = ({ unitsLeft }: Entitlement): boolean => unitsLeft !== undefined && unitsLeft <= 0;

const covers = (vehicle: Vehicle, issue: Issue): boolean =>
  vehicle.covers.some((cover) => coversIssue(cover, issue));

function coversIssue(cover: Coverage, issue: Issue): boolean {
  return (
    (cover.service?.includes(issue.service) ?? true) &&
    (cover.scope?.includes(issue.scope) ?? true) &&
    (cover.product_class?.includes(issue.productClass) ?? true)
  );
}
