import type { Profile } from "../../escalation/profile.ts";
import type { Severity } from "../../sla/event.ts";
import type { Proposal } from "../../triage/propose.ts";
import { HOUR, type Instant, iso, plus } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import { PUBLISHED } from "../incident/vendor-notice.ts";
import type { NewEvent } from "../ledger.ts";
import type { Promises } from "../promises/promises.ts";
import type { ProposalRow, TicketRow } from "../rows.ts";

/** From here on a kind or a service is filled in; below it is only shown. */
export const SURE = 0.75;
/** From here on severity A is believed, and reaches those on duty. */
export const CLEAR = 0.75;
/** Below it somebody has to sort the ticket. */
const UNSURE = 0.55;

/**
 * What of a proposal a new ticket takes over: kind and service where they are sure and the policy knows the service. Severity only
 * ever rises: triage alone promises nothing looser than the default; and only for a customer we know, because a stranger's
 * words must wake nobody.
 */
export function takenOver(
  proposal: Proposal,
  isKnown: boolean,
  { services, defaults }: Promises,
): Pick<TicketRow, "kind" | "service" | "severity"> {
  const { kind, service, severity, sure } = proposal;
  const clearlyA = severity === "A" && sure.severity >= CLEAR && isKnown;
  return {
    kind: kind !== "not_support" && sure.kind >= SURE ? kind : null,
    service: service !== null && services.includes(service) && sure.service >= SURE ? service : null,
    severity: clearlyA ? "A" : defaults.severity,
  };
}

/** To be sorted by somebody: what we are not sure of, and what seems to ask for nothing. */
export function isToSort(proposal: Proposal): boolean {
  return toSortBecause(proposal) !== null;
}

/** Why somebody has to sort it, in words; null: nobody need. */
export function toSortBecause({ kind, confidence, sure }: Proposal): string | null {
  if (kind === "not_support") return "it seems to ask for no support";
  if (confidence >= UNSURE) return null;
  const weak = Object.entries(sure).filter(([, is]) => is < UNSURE);
  return `not sure enough of ${weak.map(([axis, is]) => `${axis} (${is.toFixed(2)})`).join(", ")}; from ${UNSURE} on it is`;
}

/** @param settled  what it is stands fixed already, and nobody need look */
export function proposalRow(proposal: Proposal, ticketId: string, at: Instant, settled = false): ProposalRow {
  const { kind, service, severity, confidence, urgent, evidence } = proposal;
  return {
    ticketId,
    kind,
    service,
    severity,
    confidence,
    urgent,
    evidence: evidence as unknown as Json,
    at,
    toSort: !settled && isToSort(proposal),
  };
}

/** For the ledger: what was proposed, without the words. */
export function proposedEvent(proposal: Proposal, at: Instant): NewEvent {
  const { kind, service, severity, confidence, urgent } = proposal;
  return {
    at,
    type: "proposed",
    actor: "desk",
    because: "triage read the mail that opened the ticket",
    data: { kind, service, severity, confidence, urgent },
  };
}

const MOST_WORDS = 5;

/** For the notice: `technical, azure, B (0.82) because of “vm”, “down”`. */
export function proposedWords({ kind, service, severity, confidence, evidence }: Proposal): string {
  const published = evidence.find(({ says }) => says === PUBLISHED);
  const none = published ? "part of a published incident, no fault of their own" : "no support is asked for";
  const said = kind === "not_support" ? none : [kind, service, severity].join(", ");
  const words = [...new Set(evidence.flatMap((one) => one.words))].slice(0, MOST_WORDS);
  const because = words.length === 0 ? "" : ` because of ${words.map((word) => `“${word}”`).join(", ")}`;
  return `${said} (${confidence.toFixed(2)})${because}`;
}

/** What we know of a subscription for this. */
export interface Bought {
  readonly service: string;
  readonly publisher: string | null;
  readonly boughtAt: Instant | null;
  readonly renewedAt: Instant | null;
}

/**
 * Until when one of these can still be cancelled or reduced; null: none can. The profile's windows count from the order or the
 * last renewal; what a publisher sells through the marketplace has the shortest of them, all else the first.
 */
export function cancellableUntil(
  bought: readonly Bought[],
  profile: Profile | null,
  at: Instant,
): Instant | null {
  const windows = (profile?.commercial_windows ?? []).filter(
    ({ hours, from }) => hours !== null && from <= iso(at).slice(0, 10),
  );
  const hours = windows.map((one) => one.hours!);
  const [usual] = hours;
  if (usual === undefined) return null;
  const ends = bought.flatMap(({ publisher, boughtAt, renewedAt }) => {
    const length = (publisher === null ? usual : Math.min(...hours)) * HOUR;
    return [boughtAt, renewedAt].flatMap((begun) =>
      begun !== null && begun <= at && at < plus(begun, length) ? [plus(begun, length)] : [],
    );
  });
  return ends.length === 0 ? null : ends.reduce((a, b) => (a < b ? a : b));
}

/** The last proposal in a ticket's ledger; null: there was none. */
export function proposedOf(events: readonly { readonly type: string; readonly data: Json }[]) {
  const proposed = events.findLast(({ type }) => type === "proposed");
  return (proposed?.data ?? null) as {
    readonly kind: Proposal["kind"];
    readonly service: string | null;
    readonly severity: Severity | null;
  } | null;
}
