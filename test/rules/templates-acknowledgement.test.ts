import { expect, test } from "vitest";
import { acknowledgement } from "../../src/outbound/acknowledgement.ts";
import { promiseInWords } from "../../src/outbound/promise.ts";
import { compiledHours } from "../../src/policy/compiled.ts";
import { agreementFor } from "../../src/policy/published.ts";
import type { Severity } from "../../src/policy/schema.ts";
import { addServiceTime } from "../../src/service-hours/arithmetic.ts";
import { type Instant, instant } from "../../src/values/instant.ts";
import { publishedExample } from "../support/policy.ts";

const PUBLISHED = publishedExample();

function dueAt(receivedAt: Instant, severity: Severity): Instant | null {
  const agreement = agreementFor(PUBLISHED, "standard", severity)!;
  const due = addServiceTime(
    compiledHours(PUBLISHED, agreement.calendar)!,
    receivedAt,
    agreement.goals["first-response"]!,
  );
  return due.kind === "due" ? due.dueAt : null;
}

function asked(at: string, severity: Severity = "B", language = "en", timeZone = "Europe/Lisbon") {
  const receivedAt = instant(at);
  return {
    plan: "standard",
    severity,
    receivedAt,
    dueAt: dueAt(receivedAt, severity),
    language,
    timeZone,
    number: "C-1042",
    proved: false,
    subject: "Mailbox of Jane Doe",
  };
}

test.each([
  ["while open: nothing to explain", "2026-11-24T10:00Z", "", "Tuesday, 24 November, 15:00 Lisbon time"],
  [
    "at closing time exactly: closed",
    "2026-11-24T18:00Z",
    "We are closed until Wednesday, 25 November, 09:00 Lisbon time.",
    "Wednesday, 25 November, 13:00 Lisbon time",
  ],
  [
    "over lunch",
    "2026-11-24T13:30Z",
    "We are closed until Tuesday, 24 November, 14:00 Lisbon time.",
    "Tuesday, 24 November, 18:00 Lisbon time",
  ],
  [
    "before a holiday",
    "2026-11-30T19:10Z",
    "We are closed until Wednesday, 2 December, 09:00 Lisbon time; Tuesday is a holiday in Portugal.",
    "Wednesday, 2 December, 13:00 Lisbon time",
  ],
  [
    "on a holiday",
    "2026-12-08T11:00Z",
    "We are closed until Wednesday, 9 December, 09:00 Lisbon time; Tuesday is a holiday in Portugal.",
    "Wednesday, 9 December, 13:00 Lisbon time",
  ],
  [
    "over a weekend, which needs no reason",
    "2026-11-27T20:00Z",
    "We are closed until Monday, 30 November, 09:00 Lisbon time.",
    "Monday, 30 November, 13:00 Lisbon time",
  ],
  [
    "over a holiday and a weekend",
    "2026-12-24T15:00Z",
    "We are closed until Monday, 28 December, 09:00 Lisbon time; Friday is a holiday in Portugal.",
    "Monday, 28 December, 13:00 Lisbon time",
  ],
  [
    "before a day the desk added itself",
    "2027-02-08T19:00Z",
    "We are closed until Wednesday, 10 February, 09:00 Lisbon time; Tuesday is a holiday.",
    "Wednesday, 10 February, 13:00 Lisbon time",
  ],
])("%s", (_name, at, closed, by) => {
  const words = promiseInWords(PUBLISHED, asked(at));
  expect(words.closed).toBe(closed);
  expect(words.promise).toBe(`You will have an answer from one of us by ${by}.`);
});

test("severity A is promised around the clock: never closed, and no other line to call", () => {
  const words = promiseInWords(PUBLISHED, asked("2026-12-25T03:00Z", "A"));
  expect(words).toMatchObject({ closed: "", emergency: "" });
  expect(words.promise).toContain("Friday, 25 December, 04:00 Lisbon time");
});

test("severity A in office hours, while closed: no way to report it as A, it is A", () => {
  const published = publishedExample((text) =>
    text.replace("update: 2h, hours: always }", "update: 2h, hours: office }"),
  );
  const words = promiseInWords(published, asked("2026-11-24T20:00Z", "A"));
  expect(words.closed).toContain("We are closed until Wednesday");
  expect(words.emergency).toBe("");
});

