import { describe, expect, test } from "vitest";
import type { Target, TargetKind } from "../../src/sla/event.ts";
import { foldTargets } from "../../src/sla/fold.ts";
import { HOUR, iso, MINUTE } from "../../src/values/instant.ts";
import { desk, on, ticket } from "../support/clock-desk.ts";

/** `state elapsed [due DUE] [breached AT]` with times as `12T09:30`; minutes of service time. */
function shown(target: Target | undefined): string {
  if (target === undefined) return "none";
  const short = (at: Parameters<typeof iso>[0]): string => iso(at).slice(8, 16);
  return [
    target.state,
    `${target.elapsedMs / MINUTE}m`,
    ...(target.dueAt === null ? [] : [`due ${short(target.dueAt)}`]),
    ...(target.breachedAt === null ? [] : [`breached ${short(target.breachedAt)}`]),
    ...(target.provisional ? ["provisional"] : []),
    ...(target.undeliverable ? ["undeliverable"] : []),
  ].join(" ");
}

type Expected = Partial<Record<`${TargetKind}${"" | " 0" | " 1" | " 2"}`, string>>;
type Row = readonly [name: string, events: readonly string[], asOf: string, expected: Expected];

function check(rows: readonly Row[]): void {
  test.each(rows)("%s", (_name, events, asOf, expected) => {
    const targets = foldTargets(ticket(events), desk, on(asOf));
    const found = Object.fromEntries(
      Object.keys(expected).map((key) => {
        const [kind, instance = "0"] = key.split(" ");
        return [key, shown(targets.find((one) => one.kind === kind && one.instance === Number(instance)))];
      }),
    );
    expect(found).toEqual(expected);
  });
}

describe("first response", () => {
  check([
    [
      "runs in service hours from the first message",
      ["12T16:00 created B"],
      "13T10:00",
      { "first-response": "running 120m due 13T12:00" },
    ],
    [
      "is met by the first answer",
      ["12T09:00 created B", "12T10:00 reply", "12T16:00 reply"],
      "14T09:00",
      { "first-response": "met 60m" },
    ],
    [
      "is met in the evening after it was due at closing",
      ["12T13:00 created B", "12T20:00 reply"],
      "14T09:00",
      { "first-response": "met 240m" },
    ],
    [
      "libredesk: met exactly at the deadline is settled, as met",
      ["12T09:00 created B", "12T13:00 reply"],
      "12T13:00",
      { "first-response": "met 240m" },
    ],
    [
      "at the next opening to the second it is still met",
      ["12T13:00 created B", "13T09:00 reply"],
      "14T09:00",
      { "first-response": "met 240m" },
    ],
    [
      "a second after that it is late, from the opening on",
      ["12T13:00 created B", "13T09:00:01 reply"],
      "14T09:00",
      { "first-response": `late ${240 + 1 / 60}m due 12T17:00 breached 13T09:00` },
    ],
    [
      "dbt_zendesk PR#273: of a ticket that we opened it waits for the customer's first message",
      ["12T09:00 created B agent", "12T10:00 reply", "13T10:00 customer"],
      "13T11:00",
      { "first-response": "running 60m due 13T14:00", "next-response": "none" },
    ],
    [
      "and until then there is no clock",
      ["12T09:00 created B agent"],
      "13T11:00",
      { "first-response": "inactive 0m", resolution: "running 600m due 13T17:00" },
    ],
    [
      "zammad#1620 and #1880: what is no answer to the customer does not end it",
      ["12T09:00 created B", "12T10:00 status waiting_vendor"],
      "12T11:00",
      { "first-response": "running 120m due 12T13:00" },
    ],
    [
      "zammad#3642: parking a ticket does not stop it",
      ["12T09:00 created B", "12T09:30 status waiting_customer"],
      "12T11:00",
      { "first-response": "running 120m due 12T13:00", resolution: "paused 30m" },
    ],
    [
      "zammad#2082: it ends with the first answer, not the second",
      ["12T09:00 created B", "12T09:30 reply"],
      "12T09:30",
      { "first-response": "met 30m" },
    ],
    [
      "zammad#5177: no next response while it is open",
      ["12T09:00 created B", "12T10:00 customer"],
      "12T11:00",
      { "first-response": "running 120m due 12T13:00", "next-response": "none" },
    ],
    [
      "zammad#2579, #4777 and #4516: its numbers are there once it ended, without a reopening",
      ["12T09:00 created B", "12T10:00 reply", "12T11:00 status resolved"],
      "12T11:00",
      { "first-response": "met 60m", resolution: "met 120m" },
    ],
    [
      "chatwoot PR#13392: nights and weekends are not counted where hours are promised",
      ["16T16:00 created B"],
      "19T09:30",
      { "first-response": "running 90m due 19T12:00" },
    ],
    [
      "zammad#390: what closes no desk counts",
      ["13T16:00 created B"],
      "14T11:00",
      { "first-response": "running 180m due 14T12:00" },
    ],
    [
      "a holiday is not counted",
      ["19T16:00 created B"],
      "21T10:00",
      { "first-response": "running 120m due 21T12:00" },
    ],
    [
      "dbt_zendesk#142: the breach is told at the instant it happened, not where it was seen",
      ["12T09:00 created A"],
      "15T09:00",
      { "first-response": "running 4320m due 12T10:00 breached 12T10:00" },
    ],
  ]);
});

