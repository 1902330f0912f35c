import type { DeliveryReport } from "../mail/reading.ts";
import { DAY, type Instant, plus } from "../values/instant.ts";
import type { Recipient } from "./delivery.ts";
import type { UndeliverableAddress } from "./sent-mail.ts";

/** So many failures for the time being, each of another mail, within so many days: the address is remembered too. */
export const SOFT_FAILURES = 3;
export const SOFT_WINDOW_MS = 14 * DAY;

type Reported = DeliveryReport["recipients"][number];

/** What a report says of one recipient of the mail it is about. */
export interface Affected {
  /** Which of the mail's recipients. */
  readonly recipient: number;
  readonly reported: Reported;
  /** The report names another address: the recipient has their mail passed on. */
  readonly elsewhere: boolean;
}

/**
 * Which recipients of a mail a report is about: those it names. Where it names nobody the mail was written to, and there
 * is only one recipient, that one: their mail was passed on to an address we do not know.
 */
export function affectedBy(report: DeliveryReport, recipients: readonly Recipient[]): readonly Affected[] {
  const named = recipients.flatMap(({ address }, recipient) => {
    const reported = report.recipients.find((one) => same(one.address, address));
    return reported ? [{ recipient, reported, elsewhere: false }] : [];
  });
  if (named.length > 0 || recipients.length !== 1) return named;
  const reported = report.recipients[0] ?? { ...NOBODY, action: report.kind };
  return [{ recipient: 0, reported, elsewhere: report.recipients.length > 0 }];
}

const NOBODY: Reported = { address: "", action: "", status: "", class: "soft", diagnostic: "" };

export interface CameBack {
  readonly recipients: readonly Recipient[];
  /** The recipients that had not failed until now, by their place. */
  readonly news: readonly number[];
  /** Nobody is left who may have got it. */
  readonly wholly: boolean;
}

/** A mail's recipients after a report that it failed for some of them. The same report again brings no news. */
export function comeBack(recipients: readonly Recipient[], affected: readonly Affected[]): CameBack {
  const hit = new Map(affected.map((one) => [one.recipient, one.reported]));
  const news = [...hit.keys()].filter((n) => !isOver(recipients[n]!));
  const after = recipients.map((recipient, n): Recipient => {
    const reported = hit.get(n);
    if (reported === undefined || isOver(recipient)) return recipient;
    return { ...recipient, state: "bounced", reply: replyOf(reported) };
  });
  return { recipients: after, news, wholly: after.every(isOver) };
}

function isOver({ state }: Recipient): boolean {
  return state === "failed" || state === "bounced";
}

/** What the other server said, on one line. */
export function replyOf({ status, diagnostic }: Reported): string {
  const said = diagnostic.replaceAll(/\s+/g, " ").trim().slice(0, 500);
  return said.includes(status) ? said : `${status} ${said}`.trim();
}

/**
 * The addresses a report makes the desk remember: at once where it says that writing there is pointless, or that the
 * mail was unwanted; after `SOFT_FAILURES` within `SOFT_WINDOW_MS` where it failed for the time being.
 *
 * @param softBefore  failures for the time being within the window before this one, by lower-case address
 */
export function toRemember(
  report: DeliveryReport,
  affected: readonly Affected[],
  recipients: readonly Recipient[],
  softBefore: ReadonlyMap<string, number>,
  at: Instant,
): readonly UndeliverableAddress[] {
  return affected.flatMap(({ recipient, reported, elsewhere }): UndeliverableAddress[] => {
    const address = recipients[recipient]!.address.toLowerCase();
    const because = `${report.kind} ${reported.status}, reported as ${report.because}`.replace(" ,", ",");
    if (report.kind === "feedback") return [{ address, because, at, hard: false, complaint: true }];
    if (report.kind !== "failed" || elsewhere) return [];
    if (reported.class === "hard") return [{ address, because, at, hard: true, complaint: false }];
    const times = (softBefore.get(address) ?? 0) + 1;
    if (times < SOFT_FAILURES) return [];
    const often = `${because}, ${times} times in ${SOFT_WINDOW_MS / DAY} days`;
    return [{ address, because: often, at, hard: false, complaint: false }];
  });
}

/** From when on failures for the time being count. */
export function softSince(now: Instant): Instant {
  return plus(now, -SOFT_WINDOW_MS);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
