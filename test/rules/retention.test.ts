import { describe, expect, test } from "vitest";
import { judgeMail, judgeTicket, type MailFacts, type TicketFacts } from "../../src/ops/retention.ts";
import { codesOnly, withoutPacket } from "../../src/ops/without-content.ts";
import { DeskFile } from "../../src/policy/desk-schema.ts";
import { retentionTerms } from "../../src/policy/retention.ts";
import { DAY, instant, plus } from "../../src/values/instant.ts";
import { handoffDetail } from "../support/handoffs.ts";

const NOW = instant("2026-12-03T10:00:00Z");
const ago = (days: number, ms = 0) => plus(NOW, -days * DAY - ms);
const terms = retentionTerms(
  DeskFile.parse({
    version: 1,
    teams: { support: { members: [] } },
    retention: { closedTickets: "100d", rawMail: "60d", automaticMail: "30d", quarantine: "10d" },
  }),
);
const FOR_EVER = { closedTickets: null, rawMail: null, automaticMail: null, quarantine: null, audit: null };

const ticket = (over: Partial<TicketFacts>): TicketFacts => ({
  closedAt: ago(100),
  lastMailAt: ago(120),
  openHandoffs: 0,
  unsettledMails: 0,
  onHold: false,
  mergedIntoKept: false,
  ...over,
});

describe("a ticket", () => {
  test.each<[string, Partial<TicketFacts>, string]>([
    ["closed for exactly the period is due", {}, "due"],
    ["closed for a millisecond less is not", { closedAt: ago(100, -1) }, "not yet due"],
    ["that is open never is", { closedAt: null }, "ticket open"],
    ["somebody wrote to since stays the period from then on", { lastMailAt: ago(100, -1) }, "wrote lately"],
    ["somebody wrote to exactly the period ago is due", { lastMailAt: ago(100) }, "due"],
    ["with an open handoff stays", { openHandoffs: 1 }, "handoff open"],
    ["with a mail that is held or on its way stays", { unsettledMails: 1 }, "mail not settled"],
    ["on hold stays, however old", { closedAt: ago(4000), onHold: true }, "on hold"],
    [
      "whose mails stand on a kept ticket stays with it",
      { mergedIntoKept: true },
      "merged into a kept ticket",
    ],
  ])("%s", (_name, over, expected) => {
    const verdict = judgeTicket(ticket(over), terms, NOW);
    expect(verdict.kind === "due" ? "due" : verdict.because).toBe(expected);
  });

  test("is kept for ever where desk.yaml says so", () => {
    expect(judgeTicket(ticket({ closedAt: ago(9000) }), FOR_EVER, NOW)).toMatchObject({
      because: "kept for ever",
    });
  });

  test("is due since the later of its closing and its last mail, and the period", () => {
    const facts = ticket({ closedAt: ago(130), lastMailAt: ago(110) });
    expect(judgeTicket(facts, terms, NOW)).toEqual({ kind: "due", class: "closedTickets", since: ago(10) });
  });

  test("stays as long as a mail can open it again, whatever desk.yaml says", () => {
    const desk = DeskFile.parse({
      version: 1,
      teams: { support: { members: [] } },
      retention: { closedTickets: "1d" },
    });
    expect(retentionTerms(desk).closedTickets).toBe(14 * DAY);
  });
});

const mail = (over: Partial<MailFacts>): MailFacts => ({
  state: "done",
  disposition: "added-to-ticket",
  seenAt: ago(60),
  ticket: { closedAt: ago(50), openHandoffs: 0, onHold: false },
  ...over,
});
const closed = { closedAt: ago(50), openHandoffs: 0, onHold: false };

describe("the bytes of a mail", () => {
  test.each<[string, Partial<MailFacts>, string, string]>([
    ["as old as the period are due", {}, "rawMail", "due"],
    ["a millisecond younger are not", { seenAt: ago(60, -1) }, "rawMail", "not yet due"],
    ["on an open ticket never are", { ticket: { ...closed, closedAt: null } }, "rawMail", "ticket open"],
    [
      "on a ticket that was handed on stay",
      { ticket: { ...closed, openHandoffs: 1 } },
      "rawMail",
      "handoff open",
    ],
    ["on a ticket on hold stay", { ticket: { ...closed, onHold: true } }, "rawMail", "on hold"],
    ["of a mail to be processed stay", { state: "stored", disposition: null }, "rawMail", "mail not settled"],
    ["of no ticket are due by age", { disposition: "duplicate", ticket: null }, "rawMail", "due"],
    ["of a machine go sooner", { disposition: "automatic", seenAt: ago(30) }, "automaticMail", "due"],
    [
      "of a report about our mail go sooner",
      { disposition: "delivery-report", seenAt: ago(30) },
      "automaticMail",
      "due",
    ],
    [
      "of a machine on an open ticket stay",
      { disposition: "automatic", ticket: { ...closed, closedAt: null } },
      "automaticMail",
      "ticket open",
    ],
    [
      "aside go after the quarantine",
      { state: "aside", disposition: "quarantined", ticket: null, seenAt: ago(10) },
      "quarantine",
      "due",
    ],
    [
      "aside for less stay",
      { state: "aside", disposition: "quarantined", ticket: null, seenAt: ago(10, -1) },
      "quarantine",
      "not yet due",
    ],
    [
      "refused go after the quarantine",
      { disposition: "suppressed", ticket: null, seenAt: ago(10) },
      "quarantine",
      "due",
    ],
    [
      "refused but on a ticket are the ticket's",
      { disposition: "suppressed", seenAt: ago(10) },
      "rawMail",
      "not yet due",
    ],
  ])("%s", (_name, over, name, expected) => {
    const verdict = judgeMail(mail(over), terms, NOW);
    expect([verdict.class, verdict.kind === "due" ? "due" : verdict.because]).toEqual([name, expected]);
  });

  test("are kept for ever where desk.yaml says so", () => {
    expect(judgeMail(mail({ seenAt: ago(9000) }), FOR_EVER, NOW)).toMatchObject({ because: "kept for ever" });
  });
});

describe("without content", () => {
  test("a ledger keeps numbers, ids and codes, and no word or address", () => {
    const data = {
      to: "resolved",
      message: "0197a0de-0000-7000-8000-000000000001",
      count: 3,
      sure: true,
      none: null,
      said: "Every call drops",
      who: "carla@fabrikam.example",
      list: ["ok", "two words", { deep: "a@b.example" }],
    };
    expect(codesOnly(data)).toEqual({
      ...data,
      said: "",
      who: "",
      list: ["ok", "", { deep: "" }],
    });
  });

  test("a handoff keeps which way it went and why, and nothing that left with it", () => {
    const detail = { ...handoffDetail("night-desk", "ana", NOW), attachments: ["x"] };
    const left = withoutPacket(detail);
    const text = JSON.stringify(left);
    for (const word of ["Calls drop", "Fabrikam", "0f7c1ad2", "another network", "tenant, since"])
      expect(text).not.toContain(word);
    expect(left.decision).toEqual(detail.decision);
    expect(left.packet.service).toBe("microsoft365");
    expect(left.attachments).toBeUndefined();
  });
});
