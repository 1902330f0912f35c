import { isSender } from "../../escalation/issuer.ts";
import { onlyPassesOn } from "../../escalation/only-passes-on.ts";
import type { Profile } from "../../escalation/profile.ts";
import { readNotice, type VendorNotice } from "../../escalation/vendor-notice.ts";
import { forwardChain } from "../../mail/forward-chain.ts";
import type { Forward, Reading } from "../../mail/reading.ts";
import { withoutPrefixes } from "../../mail/reply-text/prefix.ts";
import type { Proposal } from "../../triage/propose.ts";
import type { Instant } from "../../values/instant.ts";
import type { NewEvent } from "../ledger.ts";

/** What the evidence of a notice of the vendor's says that stands alone. */
export const PUBLISHED = "published incident";

/** Below this a mail is not believed to pass another one on. */
const SURE_ENOUGH = 0.5;

/** A notice of the vendor's in somebody's mail. A label: it opens, closes and suppresses nothing. */
export interface SeenNotice extends VendorNotice {
  /** The published incident it is about; null: it names none, or several of which none stands in its subject. */
  readonly incident: string | null;
  /** What people wrote themselves beside it. */
  readonly own: string;
  /** It came from the vendor and that is proved. Nothing proves who wrote what was passed on. */
  readonly proved: boolean;
}

type Message = Reading & { readonly kind: "message" };

/**
 * Recognises a notice of the vendor's in a mail: one that was passed on, however often; one that came by itself; or words of one in
 * somebody's own mail, which then are their words.
 *
 * @param isKnown  the writer is somebody we know, and so not the vendor
 */
export function noticeIn(
  { message, forward, split, authentication }: Message,
  profile: Profile,
  isKnown: boolean,
): SeenNotice | null {
  const chain = forwardChain(message, forward).filter(({ confidence }) => confidence >= SURE_ENOUGH);
  for (let n = chain.length - 1; n >= 0; n--) {
    const { from, subject, text } = chain[n]!;
    const read = readNotice({ from, subject, text, how: "forwarded" }, profile);
    if (read !== null) return seen(read, subject, ownWords(message.subject, chain.slice(0, n + 1)), false);
  }
  const { from, subject, text } = message;
  const direct =
    isKnown || chain.length > 0 ? null : readNotice({ from, subject, text, how: "direct" }, profile);
  if (direct?.signs.some((sign) => sign === "address" || sign === "name")) {
    const { proved } = authentication;
    const isTheirs = proved !== null && isSender(proved.address, profile.vendor.sender_domains);
    return seen(direct, subject, "", isTheirs);
  }
  const pasted = readNotice({ from: null, subject, text: split.visible, how: "pasted" }, profile);
  return pasted && seen(pasted, subject, split.visible, false);
}

function seen(read: VendorNotice, subject: string, own: string, proved: boolean): SeenNotice {
  const [first, ...more] = read.incidents;
  const inSubject = read.incidents.find((number) => subject.toUpperCase().includes(number));
  const incident = inSubject ?? (more.length === 0 ? (first ?? null) : null);
  return { ...read, incident, own, proved };
}

/** What was written over each mail that was passed on, and the subject where somebody gave it one of their own. */
function ownWords(subject: string, chain: readonly Forward[]): string {
  const bare = withoutPrefixes(subject).toLowerCase();
  const theirs = chain.map((one) => withoutPrefixes(one.subject).toLowerCase());
  const own = theirs.some((one) => one === bare || one.includes(bare)) ? [] : [withoutPrefixes(subject)];
  return [...own, ...chain.map(({ above }) => above)].filter((text) => text.trim() !== "").join("\n\n");
}

/** A notice as it bears on what triage proposes. */
export interface JudgedNotice extends SeenNotice {
  /** A published incident and nothing else: who passed it on describes no fault of their own and asks for nothing. */
  readonly alone: boolean;
}

/** A notice of the vendor's, as agents read of it. */
export interface PublishedFacts
  extends Pick<JudgedNotice, "about" | "how" | "incident" | "signs" | "proved" | "alone"> {
  readonly linked: boolean;
  /** Numbers of other tickets on the incident. */
  readonly others: readonly number[];
}

/** How people's own words are read; null where there are no words to read them by. */
export interface Reader {
  readonly propose: (text: string) => Proposal;
  readonly hasMatter: (text: string) => boolean;
}

/**
 * What is proposed for a mail that holds a notice of the vendor's. The notice's own words are nobody's fault: only what people wrote
 * beside it is read, and in doubt that is a fault. Of a notice alone nothing is proposed but that it is one.
 *
 * @param whole  what triage proposes for the mail as it is; null: it knows no words
 */
export function proposeBeside(
  notice: SeenNotice,
  whole: Proposal | null,
  reader: Reader | null,
  profile: Profile,
): { readonly notice: JudgedNotice; readonly proposal: Proposal | null } {
  if (notice.about === "subscription" || notice.how === "pasted")
    return { notice: { ...notice, alone: false }, proposal: whole };
  const own = notice.own.trim();
  const asked = own === "" || reader === null ? null : reader.propose(own);
  const passesOn = onlyPassesOn(own, profile, (said) => reader?.hasMatter(said) ?? false);
  if (!passesOn || asked?.severity === "A")
    return { notice: { ...notice, alone: false }, proposal: asked && withService(asked, whole) };
  return { notice: { ...notice, alone: true }, proposal: whole && noticeAlone(notice) };
}

/** Which service it is about the notice may say where its reader does not. */
function withService(asked: Proposal, whole: Proposal | null): Proposal {
  if (asked.service !== "unknown" || whole === null || whole.service === null) return asked;
  return { ...asked, service: whole.service, sure: { ...asked.sure, service: whole.sure.service } };
}

/** Surer where the sender's address is the vendor's; nothing proves that it is. */
function noticeAlone({ incident, signs }: SeenNotice): Proposal {
  const sure = signs.includes("address") && incident !== null ? 0.9 : 0.7;
  return {
    kind: "not_support",
    service: null,
    severity: null,
    urgent: false,
    confidence: sure,
    sure: { kind: sure, service: sure, severity: sure },
    evidence: [{ axis: "kind", says: PUBLISHED, words: incident === null ? [] : [incident] }],
  };
}

/** For the ledger: what was recognised and by what, and nothing that the mail says. */
export function noticeEvent(notice: JudgedNotice, messageId: string, at: Instant): NewEvent {
  const { about, how, incident, incidents, signs, proved, alone } = notice;
  return {
    at,
    type: "vendor_notice",
    actor: "desk",
    because:
      about === "incident"
        ? "a notice of the vendor's about a published incident"
        : "claims to be the vendor's and is about a subscription, which the vendor mails nobody about",
    data: { message: messageId, about, how, incident, incidents, signs, proved, alone },
  };
}
