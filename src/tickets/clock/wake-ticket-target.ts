import { foldTargets } from "../../sla/fold.ts";
import { rungsFor, wake } from "../../sla/wake.ts";
import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import { clockEvents, writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import { planOf, severityOf } from "../promises/severity-of.ts";
import type { EscalationRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { isHook } from "./hook-call.ts";
import { settleTargets } from "./settle-targets.ts";
import { isAboutToSlip, SLIP, sendSlip, slipTold } from "./slip.ts";

interface WakeTarget {
  readonly state: TicketState;
  readonly targetId: string;
  readonly promises: Promises;
  readonly mint: Mint;
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
  const rungs = rungsFor(promises.ladder, target, {
    severity: severityOf(clock, promises.defaults.severity),
    plan: planOf(clock, promises.defaults.plan),
  });
  const told = new Set(
    state.rungsTold
      .filter((fact) => fact.targetId === row.id && fact.goalVersion === target.goalVersion)
      .map(({ rung }) => rung),
  );
  const woken = wake(target, rungs, told, promises.clock.hours(target.calendar), now);
  if (woken.kind !== "tell") {
    return { kind: woken.kind, because: woken.because, decision: { targets: rearmed() } };
  }
  const slips = promises.slipMail !== "off" && !told.has(SLIP) && isAboutToSlip(target, rungs, woken.passed);
  const facts = [...woken.passed, ...(slips ? [SLIP] : [])].map((rung) => ({
    targetId: row.id,
    rung,
    goalVersion: target.goalVersion,
    toldAt: now,
  }));
  const escalation = (rung: string, to: string): EscalationRow => ({
    id: mint.id(),
    ticketId: state.ticket.id,
    kind: "rung",
    targetId: row.id,
    rung,
    to,
    detail: { goalVersion: target.goalVersion, passed: woken.passed },
    because: woken.because,
    createdAt: now,
  });
  const hooks = woken.rung.tell.filter(isHook);
  const people = woken.rung.tell.filter((teller) => !isHook(teller));
  /** The path of a webhook's address is often its secret: it is kept in the detail, which no page shows. */
  const hookEscalation = (url: string): EscalationRow => ({
    ...escalation(woken.rung.name, `webhook:${URL.parse(url)?.hostname ?? ""}`),
    detail: { goalVersion: target.goalVersion, passed: woken.passed, url },
  });
  const asks = slips && promises.slipMail === "ask";
  const sends = slips && promises.slipMail === "auto";
  const mails = sends
    ? sendSlip({ state, target: { ...target, id: row.id }, promises, mint, now, because: woken.because })
    : {};
  return {
    kind: "told",
    because: woken.because,
    decision: {
      ...mails,
      rungsTold: facts,
      escalations: [
        ...(people.length > 0 ? [escalation(woken.rung.name, people.join(" "))] : []),
        ...hooks.map((teller) => hookEscalation(teller.slice("webhook:".length))),
        ...(asks ? [escalation(SLIP, "lead")] : []),
      ],
      events: writeDown(state.ticket.id, state.events, now, [
        {
          at: now,
          type: target.breachedAt === null ? "warned" : "missed",
          actor: "desk",
          because: woken.because,
          data: { target: target.kind, instance: target.instance, rung: woken.rung.name },
        },
        ...(sends ? [slipTold(target, { at: now, actor: "desk", because: woken.because })] : []),
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
