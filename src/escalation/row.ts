import { z } from "zod";
import type { Answer } from "./answer.ts";
import { decideEscalation } from "./decide.ts";
import { vehicleOf } from "./entitled.ts";
import type { Profile } from "./profile.ts";
import { ISSUE_KINDS, PARTNERS, PRODUCT_CLASSES, SCOPES, SEVERITIES } from "./profile-schema.ts";

const id = z.string().min(1).max(100);
const flag = z.boolean().nullish();

/** A row as `answerable escalation decide --json` reads it. Keys it does not know are left alone. */
const Row = z.object({
  profile: id.default("current"),
  partner: z.enum(PARTNERS),
  kind: z.enum(ISSUE_KINDS),
  service: id,
  product_class: z.enum(PRODUCT_CLASSES).nullish(),
  scope: z.enum(SCOPES).default("customer_tenant"),
  severity: z.enum(SEVERITIES).nullish(),
  within_baseline: flag,
  matches_service_incident: z.union([z.string(), z.boolean()]).nullish(),
  delivery: z.record(z.string(), id).nullish(),
  outsourcer_result: id.nullish(),
  settings: z
    .object({
      reseller_direct_file: z.array(id).optional(),
      vehicle_order: z.array(id).optional(),
      minimum_vehicle: z.record(z.string(), id.nullable()).optional(),
    })
    .nullish(),
  entitlements: z
    .array(
      z.object({
        vehicle: id,
        active: flag,
        units_left: z.number().nullish(),
        valid_from: id.nullish(),
        valid_to: id.nullish(),
      }),
    )
    .nullish(),
  evidence: z.looseObject({ access: z.enum(["ok", "none", "expired"]).nullish() }).nullish(),
});
type Row = z.infer<typeof Row>;

export interface RowError {
  readonly error: string;
}

/**
 * Decides one row of JSON. Never throws: what cannot be read comes back as `error`, with what was read and expected.
 * `today` is a civil date; it counts only where an entitlement has dates and does not say whether it is active.
 */
export function decideRow(
  line: string,
  profiles: ReadonlyMap<string, Profile>,
  today: string,
): Answer | RowError {
  const json = parseJson(line);
  if (json === undefined) return { error: `not JSON: read ${line.slice(0, 80)}` };
  const parsed = Row.safeParse(json, { reportInput: true });
  if (!parsed.success) return { error: parsed.error.issues.map(wordsOf).join("; ") };
  const row = parsed.data;
  const profile = profiles.get(row.profile);
  if (!profile) return refused("profile", row.profile, [...profiles.keys()]);
  return unknownName(row, profile) ?? decide(row, profile, today);
}

function decide(row: Row, profile: Profile, today: string): Answer {
  const facts = Object.entries(row.evidence ?? {}).filter(
    (entry): entry is [string, boolean | string] =>
      typeof entry[1] === "boolean" || typeof entry[1] === "string",
  );
  return decideEscalation(
    {
      kind: row.kind,
      service: row.service,
      productClass: row.product_class ?? "cloud",
      scope: row.scope,
      severity: row.severity ?? null,
      withinBaseline: row.within_baseline ?? false,
      matchesServiceIncident: row.matches_service_incident ? String(row.matches_service_incident) : null,
      deliveryResult: row.outsourcer_result ?? null,
    },
    row.partner,
    (row.entitlements ?? []).map((held) => ({
      vehicle: held.vehicle,
      active:
        held.active ??
        ((held.valid_from ?? "") <= today && today <= (held.valid_to ?? "9999-12-31").slice(0, 10)),
      ...(held.units_left == null ? {} : { unitsLeft: held.units_left }),
    })),
    Object.fromEntries(facts),
    profile,
    {
      unknownEvidence: "not-judged",
      delivery: row.delivery ?? {},
      resellerDirectFile: row.settings?.reseller_direct_file ?? [],
      ...(row.settings?.vehicle_order ? { vehicleOrder: row.settings.vehicle_order } : {}),
      ...(row.settings?.minimum_vehicle ? { minimumVehicle: row.settings.minimum_vehicle } : {}),
    },
  );
}

function unknownName(row: Row, profile: Profile): RowError | null {
  const services = profile.services.map((one) => one.id);
  if (!services.includes(row.service)) return refused("service", row.service, services);
  const vehicles = [
    ...(row.entitlements ?? []).map(({ vehicle }) => vehicle),
    ...(row.settings?.vehicle_order ?? []),
    ...Object.values(row.settings?.minimum_vehicle ?? {}).filter((one) => one !== null),
  ];
  const stranger = vehicles.find((vehicle) => !vehicleOf(vehicle, profile));
  if (stranger !== undefined) {
    return refused(
      "vehicle",
      stranger,
      profile.vehicles.map((one) => one.id),
    );
  }
  const deliveries = profile.deliveries.map((one) => one.id);
  const by = Object.values(row.delivery ?? {}).find((one) => !deliveries.includes(one));
  if (by !== undefined) return refused("delivery", by, deliveries);
  const results = profile.deliveries.flatMap(({ unable }) => unable ?? []);
  const result = row.outsourcer_result;
  return result != null && !results.includes(result) ? refused("outsourcer_result", result, results) : null;
}

const refused = (what: string, read: string, known: readonly string[]): RowError => ({
  error: `${what}: read ${JSON.stringify(read.slice(0, 80))}, expected one of: ${[...new Set(known)].join(", ")}`,
});

function wordsOf(issue: z.core.$ZodIssue): string {
  const at = issue.path.join(".") || "row";
  const expected = issue.code === "invalid_value" ? `one of: ${issue.values.join(", ")}` : issue.message;
  return `${at}: read ${String(JSON.stringify(issue.input)).slice(0, 80)}, expected ${expected}`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
