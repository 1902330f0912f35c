import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Bucket,
  decidePace,
  fullBucket,
  NO_PACE,
  PACES,
  type Pace,
  refill,
} from "../../src/outbound/pacing.ts";
import { DAY, type Instant, instant, MINUTE, plus, SECOND } from "../../src/values/instant.ts";

const NOW = instant("2026-12-03T10:00:00Z");
const EXCHANGE = PACES.microsoft365;
const alone = { recipients: 1, ahead: 0, live: 0 };
const decide = (turn: Partial<typeof alone>, bucket: Partial<Bucket> = {}, pace: Pace = EXCHANGE) =>
  decidePace({ ...fullBucket(pace, NOW), ...bucket }, pace, { ...alone, ...turn }, NOW);

describe("a mail's turn", () => {
  test.each<[string, Parameters<typeof decide>, number]>([
    ["with budget it goes", [{}], 0],
    ["with the last of the budget it goes", [{}, { mails: 1 }], 0],
    ["without, it waits for the next: 25 a minute flow in beside a bucket of 5", [{}, { mails: 0 }], 2400],
    ["behind three more it waits for the fourth", [{ ahead: 3 }, { mails: 0 }], 4 * 2400],
    [
      "with budget for itself but not for who is more important, it waits",
      [{ ahead: 1 }, { mails: 1 }],
      2400,
    ],
    ["with budget for all of them it goes", [{ ahead: 1 }, { mails: 2 }], 0],
    ["with the last connection free it goes", [{ live: 2 }], 0],
    ["with all connections busy it looks again in a second", [{ live: 3 }], SECOND],
    ["behind many and all connections busy it looks again later", [{ live: 3, ahead: 30 }], 11 * SECOND],
    [
      "with the recipients of the day used up it waits, and looks again at times",
      [{}, { recipients: 0 }],
      9600,
    ],
    ["a mail to more than a bucket holds needs a full bucket, not more", [{ recipients: 5000 }], 0],
    ["a long wait is cut: what is ahead may go", [{ ahead: 1000 }, { mails: 0 }], 10 * MINUTE],
    ["where no limit is kept all go", [{ ahead: 500, live: 100, recipients: 9_000 }, {}, NO_PACE], 0],
  ])("%s", (_name, given, wait) => {
    const decision = decide(...given);
    expect(decision.kind === "go" ? 0 : decision.until - NOW).toBe(wait);
  });

  test("a clock that went back fills nothing and takes nothing", () => {
    const bucket = { mails: 2, recipients: 7, at: NOW };
    expect(refill(bucket, EXCHANGE, plus(NOW, -MINUTE))).toEqual(bucket);
  });
});

test.each(["microsoft365", "google"] as const)(
  "%s: never more in any minute or day than allowed",
  (provider) => {
    const pace = PACES[provider];
    const steps = fc.array(
      fc.record({ wait: fc.nat({ max: 5 * MINUTE }), recipients: fc.integer({ min: 1, max: 400 }) }),
      { minLength: 50, maxLength: 400 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let bucket = fullBucket(pace, NOW);
        let now: Instant = NOW;
        const sent: { at: number; recipients: number }[] = [];
        for (const { wait, recipients } of all) {
          now = plus(now, wait % 7 === 0 ? wait : wait % 900);
          const decision = decidePace(bucket, pace, { recipients, ahead: 0, live: 0 }, now);
          if (decision.kind === "wait") continue;
          bucket = decision.bucket;
          sent.push({ at: now, recipients });
        }
        for (const { at } of sent) {
          const within = (ms: number) => sent.filter((one) => one.at >= at && one.at < at + ms);
          expect(within(MINUTE).length).toBeLessThanOrEqual(pace.mailsPerMinute!);
          const day = within(DAY).reduce((sum, one) => sum + one.recipients, 0);
          expect(day).toBeLessThanOrEqual(pace.recipientsPerDay!);
        }
      }),
      { numRuns: 50 },
    );
  },
);

test("small budgets are kept as well", () => {
  const small = { ...NO_PACE, mailsPerMinute: 1 };
  let bucket = fullBucket(small, NOW);
  const sent: number[] = [];
  for (let second = 0; second < 600; second++) {
    const decision = decidePace(bucket, small, alone, plus(NOW, second * SECOND));
    if (decision.kind === "go") {
      bucket = decision.bucket;
      sent.push(second);
    }
  }
  for (const [nth, at] of sent.entries()) expect(at - (sent[nth - 1] ?? -60)).toBeGreaterThanOrEqual(60);
  expect(sent.length).toBeGreaterThan(3);
});
