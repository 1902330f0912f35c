import { describe, expect, test } from "vitest";
import { ownProfiles } from "../../src/adapters/system/profiles.ts";
import type { Partner } from "../../src/escalation/issue.ts";
import { plansLacking } from "../../src/escalation/plan-lacking.ts";

const { profile } = ownProfiles().get("current")!;
const held = (vehicle: string, validFrom = "2026-01-01", validTo: string | null = null) => ({
  vehicle,
  validFrom,
  validTo,
});
const lacking = (models: readonly Partner[], entitlements: readonly ReturnType<typeof held>[]) =>
  plansLacking(models, entitlements, profile, "2026-12-03").length > 0;

describe("R11 which partners lack a plan", () => {
  test.each([
    ["who bills directly and holds nothing", ["direct_bill"], [], true],
    ["who resells holds none and need not", ["indirect_reseller"], [], false],
    ["who resells, and bills one customer directly", ["indirect_reseller", "direct_bill"], [], true],
    ["with a plan", ["direct_bill"], [held("premier_support_for_partners")], false],
    [
      "with a plan on its last day",
      ["direct_bill"],
      [held("premier_support_for_partners", "2026-01-01", "2026-12-03")],
      false,
    ],
    [
      "with a plan that ended yesterday",
      ["direct_bill"],
      [held("premier_support_for_partners", "2026-01-01", "2026-12-02")],
      true,
    ],
    [
      "with a plan that begins tomorrow",
      ["direct_bill"],
      [held("premier_support_for_partners", "2026-12-04")],
      true,
    ],
    ["with units alone, which are no plan", ["direct_bill"], [held("partner_cloud_support")], true],
  ] as const)("%s", (_name, models, entitlements, expected) => {
    expect(lacking(models, entitlements)).toBe(expected);
  });
});