test("a holiday up to midnight is the reason where work goes on at midnight", () => {
  const published = publishedExample((text) => text.replace('["09:00-13:00", "14:00-18:00"]', "00:00-24:00"));
  expect(promiseInWords(published, asked("2026-12-01T11:00Z")).closed).toBe(
    "We are closed until Wednesday, 2 December, 00:00 Lisbon time; Tuesday is a holiday in Portugal.",
  );
});

test("two sites in two countries: a holiday of one is named without a country", () => {
  const published = publishedExample((text) =>
    text
      .replace(
        "  always: 24x7",
        "  always: 24x7\n  berlin: { timeZone: Europe/Berlin, weekly: { mon-fri: 09:00-17:00 }, holidays: { country: DE } }\n  both: { union: [office, berlin], day: 9h }",
      )
      .replace("resolution: 3d, hours: office", "resolution: 3d, hours: both"),
  );
  expect(promiseInWords(published, asked("2026-12-25T11:00Z")).closed).toBe(
    "We are closed until Monday, 28 December, 08:00 Lisbon time; Friday is a holiday.",
  );
});

test("while closed, it says how to report what cannot wait", () => {
  expect(promiseInWords(PUBLISHED, asked("2026-12-25T03:00Z")).emergency).toBe(
    "If it is critical (A), do not wait: call +351 21 000 0000.",
  );
});

test("times are the customer's, on both sides of a change of clocks", () => {
  const summer = promiseInWords(PUBLISHED, asked("2027-03-26T19:00Z", "B", "en", "America/Sao_Paulo"));
  expect(summer.promise).toContain("Monday, 29 March, 09:00 São Paulo time");
  const winter = promiseInWords(PUBLISHED, asked("2027-03-25T19:00Z", "B", "en", "America/Sao_Paulo"));
  expect(winter.closed).toContain("Monday, 29 March, 05:00 São Paulo time; Friday is a holiday in Portugal");
});

test("where nothing is promised, no time is named", () => {
  const words = promiseInWords(PUBLISHED, { ...asked("2026-11-24T10:00Z"), dueAt: null });
  expect(words.promise).toBe("One of us will answer as soon as we can.");
});

test.each([
  ["en", "We are closed until", "You will have an answer"],
  [
    "pt-PT",
    "Estamos fechados até quarta-feira, 2 de dezembro, 09:00, hora de Lisboa; terça-feira é feriado (Portugal).",
    "Terá uma resposta de um de nós até quarta-feira, 2 de dezembro, 13:00, hora de Lisboa.",
  ],
  [
    "pt-BR",
    "Estamos fechados até quarta-feira, 2 de dezembro, 09:00, horário de Lisboa",
    "Você terá uma resposta",
  ],
  ["es", "Estamos cerrados hasta el miércoles, 2 de diciembre", "Tendrá respuesta"],
  ["de", "Wir haben geschlossen bis Mittwoch, 2. Dezember, 09:00 Uhr, Zeit in Lissabon", "Sie haben bis"],
  ["fr", "Nous sommes fermés jusqu'à mercredi 2 décembre", "Vous aurez une réponse"],
])("in %s", (language, closed, promise) => {
  const { text } = acknowledgement(PUBLISHED, asked("2026-11-30T19:10Z", "B", language));
  expect(text).toContain(closed);
  expect(text).toContain(promise);
  expect(text).toContain("C-1042");
  expect(text).toContain("https://support.contoso.example/policy");
});

test("an unproved sender's subject is echoed nowhere; a proved one's keeps their thread together", () => {
  const unproved = acknowledgement(PUBLISHED, asked("2026-11-24T10:00Z"));
  expect(JSON.stringify(unproved)).not.toContain("Jane Doe");
  expect(unproved.subject).toBe("We have your message [C-1042]");
  const proved = acknowledgement(PUBLISHED, {
    ...asked("2026-11-24T10:00Z"),
    proved: true,
    subject: "RE: Fwd: Re[2]: Mailbox",
  });
  expect(proved.subject).toBe("Re: Mailbox [C-1042]");
});

test("a hostile subject stays one line and is text in the HTML", () => {
  const own = { en: { acknowledgement: "Subject: {{subject}}\n\n{{subject}}" } };
  const composed = acknowledgement(PUBLISHED, {
    ...asked("2026-11-24T10:00Z"),
    proved: true,
    subject: "<img src=x>\r\nBcc: x@example.net",
    templates: own,
  });
  expect(composed.subject).toBe("<img src=x> Bcc: x@example.net");
  expect(composed.html).toContain("&lt;img src=x&gt;");
});