describe("next response", () => {
  check([
    [
      "zammad#3140: is not owed once an agent wrote last",
      ["12T09:00 created B", "12T10:00 reply"],
      "16T09:00",
      { "next-response": "none" },
    ],
    [
      "osTicket#1684: nor while the customer is silent for days",
      ["12T09:00 created B", "12T10:00 reply", "12T10:00 status waiting_customer"],
      "23T09:00",
      { "next-response": "none", resolution: "paused 60m" },
    ],
    [
      "starts at the oldest unanswered message",
      ["12T09:00 created B", "12T10:00 reply", "12T11:00 customer", "12T12:00 customer"],
      "12T13:00",
      { "next-response": "running 120m due 12T15:00" },
    ],
    [
      "zammad#3410: is one for each wait, from the customer's message to the answer",
      [
        "12T09:00 created B",
        "12T09:10 reply",
        "12T10:00 customer",
        "12T10:30 reply",
        "12T11:00 customer",
        "12T13:00 reply",
      ],
      "14T09:00",
      { "next-response 0": "met 30m", "next-response 1": "met 120m", "next-response 2": "none" },
    ],
    [
      "zammad#1322: a message by any channel starts it, and ends a wait for the customer",
      ["12T09:00 created B", "12T10:00 reply", "12T10:00 status waiting_customer", "12T12:00 customer"],
      "12T13:00",
      { "next-response": "running 60m due 12T16:00", resolution: "running 120m due 14T11:00" },
    ],
    [
      "osTicket PR#419: an answer clears what was due",
      ["12T09:00 created B", "12T10:00 reply", "12T11:00 customer", "13T16:00 reply"],
      "14T09:00",
      { "next-response": "late 780m due 12T15:00 breached 12T15:00" },
    ],
    [
      "runs while the vendor is waited for",
      ["12T09:00 created B", "12T10:00 reply", "12T10:00 status waiting_vendor", "12T11:00 customer"],
      "12T12:00",
      { "next-response": "running 60m due 12T15:00", resolution: "paused 60m" },
    ],
  ]);
});

