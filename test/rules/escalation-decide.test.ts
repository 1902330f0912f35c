import { describe, expect, test } from "vitest";
import { readProfiles } from "#src/adapters/cli/escalation-decide.ts";
import type { Answer } from "#src/escalation/answer.ts";
import { decideEscalation } from "#src/escalation/decide.ts";
import { decideRow } from "#src/escalation/row.ts";

const profiles = readProfiles("profiles")!;
const TODAY = "2026-11-24";
const whole = {
  diagnosis: true,
  service_health_checked: true,
  tenant_id: true,
  subscription_or_resource_id: true,
  description: true,
  impact_statement: true,
  partner_contact: true,
  access: "ok",
};
const base = {
  profile: "seed-2020",
  partner: "direct_bill",
  kind: "technical",
  service: "azure",
  scope: "customer_tenant",
  severity: "B",
  within_baseline: false,
  entitlements: [] as object[],
  evidence: whole as object,
};
type Input = Partial<Record<keyof typeof base, unknown>> & Record<string, unknown>;

const decide = (row: Input): Answer =>
  decideRow(JSON.stringify({ ...base, ...row }), profiles, TODAY) as Answer;

const PREMIER = { vehicle: "premier_support_for_partners", active: true };
const ADVANCED = { vehicle: "advanced_support_for_partners", active: true };
const SIGNATURE = { vehicle: "signature_cloud_support", active: true, units_left: 5 };
const CLOUD = { vehicle: "partner_cloud_support", active: true, units_left: 5 };
const ON_PREMISES = { vehicle: "partner_on_premises_support", active: true, units_left: 1 };
const current = { profile: "current" };
const reseller = { partner: "indirect_reseller" };
const commercial = { kind: "commercial" };
const outsourced = { delivery: { "technical/azure": "outsourcer" } };
const without = (...facts: string[]): Input => ({
  evidence: { ...whole, ...Object.fromEntries(facts.map((fact) => [fact, false])) },
});
const expired = (held: object) => ({ ...held, active: false });
const used = (held: object) => ({ ...held, units_left: 0 });

