import { describe, expect, test } from "vitest";
import { promiseChanged } from "../../src/outbound/promise-changed.ts";
import type { Severity, Target } from "../../src/sla/event.ts";
import { agentMail } from "../../src/tickets/agents/agent-mail.ts";
import { whyTold } from "../../src/tickets/clock/tell-promise-changed.ts";
import { clockEvents } from "../../src/tickets/ledger.ts";
import { severityOf } from "../../src/tickets/promises/severity-of.ts";
import type { TicketState } from "../../src/tickets/state.ts";
import { HOUR, instant, MINUTE, plus } from "../../src/values/instant.ts";
import { handMade } from "../support/hand-made-message.ts";
import { publishedExample } from "../support/policy.ts";
import { lead, mint, OPENED, opened, promisesOf } from "../support/ticket-state.ts";

const promises = promisesOf();
const SOON = plus(OPENED, MINUTE);

/** What comes of a mail of the lead's on the ticket. */
function agentWrites(text: string, state: TicketState = opened(promises)) {
  const message = handMade("From: Ben <ben@contoso.example>\nMessage-ID: <a@ben>", text);
  const reading = {
    kind: "message",
    message,
    origin: { kind: "person", because: "", mayAutoReply: true },
    split: { visible: text, cut: [] },
    deliveryReport: null,
    forward: null,
    authentication: { proved: null, because: "" },
  } as const;
  const mail = {
    inboundId: "i",
    receivedAt: SOON,
    reading,
    because: "a reply",
    who: { agent: lead, contact: null, customer: null },
    agent: lead,
    notice: null,
    world: { agents: [], teams: [], customers: [], found: [], files: [], tickets: new Map() },
    content: () => new Uint8Array(),
  };
  const decision = agentMail({ mail, state, promises, mint, now: SOON });
  const told = (decision.mails ?? []).filter(({ audience }) => audience === "customer");
  return { decision, told, events: [...state.events, ...(decision.events ?? [])] };
}

describe("#severity", () => {
  test.each<[string, string, Severity, readonly string[]]>([
    ["became A: the customer is told", "#severity A", "A", ["became A"]],
    ["a later promise: the customer is told", "#severity C", "C", ["became later"]],
    ["in Portuguese, small letters", "#severidade a", "A", ["became A"]],
    ["the same again: nothing is new", "#severity B", "B", []],
    ["the last of two counts, and one mail says it", "#severity A\n#severity C", "C", ["became later"]],
    ["there and back: nothing is new", "#severity A\n#severity B", "B", []],
    ["resolved at once: there is no promise left to tell of", "#severity A\n#resolve", "A", ["resolved"]],
    ["with an answer: A is told all the same", "#severity A\nWe are on it.", "A", ["answered", "became A"]],
    ["with an answer: the answer is what was owed first", "#severity C\nDone.", "C", ["answered", "later"]],
  ])("%s", (_name, text, severity, because) => {
    const { decision, told, events } = agentWrites(text);
    expect(decision.changed?.set.severity).toBe(severity);
    expect(severityOf(clockEvents(events), "B")).toBe(severity);
    expect(told).toHaveLength(because.length);
    for (const [n, mail] of told.entries()) expect(mail.because).toContain(because[n]);
  });

  test("an earlier promise is told to nobody", () => {
    const state = opened(promises);
    const inC = { ...state, ticket: { ...state.ticket, severity: "C" as const } };
    const { decision, told } = agentWrites("#severity B", {
      ...inC,
      events: state.events.map((event) => ({
        ...event,
        data: { by: "customer", plan: "standard", severity: "C" },
      })),
    });
    expect(told).toEqual([]);
    expect(decision.targets?.find(({ kind }) => kind === "first-response")?.goalMs).toBe(4 * HOUR);
  });

  test("the clocks are folded anew: elapsed is kept, the goal is that of the new severity", () => {
    const first = agentWrites("#severity A").decision.targets!.find(({ kind }) => kind === "first-response");
    expect(first).toMatchObject({ goalMs: HOUR, goalVersion: 2, calendar: "always", elapsedMs: MINUTE });
  });

  test("the customer reads it in their language and zone, with the promise that holds now", () => {
    const [mail] = agentWrites("#severity A").told;
    expect(mail!.recipients).toMatchObject([{ address: "carla@fabrikam.example" }]);
    expect(mail!.text).toContain("severidade A (Crítica)");
    expect(mail!.text).toContain("até quarta-feira, 2 de dezembro, 07:30, horário de São Paulo");
    expect(mail!.text).not.toContain("ben@");
  });
});

