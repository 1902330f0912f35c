import type { Profile } from "../../../escalation/profile.ts";
import type { CaseRows, HandoffShown } from "../../postgres/ops-queries-case.ts";
import type { TicketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { said, time, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";
import { vehicleName } from "../promises-shown.ts";

type State = HandoffShown["row"]["state"];

const STATES: { readonly [state in State]: readonly [words: string, tone: string] } = {
  ready: ["about to leave", "none"],
  told: ["told", "none"],
  prepared: ["to be filed at the portal", "soon"],
  sent: ["with them", "none"],
  answered: ["they answered", "soon"],
  "handed-back": ["handed back", "none"],
  closed: ["closed", "none"],
  cancelled: ["cancelled", "none"],
  failed: ["failed", "late"],
};

/** Where a handoff or a rung stands; a handoff whose answer is overdue is late. */
export function escalationState(
  row: Pick<HandoffShown["row"], "state" | "expectedAt" | "endedAt">,
  now: number,
): Html {
  const [words, tone] = STATES[row.state];
  return isOverdue(row, now)
    ? html`<span class="state late">answer overdue</span>`
    : html`<span class="state ${tone}">${words}</span>`;
}

export function isOverdue(
  { state, expectedAt, endedAt }: Pick<HandoffShown["row"], "state" | "expectedAt" | "endedAt">,
  now: number,
): boolean {
  return state === "sent" && endedAt === null && expectedAt !== null && expectedAt < now;
}

/** What was handed on: to whom, where it stands, what they called it, and the packet. */
export function drawHandoffs(
  { ticket }: TicketPageRows,
  { handoffs }: CaseRows,
  profile: Profile | null,
  context: PageContext,
): Html | null {
  if (handoffs.length === 0) return null;
  return html`<section class="card" aria-labelledby="handoffs"><h2 id="handoffs">Handed on</h2><ul class="clocks">${handoffs.map(
    ({
      row,
      numbers,
    }) => html`<li data-key="h${row.id}"><span class="name">${said(row.to)}</span> ${escalationState(row, context.now)}
${row.vehicle === null ? null : html`<span class="sub">by ${vehicleName(row.vehicle, profile, context.now, context.timeZone)}</span>`}
<span class="sub">${said(row.because)} · ${timeAgo(row.createdAt, context)}</span>
${row.expectedAt === null || row.endedAt !== null ? null : html`<span class="sub">answer expected ${time(row.expectedAt, context)}</span>`}
${row.answeredAt === null ? null : html`<span class="sub">last heard ${timeAgo(row.answeredAt, context)}</span>`}
${row.reminders === 0 ? null : html`<span class="sub">reminded ${row.reminders}×</span>`}
${row.endedAt === null ? null : html`<span class="sub">ended ${time(row.endedAt, context)}</span>`}
${numberList(numbers)}
<a class="sub" href="/tickets/${ticket.number}/packet/${row.id}">What goes to them<span class="sr">: ${row.to}</span></a></li>`,
  )}</ul></section>`;
}

/** The numbers they gave, each with how it was learnt. */
export function numberList(numbers: HandoffShown["numbers"]): Html | null {
  if (numbers.length === 0) return null;
  return html`<span class="sub">their number: ${numbers.map(({ number, because }, n) => html`${n > 0 ? ", " : null}<code>${number}</code> (${because === "reply" ? "from their mail" : said(because)})`)}</span>`;
}

/** Who was told that a promise runs out, and who has taken note. */
export function drawRungs({ rungs }: CaseRows, context: PageContext): Html | null {
  if (rungs.length === 0) return null;
  return html`<section class="card" aria-labelledby="escalations"><h2 id="escalations">Escalations</h2><ul class="clocks">${rungs.map(
    ({
      rung,
      acknowledgedBy,
    }) => html`<li data-key="x${rung.id}"><span class="name">${rung.rung ?? rung.kind}</span> ${escalationState(rung, context.now)}
<span class="sub">to ${said(rung.to)} · ${said(rung.because)} · ${timeAgo(rung.createdAt, context)}</span>
${rung.acknowledgedAt === null ? null : html`<span class="sub">acknowledged${acknowledgedBy === null ? null : html` by ${said(acknowledgedBy)}`} ${timeAgo(rung.acknowledgedAt, context)}</span>`}</li>`,
  )}</ul></section>`;
}

const MOST_FIELDS = 60;

/** What was found out, by the fields of the form; and what somebody passed over, with their reason. */
export function drawDiagnosis(
  { diagnosis }: CaseRows,
  profile: Profile | null,
  context: PageContext,
): Html | null {
  if (diagnosis === null) return null;
  const { found, agent } = diagnosis;
  const labels = new Map(profile?.table.form.map(({ id, name }) => [id, name]));
  const passed = (Array.isArray(found.overrides) ? found.overrides : []).flatMap((one) => {
    const { code, role, reason } = (one ?? {}) as { code?: unknown; role?: unknown; reason?: unknown };
    return typeof code === "string" ? [{ code, role: String(role ?? ""), reason: String(reason ?? "") }] : [];
  });
  return html`<section class="card" aria-labelledby="diagnosis"><h2 id="diagnosis">Diagnosis</h2>
<dl class="facts">${Object.entries(found.fields)
    .slice(0, MOST_FIELDS)
    .map(
      ([field, value]) =>
        html`<div><dt>${labels.get(field) ?? field.replaceAll(/[_-]/g, " ")}</dt><dd class="text">${said(String(value))}</dd></div>`,
    )}
${found.unable === null ? null : html`<div><dt>not here because</dt><dd class="text">${said(found.unable)}</dd></div>`}</dl>
${passed.map(({ code, role, reason }) => html`<p class="sub">passed over: ${code}${role === "" ? null : `, by a ${role}`}${reason === "" ? null : html`: ${said(reason)}`}</p>`)}
<p class="sub">${agent === null ? null : html`${said(agent)} · `}${timeAgo(found.at, context)}</p></section>`;
}