/** row name, input, decision, target or vehicle or codes */
type Case = readonly [name: string, row: Input, decision: string, detail: string];
const TABLE: readonly Case[] = [
  ["1: no support mail makes no ticket", { kind: "not_support" }, "no_ticket", ""],
  ["2: third party is out of scope", { service: "other", entitlements: [PREMIER] }, "resolve_here", ""],
  ["3: technical ISV goes to its publisher", { scope: "marketplace_isv" }, "handover", "isv_publisher"],
  ["3: also of service other", { scope: "marketplace_isv", service: "other" }, "handover", "isv_publisher"],
  ["3: also for a reseller", { ...reseller, scope: "marketplace_isv" }, "handover", "isv_publisher"],
  ["3: commercial ISV stays here", { ...commercial, scope: "marketplace_isv" }, "resolve_here", ""],
  [
    "3: ISV without diagnosis waits",
    { ...without("diagnosis"), scope: "marketplace_isv" },
    "blocked",
    "missing_diagnosis",
  ],
  ["4: a known incident is linked", { matches_service_incident: "EX123" }, "link_incident", ""],
  ["4: before the baseline", { matches_service_incident: "EX1", within_baseline: true }, "link_incident", ""],
  [
    "4: an empty id is none",
    { matches_service_incident: "", entitlements: [PREMIER] },
    "escalate",
    "premier_support_for_partners",
  ],
  [
    "5: within the baseline",
    { within_baseline: true, entitlements: [PREMIER] },
    "resolve_here",
    "within_baseline",
  ],
  ["5: before the outsourcer", { within_baseline: true, ...outsourced }, "resolve_here", "within_baseline"],
  ["5: for a reseller too", { within_baseline: true, ...reseller }, "resolve_here", "within_baseline"],
  ["6: outsourced", outsourced, "handover", "outsourced_support"],
  ["6: resold support", { delivery: { "technical/*": "reseller_of_support" } }, "handover", "resold_support"],
  ["6: another service is in house", { ...outsourced, service: "microsoft365" }, "blocked", "no_entitlement"],
  [
    "6: unable returns to the table",
    { ...outsourced, outsourcer_result: "unable_to_resolve", entitlements: [ADVANCED] },
    "escalate",
    "advanced_support_for_partners",
  ],
  ["6: a reseller's outsourcer first", { ...outsourced, ...reseller }, "handover", "outsourced_support"],
  [
    "6: a reseller's outsourcer unable",
    { ...outsourced, ...reseller, outsourcer_result: "unable_to_resolve" },
    "escalate",
    "indirect_provider",
  ],
  ["7: reseller, commercial", { ...reseller, ...commercial }, "escalate", "indirect_provider"],
  [
    "7: reseller, commercial, other",
    { ...reseller, ...commercial, service: "other" },
    "escalate",
    "indirect_provider",
  ],
  [
    "8: reseller, azure, with a paid plan",
    { ...reseller, entitlements: [PREMIER] },
    "escalate",
    "indirect_provider",
  ],
  [
    "8: reseller, azure, filing directly",
    { ...current, ...reseller, settings: { reseller_direct_file: ["azure"] } },
    "escalate",
    "indirect_provider",
  ],
  ["9: reseller, technical", { ...reseller, service: "microsoft365" }, "escalate", "indirect_provider"],
  ["9: reseller, dynamics", { ...reseller, service: "dynamics365" }, "escalate", "indirect_provider"],
  [
    "9: filing directly in 2026",
    {
      ...current,
      ...reseller,
      service: "microsoft365",
      settings: { reseller_direct_file: ["microsoft365"] },
    },
    "escalate",
    "csp_included",
  ],
  [
    "9: filing directly in 2020 has no way",
    { ...reseller, service: "microsoft365", settings: { reseller_direct_file: ["microsoft365"] } },
    "escalate",
    "indirect_provider",
  ],
  ["10: direct, commercial", commercial, "escalate", "commercial_issue_support"],
  [
    "10: with an expired plan",
    { ...commercial, entitlements: [expired(PREMIER)] },
    "escalate",
    "commercial_issue_support",
  ],
  [
    "10: dynamics without a plan",
    { ...commercial, service: "dynamics365" },
    "escalate",
    "commercial_issue_support",
  ],
  [
    "11: own tenant by its benefit",
    { ...current, scope: "own_tenant", entitlements: [CLOUD] },
    "escalate",
    "partner_cloud_support",
  ],
  ["11: own tenant never by the programme", { ...current, scope: "own_tenant" }, "blocked", "no_entitlement"],
  [
    "11: own tenant of 365",
    { ...current, scope: "own_tenant", service: "microsoft365" },
    "escalate",
    "own_admin_centre",
  ],
  [
    "11: own tenant by a plan",
    { scope: "own_tenant", entitlements: [ADVANCED] },
    "escalate",
    "advanced_support_for_partners",
  ],
  [
    "11: own tenant knows no minimum",
    { scope: "own_tenant", service: "dynamics365", entitlements: [SIGNATURE] },
    "escalate",
    "signature_cloud_support",
  ],
  [
    "12: dynamics by units alone",
    { service: "dynamics365", entitlements: [SIGNATURE] },
    "blocked",
    "plan_below_minimum_for_service",
  ],
  [
    "12: in 2026 too",
    { ...current, service: "dynamics365", entitlements: [CLOUD] },
    "blocked",
    "plan_below_minimum_for_service",
  ],
  ["12: without any plan", { service: "dynamics365" }, "blocked", "no_entitlement"],
  ["12: without any plan in 2026", { ...current, service: "dynamics365" }, "blocked", "no_entitlement"],
  [
    "12: expired plan",
    { service: "dynamics365", entitlements: [expired(ADVANCED)] },
    "blocked",
    "entitlement_expired",
  ],
  [
    "12: exactly the minimum",
    { service: "dynamics365", entitlements: [ADVANCED] },
    "escalate",
    "advanced_support_for_partners",
  ],
  [
    "12: another minimum",
    {
      service: "dynamics365",
      entitlements: [SIGNATURE],
      settings: { minimum_vehicle: { dynamics365: null } },
    },
    "escalate",
    "signature_cloud_support",
  ],
  ["13: premier", { entitlements: [PREMIER] }, "escalate", "premier_support_for_partners"],
  [
    "13: before the others",
    { entitlements: [SIGNATURE, ADVANCED, PREMIER] },
    "escalate",
    "premier_support_for_partners",
  ],
  [
    "13: on premises",
    { service: "other", product_class: "on_premises", entitlements: [PREMIER] },
    "escalate",
    "premier_support_for_partners",
  ],
  ["14: advanced", { entitlements: [ADVANCED, SIGNATURE] }, "escalate", "advanced_support_for_partners"],
  [
    "14: not on premises",
    { product_class: "on_premises", entitlements: [ADVANCED] },
    "blocked",
    "vehicle_does_not_cover_product",
  ],
  [
    "14: expired premier does not hinder",
    { entitlements: [expired(PREMIER), ADVANCED] },
    "escalate",
    "advanced_support_for_partners",
  ],
  [
    "15: signature",
    { service: "microsoft365", entitlements: [SIGNATURE] },
    "escalate",
    "signature_cloud_support",
  ],
  ["15: no units left", { entitlements: [used(SIGNATURE)] }, "blocked", "entitlement_exhausted"],
  ["15: expired", { entitlements: [expired(SIGNATURE)] }, "blocked", "entitlement_expired"],
  [
    "15: both reasons of two",
    { entitlements: [expired(PREMIER), used(SIGNATURE)] },
    "blocked",
    "entitlement_expired,entitlement_exhausted",
  ],
  [
    "15: the older id in 2026",
    { ...current, scope: "own_tenant", entitlements: [SIGNATURE] },
    "escalate",
    "partner_cloud_support",
  ],
  [
    "15: on premises units in 2026",
    { ...current, product_class: "on_premises", service: "other", entitlements: [ON_PREMISES] },
    "escalate",
    "partner_on_premises_support",
  ],
  [
    "15: order of one's own",
    {
      entitlements: [SIGNATURE, PREMIER],
      settings: { vehicle_order: ["signature_cloud_support", "premier_support_for_partners"] },
    },
    "escalate",
    "signature_cloud_support",
  ],
  ["16: programme in 2026", current, "escalate", "csp_included"],
  ["16: units not for customers' azure", { ...current, entitlements: [CLOUD] }, "escalate", "csp_included"],
  [
    "16: units used up",
    { ...current, service: "microsoft365", entitlements: [used(CLOUD)] },
    "escalate",
    "csp_included",
  ],
  ["16: not on premises", { ...current, product_class: "on_premises" }, "blocked", "no_entitlement"],
  ["17: nothing in 2020", {}, "blocked", "no_entitlement"],
  [
    "17: the programme is no vehicle of 2020",
    { entitlements: [{ vehicle: "csp_included", active: true }] },
    "blocked",
    "no_entitlement",
  ],
];

