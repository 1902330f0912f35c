import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDesk } from "../../src/policy/load.ts";
import { describeProblem } from "../../src/policy/problem.ts";
import { type Routable, routeTicket } from "../../src/policy/routing.ts";
import { deskFrom, EXAMPLE_POLICY, policyFrom } from "../support/policy.ts";

const POLICY = policyFrom(EXAMPLE_POLICY);
const DESK = deskFrom(
  `version: 1
teams: { support: {}, cloud: {}, billing: {}, brazil: {}, fabrikam: {} }
routing:
  - { customers: [Fabrikam], team: fabrikam, assignment: nobody }
  - { services: [azure], severities: [A, B], team: cloud, assignment: round-robin }
  - { kinds: [commercial], team: billing }
  - { sentTo: [Sales@contoso.example], team: billing }
  - { languages: [pt-BR], team: brazil }
`,
  POLICY,
);
const TICKET: Routable = {
  kind: null,
  service: null,
  severity: "B",
  language: "en",
  sentTo: ["support@contoso.example"],
  customer: null,
};
const routed = (ticket: Partial<Routable>) =>
  routeTicket(DESK.routing, Object.keys(DESK.teams), DESK.assignment, { ...TICKET, ...ticket });

describe("the first rule that fits decides", () => {
  test.each<[string, Partial<Routable>, string, number | null]>([
    ["nothing is known: the first team", {}, "support", null],
    ["a customer, whatever the case of the name", { customer: "FABRIKAM" }, "fabrikam", 0],
    ["a service and a severity, both asked for", { service: "azure", severity: "A" }, "cloud", 1],
    ["the service alone is not enough", { service: "azure", severity: "C" }, "support", null],
    ["a kind", { kind: "commercial" }, "billing", 2],
    ["an unknown kind fits no rule that asks for one", { kind: null }, "support", null],
    ["an address, whatever its case", { sentTo: ["ana@x.example", "SALES@contoso.example"] }, "billing", 3],
    ["a language", { language: "pt-BR" }, "brazil", 4],
    ["a language's neighbour does not fit", { language: "pt-PT" }, "support", null],
    ["of two that fit the first", { kind: "commercial", language: "pt-BR" }, "billing", 2],
  ])("%s", (_name, ticket, team, rule) => {
    expect(routed(ticket)).toMatchObject({ team, rule });
  });

  test("it says what fits, and of each rule before it what did not", () => {
    expect(routed({ kind: "commercial", service: "azure", severity: "C" })).toEqual({
      team: "billing",
      assignment: "first-to-answer",
      rule: 2,
      because: "routing[2] fits: kinds",
      passed: ["customers: asks for Fabrikam, is not known", "severities: asks for A, B, is C"],
    });
  });

  test("a rule for a language takes its regions as well", () => {
    const rules = deskFrom(
      "version: 1\nteams: { a: {}, b: {} }\nrouting: [{ languages: [pt], team: b }]",
      POLICY,
    ).routing;
    expect(routeTicket(rules, ["a", "b"], "nobody", { ...TICKET, language: "pt-BR" }).team).toBe("b");
  });

  test("a rule's own way of assigning comes before the desk's", () => {
    expect(routed({ service: "azure", severity: "A" }).assignment).toBe("round-robin");
    expect(routed({ customer: "Fabrikam" }).assignment).toBe("nobody");
    expect(routed({}).assignment).toBe("first-to-answer");
  });
});

test("whatever is known, a ticket has a team that exists, and no rule before the one that fits does", () => {
  const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);
  const tickets = fc.record({
    kind: some("commercial" as const, "technical" as const, null),
    service: some("azure", "microsoft365", null),
    severity: some("A" as const, "B" as const, "C" as const),
    language: some("en", "pt-PT", "pt-BR"),
    sentTo: some([], ["sales@contoso.example"], ["support@contoso.example"]),
    customer: some("Fabrikam", "Tailspin", null),
  });
  fc.assert(
    fc.property(tickets, (ticket) => {
      const { team, rule, passed } = routed(ticket);
      expect(Object.keys(DESK.teams)).toContain(team);
      expect(passed).toHaveLength(rule ?? DESK.routing.length);
      for (let n = 0; n < passed.length; n++) {
        const alone = routeTicket([DESK.routing[n]!], ["support"], "nobody", ticket);
        expect(alone.rule).toBeNull();
      }
    }),
  );
});

test.each([
  [
    "an unknown team in a route",
    "routing: [{ services: [azure], team: clod }]",
    'desk.yaml:3:38 routing[0].team: read "clod", expected one of: support',
  ],
  [
    "a way of assigning that does not exist",
    "assignment: roundrobin",
    'desk.yaml:3:13 assignment: read "roundrobin", expected first-to-answer, round-robin or nobody',
  ],
  [
    "the same in a route",
    "routing: [{ team: support, assignment: all }]",
    'desk.yaml:3:40 routing[0].assignment: read "all", expected first-to-answer, round-robin or nobody',
  ],
])("%s is named with its line", (_name, line, expected) => {
  const loaded = loadDesk(`version: 1\nteams: { support: {} }\n${line}\n`, "desk.yaml", POLICY);
  if (loaded.kind !== "refused") throw new Error("it was taken");
  expect(loaded.problems.map(describeProblem)).toEqual([expected]);
});
