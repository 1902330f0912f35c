import { readSettings } from "../policy/load.ts";
import type { Problem } from "../policy/problem.ts";
import type { YamlFile } from "../policy/yaml-file.ts";
import { crossCheckTable } from "./cross-check-table.ts";
import { DecisionsFile } from "./decisions-schema.ts";
import { type Named, twice, unknown } from "./named.ts";
import { ProfileFile } from "./profile-schema.ts";

/** A profile with the decision table it names. */
export interface Profile extends ProfileFile {
  readonly table: DecisionsFile;
}
export type LoadedProfile =
  | { readonly kind: "profile"; readonly profile: Profile }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** A settings file: its text, and the name that problems are told by. */
export interface SettingsText {
  readonly text: string;
  readonly name: string;
}

/** Reads a profile and its decision table. Refused with every problem at once: file, line, path, read, expected. */
export function loadProfile(profile: SettingsText, decisions: SettingsText): LoadedProfile {
  const main = readSettings(profile.text, profile.name, ProfileFile);
  const table = readSettings(decisions.text, decisions.name, DecisionsFile);
  if (main.kind === "refused" || table.kind === "refused") {
    const problems = [main, table].flatMap((read) => (read.kind === "refused" ? read.problems : []));
    return { kind: "refused", problems };
  }
  const problems = [
    ...crossCheckProfile(main.value, main.file),
    ...crossCheckTable(table.value, main.value, table.file),
  ];
  return problems.length > 0
    ? { kind: "refused", problems }
    : { kind: "profile", profile: { ...main.value, table: table.value } };
}

/** The names of everything that a row of the table may ask to be there. */
export function factsOf({ table }: Profile): readonly string[] {
  return [...new Set(Object.values(table.evidence).flatMap((group) => group.map(({ fact }) => fact)))];
}

function crossCheckProfile(profile: ProfileFile, file: YamlFile): readonly Problem[] {
  const vehicles = profile.vehicles.map(({ id }) => id);
  const services = profile.services.map(({ id }) => id);
  const minimum = Object.entries(profile.minimum_vehicle);
  return [
    ...unknown(
      [
        ...profile.vehicle_order.map((id, n): Named => [id, ["vehicle_order", n]]),
        ...minimum.map(([service, id]): Named => [id, ["minimum_vehicle", service]]),
      ],
      vehicles,
      file,
    ),
    ...unknown(
      [
        ...minimum.map(([service]): Named => [service, ["minimum_vehicle", service]]),
        ...Object.keys(profile.guidance).map((service): Named => [service, ["guidance", service]]),
        ...profile.vehicles.flatMap((vehicle, n) =>
          vehicle.covers.flatMap((cover, m) =>
            (cover.service ?? []).map((id, k): Named => [id, ["vehicles", n, "covers", m, "service", k]]),
          ),
        ),
      ],
      services,
      file,
    ),
    ...unknown(
      profile.boundaries.map(({ service }, n): Named => [service, ["boundaries", n, "service"]]),
      [...services, "any"],
      file,
    ),
    ...unknown(
      profile.vendor.portals.flatMap(({ cloud, services: named = [] }, n): Named[] => [
        ...named.map((id, m): Named => [id, ["vendor", "portals", n, "services", m]]),
        ...(profile.cloud_instances.some(({ id }) => id === cloud)
          ? []
          : [[cloud, ["vendor", "portals", n, "cloud"]] as const]),
      ]),
      services,
      file,
    ),
    ...twice(
      profile.vehicles.map(({ id }) => id),
      "vehicles",
      file,
    ),
    ...twice(
      profile.services.map(({ id }) => id),
      "services",
      file,
    ),
  ];
}
