import { HOUR, type Instant, MINUTE, plus } from "../values/instant.ts";
import type { UndeliverableAddress } from "./sent-mail.ts";

/** How much automatic mail may go out (`desk.yaml`, `automaticMail`). Zero: none at all. */
export interface AutomaticBudget {
  readonly acknowledge: boolean;
  readonly perAddressPerHour: number;
  readonly perAddressPerDay: number;
  /** To all addresses of one domain; not counted where anybody can have an address. */
  readonly perSystemPerDay: number;
  readonly perTicketPerDay: number;
  readonly perDeskPerHour: number;
}

/** An address, a domain or the whole desk (`*`) to which no automatic mail goes, until somebody allows it again. */
export interface Mute {
  /** Lower case. */
  readonly key: string;
  readonly kind: "address" | "system" | "desk";
  readonly because: string;
  readonly since: Instant;
  /** Ends by itself; null: only by `answerable allow`. */
  readonly until: Instant | null;
}

/** Everything that decides about one automatic mail to one address. Counts are of mails before it. */
export interface Standing {
  readonly address: string;
  /** The domain as a peer system; null: anybody can have an address there. */
  readonly system: string | null;
  readonly undeliverable: UndeliverableAddress | null;
  readonly muted: Mute | null;
  readonly counts: AutomaticCounts;
}

export interface AutomaticCounts {
  /** Automatic responses, as RFC 3834 has them. */
  readonly addressHour: number;
  readonly addressDay: number;
  readonly systemDay: number;
  readonly deskHour: number;
  /** Automatic mail to the address about this ticket, answers to a word not among it. */
  readonly ticketDay: number;
  /** Responses to mails of the same subject from there, within `ALIKE_WITHIN_MS`. */
  readonly alike: number;
}

export type MayLeave =
  | { readonly kind: "may" }
  | { readonly kind: "held-back"; readonly because: string; readonly mute: Mute | null };

/** A machine answers a machine with the same subject within minutes; a person who does so has an acknowledgement already. */
export const ALIKE_WITHIN_MS = 15 * MINUTE;
const DESK_PAUSE_MS = HOUR;

type Limit = readonly [
  setting: Exclude<keyof AutomaticBudget, "acknowledge">,
  counts: keyof AutomaticCounts,
  mutes: Mute["kind"] | null,
];

/**
 * What an automatic mail is of. word: a direct answer to a customer's own word or the question whether it was theirs, which
 * are limited by themselves. response: any other that answers a mail by itself. act: what somebody of ours caused; it cannot loop.
 */
export type AutomaticKind = "word" | "response" | "act";

const OF_TICKET: Limit = ["perTicketPerDay", "ticketDay", null];
const OF_RESPONSES: readonly Limit[] = [
  ["perAddressPerHour", "addressHour", "address"],
  ["perAddressPerDay", "addressDay", "address"],
  ["perSystemPerDay", "systemDay", "system"],
  ["perDeskPerHour", "deskHour", "desk"],
  OF_TICKET,
];

/**
 * Whether an automatic mail may leave. Not to an address from which mail came back or whose owner complained, not to one
 * that is muted, and not over a budget: the first that is over one is held back and mutes what the budget is for, so that
 * two machines wired to each other fall silent and stay so until somebody has looked. An answer to a word is stopped by a
 * ticket's budget only where that is zero: a customer who asked three times where it stands must still hear that it is closed.
 */
export function mayLeave(
  standing: Standing,
  budget: AutomaticBudget,
  kind: AutomaticKind,
  now: Instant,
): MayLeave {
  const { undeliverable, muted, counts } = standing;
  if (undeliverable) return heldBack(`earlier mail to this address came back: ${undeliverable.because}`);
  if (muted) return heldBack(`muted: ${muted.because}`);
  if (kind !== "act" && counts.alike > 0)
    return heldBack("a mail of the same subject from there was answered minutes ago");
  const counted = kind === "word" ? { ...counts, ticketDay: 0 } : counts;
  const over = (kind === "act" ? [OF_TICKET] : OF_RESPONSES).find(
    ([setting, count, mutes]) =>
      counted[count] >= budget[setting] && !(mutes === "system" && standing.system === null),
  );
  if (over === undefined) return { kind: "may" };
  const [setting, , mutes] = over;
  const limit = budget[setting];
  const because = `over the budget ${setting}: ${limit}`;
  if (mutes === null || limit === 0) return heldBack(because);
  return { kind: "held-back", because, mute: muteFor(mutes, standing, because, now) };
}

function muteFor(kind: Mute["kind"], { address, system }: Standing, because: string, now: Instant): Mute {
  const key = { address, system: system ?? address, desk: "*" }[kind];
  return { key, kind, because, since: now, until: kind === "desk" ? plus(now, DESK_PAUSE_MS) : null };
}

function heldBack(because: string): MayLeave {
  return { kind: "held-back", because, mute: null };
}
