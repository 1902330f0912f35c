import { describe, expect, test } from "vitest";
import { decideOutgoing, mayAct, type OutgoingMail } from "../../src/ops/outgoing-act.ts";

type State = OutgoingMail["state"];
const STATES: readonly State[] = [
  "held",
  "ready",
  "submitting",
  "accepted",
  "deferred",
  "unsure",
  "failed",
  "bounced",
  "cancelled",
];
const to = (state: OutgoingMail["recipients"][number]["state"], address = "a@x.example") => ({
  address,
  state,
  reply: "550 5.1.1 no such user",
});
const mail = (state: State, recipients = [to("failed")]): OutgoingMail => ({
  state,
  recipients,
  dueAt: null,
});
const order = { act: "retry", sure: false, shadow: false } as const;

describe("sending again", () => {
  test.each(STATES)("%s: offered if, and only if, it does something", (state) => {
    for (const act of ["retry", "cancel"] as const) {
      const { kind } = decideOutgoing(mail(state), { act, sure: true, shadow: false });
      expect(kind).toBe(mayAct(act, state) ? act : "nothing");
    }
  });

  test.each<[State, string]>([
    ["submitting", "it is being sent at this moment; look again in two minutes"],
    ["accepted", "it is accepted"],
    ["cancelled", "it is cancelled"],
    ["held", "it is held"],
  ])("%s is not: %s", (state, because) => {
    expect(decideOutgoing(mail(state), order)).toEqual({ kind: "nothing", because });
  });

  test("recipients that took it never get it again; all others do", () => {
    const recipients = [
      to("accepted", "a@x"),
      to("failed", "b@x"),
      to("bounced", "c@x"),
      to("waiting", "d@x"),
    ];
    const decided = decideOutgoing(mail("failed", recipients), order);
    expect(decided).toMatchObject({ kind: "retry", repeat: false });
    expect("recipients" in decided && decided.recipients.map(({ state }) => state)).toEqual([
      "accepted",
      "waiting",
      "waiting",
      "waiting",
    ]);
  });

  test("where everybody took it there is nobody to send it to", () => {
    expect(decideOutgoing(mail("bounced", [to("accepted")]), order).kind).toBe("nothing");
  });

  test("one that may have arrived is asked about first, and then marked as a repeat", () => {
    expect(decideOutgoing(mail("unsure", [to("waiting")]), order).kind).toBe("ask");
    expect(decideOutgoing(mail("unsure", [to("waiting")]), { ...order, sure: true })).toMatchObject({
      kind: "retry",
      repeat: true,
    });
  });

  test("in shadow nothing is sent again, and whatever waits can be cancelled", () => {
    expect(decideOutgoing(mail("failed"), { ...order, shadow: true }).kind).toBe("nothing");
    expect(decideOutgoing(mail("held"), { ...order, act: "cancel", shadow: true }).kind).toBe("cancel");
  });
});

test.each<[State, boolean]>([
  ["held", true],
  ["ready", true],
  ["deferred", true],
  ["failed", false],
  ["unsure", false],
  ["bounced", false],
])("cancelling what was %s: its ticket must hear of it: %s", (state, wasOnItsWay) => {
  expect(decideOutgoing(mail(state), { ...order, act: "cancel" })).toEqual({ kind: "cancel", wasOnItsWay });
});
