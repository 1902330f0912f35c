import { serviceTimeBetween } from "../../service-hours/arithmetic.ts";
import { type Instant, MINUTE, plus } from "../../values/instant.ts";
import { writeDown } from "../ledger.ts";
import type { Mint, Saved } from "../letters/write-mail.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow, TargetRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { peopleOf } from "../team/told-people.ts";
import { facts, isAbout, SLIP, slipWords, whyNotRunning } from "./slip.ts";
import type { Told } from "./tell-rung.ts";

interface Offer {
  readonly escalation: {
    readonly id: string;
    readonly targetId: string | null;
    readonly to: string;
    readonly because: string;
  };
  readonly state: TicketState;
  readonly agents: readonly AgentRow[];
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/** Shows the lead the honest mail to the customer, with the one link that sends it. Once answered, there is none. */
export function offerSlip(offer: Offer): Told {
  const { escalation, state, agents, now } = offer;
  const { ticket } = state;
  const target = state.targets.find(({ id }) => id === escalation.targetId);
  if (target?.state !== "running") {
    const because = target === undefined ? "no such promise" : whyNotRunning(target);
    return { kind: "cancelled", because, decision: {} };
  }
  // The goal it was decided for is not in force any more: the new one has its own warning.
  const isForThis = state.rungsTold.some(
    ({ targetId, rung, goalVersion }) =>
      targetId === target.id && rung === SLIP && goalVersion === target.goalVersion,
  );
  if (!isForThis) return { kind: "cancelled", because: "what is promised has changed since", decision: {} };
  // The answer may fail; then the promise slips after all.
  if (target.provisional) return { kind: "later", because: whyNotRunning(target), until: plus(now, MINUTE) };
  const people = peopleOf(escalation.to, { ticket, agents, teams: offer.promises.teams });
  const because = `offered to ${people.length} (${escalation.to}) to tell the customer`;
  return {
    kind: "told",
    because,
    decision: {
      events: writeDown(ticket.id, state.events, now, [
        { at: now, type: "slip_offered", actor: "desk", because, data: facts(target) },
      ]),
      ...writeOffer(offer, target, people),
    },
  };
}

function writeOffer(offer: Offer, target: TargetRow, people: ReturnType<typeof peopleOf>): Saved {
  const { escalation, state, promises, now } = offer;
  return writeToAgents({
    ...offer,
    people,
    purpose: "escalation",
    because: escalation.because,
    words: (replyAddress) =>
      promises.wording.slipOffer({
        number: state.ticket.number,
        customer: state.customer?.name ?? state.requester.address,
        target: target.kind,
        dueAt: target.dueAt,
        leftMs: leftAt(target, promises, now),
        assignee: state.assignee?.name ?? null,
        mail: slipWords(state, target, promises).text,
        replyAddress,
      }),
    once: `slip-offer.${escalation.id}`,
  });
}

/** What `#slip` means now: the promise it was last offered for, if it still runs and the customer was not told. */
export function offeredSlip(
  state: TicketState,
):
  | { readonly kind: "send"; readonly target: TargetRow }
  | { readonly kind: "refused"; readonly because: string } {
  const refused = (because: string) => ({ kind: "refused", because }) as const;
  const offered = state.events.findLast(({ type }) => type === "slip_offered");
  if (offered === undefined) return refused("no such mail has been offered for this ticket");
  const about = offered.data as { readonly [key: string]: unknown };
  const target = state.targets.find(
    ({ kind, instance }) => kind === about["target"] && instance === about["instance"],
  );
  if (target === undefined) return refused("there is no such promise");
  if (target.state !== "running" || target.provisional) return refused(whyNotRunning(target));
  if (target.goalVersion !== about["goalVersion"]) return refused("what is promised has changed since");
  const told = state.events.some(({ type, data }) => type === "slip_told" && isAbout(data, target));
  return told ? refused("the customer has been told already") : { kind: "send", target };
}

/** Service time left of the goal: a running target's `elapsedMs` is as of its last save. */
function leftAt(target: TargetRow, { clock }: Promises, now: Instant): number {
  if (target.dueAt === null || target.dueAt <= now) return 0;
  return serviceTimeBetween(clock.hours(target.calendar), now, target.dueAt);
}
