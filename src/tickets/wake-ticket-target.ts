import { foldTargets } from "../sla/fold.ts";
import { rungsFor, wake } from "../sla/wake.ts";
import type { Instant } from "../values/instant.ts";
import type { Decision } from "./decision.ts";
import { clockEvents, writeDown } from "./ledger.ts";
import type { Promises } from "./promises.ts";
import { settleTargets } from "./settle-targets.ts";
import { severityOf } from "./severity-of.ts";
import type { TicketState } from "./state.ts";

interface WakeTarget {
  readonly state: TicketState;
  readonly targetId: string;
  readonly promises: Promises;
  readonly mint: { id(): string };
  readonly now: Instant;
}

export interface Woken {
  readonly kind: "stale" | "early" | "told";
  readonly because: string;
  readonly decision: Decision;
}

/**
 * Decides what a target's wake-up means. A rung that is reached becomes a fact that can exist once (a unique row) and one
 * escalation to all whom it names. Whatever the answer, the row is armed anew for its next wake.
 */
export function wakeTicketTarget({ state, targetId, promises, mint, now }: WakeTarget): Woken {
  const row = state.targets.find(({ id }) => id === targetId);
  const clock = clockEvents(state.events);
  const target = foldTargets(clock, promises.clock, now).find(
    ({ kind, instance }) => kind === row?.kind && instance === row.instance,
  );
  if (row === undefined || target === undefined)
    return { kind: "stale", because: "no such target", decision: {} };
  const rungs = rungsFor(promises.ladder, target, severityOf(clock, promises.defaults.severity));
  const told = new Set(
    state.rungsTold
      .filter((fact) => fact.targetId === row.id && fact.goalVersion === target.goalVersion)
      .map(({ rung }) => rung),
  );
  const woken = wake(target, rungs, told, promises.clock.hours(target.calendar), now);
  if (woken.kind !== "tell") {
    return { kind: woken.kind, because: woken.because, decision: { targets: rearmed() } };
  }
  const facts = woken.passed.map((rung) => ({
    targetId: row.id,
    rung,
    goalVersion: target.goalVersion,
    toldAt: now,
  }));
  return {
    kind: "told",
    because: woken.because,
    decision: {
      rungsTold: facts,
      escalations: [
        {
          id: mint.id(),
          ticketId: state.ticket.id,
          kind: "rung",
          targetId: row.id,
          rung: woken.rung.name,
          to: woken.rung.tell.join(" "),
          detail: { goalVersion: target.goalVersion, passed: woken.passed },
          because: woken.because,
          createdAt: now,
        },
      ],
      events: writeDown(state.ticket.id, state.events, now, [
        {
          at: now,
          type: target.breachedAt === null ? "warned" : "missed",
          actor: "desk",
          because: woken.because,
          data: { target: target.kind, instance: target.instance, rung: woken.rung.name },
        },
      ]),
      targets: rearmed(facts),
    },
  };

  /** The row always moves on, also when nothing was due: otherwise the relay would find it again each second. */
  function rearmed(facts: TicketState["rungsTold"] = []) {
    const rows = settleTargets({
      ticketId: state.ticket.id,
      events: state.events,
      before: state.targets,
      told: [...state.rungsTold, ...facts],
      promises,
      mint,
      now,
    });
    const again = rows.map((next) =>
      next.id === targetId && next.generation === row!.generation
        ? { ...next, generation: next.generation + 1 }
        : next,
    );
    // An ended target that still has a wake, from a save before it ended, is put to rest.
    return again.some(({ id }) => id === targetId)
      ? again
      : [...again, { ...row!, wakeAt: null, generation: row!.generation + 1 }];
  }
}
