import { describe, expect, test } from "vitest";
import type { Rung } from "../../src/sla/wake.ts";
import { offeredSlip, offerSlip } from "../../src/tickets/clock/offer-slip.ts";
import { holdBackSlip, isAboutToSlip, SLIP } from "../../src/tickets/clock/slip.ts";
import { wakeTicketTarget } from "../../src/tickets/clock/wake-ticket-target.ts";
import { writeDown } from "../../src/tickets/ledger.ts";
import type { Promises } from "../../src/tickets/promises/promises.ts";
import type { TargetRow } from "../../src/tickets/rows.ts";
import type { TicketState } from "../../src/tickets/state.ts";
import { type Instant, instant, MINUTE, plus } from "../../src/values/instant.ts";
import { lead, mint, OPENED, opened, promisesOf } from "../support/ticket-state.ts";

const firstResponse = ({ targets }: TicketState): TargetRow =>
  targets.find(({ kind }) => kind === "first-response")!;
const atWarning = (state: TicketState): Instant => plus(firstResponse(state).wakeAt!, MINUTE);

function woken(slipMail: Promises["slipMail"], change: Partial<TicketState> = {}, now?: Instant) {
  const promises = promisesOf(slipMail);
  const state = { ...opened(promises), ...change };
  const targetId = firstResponse(state).id;
  return wakeTicketTarget({ state, targetId, promises, mint, now: now ?? atWarning(state) }).decision;
}

describe("at the last warning before the breach", () => {
  test.each<[string, Promises["slipMail"], readonly string[], number]>([
    ["ask: the lead is asked, the customer is told nothing", "ask", ["75%", SLIP], 0],
    ["auto: the customer is told, the lead is not asked", "auto", ["75%"], 1],
    ["off: only the rung itself is told", "off", ["75%"], 0],
  ])("%s", (_name, mode, escalations, mails) => {
    const decision = woken(mode);
    expect(decision.escalations?.map(({ rung }) => rung)).toEqual(escalations);
    expect(decision.mails ?? []).toHaveLength(mails);
    expect(decision.rungsTold?.some(({ rung }) => rung === SLIP)).toBe(mode !== "off");
  });

  test("the customer reads it in their language and time zone", () => {
    const [mail] = woken("auto").mails!;
    expect(mail).toMatchObject({ audience: "customer", recipients: [{ address: "carla@fabrikam.example" }] });
    expect(mail!.text).toContain("horário de São Paulo");
    expect(mail!.text).toContain("#1001");
  });

  test("outside service hours nobody is told, not even by itself", () => {
    const decision = woken("auto", {}, instant("2026-12-03T03:00:00Z"));
    expect(decision.mails ?? []).toHaveLength(0);
    expect(decision.rungsTold ?? []).toHaveLength(0);
  });

  test("a promise that is broken already is not announced as about to break", () => {
    const breachAt = firstResponse(opened(promisesOf("ask"))).breachAt!;
    const decision = woken("ask", {}, plus(breachAt, 1000));
    expect(decision.escalations?.map(({ rung }) => rung)).toEqual(["breach"]);
  });
});

describe("a promise is about to slip", () => {
  const rung = (name: string) =>
    ({
      name,
      at: { kind: "percent", percent: Number.parseInt(name, 10) },
      tell: [],
      severities: null,
      targets: null,
      plans: null,
    }) as const;
  const breach = { ...rung("breach"), at: { kind: "breach", afterMs: 0 } } as const;
  const ladder = [rung("90%"), rung("50%"), breach];
  const running = firstResponse(opened(promisesOf()));

  test.each<[string, readonly Rung[], readonly string[], Partial<TargetRow>, boolean]>([
    ["at the last of several warnings", ladder, ["90%"], {}, true],
    ["not at one before it", ladder, ["50%"], {}, false],
    ["also for a late worker who passed both", ladder, ["50%", "90%"], {}, true],
    ["not without a warning in the ladder", [breach], ["breach"], {}, false],
    ["not once it is broken", ladder, ["90%", "breach"], { breachedAt: OPENED }, false],
    ["not a resolution: the text speaks of an answer", ladder, ["90%"], { kind: "resolution" }, false],
  ])("%s", (_name, rungs, passed, over, expected) =>
    expect(isAboutToSlip({ ...running, ...over }, rungs, passed)).toBe(expected),
  );
});

test("once for a promise and version of its goal: a fact that is there is not made again", () => {
  const promises = promisesOf("ask");
  const state = opened(promises);
  const { id, goalVersion } = firstResponse(state);
  const again = (version: number) =>
    wakeTicketTarget({
      state: { ...state, rungsTold: [{ targetId: id, rung: SLIP, goalVersion: version }] },
      targetId: id,
      promises,
      mint,
      now: atWarning(state),
    }).decision.escalations?.map(({ rung }) => rung);
  expect(again(goalVersion)).toEqual(["75%"]);
  expect(again(goalVersion + 1)).toEqual(["75%", SLIP]);
});