describe("pauses", () => {
  check([
    [
      "frappe#1554: a pause stops the clock, it does not only say so",
      ["12T09:00 created B", "12T09:30 reply", "12T10:00 status waiting_customer", "13T10:00 status open"],
      "13T11:00",
      { resolution: "running 120m due 14T17:00" },
    ],
    [
      "frappe#1675: and the due time moves by it",
      ["12T09:00 created B", "12T11:00 status waiting_vendor", "12T13:00 status open"],
      "12T13:00",
      { resolution: "running 120m due 14T11:00" },
    ],
    [
      "erpnext#49414 and PR#47884: a pause outside service hours moves nothing",
      ["12T09:00 created B", "12T18:00 status waiting_customer", "13T08:00 status open"],
      "13T10:00",
      { resolution: "running 540m due 13T17:00" },
    ],
    [
      "GLPI#10594: nor does one over a weekend",
      ["16T09:00 created B", "16T17:00 status waiting_customer", "19T09:00 status open"],
      "19T10:00",
      { resolution: "running 540m due 19T17:00" },
    ],
    [
      "GLPI#1912: time spent waiting is not in the result",
      [
        "12T09:00 created B",
        "12T10:00 status waiting_customer",
        "12T12:00 status open",
        "12T13:00 status resolved",
      ],
      "14T09:00",
      { resolution: "met 120m" },
    ],
    [
      "GLPI#14492 and PR#14937: nor is that of a second wait",
      [
        "12T09:00 created B",
        "12T10:00 status waiting_customer",
        "12T11:00 status open",
        "12T12:00 status waiting_vendor",
        "12T13:00 status open",
      ],
      "12T14:00",
      { resolution: "running 180m due 14T11:00" },
    ],
    [
      "osTicket#3034: paused for days it is neither due nor breached",
      ["12T09:00 created B", "12T10:00 status waiting_customer"],
      "30T10:00",
      { resolution: "paused 60m" },
    ],
    [
      "frappe#1542: what a plan does not pause on does not pause",
      ["12T09:00 created C", "12T10:00 status waiting_vendor"],
      "12T12:00",
      { resolution: "running 180m" },
    ],
    [
      "zammad#188: two pauses that begin in one minute are two",
      [
        "12T09:00 created B",
        "12T10:00:10 status waiting_customer",
        "12T10:00:20 status open",
        "12T10:00:40 status waiting_customer",
        "12T10:00:50 status open",
      ],
      "12T11:00",
      { resolution: `running ${120 - 20 / 60}m due 14T09:00` },
    ],
    [
      "from one wait to another nothing is counted twice",
      [
        "12T09:00 created B",
        "12T10:00 status waiting_customer",
        "12T11:00 status waiting_vendor",
        "12T12:00 status open",
      ],
      "12T13:00",
      { resolution: "running 120m due 14T11:00" },
    ],
  ]);
});

