import { describe, expect, test } from "vitest";
import {
  type AutomaticBudget,
  type AutomaticCounts,
  type AutomaticKind,
  mayLeave,
  type Standing,
} from "../../src/outbound/budget.ts";
import { likenessOf } from "../../src/outbound/likeness.ts";
import { HOUR, instant, plus } from "../../src/values/instant.ts";

const NOW = instant("2026-12-03T10:00:00Z");
const BUDGET: AutomaticBudget = {
  acknowledge: true,
  perAddressPerHour: 4,
  perAddressPerDay: 12,
  perSystemPerDay: 20,
  perTicketPerDay: 3,
  perDeskPerHour: 600,
};
const NONE: AutomaticCounts = {
  addressHour: 0,
  addressDay: 0,
  systemDay: 0,
  deskHour: 0,
  ticketDay: 0,
  alike: 0,
};
const standing = (counts: Partial<AutomaticCounts>, over: Partial<Standing> = {}): Standing => ({
  address: "helpdesk@tailspin.example",
  system: "tailspin.example",
  undeliverable: null,
  muted: null,
  counts: { ...NONE, ...counts },
  ...over,
});
const dead = {
  address: "helpdesk@tailspin.example",
  because: "failed 5.1.1",
  at: NOW,
  hard: true,
  complaint: false,
};
const mute = { key: "tailspin.example", kind: "system", because: "b", since: NOW, until: null } as const;

describe("mayLeave", () => {
  test.each<[string, Standing, AutomaticKind, string, string | null]>([
    ["nothing sent yet", standing({}), "response", "may", null],
    ["the last one the hour allows", standing({ addressHour: 3 }), "response", "may", null],
    [
      "one more than the hour allows mutes the address",
      standing({ addressHour: 4 }),
      "response",
      "held-back",
      "helpdesk@tailspin.example",
    ],
    [
      "one more than the day allows mutes the address",
      standing({ addressDay: 12 }),
      "response",
      "held-back",
      "helpdesk@tailspin.example",
    ],
    [
      "one more than the system may get mutes the system",
      standing({ systemDay: 20 }),
      "response",
      "held-back",
      "tailspin.example",
    ],
    [
      "where anybody can have an address, there is no system",
      standing({ systemDay: 20 }, { system: null }),
      "response",
      "may",
      null,
    ],
    ["a flood mutes everybody", standing({ deskHour: 600 }), "response", "held-back", "*"],
    [
      "a ticket's budget holds back and mutes nobody",
      standing({ ticketDay: 3 }),
      "response",
      "held-back",
      null,
    ],
    [
      "the same subject again holds back and mutes nobody",
      standing({ alike: 1 }),
      "response",
      "held-back",
      null,
    ],
    [
      "what an agent caused is no response: the hour does not count",
      standing({ addressHour: 4, alike: 1 }),
      "act",
      "may",
      null,
    ],
    ["but a ticket's budget does", standing({ ticketDay: 3 }), "act", "held-back", null],
    [
      "nothing to an address from which mail came back",
      standing({}, { undeliverable: dead }),
      "act",
      "held-back",
      null,
    ],
    [
      "nothing to who is muted already",
      standing({ addressHour: 9 }, { muted: mute }),
      "response",
      "held-back",
      null,
    ],
    ["an answer to a word leaves over a ticket's budget", standing({ ticketDay: 9 }), "word", "may", null],
    [
      "and is stopped by the address's like any response",
      standing({ addressHour: 4 }),
      "word",
      "held-back",
      "helpdesk@tailspin.example",
    ],
    ["by the same subject again too", standing({ alike: 1 }), "word", "held-back", null],
  ])("%s", (_name, at, of, kind, muted) => {
    const verdict = mayLeave(at, BUDGET, of, NOW);
    expect(verdict.kind).toBe(kind);
    expect(verdict.kind === "held-back" ? (verdict.mute?.key ?? null) : null).toBe(muted);
  });

  test("a budget of zero allows none, and is no reason for an alarm", () => {
    const verdict = mayLeave(standing({}), { ...BUDGET, perAddressPerHour: 0 }, "response", NOW);
    expect(verdict).toEqual({
      kind: "held-back",
      because: "over the budget perAddressPerHour: 0",
      mute: null,
    });
  });

  test("a ticket's budget of zero stops answers to words as well", () => {
    expect(mayLeave(standing({}), { ...BUDGET, perTicketPerDay: 0 }, "word", NOW).kind).toBe("held-back");
  });

  test("a flood's mute ends by itself after an hour, an address's does not", () => {
    const flood = mayLeave(standing({ deskHour: 600 }), BUDGET, "response", NOW);
    const address = mayLeave(standing({ addressHour: 4 }), BUDGET, "response", NOW);
    expect(flood).toMatchObject({ mute: { until: plus(NOW, HOUR) } });
    expect(address).toMatchObject({ mute: { until: null } });
  });
});

test.each([
  ["answer prefixes", "Re: AW: Calls drop", "Calls drop", true],
  ["ticket tags of any desk", "[Ticket #12345] received", "[Ticket #777] received", true],
  ["our own tags", "Re: [#1001] Calls drop", "calls drop", true],
  ["a number behind a hash", "Request #12 received", "Request #99 received", true],
  ["other numbers are other subjects", "Invoice 2026-11", "Invoice 2026-12", false],
  ["other words", "Calls drop", "Calls do not drop", false],
])("likenessOf: %s", (_name, a, b, alike) => {
  expect(likenessOf(a) === likenessOf(b)).toBe(alike);
});

test.each(["", "Re:", "(no subject)", "[#12]"])("likenessOf %j says nothing", (subject) => {
  expect(likenessOf(subject)).toBeNull();
});
