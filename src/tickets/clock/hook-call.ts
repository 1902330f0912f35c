import { HOUR, type Instant, iso, MINUTE, plus, SECOND } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import type { Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import { rungTold } from "./acknowledged.ts";
import { type TellRung, type Told, whyNotTold } from "./tell-rung.ts";

/** A call to a webhook of the ladder's: ticket numbers, ids, codes and times, nobody's words and no address. */
export interface HookCall {
  readonly url: string;
  /** The same however often it is tried. */
  readonly id: string;
  readonly body: string;
  readonly at: Instant;
}

export type HookOutcome =
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly because: string; readonly status: number | null };

/** How long after each failed call the next is made; after the last the manager is told by mail. */
export const HOOK_WAITS_MS = [10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR] as const;

/** Longer than a call may take: who has claimed the row and died is followed by the next. */
export const HOOK_LEASE_MS = 30 * SECOND;

export function isHook(to: string): boolean {
  return to.startsWith("webhook:");
}

interface Hook extends Omit<TellRung, "agents" | "escalation"> {
  readonly escalation: TellRung["escalation"] & { readonly detail: Json };
}

/** What a webhook is told of a rung, or why it need not be told, or not yet. */
export function hookCall(
  hook: Hook,
): { readonly kind: "call"; readonly call: HookCall } | Exclude<Told, { kind: "told" }> {
  const { escalation, state, now } = hook;
  const { url } = escalation.detail as { readonly url?: string };
  if (url === undefined)
    return { kind: "cancelled", because: "the row names no address to call", decision: {} };
  const target = state.targets.find(({ id }) => id === escalation.targetId);
  const needless = whyNotTold(hook, target);
  if (needless !== null) return needless;
  const { ticket } = state;
  const time = (at: Instant | null | undefined): string | null => (at == null ? null : iso(at));
  const body = {
    type: target?.breachedAt == null ? "ticket.target_warning" : "ticket.target_missed",
    timestamp: iso(now),
    data: {
      ticket: ticket.number,
      ticket_id: ticket.id,
      escalation_id: escalation.id,
      rung: escalation.rung,
      target: target?.kind ?? null,
      severity: ticket.severity,
      plan: ticket.plan,
      status: ticket.status,
      kind: ticket.kind,
      service: ticket.service,
      opened_at: iso(ticket.openedAt),
      due_at: time(target?.dueAt),
      missed_at: time(target?.breachedAt),
    },
  };
  return { kind: "call", call: { url, id: escalation.id, body: JSON.stringify(body), at: now } };
}

export type HookSettled =
  | { readonly kind: "told" | "failed"; readonly because: string; readonly decision: Decision }
  | { readonly kind: "later"; readonly because: string; readonly until: Instant };

/**
 * What becomes of a call. What looks as if it may pass (no answer, 408, 429, 5xx) is tried again by the table; everything
 * else, and the end of the table, tells the manager by mail in its place.
 *
 * @param attempts  calls made so far, this one included
 */
export function settleHook(
  { escalation, state, mint, now }: Omit<Hook, "promises">,
  outcome: HookOutcome,
  attempts: number,
): HookSettled {
  const target = state.targets.find(({ id }) => id === escalation.targetId);
  const about = target
    ? rungTold(escalation.id, target, escalation.rung, [])
    : { escalation: escalation.id, rung: escalation.rung };
  if (outcome.kind === "taken") {
    const because = `${escalation.rung}: told a webhook`;
    return { kind: "told", because, decision: { events: written("rung_told", because) } };
  }
  const wait = HOOK_WAITS_MS[attempts - 1];
  const { status } = outcome;
  const mayPass = status === null || status === 408 || status === 429 || status >= 500;
  if (mayPass && wait !== undefined)
    return { kind: "later", because: outcome.because, until: plus(now, wait) };
  const because = `${escalation.rung}: a webhook could not be told (${outcome.because}); the manager is`;
  return {
    kind: "failed",
    because,
    decision: {
      events: written("hook_failed", because),
      escalations: [
        {
          id: mint.id(),
          ticketId: state.ticket.id,
          kind: "rung",
          targetId: escalation.targetId,
          rung: escalation.rung,
          to: "manager",
          detail: { instead: escalation.id },
          because,
          createdAt: now,
        },
      ],
    },
  };

  function written(type: string, because: string) {
    return writeDown(state.ticket.id, state.events, now, [
      { at: now, type, actor: "desk", because, data: about },
    ]);
  }
}
