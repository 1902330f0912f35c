import { describe, expect, test } from "vitest";
import { isToSort, toSortBecause } from "../../src/tickets/arrival/triage-first.ts";
import type { Proposal } from "../../src/triage/propose.ts";

const proposal = (
  kind: number,
  service: number,
  severity: number,
  over: Partial<Proposal> = {},
): Proposal => ({
  ...{ kind: "technical", service: "azure", severity: "B", urgent: false, evidence: [] },
  confidence: Math.min(kind, service, severity),
  sure: { kind, service, severity },
  ...over,
});

describe("what waits to be sorted, and why", () => {
  test.each([
    ["sure of all", proposal(0.9, 0.8, 0.7), null],
    ["just sure enough", proposal(0.9, 0.8, 0.55), null],
    ["not sure of one", proposal(0.9, 0.8, 0.54), "not sure enough of severity (0.54); from 0.55 on it is"],
    [
      "not sure of two",
      proposal(0.4, 0.8, 0.5),
      "not sure enough of kind (0.40), severity (0.50); from 0.55 on it is",
    ],
    [
      "asks for nothing, however sure",
      proposal(0.99, 0.99, 0.99, { kind: "not_support" }),
      "it seems to ask for no support",
    ],
  ])("%s", (_name, given, expected) => {
    expect(toSortBecause(given)).toBe(expected);
    expect(isToSort(given)).toBe(expected !== null);
  });
});