describe("resolving, reopening and merging", () => {
  check([
    [
      "chatwoot#10178 and frappe#1607: resolving ends every open target",
      ["12T09:00 created B", "12T09:30 reply", "12T10:00 customer", "12T11:00 status resolved"],
      "14T09:00",
      { "next-response": "met 60m", update: "met 90m", resolution: "met 120m" },
    ],
    [
      "chatwoot#10178: resolved late between two looks is late",
      ["12T09:00 created A", "12T09:30 reply", "12T18:00 status resolved"],
      "14T09:00",
      { resolution: "late 540m due 12T17:00 breached 12T17:00" },
    ],
    [
      "zammad#188: reopened, the resolution goes on; the time while resolved is not counted",
      ["12T09:00 created B", "12T10:00 reply", "12T11:00 status resolved", "13T10:00 customer"],
      "13T11:00",
      {
        resolution: "running 180m due 14T16:00",
        "next-response": "running 60m due 13T14:00",
        "first-response": "met 60m",
      },
    ],
    [
      "GLPI#1911: and it does not start anew",
      ["12T09:00 created B", "12T16:00 status resolved", "13T10:00 status open"],
      "13T10:00",
      { resolution: "running 420m due 14T11:00" },
    ],
    [
      "reopened after the goal was used up it is late again at once",
      ["12T09:00 created A", "12T18:00 status resolved", "13T10:00 status open"],
      "13T10:00",
      { resolution: "running 540m due 12T17:00 breached 12T17:00" },
    ],
    [
      "zammad#904: a merged ticket promises nothing any more",
      ["12T09:00 created B", "12T10:00 cancelled merged"],
      "16T09:00",
      { "first-response": "cancelled 60m", resolution: "cancelled 60m" },
    ],
    [
      "what had ended before keeps its verdict",
      ["12T09:00 created B", "12T10:00 reply", "12T11:00 cancelled spam"],
      "16T09:00",
      { "first-response": "met 60m", resolution: "cancelled 120m" },
    ],
    [
      "and nothing starts a clock of it again",
      [
        "12T09:00 created B",
        "12T10:00 reply",
        "12T11:00 cancelled merged",
        "12T12:00 customer",
        "12T13:00 undeliverable m",
        "12T14:00 status open",
      ],
      "16T09:00",
      { "next-response": "none", resolution: "cancelled 120m" },
    ],
    [
      "the unanswered message of a merged ticket is owed an answer since it came",
      ["12T09:00 created B", "12T11:00 reply", "12T14:00 merged-in 12T10:00"],
      "12T15:00",
      { "next-response": "running 300m due 12T14:00 breached 12T14:00" },
    ],
    [
      "not where an answer is owed already",
      ["12T09:00 created B", "12T09:10 reply", "12T12:00 customer", "12T14:00 merged-in 12T10:00"],
      "12T15:00",
      { "next-response": "running 180m due 12T16:00", "next-response 1": "none" },
    ],
    [
      "nor where it had been answered",
      ["12T09:00 created B", "12T09:10 reply", "12T14:00 merged-in"],
      "12T15:00",
      { "next-response": "none" },
    ],
    [
      "it may be older than the ticket it joins",
      ["13T09:00 created B", "13T10:00 reply", "13T11:00 merged-in 12T16:00"],
      "13T11:00",
      { "next-response": "running 180m due 13T12:00" },
    ],
  ]);
});

describe("another severity, plan, calendar or policy", () => {
  check([
    [
      "elapsed is kept, the goal replaced",
      ["12T09:00 created C", "12T11:00 severity B"],
      "12T12:00",
      { "first-response": "running 180m due 12T13:00" },
    ],
    [
      "over the new goal already: breached at the change, even when closed",
      ["12T09:00 created C", "12T20:00 severity B"],
      "13T08:00",
      { "first-response": "running 480m due 12T13:00 breached 12T20:00" },
    ],
    [
      "exactly at the new goal it is not breached yet",
      ["12T09:00 created C", "12T13:00 severity B"],
      "12T13:00",
      { "first-response": "running 240m due 12T13:00" },
    ],
    [
      "GLPI#6902 and #15605: a change does not lose the pauses",
      [
        "12T09:00 created C",
        "12T10:00 status waiting_customer",
        "12T16:00 status open",
        "12T16:30 severity B",
      ],
      "12T16:30",
      { resolution: "running 90m due 14T15:00" },
    ],
    [
      "osTicket#5160: within the new goal the breach is withdrawn",
      ["12T09:00 created B", "12T14:00 severity C"],
      "12T15:00",
      { "first-response": "running 360m due 12T17:00" },
    ],
    [
      "zammad#5624 and #4353: with no goal left there is no due time",
      ["12T09:00 created B", "12T10:00 reply", "12T11:00 customer", "12T12:00 severity C"],
      "16T09:00",
      { "next-response": "running 1800m", resolution: "running 1920m" },
    ],
    [
      "osTicket#4078: an overdue target keeps its promise, and says since when it is late",
      ["12T09:00 created B"],
      "16T09:00",
      { "first-response": "running 1920m due 12T13:00 breached 12T13:00" },
    ],
    [
      "a goal that comes back finds what elapsed meanwhile",
      ["12T09:00 created B", "12T10:00 plan basic", "13T10:00 plan gold"],
      "13T10:00",
      { "first-response": "running 1500m due 12T13:00 breached 13T10:00" },
    ],
    [
      "a new calendar leaves the past as it was",
      ["12T16:00 created B", "12T19:00 calendar always"],
      "12T20:00",
      { "first-response": "running 120m due 12T22:00" },
    ],
    [
      "an ended target never changes",
      ["12T09:00 created C", "12T16:00 reply", "12T16:30 severity A"],
      "13T09:00",
      { "first-response": "met 420m" },
    ],
    [
      "another policy counts from when it is applied",
      ["12T09:00 created B", "12T09:20 policy v2"],
      "12T10:00",
      { "first-response": "running 60m due 12T09:30 breached 12T09:30" },
    ],
    [
      "without an agreement the clock counts silently",
      ["12T09:00 created B", "12T09:00 plan basic"],
      "13T09:00",
      { "first-response": "running 1440m" },
    ],
  ]);
});

