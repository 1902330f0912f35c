import { folded } from "./folded.ts";
import type { Profile } from "./profile.ts";
import type { Vehicle } from "./profile-schema.ts";

export type NamedVehicle =
  | { readonly kind: "vehicle"; readonly vehicle: Vehicle }
  | { readonly kind: "none"; readonly because: string };

/** The vehicle that words mean: its id, an alias, or a name that it has on the day. */
export function vehicleNamed(words: string, profile: Profile, day: string): NamedVehicle {
  const wanted = folded(words);
  const byId = profile.vehicles.find(({ id, also }) => [id, ...also].includes(words.trim().toLowerCase()));
  const byAlias = profile.vehicles.find(({ aliases }) => aliases.map(folded).includes(wanted));
  const byName = profile.vehicles.find((vehicle) => folded(nameOn(vehicle, day) ?? "") === wanted);
  const found = byId ?? byName ?? byAlias;
  if (found !== undefined) return { kind: "vehicle", vehicle: found };
  const other = profile.vehicles.find(({ names }) => names.some(({ name }) => folded(name) === wanted));
  const now = other && nameOn(other, day);
  if (now) return { kind: "none", because: `it is called ${now} on ${day}` };
  const known = profile.vehicles.filter(({ on }) => on).map(({ id }) => id);
  return { kind: "none", because: `the profile ${profile.id} has ${known.join(", ")}` };
}

/** What a vehicle is called on a day; null: it had no name then. */
export function nameOn({ names }: Vehicle, day: string): string | null {
  return names.find(({ from, to }) => from <= day && day <= (to ?? "9999-12-31"))?.name ?? null;
}
