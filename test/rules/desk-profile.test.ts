import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { profilesIn } from "#src/adapters/system/profiles.ts";
import { crossCheckProfile } from "#src/escalation/cross-check-profile.ts";
import { loadDesk } from "#src/policy/load.ts";

const read = profilesIn("profiles");
const profiles = read.kind === "profiles" ? read.profiles : new Map();
const example = readFileSync("examples/desk.yaml", "utf8");

function problems(from: string, to: string): readonly string[] {
  const loaded = loadDesk(example.replace(from, to), "desk.yaml");
  if (loaded.kind !== "desk") throw new Error(JSON.stringify(loaded.problems));
  return crossCheckProfile(loaded.desk, profiles, loaded.file).map(({ path, read }) => `${path}: ${read}`);
}

test.each([
  ["the example", "", "", []],
  ["a profile there is not", "profile: current", "profile: tomorrow", ['profile: "tomorrow"']],
  [
    "a vehicle there is not",
    "  ask: agent",
    "  vehicles: [pigeon]\n  ask: agent",
    ['upstream.vehicles[0]: "pigeon"'],
  ],
  ["a vehicle's former id", "  ask: agent", "  vehicles: [signature_cloud_support]\n  ask: agent", []],
  [
    "a service there is not",
    "  ask: agent",
    "  minimumVehicle: { toaster: csp_included }\n  ask: agent",
    ['upstream.minimumVehicle.toaster: "toaster"'],
  ],
])("desk.yaml names %s", (_name, from, to, expected) => expect(problems(from, to)).toEqual(expected));

test("each profile has a hash of its own", () => {
  const hashes = [...profiles.values()].map(({ hash }) => hash);
  expect(new Set(hashes).size).toBe(2);
});