describe("update", () => {
  check([
    [
      "runs from the answer that ended the first response",
      ["12T09:00 created B", "12T10:00 reply"],
      "12T11:00",
      { update: "running 60m due 13T10:00" },
    ],
    [
      "to the next one, which begins another",
      ["12T09:00 created B", "12T10:00 reply", "12T12:00 reply"],
      "12T13:00",
      { "update 0": "met 120m", "update 1": "running 60m due 13T12:00" },
    ],
    [
      "waits for the customer where the policy says so",
      ["12T09:00 created B", "12T10:00 reply", "12T11:00 status waiting_customer"],
      "15T09:00",
      { update: "paused 60m" },
    ],
    [
      "is not there before the first response ended",
      ["12T09:00 created B agent", "12T10:00 reply"],
      "12T11:00",
      { update: "none" },
    ],
    [
      "nor while resolved",
      ["12T09:00 created B", "12T10:00 status resolved", "12T11:00 reply"],
      "12T12:00",
      { update: "none" },
    ],
    [
      "goes on after a reopening",
      ["12T09:00 created B", "12T10:00 reply", "12T11:00 status resolved", "12T12:00 status open"],
      "12T13:00",
      { "update 0": "met 60m", "update 1": "running 60m due 13T12:00" },
    ],
    [
      "fills no row where it was never promised",
      ["12T09:00 created C", "12T10:00 reply"],
      "12T11:00",
      { update: "none" },
    ],
    [
      "and is there with its elapsed time once it is",
      ["12T09:00 created C", "12T10:00 reply", "12T12:00 severity B"],
      "12T13:00",
      { update: "running 180m due 13T10:00" },
    ],
  ]);
});

describe("answers on their way", () => {
  check([
    [
      "are provisional: the clock runs",
      ["12T09:00 created B", "12T12:00 reply m1 provisional"],
      "12T12:30",
      { "first-response": "running 210m due 12T13:00 provisional" },
    ],
    [
      "accepted, they count from their receipt, also past the due time",
      ["12T09:00 created B", "12T12:59 reply m1 provisional", "12T13:05 accepted m1"],
      "12T13:10",
      { "first-response": "met 239m" },
    ],
    [
      "failed, it is as if they had not been",
      ["12T09:00 created B", "12T12:59 reply m1 provisional", "12T13:05 failed m1"],
      "12T13:10",
      { "first-response": "running 250m due 12T13:00 breached 12T13:00" },
    ],
    [
      "what the customer writes meanwhile is owed an answer once they are accepted",
      ["12T09:00 created B", "12T10:00 reply m1 provisional", "12T10:01 customer", "12T10:02 accepted m1"],
      "12T11:01",
      { "first-response": "met 60m", "next-response": "running 60m due 12T14:01" },
    ],
    [
      "an acceptance later than the asked instant is not seen",
      ["12T09:00 created B", "12T10:00 reply m1 provisional", "12T10:02 accepted m1"],
      "12T10:01",
      { "first-response": "running 61m due 12T13:00 provisional" },
    ],
    [
      "undeliverable: the verdict stays, flagged, and an answer is owed from the report",
      ["12T09:00 created B", "12T10:00 reply m1", "12T11:00 undeliverable m1"],
      "12T12:00",
      { "first-response": "met 60m undeliverable", "next-response": "running 60m due 12T15:00" },
    ],
    [
      "also of a ticket that this answer resolved",
      ["12T09:00 created B", "12T10:00 reply m1", "12T10:00 status resolved", "12T11:00 undeliverable m1"],
      "12T12:00",
      { "next-response": "running 60m due 12T15:00", resolution: "met 60m" },
    ],
    [
      "one report of several recipients is enough",
      ["12T09:00 created B", "12T10:00 reply m1", "12T11:00 undeliverable m1", "12T11:05 undeliverable m1"],
      "12T12:00",
      { "next-response 0": "running 60m due 12T15:00", "next-response 1": "none" },
    ],
  ]);
});

