import type { Instant } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import type { Decision } from "../decision.ts";
import type { NewEvent } from "../ledger.ts";
import type { EventRow, TargetRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

type Promised = Pick<TargetRow, "kind" | "instance" | "goalVersion">;

/** A word of warning that was told: which, of which promise, and to whom. */
interface ToldRung {
  readonly escalation: string;
  readonly people: readonly string[];
  /** False: a customer asked for somebody above. */
  readonly hasTarget: boolean;
  readonly isAbout: (promise: Promised) => boolean;
}

/** What the ledger says of a rung that was told; `people` are ids of agents. */
export function rungTold(
  escalation: string,
  promise: Promised,
  rung: string | null,
  people: readonly string[],
) {
  const { kind, instance, goalVersion } = promise;
  return { escalation, target: kind, instance, goalVersion, rung, people };
}

/**
 * Rungs whose promise is still open, and wishes for a manager, that nobody has acknowledged; of one agent: those they were told themselves.
 *
 * @returns ids of escalations, oldest first
 */
export function unacknowledged(
  state: Pick<TicketState, "events" | "targets">,
  agentId: string | null,
): readonly string[] {
  const done = new Set(acknowledgements(state.events).flatMap(({ escalations }) => escalations));
  const open = state.targets.filter((target) => target.state === "running" || target.state === "paused");
  return toldRungs(state.events)
    .filter(({ escalation }) => !done.has(escalation))
    .filter(({ isAbout, hasTarget }) => !hasTarget || open.some(isAbout))
    .filter(({ people }) => agentId === null || people.includes(agentId))
    .map(({ escalation }) => escalation);
}

/** Whether any rung was ever told on this ticket. */
export function hasToldRungs(events: readonly EventRow[]): boolean {
  return toldRungs(events).length > 0;
}

/** When a rung of this promise was last acknowledged, as it is promised now; null: never. */
export function acknowledgedAt(events: readonly EventRow[], promise: Promised): Instant | null {
  const own = new Set(
    toldRungs(events)
      .filter(({ isAbout }) => isAbout(promise))
      .map(({ escalation }) => escalation),
  );
  const about = acknowledgements(events).filter(({ escalations }) => escalations.some((id) => own.has(id)));
  return about.at(-1)?.at ?? null;
}

/** An acknowledgement as the ledger and the escalations keep it. */
export function acknowledge(
  escalations: readonly string[],
  by: Pick<NewEvent, "at" | "because"> & { readonly agentId: string | null },
): { readonly event: NewEvent; readonly decision: Decision } {
  return {
    event: { ...by, type: "rung_acknowledged", actor: "agent", data: { escalations } },
    decision: { acknowledged: escalations.map((id) => ({ id, at: by.at, agentId: by.agentId })) },
  };
}

function toldRungs(events: readonly EventRow[]): readonly ToldRung[] {
  return events.flatMap(({ type, data }) => {
    const about = data as { readonly [name: string]: Json };
    const escalation = about["escalation"];
    if (type !== "rung_told" || typeof escalation !== "string") return [];
    const people = Array.isArray(about["people"]) ? about["people"].map(String) : [];
    const isAbout = ({ kind, instance, goalVersion }: Promised): boolean =>
      about["target"] === kind && about["instance"] === instance && about["goalVersion"] === goalVersion;
    return [{ escalation, people, isAbout, hasTarget: typeof about["target"] === "string" }];
  });
}

function acknowledgements(events: readonly EventRow[]) {
  return events.flatMap(({ type, data, at }) => {
    const { escalations } = data as { readonly escalations?: readonly string[] };
    return type === "rung_acknowledged" && escalations ? [{ at, escalations }] : [];
  });
}
