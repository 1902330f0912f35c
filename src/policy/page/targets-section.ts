import { DAY } from "../../values/instant.ts";
import { type Agreement, FIELD_OF, type PauseReason, PROMISE_KINDS, type PromiseKind } from "../agreement.ts";
import { agreementFor, calendarOf, type Published } from "../published.ts";
import { SEVERITIES, type Severity } from "../schema.ts";
import { pickText } from "../text.ts";
import { capital, type Reader } from "./hours-section.ts";
import { type Html, html } from "./html.ts";
import { sayHoursName, sayLength, sayList, sayPlan, sayTarget } from "./say.ts";

/** A table of targets per plan: severities down, targets across, with the hours they are counted in. */
export function targetsSection(published: Published, reader: Reader): Html {
  const { words } = reader;
  const legend = PROMISE_KINDS.map(
    (kind) => html`<dt>${words.kinds[FIELD_OF[kind]]}</dt><dd>${words.kindsMean[FIELD_OF[kind]]}</dd>`,
  );
  const tables = Object.keys(published.policy.plans).map((plan) => planTable(published, plan, reader));
  return html`<section aria-labelledby="targets"><h2 id="targets">${words.targets}</h2><p>${words.targetsIntro}</p>
<dl class="legend">${legend}</dl>${tables}</section>`;
}

function planTable(published: Published, plan: string, reader: Reader): Html {
  const { words, language } = reader;
  const caption = words.targetsOf(sayPlan(published.policy, plan, language));
  const heads = PROMISE_KINDS.map((kind) => html`<th scope="col">${words.kinds[FIELD_OF[kind]]}</th>`);
  const rows = SEVERITIES.map((severity) => row(published, plan, severity, reader));
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption>
<thead><tr><th scope="col">${words.severity}</th>${heads}<th scope="col">${words.counted}</th></tr></thead>
<tbody>${rows}</tbody></table></div>${notes(published, plan, reader)}`;
}

function row(published: Published, plan: string, severity: Severity, { words, language }: Reader): Html {
  const name = pickText(published.policy.severities[severity].name, language);
  const head = html`<th scope="row">${severity}: ${name}</th>`;
  const targets = published.policy.plans[plan]?.targets[severity];
  if (targets === undefined)
    return html`<tr>${head}<td colspan="${PROMISE_KINDS.length + 1}">${words.noTarget}</td></tr>`;
  const dayMs = calendarOf(published, targets.hours)?.dayMs ?? null;
  const cells = PROMISE_KINDS.map((kind) => {
    const text = targets[FIELD_OF[kind]];
    return html`<td>${text === undefined ? words.noTarget : sayTarget(text, dayMs, words)}</td>`;
  });
  return html`<tr>${head}${cells}<td>${sayHoursName(published.policy, targets.hours, words)}</td></tr>`;
}

/** What a day is in the hours of this plan, and what its clocks wait for. */
function notes(published: Published, plan: string, { words }: Reader): Html | null {
  const agreements = SEVERITIES.flatMap((severity) => agreementFor(published, plan, severity) ?? []);
  const days = [...new Set(agreements.map((agreement) => agreement.calendar))].flatMap((name) => {
    const dayMs = calendarOf(published, name)?.dayMs ?? null;
    if (dayMs === null || dayMs === DAY) return [];
    const hours = sayHoursName(published.policy, name, words);
    return [`${capital(hours, words)}: ${words.dayMeans(words.workingDays(1), sayLength(dayMs, words))}`];
  });
  const all = [...days, ...pauseNotes(agreements, words)];
  return all.length === 0 ? null : html`<ul class="notes">${all.map((note) => html`<li>${note}</li>`)}</ul>`;
}

function pauseNotes(agreements: readonly Agreement[], words: Reader["words"]): readonly string[] {
  const reasons: readonly PauseReason[] = ["customer", "vendor"];
  return reasons.flatMap((reason) => {
    const pausing = (kind: PromiseKind): boolean =>
      agreements.some(({ goals, pauseOn }) => goals[kind] !== null && pauseOn[kind].includes(reason));
    const kinds = PROMISE_KINDS.filter(pausing).map((kind) => `“${words.kinds[FIELD_OF[kind]]}”`);
    return kinds.length === 0 ? [] : [words.pauses(sayList(kinds, words), words.pauseReason[reason])];
  });
}
