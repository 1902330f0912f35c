import { serviceTimeBetween } from "../service-hours/arithmetic.ts";
import type { ClockContext, Waiting } from "../sla/clock.ts";
import type { ClockEvent } from "../sla/event.ts";
import { foldClocks } from "../sla/fold.ts";
import type { Instant } from "../values/instant.ts";

/** An event of a ticket's ledger that says whose turn it is with a handoff. */
export interface TurnEvent {
  readonly at: Instant;
  readonly seq: number;
  readonly type:
    | "handoff_sent"
    | "upstream_written"
    | "upstream_withdrawn"
    | "upstream_message"
    | "handed_back"
    | "handoff_closed"
    | "handoff_failed"
    /** It waits here from now on: the ticket it was handed on from was merged into this one; or that was undone. */
    | "handoff_came"
    | "handoff_left";
  readonly escalation: string;
  /** The mail that was written, withdrawn or lost; null: none. */
  readonly mail: string | null;
}

/** Where the service time of a ticket went, in milliseconds. The three sum up to `elapsedMs`, exactly. */
export interface ServiceSplit {
  readonly oursMs: number;
  readonly upstreamMs: number;
  readonly customerMs: number;
  /** From opening to `asOf`, on the calendar then in force, without the time while it was resolved. */
  readonly elapsedMs: number;
}

/**
 * Splits the service time of a ticket by whose turn it was: the customer's while it waits for them (their answer is what is
 * needed first), else upstream's while a handoff waits for its answer or the ticket waits for the vendor, else ours. What
 * pauses a promise is of no concern here: no clock of the customer's is moved by this.
 *
 * @returns null without events
 */
export function splitService(
  clock: readonly ClockEvent[],
  turns: readonly TurnEvent[],
  context: ClockContext,
  asOf: Instant,
): ServiceSplit | null {
  const fold = foldClocks(clock, withoutPauses(context), asOf);
  const whole = fold?.targets.find(({ kind }) => kind === "resolution");
  if (!fold || !whole) return null;
  const upstream = upstreamTurns(turns, asOf);
  const waits = fold.past.map(({ from, situation }) => ({ from, waiting: situation.waiting }));
  const cuts = [...waits.map(({ from }) => from), ...upstream.map(({ from }) => from)].toSorted(
    (a, b) => a - b,
  );
  const split = { customer: 0, upstream: 0, ours: 0 };
  for (const span of whole.spans) {
    const hours = context.hours(span.calendar, span.policy);
    const inner = cuts.filter((at) => at > span.from && at < span.to);
    const edges = [span.from, ...inner, span.to];
    for (const [n, from] of edges.slice(0, -1).entries()) {
      const side = sideAt(from, waits, upstream);
      split[side] += serviceTimeBetween(hours, from, edges[n + 1]!);
    }
  }
  return {
    oursMs: split.ours,
    upstreamMs: split.upstream,
    customerMs: split.customer,
    elapsedMs: whole.elapsedMs,
  };
}

function sideAt(
  at: Instant,
  waits: readonly { readonly from: Instant; readonly waiting: Waiting }[],
  upstream: readonly { readonly from: Instant; readonly isTheirs: boolean }[],
): "customer" | "upstream" | "ours" {
  const waiting = waits.findLast(({ from }) => from <= at)?.waiting ?? null;
  if (waiting === "customer") return "customer";
  const isTheirs = upstream.findLast(({ from }) => from <= at)?.isTheirs ?? false;
  return isTheirs || waiting === "vendor" ? "upstream" : "ours";
}

/** Its ticket is one of its own again: as if it had never been here. */
function isGone({ type, escalation }: TurnEvent, of: string): boolean {
  return type === "handoff_left" && escalation === of;
}

/** A mail of ours makes it their turn, unless it was taken back or never reached them. */
const BEGINS: ReadonlySet<TurnEvent["type"]> = new Set(["handoff_sent", "upstream_written", "handoff_came"]);

/** From when on any handoff waits for upstream, and from when on none does. */
function upstreamTurns(turns: readonly TurnEvent[], asOf: Instant) {
  const withdrawn = new Set(
    turns.flatMap(({ type, mail }) =>
      (type === "upstream_withdrawn" || type === "handoff_failed") && mail !== null ? [mail] : [],
    ),
  );
  const ordered = turns
    .filter(({ at }) => at <= asOf)
    .filter(({ type, mail }) => !(BEGINS.has(type) && mail !== null && withdrawn.has(mail)))
    .toSorted((a, b) => a.at - b.at || a.seq - b.seq)
    .filter(({ escalation }, n, all) => !all.slice(n + 1).some((one) => isGone(one, escalation)));
  const waiting = new Set<string>();
  return ordered.map(({ at, type, escalation }) => {
    if (BEGINS.has(type)) waiting.add(escalation);
    else if (type !== "upstream_withdrawn") waiting.delete(escalation);
    return { from: at, isTheirs: waiting.size > 0 };
  });
}

const NEVER = { "first-response": [], "next-response": [], resolution: [], update: [] } as const;

/** The same promises, with no clock that ever stands still: what was waited for is counted too. */
function withoutPauses(context: ClockContext): ClockContext {
  return {
    hours: (name, policy) => context.hours(name, policy),
    agreement: (plan, severity, policy) => {
      const agreement = context.agreement(plan, severity, policy);
      return agreement && { ...agreement, pauseOn: NEVER };
    },
  };
}
