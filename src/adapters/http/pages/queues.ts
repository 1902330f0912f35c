import { sortWork, type Trouble, viewWork, type WorkView } from "../../../ops/queue-rows.ts";
import { ago, count, span } from "../../../ops/words.ts";
import type { Instant } from "../../../values/instant.ts";
import type { Db } from "../../postgres/connect.ts";
import { type QueueCounts, queueCounts, workRows } from "../../postgres/ops-queries-queues.ts";
import { said, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import type { RedisState, RedisView } from "../redis-view.ts";

/** When the relay last looked for due rows, as far as this process can know. */
export type RelayLastRun = () => Promise<Instant | null>;

const TROUBLE_WORDS: Readonly<Record<Trouble, string>> = {
  waiting: "waits for you",
  stuck: "stuck",
  overdue: "overdue",
  retrying: "trying again",
  due: "due now",
};

/** What is due, stuck and failed and why: from PostgreSQL, so that it says so also while Redis is away. */
export async function showQueues(
  db: Db,
  redis: RedisView,
  relay: RelayLastRun | null,
  context: PageContext,
): Promise<Shown> {
  const [counts, rows, state, relayAt] = await Promise.all([
    queueCounts(db, context.now),
    workRows(db, context.now),
    redis.state(),
    relay === null ? undefined : relay(),
  ]);
  const work = sortWork(rows.map((row) => viewWork(row, context.now)));
  const troubled = work.filter(({ trouble }) => trouble !== "due").length;
  return {
    title: troubled > 0 ? `(${troubled}) Queues` : "Queues",
    main: html`
<div class="head"><h1>Queues</h1><p class="lead" data-announce>${troubled === 0 ? "Nothing is stuck and nothing waits for you." : `${count(troubled, "row")} out of the ordinary.`}</p></div>
${redisLine(state, relayAt, context)}
<section aria-labelledby="queues"><h2 id="queues">By queue</h2>${countsTable(counts, state, context)}</section>
<section aria-labelledby="rows"><h2 id="rows">Due, stuck and failed</h2>${work.length === 0 ? html`<p class="empty">Nothing is due.</p>` : workTable(work, context)}</section>`,
  };
}

function redisLine(state: RedisState, relayAt: Instant | null | undefined, { now }: PageContext): Html {
  const redis =
    state.kind === "up"
      ? html`<span class="state calm">Redis is up</span> <a href="/queues/bull">Open Bull Board</a>`
      : html`<span class="state late">Redis is away</span> ${state.because}. Nothing is lost: PostgreSQL holds all work, and the relay publishes it once Redis is back.`;
  const relay =
    relayAt === undefined
      ? null
      : html`<p>${relayAt === null ? html`<span class="state late">The relay has not run yet</span>` : html`<span class="state ${now - relayAt > 30_000 ? "late" : "calm"}">Relay</span> last looked ${ago(relayAt, now)}`}</p>`;
  return html`<div class="note"><p>${redis}</p>${relay}</div>`;
}

function countsTable(counts: readonly QueueCounts[], state: RedisState, context: PageContext): Html {
  return html`<div class="scroll" role="region" aria-label="Counts by queue" tabindex="0"><table>
<thead><tr><th scope="col">Queue</th><th scope="col" class="num">Due</th><th scope="col" class="num">Overdue</th><th scope="col" class="num">Trying again</th>
<th scope="col" class="num">Failed, aside</th><th scope="col" class="num">Later</th><th scope="col">Oldest due</th><th scope="col">In Redis</th></tr></thead>
<tbody>${counts.map((row) => countsRow(row, state, context))}</tbody></table></div>`;
}

function countsRow(row: QueueCounts, state: RedisState, { now }: PageContext): Html {
  const number = (n: number, bad = false): Html =>
    html`<td class="num${n === 0 ? " faint" : bad ? " bad" : ""}">${n}</td>`;
  const jobs = state.kind === "up" ? state.queues.get(row.queue) : undefined;
  return html`<tr data-key="q${row.queue}"><th scope="row">${row.queue}</th>${number(row.due)}${number(row.overdue, true)}${number(row.retrying, true)}${number(row.waiting, true)}${number(row.later)}
<td>${row.oldestDueAt === null ? html`<span class="faint">–</span>` : `for ${span(now - row.oldestDueAt)}`}</td>
<td class="faint">${jobs === undefined ? "away" : `${jobs.waiting} waiting, ${jobs.active} active, ${jobs.delayed} timers`}</td></tr>`;
}

function workTable(work: readonly WorkView[], context: PageContext): Html {
  return html`<div class="scroll" role="region" aria-label="Rows" tabindex="0"><table>
<thead><tr><th scope="col">State</th><th scope="col">Queue</th><th scope="col">What</th><th scope="col">Why</th><th scope="col">Ticket</th><th scope="col" class="wide">Since</th></tr></thead>
<tbody>${work.map((row) => workRow(row, context))}</tbody></table></div>`;
}

function workRow(row: WorkView, context: PageContext): Html {
  const tone = { waiting: "late", stuck: "late", overdue: "soon", retrying: "soon", due: "none" }[
    row.trouble
  ];
  const since = row.dueAt ?? row.since;
  return html`<tr data-key="w${row.id}"><td><span class="state ${tone}">${TROUBLE_WORDS[row.trouble]}</span></td><td>${row.queue}</td>
<td>${row.subject ?? row.state}<span class="sub mono" title="Row id">${row.id}</span></td><td class="why">${said(row.why)}</td>
<td>${row.ticket === null ? html`<span class="faint">–</span>` : html`<a href="/tickets/${row.ticket}">#${row.ticket}</a>`}</td>
<td class="wide faint">${since === null ? "–" : timeAgo(since, context)}</td></tr>`;
}