describe("#slip", () => {
  const promises = promisesOf("ask");
  const fresh = opened(promises);
  const fact = { targetId: firstResponse(fresh).id, rung: SLIP, goalVersion: 1 };
  const state = { ...fresh, rungsTold: [fact] };
  const now = atWarning(state);
  const escalation = { id: "e", targetId: firstResponse(state).id, to: "lead", because: "75%" };
  const offer = (of: TicketState) =>
    offerSlip({ escalation, state: of, agents: [lead], promises, mint, now });
  const decided = (of: TicketState) => {
    const told = offer(of);
    if (told.kind !== "told") throw new Error(told.because);
    return told.decision;
  };
  const offered = { ...state, events: [...state.events, ...decided(state).events!] };
  const changed = (change: Partial<TargetRow>): TicketState => ({
    ...offered,
    targets: offered.targets.map((target) =>
      target.kind === "first-response" ? { ...target, ...change } : target,
    ),
  });
  const toldAlready = writeDown("t", offered.events, now, [
    {
      at: now,
      type: "slip_told",
      actor: "agent",
      because: "#slip",
      data: { target: "first-response", instance: 0, goalVersion: 1 },
    },
  ]);

  test("the offer goes to the lead, with one link that sends it", () => {
    const [mail, ...others] = decided(state).mails!;
    expect(others).toEqual([]);
    expect(mail!.recipients).toMatchObject([{ address: "ana@contoso.example" }]);
    expect(mail!.text.match(/mailto:\S+/g)).toEqual([
      "mailto:support+aaaaaaaaaaaaaaaaaaaa@contoso.example?body=%23slip",
    ]);
    expect(mail!.text).toContain("horário de São Paulo");
  });

  test("where the mailbox knows no plus-addresses, the ticket's tag leads the link back", () => {
    const plain = { ...mint, replyAddress: (deskAddress: string) => deskAddress };
    const told = offerSlip({ escalation, state, agents: [lead], promises, mint: plain, now });
    expect(told.kind === "told" && told.decision.mails![0]!.text.match(/mailto:\S+/g)).toEqual([
      "mailto:support@contoso.example?body=%23slip&subject=%5B%231001%5D",
    ]);
  });

  test("sends what was offered while the promise runs", () =>
    expect(offeredSlip(offered)).toMatchObject({ kind: "send", target: { kind: "first-response" } }));

  test.each<[string, TicketState, string]>([
    ["nothing was offered", state, "no such mail has been offered for this ticket"],
    ["an agent answered first", changed({ state: "met" }), "the customer has been answered since"],
    ["an answer is on its way", changed({ provisional: true }), "an answer is on its way to the customer"],
    ["the goal changed", changed({ goalVersion: 2 }), "what is promised has changed since"],
    [
      "it was sent before",
      { ...offered, events: [...offered.events, ...toldAlready] },
      "the customer has been told already",
    ],
  ])("is refused where %s", (_name, given, because) =>
    expect(offeredSlip(given)).toEqual({ kind: "refused", because }),
  );

  test("no offer is made once the promise was met", () =>
    expect(offer(changed({ state: "met" }))).toMatchObject({ kind: "cancelled", decision: {} }));

  test("no offer is made for a goal that is not in force any more", () =>
    expect(offer(changed({ goalVersion: 2 }))).toMatchObject({ kind: "cancelled", decision: {} }));

  test("while an answer is on its way the offer waits, because that may fail", () =>
    expect(offer(changed({ provisional: true }))).toMatchObject({ kind: "later", until: plus(now, MINUTE) }));
});

describe("at the moment of sending, word of a delay", () => {
  const promises = promisesOf("auto");
  const state = opened(promises);
  const now = atWarning(state);
  const { id } = firstResponse(state);
  const recipients = [{ address: "carla@fabrikam.example", state: "waiting", reply: "" }] as const;
  const mail = { once: `slip.${id}.1`, recipients };
  const held = (change: Partial<TargetRow>) =>
    holdBackSlip({ targets: [{ ...firstResponse(state), ...change }] }, mail, now);

  test("is what the wake-up wrote", () => expect(woken("auto").mails![0]!.once).toMatch(/^slip\.id\d+\.1$/));

  test("leaves while the promise runs", () => expect(held({})).toBeNull());

  test.each<[string, Partial<TargetRow>, string]>([
    ["is dropped once the promise was met", { state: "met" }, "the customer has been answered since"],
    ["is dropped once it was answered late", { state: "late" }, "the customer has been answered since"],
    ["is dropped while the clock stands still", { state: "paused" }, "the promise is paused"],
    ["is dropped if another goal is in force", { goalVersion: 2 }, "what is promised has changed since"],
  ])("%s", (_name, change, because) =>
    expect(held(change)).toMatchObject({ state: "cancelled", because, dueAt: null }),
  );

  test("waits while an answer is on its way, because that may fail", () =>
    expect(held({ provisional: true })).toMatchObject({ state: "deferred", dueAt: plus(now, MINUTE) }));
});
