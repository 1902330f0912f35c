import type { z } from "zod";
import type { Answer } from "./answer.ts";
import { decideEscalation } from "./decide.ts";
import { vehicleOf } from "./entitled.ts";
import { factsOf, type Profile } from "./profile.ts";
import { ignoredIn } from "./row-ignored.ts";
import { Row, type RowEntitlement } from "./row-schema.ts";

export interface RowError {
  readonly error: string;
}
/** `ignored`: keys of the row that nothing is known about, by their paths; left out where there are none. */
export type RowAnswer = Answer & { readonly ignored?: readonly string[] };

/**
 * Decides one row of JSON. Never throws: what cannot be read comes back as `error`, with what was read and expected.
 * `today` is a civil date; it is held against the dates of entitlements.
 */
export function decideRow(
  line: string,
  profiles: ReadonlyMap<string, Profile>,
  today: string,
): RowAnswer | RowError {
  const json = parseJson(line);
  if (json === undefined) return { error: `not JSON: read ${shown(line)}, expected an object on one line` };
  const parsed = Row.safeParse(json, { reportInput: true });
  if (!parsed.success) return { error: parsed.error.issues.map(wordsOf).join("; ") };
  const row = parsed.data;
  const profile = profiles.get(row.profile);
  if (!profile) return refused("profile", row.profile, [...profiles.keys()]);
  const wrong = unknownName(row, profile) ?? notTrueOrFalse(row, profile);
  if (wrong) return wrong;
  const ignored = ignoredIn(json as Record<string, unknown>, profile);
  return { ...decide(row, profile, today), ...(ignored.length === 0 ? {} : { ignored }) };
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
      active: isActive(held, today, profile.date),
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

/**
 * A row may speak of today or of the day of its profile. One that says of itself that it is active, and by its dates is
 * so on neither, is not.
 */
function isActive(
  { active, valid_from, valid_to }: RowEntitlement,
  today: string,
  profileDay: string,
): boolean {
  const [from, to] = [valid_from ?? "0000-01-01", valid_to ?? "9999-12-31"];
  if (active == null) return from <= today && today <= to;
  const [earlier, later] = [today, profileDay].toSorted() as [string, string];
  return active && from <= later && earlier <= to;
}

/** "false" and 0 are not false: what is not read would count as not judged, and let an issue go on. */
function notTrueOrFalse(row: Row, profile: Profile): RowError | null {
  const facts = factsOf(profile).filter((fact) => fact !== "access");
  const wrong = Object.entries(row.evidence ?? {}).find(
    ([fact, value]) => facts.includes(fact) && value != null && typeof value !== "boolean",
  );
  if (!wrong) return null;
  const [fact, value] = wrong;
  return { error: `evidence.${fact}: read ${shown(value)}, expected true or false` };
}

function unknownName(row: Row, profile: Profile): RowError | null {
  const services = profile.services.map((one) => one.id);
  const { reseller_direct_file: direct = [], minimum_vehicle: minimum = {} } = row.settings ?? {};
  const nobodys = [row.service, ...direct, ...Object.keys(minimum)].find((one) => !services.includes(one));
  if (nobodys !== undefined) return refused("service", nobodys, services);
  const vehicles = [
    ...(row.entitlements ?? []).map(({ vehicle }) => vehicle),
    ...(row.settings?.vehicle_order ?? []),
    ...Object.values(minimum).filter((one) => one !== null),
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
  const expected =
    issue.code === "invalid_value"
      ? `one of: ${issue.values.join(", ")}`
      : issue.message.replace(/^Invalid input: expected (.*), received .*$/, "$1");
  return `${at}: read ${shown(issue.input)}, expected ${expected}`;
}

const shown = (value: unknown): string =>
  value === undefined ? "nothing" : String(JSON.stringify(value)).slice(0, 80);

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
