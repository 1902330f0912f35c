import { expect, test } from "vitest";
import { takenBecause } from "#src/tickets/arrival/taken-because.ts";
import { takenOver } from "#src/tickets/arrival/triage-first.ts";
import type { Proposal } from "#src/triage/propose.ts";

const PROMISES = {
  services: ["microsoft365", "azure"],
  defaults: { plan: "standard", severity: "B" },
} as unknown as Parameters<typeof takenOver>[2];
const KNOWN = { agent: null, contact: null, customer: { name: "Fabrikam" } };
const NOBODY = { agent: null, contact: null, customer: null };
const SURE: Proposal = {
  kind: "technical",
  service: "azure",
  severity: "A",
  urgent: true,
  confidence: 0.9,
  sure: { kind: 0.99, service: 0.75, severity: 0.9 },
  evidence: [
    { axis: "kind", says: "technical", words: ["down", "error"] },
    { axis: "severity", says: "A", words: ["nobody"] },
  ],
};
const NONE: Partial<Proposal> = { kind: "not_support", service: null, severity: null };

/** By the proposal that a ticket would take over, as the desk takes it. */
function because(change: Partial<Proposal>, who: object = KNOWN, failed = false) {
  const proposal = { ...SURE, ...change };
  const mail = { who, reading: { authentication: { proved: null, because: "", failed } }, proposal } as never;
  const ticket = takenOver(proposal, who === KNOWN && !failed, PROMISES);
  return takenBecause(ticket, mail, PROMISES);
}

test.each<[string, Partial<Proposal>, keyof ReturnType<typeof takenBecause>, string]>([
  ["a kind that is sure, with its words", {}, "kind", "its words “down”, “error” speak for technical (0.99)"],
  [
    "a kind that is not sure",
    { sure: { ...SURE.sure, kind: 0.74 }, evidence: [] },
    "kind",
    "triage says technical (0.74), not sure enough: from 0.75 on it is",
  ],
  ["no support", { ...NONE, evidence: [] }, "kind", "triage says no support (0.99)"],
  [
    "a published incident",
    { ...NONE, evidence: [{ axis: "kind", says: "published incident", words: ["MO1"] }] },
    "kind",
    "its words “MO1” speak for a published incident and no fault of their own (0.99)",
  ],
  ["a service exactly as sure as it must be", {}, "service", "triage says azure (0.75)"],
  [
    "a service that is not sure",
    { sure: { ...SURE.sure, service: 0.5 } },
    "service",
    "triage says azure (0.50), not sure enough: from 0.75 on it is",
  ],
  [
    "a service that is not the policy's",
    { service: "power" },
    "service",
    "triage says power (0.75), which the policy does not have",
  ],
  ["no service named", { service: "unknown" }, "service", "no word of it names one"],
  ["no support has no service", NONE, "service", "none, where no support is asked for"],
  ["a severity that is raised", {}, "severity", "its words “nobody” speak for A (0.90)"],
  [
    "a severity A that is not clear",
    { sure: { ...SURE.sure, severity: 0.74 } },
    "severity",
    "the default; its words “nobody” speak for A (0.74), which raises nothing: not sure enough: from 0.75 on it is",
  ],
  [
    "a severity below the default",
    { severity: "C", evidence: [] },
    "severity",
    "the default; triage says C (0.90), and only A is ever taken over",
  ],
  ["a severity that is the default", { severity: "B" }, "severity", "the default"],
])("%s", (_name, change, axis, words) => {
  expect(because(change)[axis]).toBe(words);
});

test("whose words raise nothing: a stranger's, and a customer's whose domain disowns them", () => {
  expect(because({}, NOBODY).severity).toMatch(/raises nothing: its sender is no customer that is known$/);
  expect(because({}, KNOWN, true).severity).toMatch(/raises nothing: its sender's domain disowns the mail$/);
});

test("a mail without words of its own says so", () => {
  const mail = { who: KNOWN, reading: {} } as never;
  expect(takenBecause({ kind: null, service: null, severity: "B" }, mail, PROMISES)).toEqual({
    kind: "the mail has no words of its own",
    service: "the mail has no words of its own",
    severity: "the default",
  });
});
