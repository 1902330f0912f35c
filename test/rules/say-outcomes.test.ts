import { describe, expect, test } from "vitest";
import { sayOutcomes } from "../../src/tickets/acts/say-outcomes.ts";

const done = (count: number) => Array.from({ length: count }, (_, n) => ({ line: `done ${n}` }));
const blocked = { line: "not escalated", stopped: "all" } as const;

describe("what a receipt says of many commands", () => {
  test("20 are shown, of 21 one is counted", () => {
    expect(sayOutcomes(done(20)).line.split("\n- ")).toEqual(done(20).map(({ line }) => line));
    expect(sayOutcomes(done(21)).line).toMatch(/done 19\n- and 1 more, all done$/);
  });

  test("what something stopped is shown however many stand before it", () => {
    const said = sayOutcomes([...done(30), blocked]).line;
    expect(said).toContain("not escalated");
    expect(said).toMatch(/and 10 more, all done$/);
  });

  test.each([
    ["nothing was stopped", done(2), undefined],
    ["all of it was", [blocked], "all"],
    ["one of two was", [...done(1), blocked], "some"],
    ["one was, in part", [{ line: "x", stopped: "some" as const }], "some"],
    ["nothing was asked", [], undefined],
  ] as const)("%s", (_name, outcomes, stopped) => {
    expect(sayOutcomes(outcomes).stopped).toBe(stopped);
  });
});
