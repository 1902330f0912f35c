import { describe, expect, test } from "vitest";
import { compile } from "../../src/service-hours/compiled.ts";
import { plusAddress } from "../../src/tickets/letters/write-mail.ts";
import type { RosterAgent } from "../../src/tickets/team/roster.ts";
import { listDay, listWork, morningList, type WorkRow } from "../../src/tickets/team/work-list.ts";
import { HOUR, instant, plus } from "../../src/values/instant.ts";
import { rosterAgent, rosterWith } from "../support/roster.ts";

const DESK = "teams: { support: { hours: office }, night: { hours: always } }";
const ANA = rosterAgent("ana");
const ROSTER = rosterWith(DESK, [ANA]);
const LISBON = "Europe/Lisbon";

describe("the day whose list is due", () => {
  const day = (at: string, agent: RosterAgent = ANA) => listDay(agent, ROSTER, instant(at));
  const away = (from: string, to: string) => ({
    ...ANA,
    absences: [{ from: instant(from), to: instant(to) }],
  });
  test.each<[string, string, RosterAgent, string | null]>([
    ["the moment the shift begins", "2026-12-03T09:00:00Z", ANA, "2026-12-03"],
    ["a second before", "2026-12-03T08:59:59Z", ANA, null],
    ["late in the shift, if the desk was off before", "2026-12-03T17:59:59Z", ANA, "2026-12-03"],
    ["over lunch", "2026-12-03T13:30:00Z", ANA, null],
    ["the second shift of a day is the same day's", "2026-12-03T14:00:00Z", ANA, "2026-12-03"],
    ["after hours", "2026-12-03T18:00:00Z", ANA, null],
    ["on a Saturday", "2026-12-05T10:00:00Z", ANA, null],
    ["on a holiday", "2026-12-08T10:00:00Z", ANA, null],
    ["while away", "2026-12-03T10:00:00Z", away("2026-12-03T00:00Z", "2026-12-04T00:00Z"), null],
    ["back at noon", "2026-12-03T12:00:00Z", away("2026-12-03T00:00Z", "2026-12-03T12:00Z"), "2026-12-03"],
    ["round the clock: not at night", "2026-12-03T07:59:59Z", { ...ANA, hours: "always" }, null],
    ["round the clock: at eight", "2026-12-03T08:00:00Z", { ...ANA, hours: "always" }, "2026-12-03"],
    [
      "round the clock in summer: at eight of the clock on the wall",
      "2027-07-01T07:00:00Z",
      { ...ANA, hours: "always" },
      "2027-07-01",
    ],
    ["summer time: an hour earlier in UTC", "2027-07-01T08:00:00Z", ANA, "2027-07-01"],
    ["summer time: not yet", "2027-07-01T07:59:59Z", ANA, null],
  ])("%s", (_name, at, agent, expected) => expect(day(at, agent)).toBe(expected));

  const nights = (weekly: object) => {
    const hours = compile({ timeZone: LISBON, weekly, holidays: [] } as never);
    return { ...ROSTER, settings: { ...ROSTER.settings, hoursNamed: () => hours } };
  };
  const shift = {
    sat: [["22:00", "24:00"]],
    sun: [
      ["00:00", "06:00"],
      ["01:30", "06:00"],
    ].slice(0, 1),
  };
  test.each([
    ["a night's list belongs to the day its shift began", "2026-12-05T22:00:00Z", "2026-12-05"],
    ["after midnight it is still that day's", "2026-12-06T03:00:00Z", "2026-12-05"],
    ["in the night the clocks go forward", "2027-03-28T03:00:00Z", "2027-03-27"],
    ["in the night the clocks go back", "2026-10-25T05:30:00Z", "2026-10-24"],
  ])("%s", (_name, at, expected) => expect(listDay(ANA, nights(shift), instant(at))).toBe(expected));

  const early = { sun: [["01:30", "06:00"]] };
  test.each([
    ["a shift that begins in the skipped hour begins after it", "2027-03-28T01:00:00Z", "2027-03-28"],
    ["and not before", "2027-03-28T00:59:59Z", null],
    [
      "one that begins in the hour that comes twice begins the first time",
      "2026-10-25T00:30:00Z",
      "2026-10-25",
    ],
    ["stays open when that hour comes again", "2026-10-25T01:10:00Z", null],
  ])("%s", (_name, at, expected) => expect(listDay(ANA, nights(early), instant(at))).toBe(expected));
});

