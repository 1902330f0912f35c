import type { Case } from "../../escalation/case.ts";
import { type Diagnosis, NO_DIAGNOSIS } from "../../escalation/records.ts";
import { offsetAt } from "../../service-hours/zone.ts";
import { iso, plus } from "../../values/instant.ts";
import type { ActContext, Acted } from "../acts/act.ts";
import { refused } from "../acts/act.ts";
import type { Escalating } from "../acts/world.ts";
import type { PinnedProfile } from "../promises/promises.ts";
import type { TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { addressesOf, namesOf } from "./escalation-people.ts";
import { priceFact } from "./price.ts";

/** What the commands about escalating start from. */
export interface EscalationCase {
  readonly escalating: Escalating;
  readonly pinned: PinnedProfile;
  /** As the commands above left it. */
  readonly diagnosis: Diagnosis;
  /** The ticket as a case of the decision table; null: nobody said yet what kind it is, or which service. */
  readonly about: Case | null;
}

type Refused = Acted & { readonly kind: "refused" };

/** The ticket as the decision table sees it, after what the commands above in the same mail did. */
export function escalationCase(context: ActContext): EscalationCase | Refused {
  const { mail, state, before, now } = context;
  const { escalating } = mail.world;
  if (escalating == null)
    return refused("send the commands again in a new mail; they were held too long") as Refused;
  const { terms, records } = escalating;
  const pinned = terms.profile;
  if (pinned === null) {
    return refused(
      "desk.yaml names a profile that cannot be read: `answerable policy check` says why",
    ) as Refused;
  }
  const ticket: TicketRow = { ...state.ticket, ...before?.ticket };
  if (ticket.customerId !== state.ticket.customerId) {
    return refused("#customer changes whose tenant it is: send it first, in a mail of its own") as Refused;
  }
  const diagnosis = before?.decision?.diagnosis ?? records.diagnosis ?? NO_DIAGNOSIS;
  const { kind, service } = ticket;
  const about: Case | null =
    kind === null || service === null
      ? null
      : {
          ticket: { ...ticket, kind, service },
          profile: pinned.profile,
          records: { ...records, diagnosis },
          terms: terms.upstream,
          partners: terms.partners,
          deliverer: terms.deliverer,
          deliveryResult: resultOf(state, pinned),
          priceAccepted:
            priceFact(terms.priceOf(ticket.plan), [...state.events, ...(before?.events ?? [])]) ?? true,
          keptModel: keptModel(state),
          said: saidBy(state),
          files: [...mail.world.files, ...(context.own ?? [])],
          customers: addressesOf(state),
          names: namesOf(state),
          now,
          day: iso(plus(now, offsetAt(terms.desk.timeZone, now))).slice(0, 10),
        };
  return { escalating, pinned, diagnosis, about };
}

/** What whom it was delivered by last has said: handed back means that they cannot do it. */
function resultOf({ handoffs }: TicketState, { profile }: PinnedProfile): string | null {
  const back = handoffs.findLast(({ state }) => state === "handed-back");
  const delivery = profile.deliveries.find(({ target }) => target === back?.detail.decision.target);
  return back === undefined ? null : (delivery?.unable ?? null);
}

/** The model an operator let open tickets keep when another came into force. */
function keptModel({ events }: TicketState): Case["keptModel"] {
  const kept = events.findLast(({ type }) => type === "partner_model_kept");
  return kept === undefined ? null : (kept.data as unknown as Case["keptModel"]);
}

function saidBy({ ticket, messages }: TicketState): Case["said"] {
  return [
    { source: "the subject", text: ticket.subject },
    ...messages
      .filter(({ author, unverified }) => author === "customer" && !unverified)
      .map(({ at, visibleText }) => ({
        source: `their mail of ${iso(at).slice(0, 16).replace("T", " ")} UTC`,
        text: visibleText,
      })),
  ];
}
