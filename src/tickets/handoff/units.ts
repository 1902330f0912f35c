import { outcomeOf, unitAfter } from "../../escalation/outcome.ts";
import type { ActContext, Acted } from "../acts/act.ts";
import { byAgent, refused } from "../acts/act.ts";
import type { Decision } from "../decision.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import type { NewEvent } from "../ledger.ts";
import type { TicketState } from "../state.ts";

/** What giving units back, or taking them again, adds to an act. */
export interface Units {
  readonly events: readonly NewEvent[];
  readonly decision: Decision;
  /** For the receipt. */
  readonly lines: readonly string[];
}

export const NO_UNITS: Units = { events: [], decision: {}, lines: [] };

/** A handoff that took units and has not given them back, neither before nor by a command above in the same mail. */
type Taken = HandoffRow & { readonly unit: NonNullable<HandoffRow["unit"]> };

/** What a ticket ended as, in the words behind `#close` and `#resolve`; null: nothing was said. */
export function readOutcome(
  command: string,
  words: string,
  { promises }: Pick<ActContext, "promises">,
): { readonly outcome: string | null } | (Acted & { readonly kind: "refused" }) {
  if (words.trim() === "") return { outcome: null };
  const profile = promises.profile?.profile;
  if (profile === undefined) return refused(`#${command} takes nothing after it`) as never;
  const outcome = outcomeOf(words, profile);
  const known = profile.table.outcomes.map(({ id }) => id).join(", ");
  return outcome === null
    ? (refused(`#${command}: read "${words.slice(0, 60)}", expected nothing, or one of: ${known}`) as never)
    : { outcome };
}

/**
 * Units of a ticket's handoffs when the ticket ends: given back where the vehicle's rules say so, in the same transaction; where they
 * only may be, an operator's command is offered. Twice is once: what was given back is not taken any more.
 */
export function giveBack(outcome: string | null, command: string, context: ActContext): Units {
  const { state, promises, before } = context;
  const profile = promises.profile?.profile;
  if (profile === undefined) return NO_UNITS;
  const kind = before?.ticket?.kind ?? state.ticket.kind;
  const judged = takenUnits(context).map((handoff) => {
    const after = unitAfter(handoff.unit.vehicle, outcome, kind === "commercial", profile);
    return { handoff, after };
  });
  const back = judged.flatMap(({ handoff, after }) => (after.kind === "back" ? [handoff] : []));
  const rest = judged.flatMap(({ handoff, after }): readonly string[] => {
    if (after.kind === "perhaps") return [perhaps(handoff, after.because, state)];
    return after.kind === "stays" && outcome !== null ? [stays(handoff, outcome)] : [];
  });
  const given = returned(back, outcome ?? "", command, context);
  return { ...given, lines: [...given.lines, ...rest] };
}

/** Gives the units of handoffs back, with an entry in the ledger, one in the audit, and a line for the receipt each. */
export function returned(
  handoffs: readonly Taken[],
  because: string,
  command: string,
  context: ActContext,
): Units {
  const { mail, state } = context;
  return {
    events: handoffs.map(({ id, unit }) => ({
      ...byAgent(context, command),
      type: "unit_refunded",
      data: { escalation: id, units: unit.units, outcome: because },
    })),
    decision: {
      refunds: handoffs.map(({ id }) => ({ escalationId: id, because, at: mail.receivedAt })),
      audit: handoffs.map(({ id, unit }) => ({
        actor: mail.agent.id,
        action: "unit-refunded",
        detail: { ticket: state.ticket.number, escalation: id, units: unit.units, because },
      })),
    },
    lines: handoffs.map(({ unit }) => `${unitsOf(unit)} given back (${because})`),
  };
}

/** Takes again what was given back by mistake. */
export function takenAgain(
  escalations: readonly string[],
  { handoffs, ticket }: Pick<TicketState, "handoffs" | "ticket">,
  command: string,
  context: ActContext,
): Units {
  const again = handoffs.filter(({ id, unit }) => escalations.includes(id) && unit?.refundedAt != null);
  return {
    events: again.map(({ id, unit }) => ({
      ...byAgent(context, command),
      type: "unit_taken_again",
      data: { escalation: id, units: unit!.units },
    })),
    decision: {
      retaken: again.map(({ id }) => id),
      audit: again.map(({ id, unit }) => ({
        actor: context.mail.agent.id,
        action: "unit-taken-again",
        detail: { ticket: ticket.number, escalation: id, units: unit!.units },
      })),
    },
    lines: again.map(({ unit }) => `${unitsOf(unit!)} taken again`),
  };
}

/** The handoffs whose units are still taken. */
export function takenUnits({ state, before }: Pick<ActContext, "state" | "before">): readonly Taken[] {
  const gone = new Set(before?.decision?.refunds?.map(({ escalationId }) => escalationId));
  return state.handoffs.filter(
    (handoff): handoff is Taken =>
      handoff.unit != null && handoff.unit.refundedAt === null && !gone.has(handoff.id),
  );
}

function unitsOf({ units, name }: Taken["unit"]): string {
  return `${units} ${units === 1 ? "unit" : "units"} of ${name}`;
}

/** The command with which an operator gives it back, once the vendor has said so. */
function perhaps(handoff: Taken, because: readonly string[], { ticket }: TicketState): string {
  const [first, ...others] = because;
  const or = others.length === 0 ? "" : ` (or ${others.join(", ")})`;
  const number = handoff.ticketNumber ?? ticket.number;
  return `${unitsOf(handoff.unit)} may be given back if they say so; an operator runs: answerable entitlements refund ${number} --because ${first}${or}`;
}

function stays({ unit }: Taken, outcome: string): string {
  return `${unitsOf(unit)} stays taken: none is given back for ${outcome}`;
}
