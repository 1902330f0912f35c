import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findReported, reportKeys, type SentLead } from "../../src/conversation/reported.ts";
import type { DeliveryReport } from "../../src/mail/reading.ts";
import { affectedBy, comeBack, replyOf, SOFT_FAILURES, toRemember } from "../../src/outbound/bounce.ts";
import type { Recipient } from "../../src/outbound/delivery.ts";
import { missesCustomer } from "../../src/tickets/delivery/reported-mail.ts";
import type { TicketState } from "../../src/tickets/state.ts";
import { instant } from "../../src/values/instant.ts";
import { handMade } from "../support/hand-made-message.ts";

const NOW = instant("2026-12-03T10:00:00Z");
const [CARLA, CARL, EVE] = ["carla@f.example", "carl@f.example", "eve@g.example"] as const;
const to = (...addresses: readonly string[]): readonly Recipient[] =>
  addresses.map((address) => ({ address, state: "accepted", reply: "250" }));
const report = (
  addresses: readonly string[],
  over: Partial<DeliveryReport> & { readonly class?: "hard" | "soft" } = {},
): DeliveryReport => ({
  kind: "failed",
  originalMessageId: "<m@x>",
  because: "rfc3464",
  ...over,
  recipients: addresses.map((address) => ({
    address,
    action: "failed",
    status: "5.1.1",
    class: over.class ?? "hard",
    diagnostic: "550 5.1.1 no such user",
  })),
});
const bounce = (recipients: readonly Recipient[], about: DeliveryReport) =>
  comeBack(recipients, affectedBy(about, recipients));

describe("which recipients a report is about", () => {
  test.each<[string, readonly string[], readonly string[], readonly [number, boolean][]]>([
    ["the one it names", [CARLA], [CARLA], [[0, false]]],
    ["the one it names in other letters", [CARLA], ["Carla@F.Example"], [[0, false]]],
    [
      "those of several that it names",
      [CARLA, CARL, EVE],
      [EVE, CARLA],
      [
        [0, false],
        [2, false],
      ],
    ],
    [
      "the only one, where it names where that one's mail is passed on to",
      [CARLA],
      ["c@other.example"],
      [[0, true]],
    ],
    ["the only one, where it names nobody", [CARLA], [], [[0, false]]],
    ["nobody of several, where it names somebody else", [CARLA, CARL], [EVE], []],
  ])("%s", (_name, written, named, expected) => {
    const affected = affectedBy(report(named), to(...written));
    expect(affected.map(({ recipient, elsewhere }) => [recipient, elsewhere])).toEqual(expected);
  });
});

describe("what comes back", () => {
  test("of several recipients one: that one is bounced, with what the server said, and the rest is as it was", () => {
    expect(bounce(to(CARLA, CARL), report([CARL]))).toEqual({
      recipients: [
        { address: CARLA, state: "accepted", reply: "250" },
        { address: CARL, state: "bounced", reply: "550 5.1.1 no such user" },
      ],
      news: [1],
      wholly: false,
    });
  });

  test("the last one that was left: wholly, also where others were refused at once", () => {
    const refused: Recipient = { address: CARLA, state: "failed", reply: "550" };
    expect(bounce([refused, ...to(CARL)], report([CARL]))).toMatchObject({ news: [1], wholly: true });
  });

  test("the same report again is no news, whoever it is about", () => {
    const addresses = fc.uniqueArray(fc.constantFrom(CARLA, CARL, EVE), { minLength: 1 });
    fc.assert(
      fc.property(addresses, fc.subarray([CARLA, CARL, EVE]), (written, named) => {
        const once = bounce(to(...written), report(named));
        const twice = bounce(once.recipients, report(named));
        expect(twice).toEqual({ ...once, news: [] });
      }),
    );
  });

  test.each([
    ["a status that the words hold is not said twice", "5.1.1", "550 5.1.1 gone", "550 5.1.1 gone"],
    [
      "one that they do not hold is put before them",
      "5.1.1",
      "mailbox\n  unavailable",
      "5.1.1 mailbox unavailable",
    ],
    ["nothing said", "", "", ""],
  ])("%s", (_name, status, diagnostic, said) => {
    expect(replyOf({ address: CARLA, action: "failed", status, class: "hard", diagnostic })).toBe(said);
  });

  test.each([
    ["the one who asked is among them", [CARLA, CARL], [CARLA], true],
    ["only somebody copied is", [CARLA, CARL], [CARL], false],
    ["nobody is left", [CARL], [CARL], true],
  ])("the customer misses an answer where %s", (_name, written, named, missed) => {
    const state = { requester: { address: CARLA } } as TicketState;
    expect(missesCustomer({ state }, bounce(to(...written), report(named)))).toBe(missed);
  });
});