describe("order", () => {
  test("events are taken by their instant and then their number, in whatever order they are given", () => {
    const events = ticket([
      "12T09:00 created B",
      "12T10:00 reply",
      "12T10:00 status waiting_customer",
      "12T12:00 customer",
    ]);
    const whole = foldTargets(events, desk, on("12T13:00"));
    expect(foldTargets(events.toReversed(), desk, on("12T13:00"))).toEqual(whole);
  });

  test("a message that was held and is allowed later counts from its receipt", () => {
    const [created, customer, reply] = ticket(["12T09:00 created B", "12T09:30 customer", "12T10:00 reply"]);
    const late = [created!, { ...reply!, seq: 1 }, { ...customer!, seq: 2 }];
    expect(foldTargets(late, desk, on("12T13:00")).some(({ kind }) => kind === "next-response")).toBe(false);
  });

  test("the goal version rises with the goal and not with the calendar", () => {
    const versions = (lines: readonly string[]): number =>
      foldTargets(ticket(lines), desk, on("13T09:00"))[1]!.goalVersion;
    expect(versions(["12T09:00 created B", "12T10:00 calendar always"])).toBe(1);
    expect(versions(["12T09:00 created B", "12T10:00 severity A", "12T11:00 severity B"])).toBe(3);
  });

  test("without events there are no targets", () => {
    expect(foldTargets([], desk, on("12T13:00"))).toEqual([]);
    expect(foldTargets(ticket(["14T09:00 created B"]), desk, on("12T13:00"))).toEqual([]);
  });

  test.each<[string, readonly string[]]>([
    ["a wait that begins at that opening", []],
    ["also where something else happened before it", ["13T18:00 severity B"]],
  ])("breachAt lies beyond %s", (_name, between) => {
    const events = [
      "12T09:00 created B",
      "12T09:00 reply",
      ...between,
      "14T09:00 status waiting_customer",
      "14T12:00 status open",
    ];
    const resolution = foldTargets(ticket(events), desk, on("14T12:00")).find(
      ({ kind }) => kind === "resolution",
    );
    expect(resolution).toMatchObject({ dueAt: on("13T17:00"), breachAt: on("14T12:00"), breachedAt: null });
  });

  test("a clock that starts in the past knows the goals since then, not those before", () => {
    const events = [
      "12T09:00 created A",
      "12T10:00 reply",
      "12T11:00 severity B",
      "12T14:00 merged-in 12T12:00",
    ];
    const next = foldTargets(ticket(events), desk, on("12T15:00")).find(
      ({ kind }) => kind === "next-response",
    );
    expect(next).toMatchObject({ goalVersion: 1, goalMs: 4 * HOUR, elapsedMs: 3 * HOUR });
  });

  test("breachAt is the other end of a tie", () => {
    const [target] = foldTargets(ticket(["12T13:00 created B"]), desk, on("12T14:00")).filter(
      ({ kind }) => kind === "first-response",
    );
    expect(target).toMatchObject({ dueAt: on("12T17:00"), breachAt: on("13T09:00"), goalMs: 4 * HOUR });
  });
});
