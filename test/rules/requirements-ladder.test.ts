import { describe, expect, test } from "vitest";
import { publishPolicy } from "../../src/policy/publish.ts";
import type { PolicyFile } from "../../src/policy/schema.ts";
import { compilePromises } from "../../src/tickets/promises/compile-promises.ts";
import { instant } from "../../src/values/instant.ts";
import {
  deskFrom,
  EXAMPLE_DESK,
  EXAMPLE_POLICY,
  PUBLISHED_AT,
  policyFrom,
  publishedExample,
} from "../support/policy.ts";

const POLICY = policyFrom(EXAMPLE_POLICY);

describe("R05 customers are told types of support, hours, contact and price", () => {
  const plan = POLICY.plans["standard"]!;
  const { price: _price, ...free } = plan;
  const { includes: _includes, ...empty } = plan;
  const { contact: _contact, ...unreachable } = POLICY;

  test.each<[string, PolicyFile, string]>([
    ["a price", { ...POLICY, plans: { ...POLICY.plans, standard: free } }, "no-price"],
    [
      "types of support",
      { ...POLICY, support: [], plans: { ...POLICY.plans, standard: empty } },
      "no-support-types",
    ],
    ["a contact", unreachable, "no-contact"],
  ])("without %s the policy is not published", (_name, policy, because) => {
    const desk = deskFrom(EXAMPLE_DESK, POLICY);
    const done = publishPolicy(policy, desk, { at: PUBLISHED_AT, tzVersion: "2026c" });
    expect(done.kind === "refused" && done.lacking.map((one) => one.because)).toContain(because);
  });

  test("the first acknowledgement links the policy, and its promise is the one the clock obeys", () => {
    const published = publishedExample();
    const promises = compilePromises(published);
    const words = promises.wording.acknowledgement({
      number: 1001,
      subject: "Calls drop",
      severity: "B",
      plan: "standard",
      receivedAt: instant("2026-12-03T10:00Z"),
      dueAt: instant("2026-12-03T15:00Z"),
      language: "en",
      timeZone: null,
      asksManager: false,
      proved: true,
    });
    expect(words.text).toContain(published.policy.desk.policyUrl);
    expect(words.text).toContain("15:00");
  });
});