const facts = { ...commercial };
const BLOCKS: readonly Case[] = [
  ["diagnosis", { ...facts, ...without("diagnosis") }, "diagnose", "missing_diagnosis"],
  [
    "health",
    { ...facts, ...without("service_health_checked") },
    "check_service_health",
    "service_health_not_checked",
  ],
  ["tenant", { ...facts, ...without("tenant_id") }, "ask_customer", "missing_tenant_id"],
  ["tenant of a reseller", { ...reseller, ...without("tenant_id") }, "ask_customer", "missing_tenant_id"],
  [
    "subscription",
    { ...facts, ...without("subscription_or_resource_id") },
    "ask_customer",
    "missing_subscription_id",
  ],
  ["description", { ...facts, ...without("description") }, "ask_customer", "missing_description"],
  [
    "impact at A",
    { ...facts, severity: "A", ...without("impact_statement") },
    "ask_customer",
    "missing_impact_statement",
  ],
  ["contact", { ...facts, ...without("partner_contact") }, "add_partner_contact", "missing_partner_contact"],
  [
    "customer's contact",
    { ...facts, ...without("contact_is_partners") },
    "add_partner_contact",
    "customer_contact_in_contact_field",
  ],
  ["order", { ...facts, ...without("order_or_invoice_id") }, "ask_customer", "missing_order_or_invoice_id"],
  ["error", { ...current, ...without("error_evidence") }, "ask_customer", "missing_error_evidence"],
  ["role", { ...current, ...without("azure_rbac") }, "grant_role", "no_azure_rbac"],
  ["price", { ...facts, ...without("price_accepted") }, "ask_customer", "price_not_accepted"],
  ["two issues", { ...facts, ...without("one_issue") }, "split_issue", "more_than_one_issue"],
  [
    "personal data",
    { ...facts, ...without("personal_data_reviewed") },
    "review_personal_data",
    "personal_data_not_reviewed",
  ],
  [
    "no access",
    { ...facts, evidence: { ...whole, access: "none" } },
    "request_relationship",
    "no_delegated_admin",
  ],
  [
    "access over",
    { ...facts, evidence: { ...whole, access: "expired" } },
    "request_relationship",
    "gdap_expired",
  ],
  [
    "all at once, in order",
    { severity: "A", ...without(...Object.keys(whole).filter((key) => key !== "access")) },
    "ask_customer",
    "missing_diagnosis,service_health_not_checked,missing_tenant_id,missing_subscription_id,missing_description,missing_impact_statement,missing_partner_contact,no_entitlement",
  ],
];

