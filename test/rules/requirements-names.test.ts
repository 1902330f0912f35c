import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readProfiles } from "#src/adapters/cli/escalation-decide.ts";

const profiles = [...readProfiles("profiles")!.values()];
const code = (path: string): string =>
  readFileSync(path, "utf8").replaceAll(/(?<!["':])\/\/.*|\/\*[\s\S]*?\*\//g, "");
const sources = globSync(["src/**/*.ts", "workers/**/*.ts"]);

/** Single everyday words ("Advanced", "Signature") are left out: they mean other things in a mail program. */
const isTelling = (name: string): boolean => /[\s_]/.test(name) || /\p{Ll}\p{Lu}/u.test(name);
const VEHICLES = [
  ...new Set(
    profiles.flatMap(({ vehicles, programme }) => [
      ...programme,
      ...vehicles.flatMap(({ id, also, names, aliases }) => [
        id,
        ...also,
        ...names.map(({ name }) => name),
        ...aliases,
      ]),
    ]),
  ),
].filter(isTelling);
const PRODUCTS = [
  ...new Set(profiles.flatMap(({ services }) => services.flatMap(({ id, name }) => [id, name]))),
  ...["Microsoft", "Office 365", "Exchange Online", "SharePoint", "Entra", "Intune", "GDAP", "AADSTS"],
  ...["Partner Center", "Business Central", "21Vianet"],
].filter((name) => !["other", "other products"].includes(name));

/** Where issues are decided. Mail providers and sign-in are called by their names elsewhere, for that is what they are. */
const DECIDING = [
  "escalation",
  "tickets",
  "triage",
  "sla",
  "service-hours",
  "conversation",
  "jobs",
  "values",
];

const holds = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\p{L}\\d])${name.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")}(?![\\p{L}\\d])`, "iu").test(
    text,
  );

describe("no vehicle, programme or product is named in code", () => {
  test("both profiles load, and there are names to look for", () => {
    expect(profiles.map(({ id }) => id).toSorted()).toEqual(["current", "seed-2020"]);
    expect(VEHICLES.length).toBeGreaterThan(15);
    expect(VEHICLES).toContain("csp_included");
    expect(PRODUCTS).toContain("azure");
  });

  test("vehicles and programmes: nowhere", () => {
    const found = sources.flatMap((path) => {
      const text = code(path);
      return VEHICLES.filter((name) => holds(text, name)).map((name) => `${path}: ${name}`);
    });
    expect(found).toEqual([]);
  });

  test("products: nowhere where issues are decided", () => {
    const deciding = sources.filter((path) => DECIDING.includes(path.split("/")[1]!));
    expect(deciding.length).toBeGreaterThan(100);
    const found = deciding.flatMap((path) => {
      const text = code(path);
      return PRODUCTS.filter((name) => holds(text, name)).map((name) => `${path}: ${name}`);
    });
    expect(found).toEqual([]);
  });

  test("a name would be seen", () => {
    expect(holds('const x = "csp_included";', "csp_included")).toBe(true);
    expect(holds("Advanced Support for Partners", "Advanced Support for Partners")).toBe(true);
    expect(holds("not_csp_included_at_all1", "Azure")).toBe(false);
  });
});

describe("R13 guidance for every service of a profile and each of three kinds", () => {
  test.each(profiles.map((profile) => [profile.id, profile] as const))("%s", (_id, profile) => {
    const named = profile.services.map(({ id }) => id).filter((id) => id !== "other");
    expect(Object.keys(profile.guidance).toSorted()).toEqual(named.toSorted());
    for (const cells of Object.values(profile.guidance))
      expect(Object.keys(cells)).toEqual(["technical", "subscription", "billing"]);
  });
});