const target = (over: Partial<Target>): Target => ({
  kind: "resolution",
  instance: 0,
  state: "running",
  goalMs: 8 * HOUR,
  goalVersion: 1,
  calendar: "office",
  elapsedMs: 0,
  startedAt: OPENED,
  endedAt: null,
  dueAt: plus(OPENED, 8 * HOUR),
  breachAt: null,
  breachedAt: null,
  provisional: false,
  ...over,
});

test.each<[string, Partial<Target>, Partial<Target>, string | null]>([
  ["an hour later is later", {}, { dueAt: plus(OPENED, 9 * HOUR) }, "became later"],
  ["the same is not", {}, {}, null],
  ["earlier is not", {}, { dueAt: plus(OPENED, HOUR) }, null],
  ["no promise any more is later than any", {}, { goalMs: null, dueAt: null }, "became later"],
  ["a first promise is not", { goalMs: null, dueAt: null }, {}, null],
  [
    "while the clock stands still the goals are compared",
    { state: "paused", dueAt: null },
    { state: "paused", dueAt: null, goalMs: 9 * HOUR },
    "became later",
  ],
  ["what has been met cannot become later", { state: "met" }, { dueAt: plus(OPENED, 9 * HOUR) }, null],
  ["nor what an answer on its way will meet", {}, { dueAt: plus(OPENED, 9 * HOUR), provisional: true }, null],
])("%s", (_name, was, is, told) => {
  const sides = [was, is].map((over) => ({ severity: "B" as const, targets: [target(over)] }));
  expect(whyTold(sides[0]!, sides[1]!)).toBe(told);
});

describe("what is promised now, in each of the languages", () => {
  const say = (language: string, over: object = {}) =>
    promiseChanged(publishedExample(), {
      number: "#1001",
      plan: "premium",
      severity: "B",
      at: instant("2026-12-02T10:00:00Z"),
      owed: { what: "news", dueAt: instant("2026-12-03T10:00:00Z") },
      solvedBy: instant("2026-12-04T10:00:00Z"),
      language,
      timeZone: "Europe/Lisbon",
      ...over,
    });

  test.each([
    [
      "en",
      "severity B",
      "You will hear from us by Thursday, 3 December, 10:00 Lisbon time. It will be solved by",
    ],
    [
      "pt-PT",
      "severidade B",
      "Terá notícias nossas até quinta-feira, 3 de dezembro, 10:00, hora de Lisboa. Ficará",
    ],
    ["pt-BR", "severidade B", "Você terá notícias nossas até quinta-feira, 3 de dezembro, 10:00"],
    ["es", "gravedad B", "Tendrá noticias nuestras como muy tarde el jueves, 3 de diciembre, 10:00"],
    ["de", "Schweregrad B", "Sie hören bis Donnerstag, 3. Dezember, 10:00 Uhr"],
    ["fr", "gravité B", "Vous aurez de nos nouvelles au plus tard jeudi 3 décembre, 10:00"],
  ])("%s", (language, severity, promise) => {
    const { text, language: really } = say(language);
    expect(really).toBe(language);
    expect(text).toContain(severity);
    expect(text).toContain(promise);
  });

  test("a time that has passed is not promised again", () =>
    expect(say("en", { owed: { what: "answer", dueAt: instant("2026-12-01T10:00:00Z") } }).text).toContain(
      "One of us will answer as soon as we can. It will be solved by",
    ));

  test("outside service hours it says until when", () =>
    expect(say("en", { at: instant("2026-12-02T20:00:00Z") }).text).toContain(
      "We are closed until Thursday",
    ));

  test("where nothing is promised no empty sentence is left", () =>
    expect(say("en", { owed: null, solvedBy: null }).text).not.toMatch(/\n{3}/));
});
