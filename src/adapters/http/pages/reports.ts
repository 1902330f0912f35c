import { dayOf } from "../../../ops/local-day.ts";
import {
  addMonths,
  attainment,
  escalationRate,
  firstAttainment,
  type Grouped,
  parseMonth,
  percent,
  type Report,
  reopenRate,
} from "../../../ops/report.ts";
import { count } from "../../../ops/words.ts";
import { duration } from "../../../tickets/words/say-links.ts";
import type { Db } from "../../postgres/connect.ts";
import { reportOf } from "../../postgres/report-figures.ts";
import { turnsOf } from "../../postgres/report-turns.ts";
import { findCustomers } from "../../postgres/search.ts";
import { said } from "../bits.ts";
import { type Html, html } from "../html.ts";
import { drawMonthsChart } from "../months-chart-svg.ts";
import type { PageContext, Shown } from "../page.ts";
import type { Book } from "../promises-shown.ts";

const LONGEST_SEARCH = 200;
const MOST_ROWS = 100;

/** The figures a partner is judged by, of one month and all customers or one. */
export async function showReports(db: Db, book: Book, { query, now, timeZone }: PageContext): Promise<Shown> {
  const month = parseMonth(query.get("month") ?? "") ?? dayOf(now, timeZone).slice(0, 7);
  const words = (query.get("customer") ?? "").trim().slice(0, LONGEST_SEARCH);
  const found = words === "" ? [] : await findCustomers(db, words);
  const customer = found.length === 1 ? { id: found[0]!.id, name: found[0]!.name } : null;
  const form = html`<form class="filters" method="get" action="/reports"><label>Month <input type="month" name="month" value="${month}" pattern="20\\d\\d-\\d\\d" size="8"></label> <label>Customer <input type="search" name="customer" size="24" maxlength="${LONGEST_SEARCH}" value="${words}" autocomplete="off"></label> <button class="quiet">Show</button>${words === "" ? null : html` <a href="/reports?month=${month}">All</a>`}</form>`;
  const head = html`<div class="head"><h1>Reports</h1></div>${form}`;
  if (words !== "" && customer === null) {
    const names = found.slice(0, 10).map(({ name }) => html`<li>${said(name)}</li>`);
    const why = found.length === 0 ? "No customer is found by" : "Several customers may be meant by";
    return {
      title: "Reports",
      main: html`${head}<p class="empty">${why} ${said(words)}.</p><ul>${names}</ul>`,
    };
  }
  const scope = { month, timeZone, customer };
  const report = { ...(await reportOf(db, scope)), turns: await turnsOf(db, book, scope, now) };
  return { title: `Reports ${month}`, main: html`${head}${body(report)}` };
}

function body(report: Report): Html {
  const { all, month, by, rungs } = report;
  const near = (by: number) => addMonths(month, by);
  const link = (to: string) =>
    `/reports?month=${to}${report.customer === null ? "" : `&customer=${encodeURIComponent(report.customer)}`}`;
  const worked = `${Math.floor(report.minutesWorked / 60)} h ${report.minutesWorked % 60} min`;
  return html`<nav class="pager" aria-label="Months"><a href="${link(near(-1))}">${near(-1)}</a> <a href="${link(near(1))}">${near(1)}</a></nav>
<section><h2>${month}${report.customer === null ? null : html`, ${said(report.customer)}`}</h2>
<div class="scroll" role="region" aria-label="Figures of the month" tabindex="0"><table><tbody>
${figure("Tickets opened", String(all.opened))}
${figure("First response in time", percent(firstAttainment(all)), `${all.firstMet} of ${all.firstMet + all.firstLate}`)}
${figure("Handed on", percent(escalationRate(all)), count(all.handedOn, "ticket"))}
${figure("Opened again", percent(reopenRate(all)), `${all.reopened} of ${all.resolved} resolved`)}
${figure("Satisfaction", all.satisfaction === null ? "–" : `${all.satisfaction.toFixed(1)} of 5`, count(all.ratings, "rating"))}
${figure("Told up the ladder", String(rungs.told), `${rungs.acknowledged} acknowledged`)}
${figure("Asked for a manager", String(rungs.managerAsked))}
${figure("Working time", worked)}
${report.turns === null ? null : figure("Service time of what was handed on", `ours ${duration(report.turns.oursMs)}`, `upstream ${duration(report.turns.upstreamMs)}, the customer’s ${duration(report.turns.customerMs)}`)}
</tbody></table></div></section>
<section><h2>Twelve months</h2><div class="charts">
${drawMonthsChart({ title: "Tickets opened", bars: bars(report, ({ opened }) => opened, String) })}
${drawMonthsChart({ title: "First response in time", full: 1, bars: bars(report, firstAttainment, percent) })}
${drawMonthsChart({ title: "Handed on", full: 1, bars: bars(report, escalationRate, percent) })}</div></section>
<section><h2>Promises</h2>${promises(report)}</section>
${report.ways.length === 0 ? null : html`<section><h2>Handed on by</h2>${ways(report)}</section>`}
<section><h2>By kind, service and severity</h2>${groups("Kind", by.kind)}${groups("Service", by.service)}${groups("Severity", by.severity)}</section>
<section><h2>By customer</h2>${groups("Customer", by.customer)}</section>
<p class="faint">A ticket belongs to the month it was opened in. Practice, merged tickets, spam and duplicates are not counted. A promise past its time and still open counts as missed. <code>answerable report --month ${month} --csv</code> gives a row a customer.</p>`;
}

