import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import { nearestPromise } from "../letters/notices.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeToCustomer } from "../letters/write-to-customer.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";

interface TellHandedOn {
  readonly handoff: HandoffRow;
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  /** Their number, where it is known already. */
  readonly caseNumber?: string;
  /** When the answer in the same mail leaves; left out: none is in it that is not on the ticket already. */
  readonly answerAt?: Instant;
}

const HANDED_ON = "handed-on.";

/** Whether a mail of ours is this word, by what it is once for. */
export function isHandedOnMail(once: string | null): boolean {
  return once?.startsWith(HANDED_ON) === true;
}

/**
 * The one honest word to the customer that their case is with somebody else: we stay their contact, and when they hear from us next.
 * It names nobody and no number unless desk.yaml says so. Nobody wrote it, so it ends no promise and passes the gate.
 *
 * An answer that waits for its moment is read first: this is due when that is, and `claimOutbound` lets it leave after it. Where the
 * answer is taken back the case stays handed on, so this leaves all the same; therefore it refers to no mail that may never leave.
 */
export function tellHandedOn({
  handoff,
  state,
  promises,
  mint,
  now,
  caseNumber = "",
  answerAt = now,
}: TellHandedOn): Decision {
  const { tellCustomer } = promises.handoffs;
  if (!tellCustomer.handedOn || (isKnown(handoff, state) && !tellCustomer.name)) return {};
  const { ticket } = state;
  const next = nearestPromise(state.targets)?.dueAt ?? null;
  const words = promises.wording.handedOn({
    number: ticket.number,
    language: ticket.language,
    timeZone: state.customer?.timeZone ?? null,
    name: tellCustomer.name ? handoff.detail.route.name : "",
    caseNumber: tellCustomer.caseNumber ? caseNumber : "",
    nextNewsAt: next !== null && next > now ? next : null,
  });
  const waiting = state.answers.filter(({ audience, dueAt }) => audience === "customer" && dueAt !== null);
  const waits = new Set(waiting.map(({ id }) => id));
  const messages = state.messages.filter(({ outboundId }) => outboundId === null || !waits.has(outboundId));
  return writeToCustomer({
    state: { ...state, messages },
    promises,
    mint,
    now,
    dueAt: waiting.reduce((latest, { dueAt }) => (dueAt! > latest ? dueAt! : latest), answerAt),
    because: "their case was handed on",
    words: () => words,
    once: `${HANDED_ON}${handoff.id}`,
  });
}

/** They have been told of an earlier handoff already: to whom it goes next is news only where names are told. */
function isKnown({ id }: HandoffRow, { handoffs }: TicketState): boolean {
  return handoffs.some((other) => other.id !== id && other.legId !== null);
}
