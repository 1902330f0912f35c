import { serviceTimeBetween } from "../service-hours/arithmetic.ts";
import type { Target } from "../sla/event.ts";
import type { Rung } from "../sla/wake.ts";
import type { Instant } from "../values/instant.ts";
import type { Decision } from "./decision.ts";
import { type NewEvent, writeDown } from "./ledger.ts";
import { agentsRoot } from "./notices.ts";
import { customerSide } from "./people-of.ts";
import type { Promises } from "./promises.ts";
import type { AgentRow, TargetRow } from "./rows.ts";
import type { TicketState } from "./state.ts";
import { peopleOf, type Told } from "./tell-rung.ts";
import type { Words } from "./wording.ts";
import { type Mint, taggedSubject, writeMail } from "./write-mail.ts";

/** As a fact beside the rungs that were told, and as the escalation that offers the mail. */
export const SLIP = "slip";

/** The prepared text speaks of an answer: it says nothing true of a resolution. */
const ANSWERS: ReadonlySet<string> = new Set(["first-response", "next-response", "update"]);

type Slipping = Pick<TargetRow, "kind" | "instance" | "goalVersion" | "dueAt">;

/**
 * Whether the last warning before the breach is among the rungs just passed, with the promise not broken yet: the moment
 * at which a customer can still be told before it slips. A ladder without warnings has no such moment.
 */
export function isAboutToSlip(target: Target, rungs: readonly Rung[], passed: readonly string[]): boolean {
  const warnings = rungs.flatMap(({ name, at }) => (at.kind === "percent" ? [{ name, at: at.percent }] : []));
  const last = warnings.toSorted((a, b) => b.at - a.at)[0];
  if (last === undefined || target.breachedAt !== null || !ANSWERS.has(target.kind)) return false;
  return passed.includes(last.name);
}

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
  if (target?.state !== "running" || target.provisional) {
    const because = target === undefined ? "no such promise" : whyNotRunning(target);
    return { kind: "cancelled", because, decision: {} };
  }
  const people = peopleOf(escalation.to, ticket.assigneeId, agents);
  const written = people.map((person) => writeOffer(offer, target, person));
  const because = `offered to ${people.length} (${escalation.to}) to tell the customer`;
  return {
    kind: "told",
    because,
    decision: {
      events: writeDown(ticket.id, state.events, now, [
        { at: now, type: "slip_offered", actor: "desk", because, data: facts(target) },
      ]),
      mails: written.map(({ mail }) => mail),
      messageIds: written.flatMap(({ messageIds }) => messageIds),
      tokens: written.flatMap(({ tokens }) => tokens),
    },
  };
}

function writeOffer(
  { escalation, state, promises, mint, now }: Offer,
  target: TargetRow,
  person: ReturnType<typeof peopleOf>[number],
) {
  const { ticket } = state;
  const root = agentsRoot(ticket, promises.desk.address);
  const words = (replyAddress: string): Words => ({
    ...promises.wording.slipOffer({
      number: ticket.number,
      customer: state.customer?.name ?? state.requester.address,
      target: target.kind,
      dueAt: target.dueAt,
      leftMs: leftAt(target, promises, now),
      assignee: state.assignee?.name ?? null,
      mail: slipWords(state, target, promises).text,
      replyAddress,
    }),
    subject: taggedSubject(ticket.subject, ticket.number, false),
  });
  return writeMail(
    {
      ticket,
      legId: customersLeg(state),
      audience: "agents",
      purpose: "escalation",
      because: escalation.because,
      words,
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      to: [person],
      agentId: person.id,
      inReplyTo: root,
      references: [root],
      automatic: "auto-generated",
      dueAt: now,
      once: `slip-offer.${escalation.id}.${person.address}`,
    },
    mint,
    now,
  );
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

interface SendSlip {
  readonly state: TicketState;
  readonly target: Slipping & { readonly id: string };
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  readonly because: string;
}

/** The honest mail to the customer, in their language and zone and in their conversation. It is no answer: no clock moves. */
export function sendSlip({ state, target, promises, mint, now, because }: SendSlip): Decision {
  const { ticket } = state;
  const chain = state.messages.flatMap(({ msgId, author, direction, unverified }) =>
    msgId !== null && !unverified && (author === "customer" || direction === "out") ? [msgId] : [],
  );
  const written = writeMail(
    {
      ticket,
      legId: customersLeg(state),
      audience: "customer",
      purpose: "information",
      because,
      words: () => slipWords(state, target, promises),
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      ...customerSide(state),
      agentId: null,
      inReplyTo: chain.at(-1) ?? null,
      references: chain,
      automatic: "auto-generated",
      dueAt: now,
      once: `slip.${target.id}.${target.goalVersion}`,
    },
    mint,
    now,
  );
  return { mails: [written.mail], messageIds: written.messageIds, tokens: written.tokens };
}

/** That the customer was told: at most one such event for a target and version of its goal. */
export function slipTold(
  target: Slipping,
  by: Pick<NewEvent, "at" | "actor" | "because"> & { readonly agentId?: string },
): NewEvent {
  return { ...by, type: "slip_told", data: facts(target) };
}

function slipWords(state: TicketState, target: Slipping, promises: Promises): Words {
  const { ticket } = state;
  const words = promises.wording.slip({
    number: ticket.number,
    language: ticket.language,
    timeZone: state.customer?.timeZone ?? null,
    promisedAt: target.dueAt,
  });
  return { ...words, subject: taggedSubject(ticket.subject, ticket.number) };
}

function facts({ kind, instance, goalVersion }: Slipping) {
  return { target: kind, instance, goalVersion };
}

function isAbout(data: unknown, target: Slipping): boolean {
  const about = data as { readonly [key: string]: unknown };
  return Object.entries(facts(target)).every(([name, value]) => about[name] === value);
}

/** Service time left of the goal: a running target's `elapsedMs` is as of its last save. */
function leftAt(target: TargetRow, { clock }: Promises, now: Instant): number {
  if (target.dueAt === null || target.dueAt <= now) return 0;
  return serviceTimeBetween(clock.hours(target.calendar), now, target.dueAt);
}

function customersLeg(state: TicketState): string {
  return state.legs.find(({ kind }) => kind === "customer")!.id;
}

function whyNotRunning({ state, provisional }: TargetRow): string {
  if (provisional) return "an answer is on its way to the customer";
  return state === "met" || state === "late"
    ? "the customer has been answered since"
    : `the promise is ${state}`;
}
