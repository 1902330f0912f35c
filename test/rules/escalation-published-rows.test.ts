import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readProfiles } from "#src/adapters/cli/escalation-decide.ts";
import { decideRow } from "#src/escalation/row.ts";

/** Rows and what they must come to, written from the published rules alone. `expect` names only what those decide. */
interface Published {
  readonly why: string;
  readonly row: object;
  readonly expect: Readonly<Record<string, unknown>> & { readonly blocked_by?: readonly string[] };
}

const profiles = readProfiles("profiles")!;
const rows = readFileSync("test/fixtures/escalation/rows.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line, n) => [n + 1, JSON.parse(line) as Published] as const);

describe("rows written from the published rules alone", () => {
  test.each(rows)("line %i: $why", (_, { why, row, expect: wanted }) => {
    const answer = decideRow(JSON.stringify(row), profiles, "2026-11-24");
    expect("error" in answer ? answer.error : null, why).toBeNull();
    const told: Record<string, unknown> = { ...answer };
    const codes = { blocked_by: [...("error" in answer ? [] : answer.blocked_by)].toSorted() };
    const found = Object.fromEntries(Object.keys(wanted).map((key) => [key, { ...told, ...codes }[key]]));
    expect(found, why).toEqual(
      wanted.blocked_by ? { ...wanted, blocked_by: wanted.blocked_by.toSorted() } : wanted,
    );
  });

  test("both profiles, both partners, every decision and every block that a row can have are among them", () => {
    const all = rows.map(([, one]) => one);
    const said = (key: string) =>
      new Set(all.map(({ row, expect: wanted }) => ({ ...row, ...wanted })[key as "row"]));
    expect(said("profile")).toEqual(new Set(["seed-2020", "current"]));
    expect(said("partner")).toEqual(new Set(["direct_bill", "indirect_reseller"]));
    for (const decision of ["escalate", "blocked", "resolve_here", "handover", "link_incident"])
      expect(said("decision")).toContain(decision);
    expect(new Set(all.flatMap(({ expect: wanted }) => wanted.blocked_by ?? [])).size).toBe(15);
  });
});