describe("which addresses are remembered", () => {
  const remembered = (about: DeliveryReport, before = 0, recipients = to(CARLA)) =>
    toRemember(about, affectedBy(about, recipients), recipients, new Map([[CARLA, before]]), NOW).map(
      ({ address, hard, complaint }) => [address, hard, complaint],
    );
  test.each<[string, DeliveryReport, number, readonly unknown[]]>([
    ["a dead one, at once", report([CARLA]), 0, [[CARLA, true, false]]],
    ["not one that failed for the time being", report([CARLA], { class: "soft" }), 0, []],
    ["not the last time before it is too often", report([CARLA], { class: "soft" }), SOFT_FAILURES - 2, []],
    [
      "one that did so too often",
      report([CARLA], { class: "soft" }),
      SOFT_FAILURES - 1,
      [[CARLA, false, false]],
    ],
    ["one that complained", report([CARLA], { kind: "feedback" }), 0, [[CARLA, false, true]]],
    ["not one whose mail is late", report([CARLA], { kind: "delayed" }), 5, []],
    ["not one whose mail is passed on to a dead one", report(["c@other.example"]), 0, []],
  ])("%s", (_name, about, before, expected) => {
    expect(remembered(about, before)).toEqual(expected);
  });

  test("why is said in codes, without what the server said or any address", () => {
    const [{ because } = { because: "" }] = toRemember(
      report([CARLA]),
      affectedBy(report([CARLA]), to(CARLA)),
      to(CARLA),
      new Map(),
      NOW,
    );
    expect(because).toBe("failed 5.1.1, reported as rfc3464");
  });
});

describe("which mail a report is about", () => {
  const mail = (id: string) => ({
    ...({ id, ticketId: "t", audience: "customer", purpose: "answer", state: "accepted" } as const),
    ...{ recipients: to(CARLA), writerId: null, legId: null, once: null, createdAt: NOW },
  });
  const lead = (by: SentLead["by"], id: string): SentLead => ({ by, mail: mail(id) });
  test.each<[string, readonly SentLead[], string | null, boolean]>([
    ["the msg-id goes first", [lead("token", "b"), lead("msg-id", "a")], "a", true],
    ["then the token", [lead("token", "b")], "b", true],
    ["then the recipient, without proof", [lead("recipient", "c")], "c", false],
    ["but not where several fit", [lead("recipient", "c"), lead("recipient", "d")], null, false],
    ["nothing fits", [], null, false],
  ])("%s", (_name, leads, id, sure) => {
    const found = findReported(leads);
    expect(found.kind === "found" ? [found.mail.id, found.sure] : [null, false]).toEqual([id, sure]);
  });

  test("tokens are read from the returned header, of our domain only; recipients only where no msg-id is named", () => {
    const token = "abcdefghijklmnopqrst";
    const returned = { contentType: "text/rfc822-headers", path: "3" };
    const message = handMade("From: MAILER-DAEMON@mx.example\nTo: support@desk.example", "", [
      {
        ...returned,
        text: `Reply-To: <support+${token}@desk.example>\nX: <a+${"b".repeat(20)}@other.example>`,
      },
    ]);
    const keys = { tokens: [], msgIds: ["<r@x>"], own: null, numbers: [] };
    expect(reportKeys(message, report([CARLA]), keys, "desk.example")).toEqual({
      msgIds: ["<m@x>", "<r@x>"],
      tokens: [token],
      recipients: [],
    });
    const unnamed = report(["Carla@F.example"], { originalMessageId: null });
    expect(reportKeys(message, unnamed, keys, "desk.example").recipients).toEqual([CARLA]);
  });
});