function figure(name: string, value: string, beside = ""): Html {
  return html`<tr><th scope="row">${name}</th><td class="num"><b>${value}</b></td><td>${beside}</td></tr>`;
}

function bars<V extends number | null>(
  { months }: Report,
  of: (counts: Grouped["counts"]) => V,
  say: (value: V) => string,
) {
  return months.map(({ key, counts }) => ({ month: key, value: of(counts), words: say(of(counts)) }));
}

function promises({ targets }: Report): Html {
  if (targets.length === 0) return html`<p class="empty">No promise was made in this month.</p>`;
  const time = (ms: number | null): string => (ms === null ? "–" : duration(ms));
  return html`<div class="scroll" role="region" aria-label="Promises by kind" tabindex="0"><table><thead><tr><th scope="col">Promise</th><th scope="col" class="num">In time</th><th scope="col" class="num">Met</th><th scope="col" class="num">Missed</th><th scope="col" class="num">Open</th><th scope="col" class="num">Median</th><th scope="col" class="num">90 % within</th></tr></thead>
<tbody>${targets.map((row) => html`<tr><th scope="row">${row.kind.replace("-", " ")}</th><td class="num">${percent(attainment(row))}</td><td class="num">${row.met}</td><td class="num">${row.late}</td><td class="num">${row.open}</td><td class="num">${time(row.medianMs)}</td><td class="num">${time(row.p90Ms)}</td></tr>`)}</tbody></table></div>`;
}

function ways({ ways: all }: Report): Html {
  return html`<div class="scroll" role="region" aria-label="Handoffs by way" tabindex="0"><table><thead><tr><th scope="col">Way</th><th scope="col" class="num">Handoffs</th></tr></thead>
<tbody>${all.map(({ way, handoffs }) => html`<tr><th scope="row">${said(way)}</th><td class="num">${handoffs}</td></tr>`)}</tbody></table></div>`;
}

function groups(name: string, all: readonly Grouped[]): Html {
  if (all.length === 0) return html`<p class="empty">No ticket was opened in this month.</p>`;
  const more = all.length - MOST_ROWS;
  return html`<div class="scroll" role="region" aria-label="By ${name.toLowerCase()}" tabindex="0"><table><thead><tr><th scope="col">${name}</th><th scope="col" class="num">Tickets</th><th scope="col" class="num">First response in time</th><th scope="col" class="num">Handed on</th><th scope="col" class="num">Opened again</th><th scope="col" class="num">Satisfaction</th></tr></thead>
<tbody>${all
    .slice(0, MOST_ROWS)
    .map(
      ({ key, counts }) =>
        html`<tr><th scope="row">${key === "" ? html`<span class="faint">not said</span>` : said(key)}</th><td class="num">${counts.opened}</td><td class="num">${percent(firstAttainment(counts))}</td><td class="num">${percent(escalationRate(counts))}</td><td class="num">${percent(reopenRate(counts))}</td><td class="num">${counts.satisfaction === null ? "–" : counts.satisfaction.toFixed(1)}</td></tr>`,
    )}</tbody></table></div>${more > 0 ? html`<p class="faint">and ${more} more: answerable report --csv</p>` : null}`;
}
