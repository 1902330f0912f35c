import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { MessageFile } from "../letters/carried-files.ts";
import { noticeFiles, withoutLost } from "../letters/notice-files.ts";
import { nearestPromise, writeToEach } from "../letters/notices.ts";
import type { Letter, Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { MessageRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { concerned, type ToTell } from "../team/concerned.ts";
import type { Roster } from "../team/roster.ts";
import { handoffOf, openHandoffs, upstreamLeg } from "./handoffs.ts";

interface UpstreamWrote {
  readonly state: TicketState;
  readonly legId: string;
  readonly message: MessageRow;
  readonly files: readonly MessageFile[];
  /** Why the mail does not count; null: it does. */
  readonly held: string | null;
  readonly unable: boolean;
  readonly caseNumber: string;
  /** Those of other tickets that it may be about, by number, are told too. */
  readonly also?: readonly ToTell[];
  readonly orOn?: readonly number[];
  readonly roster: Roster;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * A notice of a mail of upstream's, to whom news of the ticket concerns. It says whose mail it is, and a reply to it answers upstream:
 * its token leads to their conversation, not to the customer's.
 */
export function tellUpstreamWrote(wrote: UpstreamWrote): Decision {
  const { state, legId, message, roster, promises, mint, now } = wrote;
  const { ticket, targets } = state;
  const handoff = handoffOf(state, legId);
  const partner = handoff?.detail.route.name ?? upstreamLeg(state, legId)?.withWhom ?? "upstream";
  const history = state.upstream.filter((before) => before.legId === legId && !before.unverified);
  const files = noticeFiles(wrote.files, wrote.held !== null);
  const words: Letter["words"] = (replyAddress, lost) =>
    promises.wording.upstreamNotice({
      number: ticket.number,
      subject: ticket.subject,
      caseNumber: wrote.caseNumber,
      partner,
      sender: message.authorName ? `${message.authorName} <${message.authorAddress}>` : message.authorAddress,
      held: wrote.held,
      orOn: wrote.orOn ?? [],
      unable: wrote.unable,
      isOver: wrote.unable || (handoff !== null && !openHandoffs(state).includes(handoff)),
      customer: state.customer?.name ?? state.requester.address,
      severity: ticket.severity,
      promise: nearestPromise(targets),
      message: message.visibleText,
      files: withoutLost(files, lost),
      history: history.map(({ at, direction, authorName, authorAddress, visibleText }) => ({
        at,
        who: authorName || authorAddress,
        isNote: direction === "note",
        text: visibleText,
      })),
      replyAddress,
    });
  const because = wrote.held === null ? "upstream wrote" : "a mail to upstream's conversation is held";
  const from = { name: partner, address: "" };
  const to = [...(wrote.also ?? []), ...concerned({ ticket, targets, roster, now })];
  return writeToEach(
    { ticket, legId, message, because, from, words, carried: files.along },
    [...new Map(to.map((one) => [one.agent.id, one])).values()],
    promises,
    mint,
    now,
  );
}
