import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readProfiles } from "#src/adapters/cli/escalation-decide.ts";
import { loadProfile } from "#src/escalation/profile.ts";
import { describeProblem } from "#src/policy/problem.ts";

const read = (name: string) => ({
  text: readFileSync(`profiles/${name}.yaml`, "utf8"),
  name: `${name}.yaml`,
});
const profiles = [...readProfiles("profiles")!.values()];

test("both profiles load, and 2020 has exactly the technical vehicles of the article", () => {
  expect(profiles.map(({ id }) => id).toSorted()).toEqual(["current", "seed-2020"]);
  const seed = profiles.find(({ id }) => id === "seed-2020")!;
  const technical = seed.vehicles.filter(({ on, id }) => on && seed.vehicle_order.includes(id));
  expect(technical.map(({ names }) => names[0]!.name)).toEqual([
    "Premier Support for Partners",
    "Advanced Support for Partners",
    "Signature Cloud Support",
  ]);
});

test("each of the three services has guidance for technical, subscription and billing (R13)", () => {
  for (const profile of profiles) {
    expect(Object.keys(profile.guidance).toSorted()).toEqual(["azure", "dynamics365", "microsoft365"]);
  }
});

test.each([
  ["a vehicle nobody knows", "vehicle_order: [premier", "vehicle_order: [prmier", "vehicle_order[0]"],
  ["a setting nobody knows", "title: Microsoft", "titel: Microsoft", "titel"],
  ["a wrong date", "date: 2020-04-27\ndecisions", "date: soon\ndecisions", "a date such as 2026-11-24"],
])("%s is told with line and path", (_, from, to, expected) => {
  const seed = read("seed-2020");
  expect(seed.text).toContain(from);
  const loaded = loadProfile({ ...seed, text: seed.text.replace(from, to) }, read("decisions"));
  const told = loaded.kind === "refused" ? loaded.problems.map(describeProblem).join("\n") : "";
  expect(told).toMatch(/^seed-2020\.yaml:\d+:\d+ /);
  expect(told).toContain(expected);
});

/** Where a mailbox's provider is meant, which is a fact of mail and none of support. */
const MAIL_PROVIDERS =
  /^src\/(ops\/(refusal|mailbox)|policy\/((mailbox-)?schema|setup-files)|mail\/|outbound\/(pacing|sent-copy)|adapters\/)/;
/** Examples that people read in `--help`, in answers to mistyped commands and in previews; nothing decides by them. */
const EXAMPLES = /^src\/(commands\/grammar|outbound\/templates\/(upstream\/)?samples)/;

test("no vehicle, programme or product name occurs in code", () => {
  const words = (names: readonly string[]) =>
    names.filter((name) => name.length > 3).map((name) => name.toLowerCase().replaceAll("_", " "));
  const vehicles = profiles.flatMap(({ vehicles, programme }) => [
    ...programme,
    ...vehicles.filter(({ entitlement }) => entitlement !== "none").map(({ id }) => id),
    ...vehicles.flatMap(({ names }) => names.map(({ name }) => name)),
  ]);
  const products = profiles.flatMap(({ services }) =>
    services.filter(({ id }) => id !== "other").flatMap(({ id, name }) => [id, name]),
  );
  const found = globSync(["src/**/*.ts", "workers/**/*.ts"]).flatMap((file) => {
    const source = readFileSync(file, "utf8")
      .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")
      .toLowerCase()
      .replaceAll("_", " ");
    const forbidden = [
      ...words(vehicles),
      ...(MAIL_PROVIDERS.test(file) || EXAMPLES.test(file) ? [] : words(products)),
    ];
    return forbidden.filter((name) => source.includes(name)).map((name) => `${file}: ${name}`);
  });
  expect(found).toEqual([]);
});
