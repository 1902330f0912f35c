import { describe, expect, test } from "vitest";
import type { EvidenceRow } from "../../src/conversation/evidence.ts";
import { noticeLineIn } from "../../src/conversation/leak.ts";
import { findThread } from "../../src/conversation/thread.ts";
import { msgIdOf } from "../../src/mail/msg-id.ts";

const lead = (over: Partial<EvidenceRow>): EvidenceRow => ({
  by: "token",
  agreed: "token",
  ticketId: "t1",
  legId: "l1",
  minted: true,
  audience: "customer",
  agentId: null,
  outboundId: null,
  ...over,
});
const STRANGER = { number: 1, belongs: false, related: false, sameSubject: false };
const BELONGS = { ...STRANGER, belongs: true };
const belongs = new Map([["t1", BELONGS]]);
const stranger = new Map([["t1", STRANGER]]);
const related = new Map([["t1", { ...STRANGER, related: true }]]);
const sameSubject = new Map([["t1", { ...STRANGER, sameSubject: true }]]);

describe("findThread", () => {
  test.each([
    ["nothing found opens a new ticket", [], belongs, false, "new"],
    ["a customer's token leads somebody of the ticket", [lead({})], belongs, false, "known"],
    ["and a colleague whom its owner gave it", [lead({})], related, false, "known"],
    ["in a stranger's hand it lets nobody in: an agent is asked", [lead({})], stranger, false, "unverified"],
    [
      "a known msg-id of ours from a colleague: an agent is asked",
      [lead({ by: "msg-id" })],
      related,
      false,
      "unverified",
    ],
    ["a known msg-id leads somebody of the ticket", [lead({ by: "msg-id" })], belongs, false, "known"],
    [
      "a known msg-id of a stranger is kept as unverified",
      [lead({ by: "msg-id" })],
      stranger,
      false,
      "unverified",
    ],
    ["a tag leads somebody of the ticket", [lead({ by: "tag" })], belongs, false, "known"],
    [
      "a tag alone leads no stranger: anybody can guess a number",
      [lead({ by: "tag" })],
      stranger,
      false,
      "new",
    ],
    [
      "an agent's token in a customer's hand leads nowhere",
      [lead({ audience: "agents" })],
      belongs,
      false,
      "new",
    ],
    [
      "a tag under the ticket's own subject is no accident: an agent is asked",
      [lead({ by: "tag", minted: false })],
      sameSubject,
      false,
      "unverified",
    ],
    [
      "a msg-id that a sender wrote holds no stranger: anybody can claim it",
      [lead({ by: "msg-id", minted: false })],
      stranger,
      false,
      "new",
    ],
    [
      "a ticket that waits for this mail gets it from its own",
      [lead({ by: "awaited", minted: false })],
      belongs,
      false,
      "known",
    ],
    ["and from no stranger", [lead({ by: "awaited", minted: false })], stranger, false, "new"],
    ["an agent's token leads an agent", [lead({ audience: "agents" })], stranger, true, "known"],
  ])("%s", (_name, evidence, standings, agent, kind) => {
    expect(findThread(evidence, standings, agent).kind).toBe(kind);
  });

  test("the strongest evidence wins over what comes after", () => {
    const thread = findThread(
      [lead({ ticketId: "t1" }), lead({ by: "msg-id", ticketId: "t2" })],
      new Map([...belongs, ["t2", { ...BELONGS, number: 2 }]]),
      false,
    );
    expect(thread).toMatchObject({ kind: "known", lead: { ticketId: "t1" } });
    expect(thread.because).toContain("it also points to #2");
  });

  test("every lead is kept with what agreed, how sure it is, and which one decided; never a token", () => {
    const { evidence } = findThread(
      [lead({ ticketId: "t2" }), lead({ by: "tag", agreed: "#1", minted: false })],
      new Map([...belongs, ["t2", { ...STRANGER, number: 2 }]]),
      false,
    );
    expect(evidence).toEqual([
      { by: "token", agreed: "token", ticket: 2, sure: 0.5, decided: false },
      { by: "tag", agreed: "#1", ticket: 1, sure: 0.7, decided: true },
    ]);
  });

  test("a customer's mail to the tokens of two tickets joins the one it answers, and names the other", () => {
    const standings = new Map([...belongs, ["t2", { ...BELONGS, number: 2 }]]);
    const two = [lead({}), lead({ ticketId: "t2" })];
    expect(findThread(two, standings, false)).toMatchObject({ lead: { ticketId: "t1" }, also: [2] });
    const answered = [...two, lead({ by: "msg-id", ticketId: "t2" })];
    expect(findThread(answered, standings, false)).toMatchObject({ lead: { ticketId: "t2" }, also: [1] });
    const only = findThread(answered.slice(1), standings, false);
    expect(only).toMatchObject({ lead: { ticketId: "t2" }, also: [] });
  });

  test("of two tokens the one of the ticket its sender belongs to counts more; one of strangers' tickets is not named", () => {
    const two = [lead({}), lead({ ticketId: "t2" })];
    const of = (first: typeof STRANGER) =>
      new Map([
        ["t1", first],
        ["t2", { ...BELONGS, number: 2 }],
      ]);
    const related = findThread(two, of({ ...STRANGER, related: true }), false);
    expect(related).toMatchObject({ lead: { ticketId: "t2" }, also: [1] });
    expect(findThread(two, of(STRANGER), false)).toMatchObject({ lead: { ticketId: "t2" }, also: [] });
  });

  test("an agent's mail to the tokens of two tickets is for neither; to two tokens of one it is for that", () => {
    const two = [lead({ audience: "agents" }), lead({ audience: "agents", ticketId: "t2" })];
    const of = (number: number) => new Map([...belongs, ["t2", { ...BELONGS, number }]]);
    expect(findThread(two, of(2), true)).toMatchObject({ kind: "several", numbers: [1, 2] });
    expect(findThread(two, of(1), true)).toMatchObject({ kind: "known" });
  });

  test("for an agent, what was made for agents wins over a customer's lead that stands before it", () => {
    const leads = [lead({ ticketId: "t2" }), lead({ by: "msg-id", audience: "agents" })];
    const thread = findThread(leads, new Map([...belongs, ["t2", { ...BELONGS, number: 2 }]]), true);
    expect(thread).toMatchObject({ kind: "known", lead: { ticketId: "t1" } });
  });
});

