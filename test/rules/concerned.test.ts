import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/service-hours/compiled.ts";
import type { TargetRow } from "../../src/tickets/rows.ts";
import { nextInTurn } from "../../src/tickets/team/assign.ts";
import { type About, concerned } from "../../src/tickets/team/concerned.ts";
import { nextOnShift, type RosterAgent } from "../../src/tickets/team/roster.ts";
import { DAY, HOUR, type Instant, instant, iso, plus } from "../../src/values/instant.ts";
import { rosterAgent, rosterWith } from "../support/roster.ts";

// Office hours of the example: Monday to Friday 09–13 and 14–18 in Lisbon, which is on UTC in winter.
const THURSDAY = instant("2026-12-03T10:00:00Z");
const THURSDAY_NIGHT = instant("2026-12-03T22:00:00Z");
const FRIDAY_MORNING = "2026-12-04T09:00:00.000Z";
const SATURDAY = instant("2026-12-05T12:00:00Z");
const MONDAY_MORNING = "2026-12-07T09:00:00.000Z";

const TEAMS = `teams:
  support: { members: [ana@contoso.example, rui@contoso.example, lea@contoso.example], lead: lea@contoso.example, manager: marta@contoso.example, hours: office }
  on-call: { members: [rui@contoso.example], hours: always }
  empty: { hours: office }
delivery:
  - { severities: [A], hours: always, to: on-call }
  - { hours: office, to: support }
`;
const ANA = rosterAgent("ana");
const RUI = rosterAgent("rui");
const LEA = rosterAgent("lea", { role: "lead" });
const MARTA = rosterAgent("marta", { role: "manager" });
const ALL = [ANA, RUI, LEA, MARTA];
const away = (agent: RosterAgent, from: string, to: string): RosterAgent => ({
  ...agent,
  absences: [{ from: instant(from), to: instant(to) }],
});

function about(
  now: Instant,
  ticket: Partial<About["ticket"]> = {},
  {
    agents = ALL,
    desk = TEAMS,
    dueAt = null,
  }: { agents?: readonly RosterAgent[]; desk?: string; dueAt?: Instant | null } = {},
): About {
  const none = {
    assigneeId: null,
    team: "support",
    severity: "B",
    kind: null,
    service: null,
    language: "en",
  };
  const target = { state: "running", dueAt, goalMs: HOUR, elapsedMs: 0 } as TargetRow;
  return {
    ticket: { ...none, ...ticket } as About["ticket"],
    targets: dueAt === null ? [] : [target],
    roster: rosterWith(desk, agents),
    now,
  };
}

/** `ana now`, `rui 2026-…`, in the order in which they are told. */
const told = (given: About): readonly string[] =>
  concerned(given).map(({ agent, at }) => `${agent.id} ${at === given.now ? "now" : iso(at)}`);

