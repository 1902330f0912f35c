import type { Address } from "../../mail/message.ts";
import { DAY, MINUTE, plus } from "../../values/instant.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import { both, type Decision } from "../decision.ts";
import { type NewEvent, writeDown } from "../ledger.ts";
import { readerOf, writeToCustomer } from "../letters/write-to-customer.ts";
import { caseOfTicket } from "../promises/case-of.ts";
import { concerned } from "../team/concerned.ts";
import type { CustomersDeal } from "./customers-deal.ts";
import { keptMessage } from "./kept-message.ts";
import { tellCustomerSaid } from "./tell-customer-said.ts";

/** Whoever asks again so soon has the answer; whoever asks more often than this on a day is no longer answered by machine. */
const ASKED_AGAIN_MS = 20 * MINUTE;
const MOST_ANSWERS_A_DAY = 3;

/**
 * Who of a ticket may say a word to the desk: somebody it writes to, the requester or who joined, with proof that the mail is
 * theirs. A colleague of the same company who is not on the ticket writes a message like any other.
 */
export function mayCommand(deal: Pick<CustomersDeal, "mail" | "state">): boolean {
  const person = writtenTo(deal);
  const proved = deal.mail.reading.authentication.proved?.address.toLowerCase();
  return person !== null && proved === person.address.toLowerCase();
}

/** The sender as the ticket writes to them; null: it does not. */
export function writtenTo({ mail, state }: Pick<CustomersDeal, "mail" | "state">): Address | null {
  const from = mail.reading.message.from?.address.toLowerCase();
  const legs = new Set(state.legs.filter(({ kind }) => kind === "customer").map(({ id }) => id));
  const joined = state.participants.find(
    ({ legId, address, held, role }) => legs.has(legId) && address === from && !held && role !== "upstream",
  );
  return joined ?? (state.requester.address === from ? state.requester : null);
}

/** Why a word of theirs is not answered; null: it is. By the ledger, which has an event of this type for each time it was. */
export function whyUnanswered(
  { mail, state, now }: Pick<CustomersDeal, "mail" | "state" | "now">,
  type: "status_told" | "closed" | "customer_urgent",
  askedAgainMs = 0,
): string | null {
  if (!mail.reading.origin.mayAutoReply) return "their mail is none that a machine may answer";
  const today = state.events.filter(
    (event) => event.type === type && event.actor === "customer" && now - event.recordedAt < DAY,
  );
  if (today.some(({ recordedAt }) => now - recordedAt < askedAgainMs)) return "answered a moment ago";
  return today.length >= MOST_ANSWERS_A_DAY ? "answered enough today" : null;
}

/** `status`: where the case stands, to who asked. It opens nothing, and no clock moves. */
export function answerStatus(deal: CustomersDeal): Decision {
  const { mail, state, promises, now } = deal;
  const unanswered = whyUnanswered(deal, "status_told", ASKED_AGAIN_MS);
  const because = unanswered === null ? "status" : `status: ${unanswered}`;
  const type = unanswered === null ? "status_told" : "status_asked";
  const kept = keepWord(deal, because, [{ type, because }]);
  if (unanswered !== null) return kept;
  return both(
    kept,
    writeToCustomer({
      ...deal,
      because: "the customer asked where it stands",
      words: () =>
        promises.wording.status({
          cases: [caseOfTicket(state)],
          more: 0,
          number: state.ticket.number,
          at: now,
          ...readerOf(state),
        }),
      answerTo: mail.reading,
      once: `status.${mail.inboundId}`,
      answersWord: true,
    }),
  );
}

/**
 * `close`: done, on the customer's word. Everybody on their side is told that a reply opens it again; its agent is, too, and whether
 * they know.
 */
export function closeForCustomer(deal: CustomersDeal): Decision {
  const { mail, state, promises, mint, now } = deal;
  const { ticket } = state;
  if (ticket.status === "closed")
    return keepWord(deal, "close: it is closed already", [
      { type: "close_asked", because: "it is closed already" },
    ]);
  const at = mail.receivedAt;
  const because = "the customer closed it";
  const kept = keepWord(deal, "close", [
    ...(ticket.resolvedAt === null ? [{ type: "status", because, data: { to: "resolved" } }] : []),
    { type: "closed", because },
  ]);
  const targets = settleTargets({
    ticketId: ticket.id,
    events: [...state.events, ...(kept.events ?? [])],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
  const until = plus(at, promises.closing.followUpReopensMs);
  const unanswered = whyUnanswered(deal, "closed");
  const confirmed =
    unanswered !== null
      ? {}
      : writeToCustomer({
          ...deal,
          because,
          words: () =>
            promises.wording.closedByCustomer({ number: ticket.number, until, at: now, ...readerOf(state) }),
          answerTo: mail.reading,
          toAll: true,
          once: `closed.${mail.inboundId}`,
          answersWord: true,
        });
  const told = tellCustomerSaid({
    ...deal,
    said: { kind: "closed" },
    unanswered,
    people:
      ticket.assigneeId === null
        ? []
        : concerned({ ticket, targets, roster: deal.roster, now }).map(({ agent }) => agent),
    targets,
  });
  return [
    {
      changed: {
        id: ticket.id,
        set: {
          status: "closed" as const,
          resolvedAt: ticket.resolvedAt ?? at,
          closedAt: at,
          waitingUntil: null,
        },
      },
      targets,
    },
    confirmed,
    told,
  ].reduce<Decision>(both, kept);
}

/** A word that is kept on its ticket as the customer's message, with what it did in the ledger. */
export function keepWord(
  { mail, state, legId, mint, now }: CustomersDeal,
  because: string,
  events: readonly Pick<NewEvent, "type" | "because" | "data">[],
): Decision {
  const ticketId = state.ticket.id;
  const kept = keptMessage({ mail, ticketId, legId, author: "customer", unverified: false, mint });
  const said = `${mail.because}; the customer's ${because}`;
  return {
    settled: { inboundId: mail.inboundId, disposition: "command", because: said, ticketId },
    messages: [kept.message],
    attachments: kept.attachments,
    messageIds: kept.messageIds,
    events: writeDown(
      ticketId,
      state.events,
      now,
      events.map((event) => ({
        at: mail.receivedAt,
        actor: "customer",
        ...event,
        data: { ...event.data, message: kept.message.id },
      })),
    ),
  };
}