test("a ticket the sender belongs to wins over one that only claims the msg-id, whichever comes first", () => {
  const standings = new Map([...belongs, ["t0", STRANGER]]);
  const claims = [lead({ by: "msg-id", ticketId: "t0" }), lead({ by: "msg-id", ticketId: "t1" })];
  expect(findThread(claims, standings, false)).toMatchObject({ kind: "known", lead: { ticketId: "t1" } });
});

describe("noticeLineIn", () => {
  const notice =
    "Fabrikam, plan standard, severity B\nThe ticket of the customer is late since yesterday noon\nAnswer by Tuesday 13:00\n\nThe printer smokes since noon.\n";
  const customer = "The printer smokes since noon.";
  test.each([
    ["an answer of the agent's own is clean", "Please unplug it.", null],
    [
      "a line of the notice is found",
      "Please unplug it.\nAnswer by Tuesday 13:00",
      "Answer by Tuesday 13:00",
    ],
    ["also behind quote marks", "Ok\n> > Answer by Tuesday 13:00", "> > Answer by Tuesday 13:00"],
    ["also with other white space", "Ok\n  Answer  by\tTuesday 13:00 ", "Answer  by\tTuesday 13:00"],
    [
      "also a piece of a long line that a client broke anew",
      "Ok\n> ticket of the customer is late since yesterday",
      "> ticket of the customer is late since yesterday",
    ],
    ["the customer's own words may be quoted back", "> The printer smokes since noon.\nUnplug it.", null],
    [
      "a token address is found anywhere",
      "write to support+abcdefghijklmnop2345@desk.example",
      "write to support+abcdefghijklmnop2345@desk.example",
    ],
    ["short everyday lines prove nothing", "Thanks,", null],
  ])("%s", (_name, answer, line) => expect(noticeLineIn(answer, notice, customer)).toBe(line));
});

describe("msgIdOf reads the header alone", () => {
  test.each([
    ["as written", "From: a@b\r\nMessage-ID: <x@y>\r\n\r\nbody", "<x@y>"],
    ["folded", "Message-Id:\r\n <x@y>\r\n\r\n", "<x@y>"],
    ["not in the body", "From: a@b\r\n\r\nMessage-ID: <x@y>\r\n", null],
    ["none", "From: a@b\n\nhello", null],
    ["not without brackets", "Message-ID: x@y\n\n", null],
  ])("%s", (_name, raw, msgId) => expect(msgIdOf(Buffer.from(raw))).toBe(msgId));
});
