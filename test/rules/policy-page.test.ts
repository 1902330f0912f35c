import { expect, test } from "vitest";
import { html } from "../../src/policy/page/html.ts";
import { policyPage } from "../../src/policy/page/page.ts";
import { PAGE_WORDS } from "../../src/policy/page/words.ts";
import { PUBLISHED_AT, publishedExample } from "../support/policy.ts";

const PUBLISHED = publishedExample();
const page = (language: string, published = PUBLISHED) =>
  policyPage(published, { language, now: PUBLISHED_AT });
const textOf = (source: string) =>
  source
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll(" :", ":");

test.each([
  ["types of support", "Technical support"],
  ["what a plan includes", "Critical issues around the clock"],
  ["a price", "€400.00 per month"],
  ["a price that is none", "Included in what you already pay"],
  ["service hours", "Monday to Friday 09:00–13:00, 14:00–18:00"],
  ["the time zone", "Time zone: Europe/Lisbon, now UTC+0"],
  ["a coming holiday", "Tuesday, 1 December 2026: Restauração da Independência"],
  ["a day with other hours", "Thursday, 24 December 2026: 09:00–13:00"],
  ["contact by mail", "support@contoso.example"],
  ["contact by telephone, for whom and when", "+351 21 000 0000 (for severity A; hours: around the clock"],
  ["languages", "English, European Portuguese and Brazilian Portuguese"],
  ["a severity in plain words", "A whole service or site is down"],
  ["targets and their hours", "B: Moderate 4 hours 1 working day 1 working day 3 working days office hours"],
  ["targets around the clock", "A: Critical 1 hour 2 hours 2 hours no target around the clock"],
  ["what a day is", "Office hours: 1 working day is 8 hours of service time."],
  ["that an acknowledgement does not count", "an automatic acknowledgement does not count"],
  ["when a clock stops", "stops while we wait for your answer"],
  ["scope", "Exchange Online"],
  ["exclusions", "Your own scripts".toLowerCase()],
  ["how escalation works", "We diagnose first."],
  ["who is told when it is late", "Before a target is missed the head of support is told"],
  ["that handing over stops no clock", "does not stop our targets"],
  ["the version and its date", `Version ${PUBLISHED.id}, in force from Tuesday, 1 December 2026.`],
  ["that a case keeps its version", "A case keeps the version that was in force"],
])("the page carries %s", (_name, words) => expect(textOf(page("en"))).toContain(words));

test.each([
  ["pt-PT", "Política de suporte", "Segunda-feira a sexta-feira", "horário de expediente", "dia útil"],
  ["pt-BR", "Prazos", "Segunda-feira a sexta-feira", "horário comercial", "Pular para o conteúdo"],
])("in %s nothing is left in English", (language, ...words) => {
  const text = textOf(page(language));
  for (const word of words) expect(text).toContain(word);
  expect(text).not.toMatch(/\b(?:the|with|hours?|holidays|working|answer|severity|while)\b/i);
  expect(page(language)).toContain(`<html lang="${language}">`);
});

test("a reader of another language gets the desk's texts by the chain, and says so in lang", () => {
  expect(page("ja")).toContain('<html lang="en">');
  expect(page("pt")).toContain('<html lang="pt-PT">');
});

test("each language has all of the page's words", () => {
  const empty = PAGE_WORDS.flatMap((words) => Object.entries(words).filter(([, value]) => value === ""));
  expect(empty).toEqual([]);
});

test("the past is not shown: holidays are those of the next twelve months", () => {
  const text = textOf(page("en"));
  expect(text).not.toContain("1 November 2026");
  expect(text).toContain("1 November 2027");
  expect(text).not.toContain("1 December 2027");
});

test("whatever stands in the policy is text on the page", () => {
  const evil = '<script>alert(1)</script>" onload="x\'';
  const published = publishedExample((text) =>
    text
      .replace("name: Contoso Cloud Support", `name: '${evil.replaceAll("'", "''")}'`)
      .replace("en: Nobody in the company gets mail", `en: '${evil.replaceAll("'", "''")}'`)
      .replace("en: Saint Anthony (Lisbon)", `en: '${evil.replaceAll("'", "''")}'`),
  );
  const source = page("en", published);
  expect(source).not.toContain("<script");
  expect(source).not.toMatch(/" onload="/);
  expect(source.match(/&lt;script&gt;/g)!.length).toBeGreaterThanOrEqual(3);
});

test("no script, no form, nothing loaded from anywhere", () => {
  const source = page("en");
  expect(source).not.toMatch(/<(?:script|img|iframe|form|object|embed)\b/i);
  expect(source).not.toMatch(/\bsrc=|@import|url\(|<link\b/i);
  expect(source).toContain("default-src &#39;none&#39;");
});

test("html escapes text, joins lists, and lets made HTML through", () => {
  expect(html`<b title="${`"'<&>`}">${["a<", html`<i>${1}</i>`]}${null}\u0000${"\u0007x"}</b>`.html).toBe(
    '<b title="&quot;&#39;&lt;&amp;&gt;">a&lt;<i>1</i>\u0000x</b>',
  );
});