describe("the decision table", () => {
  test.each(TABLE)("%s", (_, row, decision, detail) => {
    const answer = decide(row);
    const told = answer.vehicle ?? answer.target ?? answer.blocked_by.join(",");
    expect([answer.decision, told]).toEqual([decision, detail]);
    expect(answer.owner).toBe("partner");
    expect(answer.because).not.toBe("");
    expect(answer.decision === "blocked" ? answer.alternatives : ["-"]).not.toEqual([]);
  });
});

describe("blocks", () => {
  test.each(BLOCKS)("%s", (_, row, next, codes) => {
    const answer = decide(row);
    expect([answer.decision, answer.next, answer.blocked_by.join(",")]).toEqual(["blocked", next, codes]);
  });

  test("impact is not asked for at C, nor a subscription for technical issues of 365", () => {
    const row = { ...current, service: "microsoft365", severity: "C" };
    const answer = decide({ ...row, ...without("impact_statement", "subscription_or_resource_id") });
    expect(answer.decision).toBe("escalate");
  });

  test("in the desk what is not known is missing", () => {
    const issue = {
      kind: "commercial",
      service: "azure",
      productClass: "cloud",
      scope: "customer_tenant",
      severity: "B",
      withinBaseline: false,
      matchesServiceIncident: null,
      deliveryResult: null,
    } as const;
    const known = { ...whole, contact_is_partners: true, price_accepted: true, one_issue: true };
    const profile = profiles.get("current")!;
    const settings = { unknownEvidence: "missing" } as const;
    const answer = decideEscalation(issue, "direct_bill", [], known, profile, settings);
    expect(answer.blocked_by).toEqual(["missing_order_or_invoice_id", "personal_data_not_reviewed"]);
    expect(answer.would_use?.vehicle).toBe("commercial_issue_support");
  });
});

test("one unit is debited where units pay, none elsewhere", () => {
  expect(decide({ entitlements: [SIGNATURE] }).units_debited).toBe(1);
  expect(decide({ entitlements: [PREMIER] }).units_debited).toBe(0);
});

test.each([
  ["A", "2 h"],
  ["B", "4 h"],
  ["C", "8 h"],
])("severity %s is answered within %s, with source and date", (severity, within) => {
  const answer = decide({ ...current, severity });
  expect(answer.expected_response).toBe(within);
  expect(answer.expected_response_source?.date).toBe("2021-03-01");
});

test("the vehicles that lost are told with their reason", () => {
  const { others } = decide({ entitlements: [expired(PREMIER), ADVANCED, SIGNATURE] });
  expect(others).toContain("premier_support_for_partners: it has expired");
  expect(others).toContain("signature_cloud_support: usable, later in the order");
});

test.each([
  ["a line that is no JSON", "{", "not JSON"],
  ["an unknown partner", { partner: "x" }, "direct_bill, indirect_reseller"],
  ["an unknown service", { service: "x" }, "microsoft365, azure"],
  ["an unknown profile", { profile: "x" }, "seed-2020"],
  ["an unknown vehicle", { entitlements: [{ vehicle: "x", active: true }] }, "premier_support_for_partners"],
  ["an unknown delivery", { delivery: { "technical/azure": "x" } }, "outsourcer"],
  ["an unknown severity", { severity: "D" }, "A, B, C"],
  ["an unknown access", { evidence: { access: "x" } }, "ok, none, expired"],
])("%s is answered with an error that says what was expected", (_, row, expected) => {
  const line = typeof row === "string" ? row : JSON.stringify({ ...base, ...row });
  expect(decideRow(line, profiles, TODAY)).toEqual({ error: expect.stringContaining(expected) });
});