describe("a new ticket", () => {
  test.each<[string, About, readonly string[]]>([
    [
      "is told to those of its team on shift, not to its manager",
      about(THURSDAY),
      ["ana now", "rui now", "lea now"],
    ],
    [
      "waits over lunch for the afternoon",
      about(instant("2026-12-03T13:00:00Z")),
      ["ana 2026-12-03T14:00:00.000Z", "rui 2026-12-03T14:00:00.000Z", "lea 2026-12-03T14:00:00.000Z"],
    ],
    [
      "is told in the last second of the shift",
      about(instant("2026-12-03T17:59:59Z")),
      ["ana now", "rui now", "lea now"],
    ],
    [
      "waits at the very end of the shift",
      about(instant("2026-12-03T18:00:00Z")),
      [`ana ${FRIDAY_MORNING}`, `rui ${FRIDAY_MORNING}`, `lea ${FRIDAY_MORNING}`],
    ],
    [
      "of severity A at night reaches those on duty, at once",
      about(THURSDAY_NIGHT, { severity: "A" }),
      ["rui now"],
    ],
    [
      "of severity A by day is the team's on shift",
      about(THURSDAY, { severity: "A" }),
      ["ana now", "rui now", "lea now"],
    ],
    [
      "of severity A with nobody on duty goes to everybody of the team",
      about(
        THURSDAY_NIGHT,
        { severity: "A" },
        {
          desk: "teams: { support: { members: [ana@contoso.example], hours: office, manager: marta@contoso.example } }",
          agents: [ANA, MARTA],
        },
      ),
      ["ana now"],
    ],
    [
      "of severity A whose duty is away goes to everybody of the team",
      about(
        THURSDAY_NIGHT,
        { severity: "A" },
        { agents: [ANA, away(RUI, "2026-12-01T00:00Z", "2026-12-09T00:00Z")] },
      ),
      ["ana now", "rui now"],
    ],
    [
      "is not told to those who are away",
      about(THURSDAY, {}, { agents: [away(ANA, "2026-12-03T00:00Z", "2026-12-04T00:00Z"), RUI] }),
      ["rui now"],
    ],
    [
      "is told again to whom an absence has just ended for",
      about(THURSDAY, {}, { agents: [away(ANA, "2026-12-01T00:00Z", "2026-12-03T10:00:00Z")] }),
      ["ana now"],
    ],
    [
      "at night waits for whoever is back first",
      about(
        THURSDAY_NIGHT,
        {},
        { agents: [away(ANA, "2026-12-04T00:00Z", "2026-12-05T00:00Z"), { ...RUI, hours: "office" }] },
      ),
      [`rui ${FRIDAY_MORNING}`],
    ],
    [
      "waits for Monday where everybody is away on Friday",
      about(THURSDAY_NIGHT, {}, { agents: [away(ANA, "2026-12-04T00:00Z", "2026-12-05T00:00Z")] }),
      [`ana ${MONDAY_MORNING}`],
    ],
    [
      "is told at once where the promise falls due before the next shift",
      about(SATURDAY, {}, { agents: [ANA], dueAt: plus(SATURDAY, HOUR) }),
      ["ana now"],
    ],
    [
      "the same, to those on duty for it",
      about(
        SATURDAY,
        {},
        { dueAt: plus(SATURDAY, HOUR), desk: TEAMS.replace("[A], hours", "[A, B], hours") },
      ),
      ["rui now"],
    ],
    [
      "waits where the promise falls due in the shift",
      about(SATURDAY, {}, { agents: [ANA], dueAt: instant("2026-12-07T13:00Z") }),
      [`ana ${MONDAY_MORNING}`],
    ],
    [
      "goes to everybody where nobody ever comes back",
      about(THURSDAY, {}, { agents: [away(ANA, "2026-01-01T00:00Z", "2060-01-01T00:00Z")] }),
      ["ana now"],
    ],
    [
      "an agent's own hours come before the team's",
      about(THURSDAY_NIGHT, {}, { agents: [ANA, { ...LEA, hours: "always" }] }),
      ["lea now"],
    ],
    [
      "own hours that the policy has no more are the team's",
      about(THURSDAY, {}, { agents: [{ ...ANA, hours: "gone" }] }),
      ["ana now"],
    ],
    [
      "a team with no members is everybody",
      about(THURSDAY, { team: "empty" }),
      ["ana now", "rui now", "lea now", "marta now"],
    ],
    [
      "a team that is gone is the first",
      about(THURSDAY, { team: "dissolved" }),
      ["ana now", "rui now", "lea now"],
    ],
    [
      "whom desk.yaml does not name belongs to the first team",
      about(THURSDAY, {}, { agents: [rosterAgent("zoe")] }),
      ["zoe now"],
    ],
  ])("%s", (_name, given, expected) => {
    expect(told(given)).toEqual(expected);
  });
});

describe("news of a ticket that somebody has", () => {
  const has = { assigneeId: "ana" };
  test.each<[string, About, readonly string[]]>([
    ["is theirs", about(THURSDAY, has), ["ana now"]],
    ["waits for their shift", about(THURSDAY_NIGHT, has), [`ana ${FRIDAY_MORNING}`]],
    [
      "of severity A reaches them and those on duty at once",
      about(THURSDAY_NIGHT, { ...has, severity: "A" }),
      ["ana now", "rui now"],
    ],
    [
      "is the team's as well while they are away",
      about(THURSDAY, has, { agents: [away(ANA, "2026-12-01T00:00Z", "2026-12-09T00:00Z"), RUI] }),
      ["ana now", "rui now"],
    ],
    [
      "is the team's as well where they come too late for the promise",
      about(
        THURSDAY,
        { assigneeId: "zoe" },
        { agents: [rosterAgent("zoe", { hours: "always", absences: [] }), ANA], dueAt: plus(THURSDAY, HOUR) },
      ),
      ["zoe now"],
    ],
    [
      "stays theirs where their shift begins before the promise falls due",
      about(THURSDAY_NIGHT, has, { dueAt: instant("2026-12-04T09:30Z") }),
      [`ana ${FRIDAY_MORNING}`],
    ],
    [
      "is the team's as well where the promise falls due first",
      about(THURSDAY_NIGHT, has, {
        dueAt: instant("2026-12-04T08:59Z"),
        agents: [ANA, { ...RUI, hours: "always" }],
      }),
      [`ana ${FRIDAY_MORNING}`, "rui now"],
    ],
    [
      "is the team's where they were removed",
      about(THURSDAY, { assigneeId: "gone" }),
      ["ana now", "rui now", "lea now"],
    ],
  ])("%s", (_name, given, expected) => {
    expect(told(given)).toEqual(expected);
  });
});

