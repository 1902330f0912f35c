import type { Published } from "../published.ts";
import { type Amount, type Contact, type Plan, SEVERITIES } from "../schema.ts";
import { pickText, pickTexts, type Text, type Texts } from "../text.ts";
import { capital, type Reader } from "./hours-section.ts";
import { type Html, html } from "./html.ts";
import { sayHoursName, sayLanguages, sayList, sayPlan } from "./say.ts";

/** One text as a paragraph, several as a list. */
export function textsHtml(texts: Texts | undefined, language: string): Html | null {
  if (texts === undefined) return null;
  const all = pickTexts(texts, language);
  if (all.length === 1) return html`<p>${all[0]!}</p>`;
  return html`<ul>${all.map((text) => html`<li>${text}</li>`)}</ul>`;
}

export function supportSection(published: Published, { words, language }: Reader): Html | null {
  const kinds = published.policy.support ?? [];
  if (kinds.length === 0) return null;
  const cards = kinds.map(
    (kind) => html`<section class="card"><h3>${pickText(kind.name, language)}</h3>
${textsHtml(kind.includes, language)}${kind.price === undefined ? null : priceHtml(kind.price, { words, language })}</section>`,
  );
  return html`<section aria-labelledby="support"><h2 id="support">${words.support}</h2><div class="cards">${cards}</div></section>`;
}

export function plansSection(published: Published, reader: Reader): Html {
  const { words, language } = reader;
  const cards = Object.entries(published.policy.plans).map(
    ([name, plan]) => html`<section class="card"><h3>${sayPlan(published.policy, name, language)}</h3>
${textsHtml(plan.includes, language)}${plan.price === undefined ? null : priceHtml(plan.price, reader)}</section>`,
  );
  return html`<section aria-labelledby="plans"><h2 id="plans">${words.plans}</h2><div class="cards">${cards}</div>
${plainPart(words.charges, published.policy.charges, language)}</section>`;
}

function priceHtml(price: NonNullable<Plan["price"]>, reader: Pick<Reader, "words" | "language">): Html {
  const { words } = reader;
  if (price === "included") return html`<p class="price"><b>${words.price}:</b> ${words.included}</p>`;
  return html`${[price].flat().map((amount) => html`<p class="price"><b>${words.price}:</b> ${sayAmount(amount, reader)}</p>`)}`;
}

/** `€400.00 per month (per site)`. */
export function sayAmount(amount: Amount, { words, language }: Pick<Reader, "words" | "language">): string {
  const { format } = new Intl.NumberFormat(words.locale, { style: "currency", currency: amount.currency });
  const unit = amount.per;
  const per =
    typeof unit === "string" && Object.hasOwn(words.per, unit)
      ? words.per[unit as keyof typeof words.per]
      : pickText(unit, language);
  const what = amount.for === undefined ? "" : `${pickText(amount.for, language)}: `;
  const note = amount.note === undefined ? "" : ` (${pickText(amount.note, language)})`;
  return `${what}${format(amount.amount)} ${per}${note}`;
}

export function severitiesSection(published: Published, { words, language }: Reader): Html {
  const { severities, raisingSeverity } = published.policy;
  const cards = SEVERITIES.map((severity) => {
    const { name, means, examples } = severities[severity];
    const list =
      examples === undefined ? null : html`<h4>${words.examples}</h4>${textsHtml(examples, language)}`;
    return html`<section class="card"><h3>${severity}: ${pickText(name, language)}</h3><p>${pickText(means, language)}</p>${list}</section>`;
  });
  return html`<section aria-labelledby="severities"><h2 id="severities">${words.severities}</h2><div class="cards">${cards}</div>
${plainPart(words.raising, raisingSeverity, language)}</section>`;
}

export function contactSection(published: Published, reader: Reader): Html {
  const { words, language } = reader;
  const ways = (published.policy.contact ?? []).map((way) => {
    const limits = [
      way.severities && words.forSeverities(sayList(way.severities, words)),
      way.hours && words.duringHours(sayHoursName(published.policy, way.hours, words)),
      way.languages && words.inLanguages(sayLanguages(way.languages, words)),
    ].filter((limit) => limit !== undefined);
    const label = way.name === undefined ? wayLabel(way, reader) : pickText(way.name, language);
    const more = limits.length === 0 ? "" : ` (${limits.join("; ")})`;
    return html`<li><b>${label}:</b> ${wayLink(way)}${more}</li>`;
  });
  return html`<section aria-labelledby="contact"><h2 id="contact">${words.contact}</h2><ul class="ways">${ways}</ul>
<p><b>${words.languages}:</b> ${capital(sayLanguages(published.policy.desk.languages, words), words)}</p></section>`;
}

function wayLabel(way: Contact, { words }: Reader): string {
  return "email" in way ? words.email : "phone" in way ? words.phone : words.web;
}

function wayLink(way: Contact): Html {
  if ("email" in way) return html`<a href="mailto:${encodeURI(way.email)}">${way.email}</a>`;
  if ("phone" in way) return html`<a href="tel:${way.phone.replaceAll(/[^+\d]/g, "")}">${way.phone}</a>`;
  return html`<a href="${way.web}">${way.web}</a>`;
}

export function servicesSection(published: Published, { words, language }: Reader): Html | null {
  const { services, exclusions } = published.policy;
  if ((services ?? []).length === 0 && exclusions === undefined) return null;
  const cards = (services ?? []).map((service) => {
    const scope =
      service.scope === undefined ? null : html`<h4>${words.scope}</h4>${textsHtml(service.scope, language)}`;
    const not =
      service.exclusions === undefined
        ? null
        : html`<h4>${words.exclusions}</h4>${textsHtml(service.exclusions, language)}`;
    const name = service.name === undefined ? service.id : pickText(service.name, language);
    return html`<section class="card"><h3>${name}</h3>${scope}${not}</section>`;
  });
  return html`<section aria-labelledby="services"><h2 id="services">${words.services}</h2><div class="cards">${cards}</div>
${exclusions === undefined ? null : html`<h3>${words.exclusionsGeneral}</h3>${textsHtml(exclusions, language)}`}</section>`;
}

export function escalationSection(published: Published, { words, language }: Reader): Html | null {
  const { escalation, duties } = published.policy;
  const need =
    duties === undefined
      ? null
      : html`<section aria-labelledby="duties"><h2 id="duties">${words.duties}</h2>${textsHtml(duties, language)}</section>`;
  if (escalation === undefined) return need;
  const parts = isText(escalation)
    ? html`<p>${pickText(escalation, language)}</p>`
    : html`${plainPart(words.functional, escalation.functional, language)}
${plainPart(words.hierarchic, escalation.hierarchic, language)}${plainPart(words.upstream, escalation.upstream, language)}`;
  return html`${need}<section aria-labelledby="escalation"><h2 id="escalation">${words.escalation}</h2>${parts}</section>`;
}

type Escalation = NonNullable<Published["policy"]["escalation"]>;
function isText(escalation: Escalation): escalation is Text {
  return (
    typeof escalation === "string" ||
    !["functional", "hierarchic", "upstream"].some((key) => key in escalation)
  );
}

function plainPart(title: string, text: Text | undefined, language: string): Html | null {
  return text === undefined ? null : html`<h3>${title}</h3><p>${pickText(text, language)}</p>`;
}
