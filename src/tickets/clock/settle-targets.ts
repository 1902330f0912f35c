import type { Target } from "../../sla/event.ts";
import { foldTargets } from "../../sla/fold.ts";
import { nextWake, rungsFor } from "../../sla/wake.ts";
import type { Instant } from "../../values/instant.ts";
import { clockEvents } from "../ledger.ts";
import type { Promises } from "../promises/promises.ts";
import { planOf, severityOf } from "../promises/severity-of.ts";
import type { EventRow, TargetRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

interface Settle {
  readonly ticketId: string;
  /** All of the ledger, new events included. */
  readonly events: readonly EventRow[];
  readonly before: readonly TargetRow[];
  readonly told: TicketState["rungsTold"];
  readonly promises: Promises;
  readonly mint: { id(): string };
  readonly now: Instant;
}

/**
 * A ticket's targets folded anew from its ledger, each with its next wake. A row's generation rises when its wake moves,
 * so that a timer set for the old one finds itself stale. Ended targets keep the numbers of their verdict.
 *
 * @returns every target that is new or may have changed
 */
export function settleTargets(settle: Settle): readonly TargetRow[] {
  const { ticketId, events, before, promises, mint, now } = settle;
  const clock = clockEvents(events);
  const of = {
    severity: severityOf(clock, promises.defaults.severity),
    plan: planOf(clock, promises.defaults.plan),
  };
  const folded = foldTargets(clock, promises.clock, now);
  const settled = folded.flatMap((target) => {
    const known = before.find((row) => isSame(row, target));
    if (known && hasEnded(known) && hasEnded(target)) return [];
    const rungs = rungsFor(promises.ladder, target, of);
    const told = new Set(
      settle.told
        .filter(({ targetId, goalVersion }) => targetId === known?.id && goalVersion === target.goalVersion)
        .map(({ rung }) => rung),
    );
    const wakeAt = nextWake(target, rungs, told, promises.clock.hours(target.calendar), now);
    const moved = known !== undefined && known.wakeAt !== wakeAt;
    return [
      {
        ...target,
        id: known?.id ?? mint.id(),
        ticketId,
        wakeAt,
        generation: (known?.generation ?? 1) + (moved ? 1 : 0),
      },
    ];
  });
  return [
    ...settled,
    ...before.filter((row) => !folded.some((target) => isSame(row, target))).flatMap(voided),
  ];
}

/** What started it was taken back (an unmerge, a moved message): nothing is promised, and no timer is left. */
function voided(row: TargetRow): readonly TargetRow[] {
  if (hasEnded(row)) return [];
  const never = { state: "cancelled", dueAt: null, breachAt: null, wakeAt: null } as const;
  return [{ ...row, ...never, generation: row.generation + 1 }];
}

function isSame(a: Pick<Target, "kind" | "instance">, b: Pick<Target, "kind" | "instance">): boolean {
  return a.kind === b.kind && a.instance === b.instance;
}

function hasEnded({ state }: Target): boolean {
  return state === "met" || state === "late" || state === "cancelled";
}
