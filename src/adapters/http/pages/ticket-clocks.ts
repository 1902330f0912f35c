import type { ServiceSplit } from "../../../escalation/split-service.ts";
import { type LedgerView, ledgerMoment, viewLedger } from "../../../ops/clock-ledger.ts";
import { targetName, usedShare, viewPromise } from "../../../ops/promise.ts";
import { serviceSpan } from "../../../ops/words.ts";
import { why } from "../../../sla/ledger.ts";
import { serviceSplit } from "../../../tickets/handoff/service-split.ts";
import { clockEvents } from "../../../tickets/ledger.ts";
import type { Promises } from "../../../tickets/promises/promises.ts";
import { acrossVersions, versionsOf } from "../../../tickets/promises/versions.ts";
import type { Instant } from "../../../values/instant.ts";
import type { Db } from "../../postgres/connect.ts";
import { ledgerOf } from "../../postgres/ops-queries-policy.ts";
import type { TicketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { time } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";
import { type Book, readVersion, serviceTimeOn } from "../promises-shown.ts";

type Target = TicketPageRows["targets"][number];

/** Ledgers of a page; a ticket with a long story has hundreds of answered targets. */
const MOST_LEDGERS = 12;
const MOST_LINES = 100;

/** What the clocks of a ticket are read by. */
export interface Clocks {
  /** Null: a policy version it lived under cannot be read. */
  readonly promises: Promises | null;
  readonly ledgers: ReadonlyMap<string, LedgerView>;
  /** Whose turn it was; null: the ledger is empty or cannot be read. */
  readonly split: ServiceSplit | null;
  readonly asOf: Instant;
}

/** Folds a ticket's ledger for its open targets and its latest ended ones. */
export async function clocksOf(
  db: Db,
  book: Book,
  { ticket, targets }: TicketPageRows,
  context: PageContext,
): Promise<Clocks> {
  const events = await ledgerOf(db, ticket.id);
  const read = await Promise.all(versionsOf(ticket, events).map((version) => readVersion(book, version)));
  const books = read.filter((each) => each !== null);
  const clock = clockEvents(events);
  const asOf = ledgerMoment(context.now, clock);
  if (books.length < read.length) return { promises: null, ledgers: new Map(), split: null, asOf };
  const promises = acrossVersions(books);
  const ledgers = new Map<string, LedgerView>();
  for (const target of newestFirst(targets).slice(0, MOST_LEDGERS)) {
    const ledger = why(clock, promises.clock, asOf, target, promises.desk.timeZone);
    if (ledger !== null) ledgers.set(target.id, viewLedger(ledger, MOST_LINES));
  }
  return { promises, ledgers, split: serviceSplit(events, promises.clock, asOf), asOf };
}

function newestFirst(targets: readonly Target[]): readonly Target[] {
  const open = ({ endedAt }: Target): number => (endedAt === null ? 0 : 1);
  return targets.toSorted((a, b) => open(a) - open(b) || (b.startedAt ?? 0) - (a.startedAt ?? 0));
}

/** A ticket's promises, each with a bar of where its time went and the same as a table. */
export function drawClocks({ targets }: TicketPageRows, clocks: Clocks, context: PageContext): Html | null {
  const told = targets.filter(({ state }) => state !== "inactive");
  if (told.length === 0) return null;
  return html`<section class="card" aria-labelledby="clocks"><h2 id="clocks">Promises</h2>
${clocks.promises === null ? html`<p class="sub">Where the time went cannot be told: its policy version cannot be read.</p>` : null}
<ul class="clocks">${told.map((target) => clock(target, clocks, context))}</ul></section>`;
}

function clock(target: Target, clocks: Clocks, context: PageContext): Html {
  const view = viewPromise(target, context.now, serviceTimeOn(clocks.promises, target.calendar));
  const ended = target.endedAt !== null;
  const ledger = clocks.ledgers.get(target.id) ?? null;
  const elapsedMs = ledger?.elapsedMs ?? target.elapsedMs;
  const tone = ended ? (target.breachedAt === null ? "calm" : "late") : view.tone;
  const verdict = ended
    ? html`${target.breachedAt === null ? "kept" : "broken"} ${time(target.endedAt!, context)}`
    : view.at === null
      ? html`${target.state}`
      : html`${view.left}, ${time(view.at, context)}`;
  return html`<li data-key="c${target.id}"><span class="name">${targetName(target)}</span>
<span class="state ${tone}">${verdict}</span>
${ledger === null ? meter(target.goalMs, elapsedMs, tone) : bar(ledger)}
<span class="sub">${target.goalMs === null ? `${serviceSpan(elapsedMs)} used, nothing promised` : `${serviceSpan(elapsedMs)} of ${serviceSpan(target.goalMs)} used`} · ${target.calendar}${target.provisional ? " · an answer is on its way" : null}</span>
${ledger === null ? null : html`<a class="sub" href="#l${target.id}">Where its time went<span class="sr">: ${targetName(target)}</span></a>`}</li>`;
}

function meter(goalMs: number | null, elapsedMs: number, tone: string): Html | null {
  const share = usedShare(goalMs, elapsedMs);
  if (share === null) return null;
  return html`<svg class="meter ${tone}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="100" height="4"/><rect class="used" width="${Math.round(share * 100)}" height="4"/></svg>`;
}

const BAR = 1000;

function bar({ bar: parts, summary }: LedgerView): Html {
  let x = 0;
  const rects = parts.map(({ tone, share }) => {
    const width = share * BAR;
    const rect = html`<rect class="${tone}" x="${x.toFixed(2)}" y="${tone === "counted" ? 0 : 4}" width="${width.toFixed(2)}" height="${tone === "counted" ? 12 : 4}"/>`;
    x += width;
    return rect;
  });
  return html`<svg class="ledger-bar" viewBox="0 0 ${BAR} 12" preserveAspectRatio="none" role="img" aria-label="${summary}">${rects}</svg>`;
}
