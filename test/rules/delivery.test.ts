import { describe, expect, test } from "vitest";
import {
  decideDelivery,
  type SubmitOutcome,
  type SubmittedMail,
  WAITS,
} from "../../src/outbound/delivery.ts";
import { type Instant, instant, MINUTE, plus, SECOND } from "../../src/values/instant.ts";

const NOW = instant("2026-06-01T08:00:00Z");
const to = (...addresses: string[]) =>
  addresses.map((address) => ({ address, state: "waiting" as const, reply: "" }));
const mail = (over: Partial<SubmittedMail> = {}): SubmittedMail => ({
  recipients: to("carla@fabrikam.example"),
  attempts: 1,
  repeats: 0,
  repeatable: false,
  ...over,
});
const decide = (outcome: SubmitOutcome, over: Partial<SubmittedMail> = {}, jitter = 0) =>
  decideDelivery(mail(over), outcome, NOW, jitter);
const refusedWith = (code: number): SubmitOutcome => ({
  kind: "refused",
  code,
  reply: `${code} no`,
  refused: [{ address: "carla@fabrikam.example", code, reply: `${code} no` }],
});

describe("what becomes of a submitted mail", () => {
  test.each<[string, SubmitOutcome, Partial<SubmittedMail>, string, Instant | null]>([
    [
      "taken for everybody: accepted",
      { kind: "accepted", reply: "250 ok", refused: [] },
      {},
      "accepted",
      null,
    ],
    ["refused for good (550): failed", refusedWith(550), {}, "failed", null],
    ["the first code of the for-good range (500): failed", refusedWith(500), {}, "failed", null],
    ["refused for now (451): again", refusedWith(451), {}, "deferred", plus(NOW, 5 * SECOND)],
    [
      "refused for now the third time: the wait has grown",
      refusedWith(499),
      { attempts: 3 },
      "deferred",
      plus(NOW, 2 * MINUTE),
    ],
    [
      "no connection: again, however important",
      { kind: "not-sent", because: "ECONNREFUSED" },
      {},
      "deferred",
      plus(NOW, 5 * SECOND),
    ],
    ["after the last wait: failed", refusedWith(451), { attempts: WAITS.length + 1 }, "failed", null],
    [
      "unsure, an answer: repeated once",
      { kind: "unsure", because: "gone" },
      { repeatable: true },
      "unsure",
      plus(NOW, 2 * MINUTE),
    ],
    [
      "unsure, an answer already repeated: never again",
      { kind: "unsure", because: "gone" },
      { repeatable: true, repeats: 1 },
      "unsure",
      null,
    ],
    ["unsure, an acknowledgement: never repeated", { kind: "unsure", because: "gone" }, {}, "unsure", null],
  ])("%s", (_name, outcome, over, state, dueAt) => {
    expect(decide(outcome, over)).toMatchObject({ state, dueAt });
  });

  test("jitter adds at most a quarter of the wait", () => {
    expect(decide(refusedWith(451), { attempts: 4 }, 1).dueAt).toBe(plus(NOW, 5 * MINUTE * 1.25));
  });

  test("one recipient refused for good, one taken: accepted, and each has its own result", () => {
    const recipients = to("a@x.example", "b@x.example");
    const refused = [{ address: "b@x.example", code: 550, reply: "550 5.1.1 no such user" }];
    const { state, recipients: after } = decide(
      { kind: "accepted", reply: "250 ok", refused },
      { recipients },
    );
    expect([state, after.map((recipient) => recipient.state)]).toEqual(["accepted", ["accepted", "failed"]]);
  });

  test("one recipient refused for now, one taken: only the refused one is tried again", () => {
    const recipients = to("a@x.example", "b@x.example");
    const refused = [{ address: "b@x.example", code: 451, reply: "451 later" }];
    const { state, recipients: after } = decide(
      { kind: "accepted", reply: "250 ok", refused },
      { recipients },
    );
    expect([state, after.map((recipient) => recipient.state)]).toEqual(["deferred", ["accepted", "waiting"]]);
  });

  test.each<[string, SubmitOutcome, Partial<SubmittedMail>]>([
    [
      "refused for good",
      {
        ...refusedWith(550),
        refused: [{ address: "b@x.example", code: 550, reply: "550 no" }],
      } as SubmitOutcome,
      {},
    ],
    ["given up", { kind: "not-sent", because: "ECONNREFUSED" }, { attempts: WAITS.length + 1 }],
  ])(
    "one has it from an earlier try, the other is now %s: accepted, and only the other failed",
    (_name, outcome, over) => {
      const [a, b] = to("a@x.example", "b@x.example");
      const recipients = [{ ...a!, state: "accepted" as const }, b!];
      const { state, dueAt, recipients: after } = decide(outcome, { ...over, recipients });
      expect([state, dueAt, after.map((recipient) => recipient.state)]).toEqual([
        "accepted",
        null,
        ["accepted", "failed"],
      ]);
    },
  );

  test("the waits add up to about two days", () => {
    const hours = WAITS.reduce((sum, wait) => sum + wait, 0) / (60 * MINUTE);
    expect(hours).toBeGreaterThan(40);
    expect(hours).toBeLessThan(56);
  });
});