let ids = 0;
const mint = {
  id: () => `id${++ids}`,
  token: () => "a".repeat(20),
  hashToken: () => new Uint8Array(),
  replyAddress: plusAddress,
};
const NOW = instant("2026-12-03T09:00:00Z");
const row = (number: number, more: Partial<WorkRow> = {}): WorkRow => ({
  id: `t${number}`,
  number,
  subject: `Case ${number}`,
  severity: "B",
  status: "new",
  deskAddress: null,
  waitingUntil: null,
  legId: `l${number}`,
  customer: "Fabrikam",
  isMine: true,
  dueAt: plus(NOW, 2 * HOUR),
  calendar: "office",
  ...more,
});
const list = (tickets: readonly WorkRow[], more = {}) =>
  listWork({
    agent: ANA,
    work: { tickets, held: [], digest: [], ...more },
    roster: ROSTER,
    mint,
    now: NOW,
    outboundId: null,
  });

describe("what it says", () => {
  test("each ticket with what is left of its promise, and mails that are ready to be sent", () => {
    const { words, tokens } = list([row(1001), row(1002, { isMine: false })]);
    expect(words.text).toContain("#1001 B Case 1001 (Fabrikam)\n");
    expect(words.text).toContain("2 h of service time left");
    expect(words.text).toContain("#1002 B Case 1002 (Fabrikam): nobody has it");
    expect(words.text.match(/body=%23mine/g)).toHaveLength(1);
    expect(words.text.match(/mailto:support\+a{20}@contoso\.example\?body=%23resolve/g)).toHaveLength(2);
    expect(tokens.map(({ ticketId, agentId }) => `${ticketId} ${agentId}`)).toEqual([
      "t1001 ana",
      "t1002 ana",
    ]);
    expect(tokens.every(({ expiresAt }) => expiresAt !== null && expiresAt > NOW)).toBe(true);
  });

  test("what is late says since when, and time outside the hours is not left", () => {
    expect(list([row(1001, { dueAt: plus(NOW, -HOUR) })]).words.text).toContain(
      "Was due Thursday, 3 December, 08:00",
    );
    const tomorrow = instant("2026-12-04T10:00:00Z");
    expect(list([row(1001, { dueAt: tomorrow })]).words.text).toContain("9 h of service time left");
  });

  test("what waits stands apart, with until when; held answers are named; the rest is counted", () => {
    const waiting = row(1003, { status: "waiting", waitingUntil: instant("2026-12-07T09:00Z") });
    const many = Array.from({ length: 53 }, (_, n) => row(2000 + n));
    const held = [{ ticketId: "t", number: 1009, subject: "Held" }];
    const { text } = list([waiting, ...many], { held }).words;
    expect(text).toContain("Waiting until Monday, 7 December, 09:00 Lisbon time: #1003");
    expect(text).toContain("Your answer on #1009 Held was not sent");
    expect(text).toContain("And 4 more");
  });

  test("a subject that a customer wrote stays text in the HTML part", () => {
    expect(list([row(1001, { subject: "<b>{{number}}</b>" })]).words.html).toContain(
      "&lt;b&gt;{{number}}&lt;/b&gt;",
    );
  });
});

describe("the morning's mail", () => {
  const morning = (work: object, desk = DESK) =>
    morningList({
      agent: ANA,
      work: { tickets: [], held: [], digest: [], ...work },
      roster: rosterWith(desk, [ANA]),
      mint,
      now: NOW,
      day: "2026-12-03",
    });

  test("with nothing in it is no mail but a fact, so that nothing comes at noon either", () => {
    expect(morning({})).toEqual({
      workLists: [{ agentId: "ana", day: "2026-12-03", at: NOW, outboundId: null }],
    });
  });

  test("is one with the fact that the day is done", () => {
    const { mails, workLists } = morning({ tickets: [row(1001)] });
    expect(workLists).toMatchObject([{ day: "2026-12-03", outboundId: mails![0]!.id }]);
  });

  test("takes the digest along, and those lines are done with", () => {
    const { mails, digested } = morning({ digest: ["#1001: resolved"] });
    expect(mails![0]!.text).toContain("Done: #1001: resolved");
    expect(digested).toEqual([{ agentId: "ana", until: NOW }]);
  });

  test("of a desk without work lists has the digest alone", () => {
    const { mails } = morning(
      { tickets: [row(1001)], digest: ["#1001: resolved"] },
      `${DESK}\nagents: { workList: false }`,
    );
    expect(mails![0]!.text).not.toContain("Case 1001");
    expect(mails![0]!.text).toContain("Done: #1001: resolved");
  });
});
