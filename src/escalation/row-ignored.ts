import { factsOf, type Profile } from "./profile.ts";
import { ISSUE_KINDS } from "./profile-schema.ts";
import { Row, RowEntitlement, RowSettings } from "./row-schema.ts";

/** The paths of a row's keys that decide nothing here, so that a slip of the pen does not go unseen. */
export function ignoredIn(row: Readonly<Record<string, unknown>>, profile: Profile): readonly string[] {
  const held = Array.isArray(row["entitlements"]) ? row["entitlements"] : [];
  return [
    ...strangers(row, Object.keys(Row.shape), ""),
    ...strangers(row["settings"], Object.keys(RowSettings.shape), "settings."),
    ...strangers(row["delivery"], deliveryKeys(profile), "delivery."),
    ...held.flatMap((one, n) => strangers(one, Object.keys(RowEntitlement.shape), `entitlements.${n}.`)),
    ...strangers(row["evidence"], factsOf(profile), "evidence."),
  ];
}

function strangers(part: unknown, known: readonly string[], path: string): readonly string[] {
  const keys = typeof part === "object" && part !== null ? Object.keys(part) : [];
  return keys.filter((key) => !known.includes(key)).map((key) => `${path}${key.slice(0, 80)}`);
}

function deliveryKeys({ services }: Profile): readonly string[] {
  const each = [...services.map(({ id }) => id), "*"];
  return [...ISSUE_KINDS, "*"].flatMap((kind) => [kind, ...each.map((service) => `${kind}/${service}`)]);
}