describe("whose turn it is", () => {
  const turn = (given: About): string | null => nextInTurn(given)?.id ?? null;
  test.each<[string, About, string | null]>([
    ["who never got one, by name", about(THURSDAY), "ana"],
    [
      "who got one longest ago",
      about(
        THURSDAY,
        {},
        {
          agents: [
            { ...ANA, lastAssignedAt: THURSDAY },
            { ...RUI, lastAssignedAt: plus(THURSDAY, -DAY) },
            LEA,
          ],
        },
      ),
      "rui",
    ],
    [
      "not the lead, though it were their turn",
      about(THURSDAY, {}, { agents: [{ ...ANA, lastAssignedAt: THURSDAY }, LEA] }),
      "ana",
    ],
    ["the lead, who is all the team", about(THURSDAY, {}, { agents: [LEA] }), "lea"],
    [
      "nobody where only the lead is on shift",
      about(THURSDAY, {}, { agents: [away(ANA, "2026-12-03T00:00Z", "2026-12-04T00:00Z"), LEA] }),
      null,
    ],
    ["at night whoever comes first, and they are told then", about(THURSDAY_NIGHT), "ana"],
    [
      "nobody who is only on duty for severity A",
      about(
        THURSDAY_NIGHT,
        { severity: "A", team: "support" },
        { agents: [ANA, rosterAgent("zoe", { hours: "office" })], desk: TEAMS.replace("[rui@", "[zoe@") },
      ),
      null,
    ],
  ])("%s", (_name, given, expected) => {
    expect(turn(given)).toBe(expected);
  });

  test("goes round: over many tickets nobody gets two more than another", () => {
    let agents: readonly RosterAgent[] = [ANA, RUI, rosterAgent("eva")];
    const desk = TEAMS.replace(
      "[ana@contoso.example, rui@",
      "[eva@contoso.example, ana@contoso.example, rui@",
    );
    const got = new Map<string, number>();
    for (let n = 0; n < 30; n++) {
      const now = plus(THURSDAY, n * 1000);
      const next = nextInTurn(about(now, {}, { agents, desk }))!;
      got.set(next.id, (got.get(next.id) ?? 0) + 1);
      agents = agents.map((agent) => (agent.id === next.id ? { ...agent, lastAssignedAt: now } : agent));
    }
    expect([...got.values()]).toEqual([10, 10, 10]);
  });
});

test.each([
  // 2027-03-28, Lisbon: 01:00 becomes 02:00. 2026-10-25: 02:00 becomes 01:00 again.
  [
    "that begins in the hour the clocks skip begins after it",
    "2027-03-27T12:00Z",
    "2027-03-28T01:00:00.000Z",
  ],
  [
    "that begins in the hour that comes twice begins the first time",
    "2026-10-24T12:00Z",
    "2026-10-25T00:30:00.000Z",
  ],
])("a shift %s", (_name, from, expected) => {
  const roster = rosterWith(TEAMS, [ANA]);
  const night = compile({ timeZone: "Europe/Lisbon", weekly: { sun: [["01:30", "05:00"]] }, holidays: [] });
  const settings = { ...roster.settings, hoursNamed: () => night };
  const next = nextOnShift(ANA, settings.teams[0]!, { ...roster, settings }, instant(from));
  expect(next && iso(next)).toBe(expected);
});

test("whatever the hour and whoever is away, somebody is told, nobody twice, nobody in the past", () => {
  const spans = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 400 })), {
    maxLength: 3,
  });
  const agent = fc.record({ absent: spans, hours: fc.constantFrom(null, "office", "always", "gone") });
  const day = fc.record({
    agents: fc.tuple(agent, agent, agent, agent),
    at: fc.integer({ min: 0, max: 400 * 24 * 60 }),
    severity: fc.constantFrom("A" as const, "B" as const, "C" as const),
    team: fc.constantFrom("support", "on-call", "empty", null),
    assigneeId: fc.constantFrom(null, "ana", "gone"),
    dueIn: fc.option(fc.integer({ min: 0, max: 5000 })),
  });
  fc.assert(
    fc.property(day, ({ agents, at, dueIn, ...ticket }) => {
      const now = plus(THURSDAY, at * 60_000);
      const people = agents.map(({ absent, hours }, n) => ({
        ...ALL[n]!,
        hours,
        absences: absent.map(([from, days]) => ({
          from: plus(now, from * DAY),
          to: plus(now, (from + days) * DAY),
        })),
      }));
      const list = concerned(
        about(now, ticket, { agents: people, dueAt: dueIn === null ? null : plus(now, dueIn * 60_000) }),
      );
      expect(list.length).toBeGreaterThan(0);
      expect(new Set(list.map(({ agent: { id } }) => id)).size).toBe(list.length);
      expect(list.every((one) => one.at >= now)).toBe(true);
      // Severity A waits for nobody.
      if (ticket.severity === "A") expect(list.some((one) => one.at === now)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
