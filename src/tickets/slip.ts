import type { Delivery } from "../outbound/delivery.ts";
import type { Target } from "../sla/event.ts";
import type { Rung } from "../sla/wake.ts";
import { type Instant, MINUTE, plus } from "../values/instant.ts";
import type { Decision } from "./decision.ts";
import type { NewEvent } from "./ledger.ts";
import { customerSide, customersLeg } from "./people-of.ts";
import type { Promises } from "./promises.ts";
import type { TargetRow } from "./rows.ts";
import type { TicketState } from "./state.ts";
import type { Words } from "./wording.ts";
import { type Mint, taggedSubject, writeMail } from "./write-mail.ts";
import { readerOf } from "./write-to-customer.ts";

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
      once: onceFor(target.id, target.goalVersion),
    },
    mint,
    now,
  );
  return { mails: [written.mail], messageIds: written.messageIds, tokens: written.tokens };
}

/** Whether a mail, by what it is sent once for, tells a customer of a delay. */
export function isSlipMail(once: string | null): boolean {
  return once?.startsWith("slip.") === true;
}

/**
 * Whether a mail that tells of a delay must not leave now: the customer has been answered, or is promised something else
 * (cancelled), or an answer is on its way (later: it may fail). Null: it is still true.
 */
export function holdBackSlip(
  { targets }: Pick<TicketState, "targets">,
  { once, recipients }: { readonly once: string | null; readonly recipients: Delivery["recipients"] },
  now: Instant,
): Delivery | null {
  const target = targets.find(({ id, goalVersion }) => once === onceFor(id, goalVersion));
  const same = { recipients, repeat: false };
  if (target === undefined) {
    return { ...same, state: "cancelled", because: "what is promised has changed since", dueAt: null };
  }
  if (target.state !== "running") {
    return { ...same, state: "cancelled", because: whyNotRunning(target), dueAt: null };
  }
  if (!target.provisional) return null;
  return { ...same, state: "deferred", because: whyNotRunning(target), dueAt: plus(now, MINUTE) };
}

function onceFor(targetId: string, goalVersion: number): string {
  return `slip.${targetId}.${goalVersion}`;
}

/** That the customer was told: at most one such event for a target and version of its goal. */
export function slipTold(
  target: Slipping,
  by: Pick<NewEvent, "at" | "actor" | "because"> & { readonly agentId?: string },
): NewEvent {
  return { ...by, type: "slip_told", data: facts(target) };
}

/** The mail itself, in the customer's language and zone. */
export function slipWords(state: TicketState, target: Slipping, promises: Promises): Words {
  const { ticket } = state;
  const words = promises.wording.slip({
    number: ticket.number,
    ...readerOf(state),
    promisedAt: target.dueAt,
  });
  return { ...words, subject: taggedSubject(ticket.subject, ticket.number) };
}

/** What the ledger says a delay is about. */
export function facts({ kind, instance, goalVersion }: Slipping) {
  return { target: kind, instance, goalVersion };
}

/** Whether an event of the ledger is about this version of this promise. */
export function isAbout(data: unknown, target: Slipping): boolean {
  const about = data as { readonly [key: string]: unknown };
  return Object.entries(facts(target)).every(([name, value]) => about[name] === value);
}

/** Why nobody is to be told of a delay now. */
export function whyNotRunning({ state, provisional }: TargetRow): string {
  if (provisional) return "an answer is on its way to the customer";
  return state === "met" || state === "late"
    ? "the customer has been answered since"
    : `the promise is ${state}`;
}
