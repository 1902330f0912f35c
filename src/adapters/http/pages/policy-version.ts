import { localField, localInstant } from "../../../ops/local-instant.ts";
import { previewAcknowledgement } from "../../../outbound/preview.ts";
import { type HoursByMonth, hoursByMonth, type MonthOfHours } from "../../../policy/calendar-table.ts";
import { defaultPlan, type Published } from "../../../policy/published.ts";
import { SEVERITIES } from "../../../policy/schema.ts";
import { HOUR } from "../../../values/instant.ts";
import type { ShownVersion } from "../../postgres/ops-queries-policy.ts";
import type { KeptVersion } from "../../system/policy-files.ts";
import { said, time } from "../bits.ts";
import { flag, type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { fact } from "./explained-mail.ts";
import { stateOf, versionBadge } from "./policies.ts";

const MONTHS = 12;

/** One version: its page in each language, what its calendars come to, and the acknowledgement for any moment. */
export function showPolicyVersion(shown: ShownVersion, inForce: string, context: PageContext): Shown {
  const { version, inForceFrom, kept } = shown;
  return {
    title: `Policy ${version}`,
    main: html`<div class="head"><p class="crumb"><a href="/policies">Policy</a></p><h1>Policy ${version}</h1>
<p class="lead">${versionBadge(stateOf(shown, inForce, context))} for mails from ${time(inForceFrom, context)} on</p></div>
${
  kept === null
    ? html`<p class="problem" role="alert">This version cannot be read by this program: it was published by another one.</p>`
    : html`${facts(kept.published, context)}${acknowledged(kept, shown.version, context)}${calendars(kept.published, context)}`
}`,
  };
}

function facts(published: Published, context: PageContext): Html {
  const { policy, id, hash, publishedAt, tzVersion, years } = published;
  const page = (language: string): string =>
    `/policy?${new URLSearchParams({ version: id, lang: language })}`;
  return html`<section class="card" aria-labelledby="about"><h2 id="about">As customers read it</h2><dl class="facts">
${fact("Page", html`${policy.desk.languages.map((language) => html`<a class="line" href="${page(language)}" hreflang="${language}">in ${languageName(language)}</a>`)}`)}
${fact("Data", html`<a href="/policy.json?${new URLSearchParams({ version: id }).toString()}">as JSON</a>`)}
${fact("Published", time(publishedAt, context))}
${fact("Holidays", `resolved for ${years[0]} to ${years[1]}, time-zone data ${tzVersion}`)}
${fact("SHA-256", html`<span class="mono">${hash}</span>`)}
</dl></section>`;
}

function languageName(language: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}

/** What the form asks for; whatever it does not say is the desk's default. */
function acknowledged({ published, templates }: KeptVersion, version: string, context: PageContext): Html {
  const { policy, desk } = published;
  const { languages, timeZone } = policy.desk;
  const asked = (name: string): string => context.query.get(name) ?? "";
  const plans = Object.keys(policy.plans);
  const language = languages.find((each) => each === asked("language")) ?? languages[0]!;
  const severity = SEVERITIES.find((each) => each === asked("severity")) ?? desk.defaults.severity;
  const plan = plans.find((each) => each === asked("plan")) ?? defaultPlan(published);
  const given = asked("at") === "" ? null : localInstant(asked("at"), timeZone);
  const receivedAt = given ?? context.now;
  const mail = previewAcknowledgement(published, {
    ...{ severity, plan, receivedAt, language, timeZone, templates },
    proved: true,
    subject: "Outlook does not start",
  });
  const select = (name: string, values: readonly string[], chosen: string): Html =>
    html`<select name="${name}">${values.map((value) => html`<option value="${value}"${flag("selected", value === chosen)}>${value}</option>`)}</select>`;
  return html`<section class="card" aria-labelledby="ack"><h2 id="ack">The acknowledgement</h2>
<form class="filters" method="get" action="/policies/${encodeURIComponent(version)}#ack">
<label>Language ${select("language", languages, language)}</label> <label>Severity ${select("severity", SEVERITIES, severity)}</label> <label>Plan ${select("plan", plans, plan)}</label>
<label>Received at (${timeZone}) <input type="datetime-local" name="at" value="${given === null ? "" : localField(given, timeZone)}"></label> <button class="quiet">Preview</button></form>
${asked("at") !== "" && given === null ? html`<p class="problem" role="alert">${said(asked("at").slice(0, 40))} is no time such as 2026-12-24T15:00; this is for now.</p>` : null}
<p class="sub">A mail received ${time(receivedAt, { now: context.now, timeZone })}${given === null ? " (now)" : null}, from a proved sender, would be answered at once with:</p>
<div class="note" lang="${mail.language}"><p><strong>${said(mail.subject)}</strong></p><div class="text">${said(mail.text)}</div></div></section>`;
}

function calendars(published: Published, { now }: PageContext): Html {
  const month = localField(now, published.policy.desk.timeZone).slice(0, 7);
  return html`<section aria-labelledby="calendar"><h2 id="calendar">The next ${MONTHS} months</h2>
<p class="sub">Open days and hours, holidays, dates with other hours, and changes of clocks: to be looked through.</p>
${hoursByMonth(published, month, MONTHS).map((each, n) => calendar(each, n))}</section>`;
}

function calendar({ name, timeZone, week, day, months }: HoursByMonth, n: number): Html {
  const sum = months.reduce((all, { openMs }) => all + openMs, 0);
  return html`<h3 id="hours-${n}">${name} <span class="faint">(${timeZone})</span></h3><p class="sub">Open ${week}. 1d is ${day}.</p>
<div class="scroll" role="region" aria-labelledby="hours-${n}" tabindex="0"><table><thead><tr><th scope="col">Month</th><th scope="col" class="num">Open days</th><th scope="col" class="num">Open hours</th><th scope="col">Special days</th></tr></thead>
<tbody>${months.map(monthRow)}</tbody><tfoot><tr><th scope="row">All</th><td class="num">${months.reduce((all, { openDays }) => all + openDays, 0)}</td><td class="num">${hours(sum)}</td><td></td></tr></tfoot></table></div>`;
}

function monthRow({ month, openDays, openMs, special }: MonthOfHours): Html {
  return html`<tr><th scope="row">${MONTH_NAME.format(Date.parse(month))}</th><td class="num">${openDays}</td><td class="num">${hours(openMs)}</td>
<td>${special.map(({ date, what, words }) => html`<span class="line"><time datetime="${date}">${DAY_NAME.format(Date.parse(date))}</time> <span class="${what === "clocks change" ? "tag warn" : "tag"}">${what}</span> ${said(words)}</span>`)}</td></tr>`;
}

const MONTH_NAME = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const DAY_NAME = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", timeZone: "UTC" });

function hours(ms: number): string {
  return String(Math.round((ms / HOUR) * 100) / 100);
}
