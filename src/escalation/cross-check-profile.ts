import type { DeskFile } from "../policy/desk-schema.ts";
import type { Problem } from "../policy/problem.ts";
import type { YamlFile } from "../policy/yaml-file.ts";
import { type Named, unknown } from "./named.ts";
import type { Profile } from "./profile.ts";

/** What desk.yaml says of profiles, vehicles and services that no profile has. */
export function crossCheckProfile(
  { profile: name, upstream }: DeskFile,
  profiles: ReadonlyMap<string, { readonly profile: Profile }>,
  file: YamlFile,
): readonly Problem[] {
  const found = profiles.get(name)?.profile;
  if (found === undefined) return unknown([[name, ["profile"]]], [...profiles.keys()], file);
  const vehicles = found.vehicles.flatMap(({ id, also }) => [id, ...also]);
  const services = found.services.map(({ id }) => id);
  const minimum = Object.entries(upstream.minimumVehicle ?? {});
  return [
    ...unknown(
      [
        ...(upstream.vehicles ?? []).map((id, n): Named => [id, ["upstream", "vehicles", n]]),
        ...minimum.map(([service, id]): Named => [id, ["upstream", "minimumVehicle", service]]),
      ],
      vehicles,
      file,
    ),
    ...unknown(
      [
        ...upstream.resellerDirectFile.map((id, n): Named => [id, ["upstream", "resellerDirectFile", n]]),
        ...minimum.map(([service]): Named => [service, ["upstream", "minimumVehicle", service]]),
      ],
      services,
      file,
    ),
  ];
}
