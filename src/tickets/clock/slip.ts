import type { Delivery } from "../../outbound/delivery.ts";
import type { Target } from "../../sla/event.ts";
import type { Rung } from "../../sla/wake.ts";
import { type Instant, MINUTE, plus } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { NewEvent } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { readerOf, writeToCustomer } from "../letters/write-to-customer.ts";
import type { Promises } from "../promises/promises.ts";
import type { TargetRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import type { Words } from "../words/words.ts";

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
export function sendSlip({ target, ...deal }: SendSlip): Decision {
  return writeToCustomer({
    ...deal,
    words: () => slipWords(deal.state, target, deal.promises),
    once: onceFor(target.id, target.goalVersion),
  });
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

/** What it says, in the customer's language and zone. */
export function slipWords(state: TicketState, target: Slipping, promises: Promises): Words {
  const { number } = state.ticket;
  return promises.wording.slip({ number, ...readerOf(state), promisedAt: target.dueAt });
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
