import { describe, expect, test } from "vitest";
import { readProfiles } from "#src/adapters/cli/escalation-decide.ts";
import type { Answer } from "#src/escalation/answer.ts";
import { decideRow } from "#src/escalation/row.ts";

const profiles = readProfiles("profiles")!;
const TODAY = "2026-11-24";
const base = { profile: "seed-2020", partner: "direct_bill", kind: "technical", service: "azure" };
const ask = (row: object) => decideRow(JSON.stringify({ ...base, ...row }), profiles, TODAY);
const decide = (row: object) => ask(row) as Answer & { readonly ignored?: readonly string[] };
const held = (vehicle: string, more: object = {}) => ({ vehicle, active: true, ...more });
const PREMIER = "premier_support_for_partners";
const ADVANCED = "advanced_support_for_partners";

describe("an order of vehicles prefers and takes nothing away", () => {
  test.each([
    [
      "names another alone",
      { entitlements: [held(ADVANCED)], settings: { vehicle_order: [PREMIER] } },
      ADVANCED,
    ],
    ["is empty", { entitlements: [held(ADVANCED)], settings: { vehicle_order: [] } }, ADVANCED],
    [
      "leaves out the programme's own",
      { profile: "current", settings: { vehicle_order: [PREMIER, ADVANCED] } },
      "csp_included",
    ],
    [
      "calls a vehicle by the id it had before",
      {
        profile: "current",
        scope: "own_tenant",
        entitlements: [held("partner_cloud_support"), held(PREMIER)],
        settings: { vehicle_order: ["signature_cloud_support", PREMIER] },
      },
      "partner_cloud_support",
    ],
  ])("one that %s", (_, row, vehicle) => {
    expect(decide(row).vehicle).toBe(vehicle);
  });
});

describe("dates of an entitlement", () => {
  const dated = (profile: string, more: object) => decide({ profile, entitlements: [held(ADVANCED, more)] });

  test.each([
    ["over before the profile's day, whatever it says", "seed-2020", { valid_to: "2019-12-31" }, "blocked"],
    ["over on its last day only after it", "seed-2020", { valid_to: "2020-04-27" }, "escalate"],
    ["over since, in a row of 2020", "seed-2020", { valid_to: "2020-12-31" }, "escalate"],
    ["not begun yet", "seed-2020", { valid_from: "2026-11-25" }, "blocked"],
    ["begun today", "seed-2020", { valid_from: "2026-11-24T09:00:00Z" }, "escalate"],
    ["it says that it is not active", "seed-2020", { active: false, valid_to: "2099-01-01" }, "blocked"],
    ["it does not say, and is over today", "seed-2020", { active: null, valid_to: "2020-12-31" }, "blocked"],
    ["it does not say, and runs today", "seed-2020", { active: null, valid_to: TODAY }, "escalate"],
  ])("%s", (_, profile, more, decision) => {
    expect(dated(profile, more).decision).toBe(decision);
  });

  test("what is over by its dates gives way to the next in 2026", () => {
    expect(dated("current", { valid_to: "2026-10-31" }).vehicle).toBe("csp_included");
  });
});

test("an entitlement that is over tells its other reasons too: renewing alone would not help", () => {
  const used = { entitlements: [held("signature_cloud_support", { active: false, units_left: 0 })] };
  expect(decide(used).blocked_by).toEqual(["entitlement_expired", "entitlement_exhausted"]);
  const elsewhere = { product_class: "on_premises", entitlements: [held(ADVANCED, { active: false })] };
  expect(decide(elsewhere).blocked_by).toEqual(["entitlement_expired", "vehicle_does_not_cover_product"]);
  const dynamics = {
    service: "dynamics365",
    entitlements: [held("signature_cloud_support", { active: false })],
  };
  expect(decide(dynamics).blocked_by).toEqual(["entitlement_expired"]);
});

describe("a row that is not what it should be", () => {
  test.each([
    [
      "a fact that is no truth",
      { evidence: { tenant_id: "false" } },
      'evidence.tenant_id: read "false", expected true or false',
    ],
    [
      "a fact that is a number",
      { evidence: { diagnosis: 0 } },
      "evidence.diagnosis: read 0, expected true or false",
    ],
    [
      "a date that is none",
      { entitlements: [held(PREMIER, { valid_to: "31.12.2026" })] },
      'entitlements.0.valid_to: read "31.12.2026", expected a date such as 2026-11-24',
    ],
    [
      "a day that no calendar has",
      { entitlements: [held(PREMIER, { valid_from: "2026-02-30" })] },
      'entitlements.0.valid_from: read "2026-02-30", expected a date such as 2026-11-24',
    ],
    [
      "a number that is text",
      { entitlements: [held(PREMIER, { units_left: "3" })] },
      'entitlements.0.units_left: read "3", expected a number',
    ],
    [
      "a setting for a service nobody has",
      { settings: { reseller_direct_file: ["m365"] } },
      'service: read "m365", expected one of: microsoft365, azure, dynamics365, other',
    ],
    [
      "no partner",
      { partner: undefined },
      "partner: read nothing, expected one of: direct_bill, indirect_reseller",
    ],
  ])("%s is an error", (_, row, error) => {
    expect(ask(row)).toEqual({ error });
  });

  test("something else than a row is an error in one short line", () => {
    expect(decideRow("[1]", profiles, TODAY)).toEqual({ error: "row: read [1], expected object" });
    const { error } = decideRow("\u0000".repeat(1e6), profiles, TODAY) as { readonly error: string };
    expect(error).toMatch(/^not JSON: read "\\u0000.{0,80}, expected an object on one line$/);
  });

  test("keys that decide nothing are named, and none where all are known", () => {
    const row = {
      id: "7",
      within_basline: true,
      settings: { direct: [] },
      delivery: { "technica/azure": "outsourcer", "technical/*": "in_house" },
      entitlements: [held(PREMIER, { units: 1 })],
      evidence: { tenantid: false, tenant_id: true, access: "ok" },
    };
    expect(decide(row).ignored).toEqual([
      "id",
      "within_basline",
      "settings.direct",
      "delivery.technica/azure",
      "entitlements.0.units",
      "evidence.tenantid",
    ]);
    expect(decide({ severity: "B" })).not.toHaveProperty("ignored");
  });
});
