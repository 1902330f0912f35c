import { parseCommands } from "../../commands/parse.ts";
import type { KnownFile } from "../../escalation/files.ts";
import { guidanceLines } from "../../escalation/say-decision.ts";
import { wantsManager } from "../../triage/wants-manager.ts";
import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { PublishedFacts } from "../incident/vendor-notice.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow, MessageRow, TargetRow, TicketRow } from "../rows.ts";
import type { NoticeFacts } from "../words/wording.ts";
import type { CarriedFile, MessageFile } from "./carried-files.ts";
import { type NoticeFiles, noticeFiles, withoutLost } from "./notice-files.ts";
import { numberedFiles } from "./numbered-files.ts";
import type { Letter, Mint } from "./write-mail.ts";
import { writeToAgents } from "./write-to-agents.ts";

export interface NoticeOf {
  readonly event: NoticeFacts["event"];
  readonly ticket: TicketRow;
  readonly legId: string;
  readonly customer: string;
  readonly requester: { readonly name: string; readonly address: string };
  readonly message: MessageRow;
  /** Of the message. */
  readonly attachments: readonly MessageFile[];
  /** The files that the conversation had before; left out: none, or the message brings none. */
  readonly before?: readonly KnownFile[];
  readonly history: readonly MessageRow[];
  readonly targets: readonly TargetRow[];
  /** Name of who has it; null: nobody. */
  readonly assignee: string | null;
  readonly because: string;
  /** What triage proposes, in words. */
  readonly proposed?: string;
  /** To be looked at first although its severity may not say so. */
  readonly urgent?: boolean;
  /** Other tickets that the message was written to as well; left out: none. */
  readonly alsoTo?: readonly number[];
  /** A notice of the vendor's in it. */
  readonly published?: PublishedFacts | null;
}

/** One notice an agent, due when their shift lets them see it. */
export function writeNotices(
  notice: NoticeOf,
  to: readonly { readonly agent: AgentRow; readonly at: Instant }[],
  promises: Promises,
  mint: Mint,
  now: Instant,
): Decision {
  const asks = notice.message.author === "customer" && wantsManager(notice.message.visibleText);
  const files = noticeFiles(notice.attachments, notice.message.unverified);
  const words: Letter["words"] = (replyTo, lost) =>
    wordsOf(notice, withoutLost(files, lost), asks, promises, replyTo);
  return writeToEach(
    { ...notice, from: notice.requester, words, carried: files.along },
    to,
    promises,
    mint,
    now,
  );
}

interface ToEach extends Pick<NoticeOf, "ticket" | "legId" | "message" | "because"> {
  readonly from: { readonly name: string; readonly address: string };
  readonly words: Letter["words"];
  readonly carried: readonly CarriedFile[];
}

/** The same words to each agent at their time, about one message, in the ticket's conversation. */
export function writeToEach(
  { ticket, legId, message, because, from, words, carried }: ToEach,
  to: readonly { readonly agent: AgentRow; readonly at: Instant }[],
  promises: Promises,
  mint: Mint,
  now: Instant,
): Decision {
  return writeToAgents({
    state: { ticket, legs: [] },
    promises,
    mint,
    now,
    people: to.map(({ agent: { id, name, address }, at }) => ({ id, name, address, at })),
    purpose: "notice",
    because,
    words,
    legId,
    messageId: message.id,
    fromName: from.name || from.address,
    carried,
  });
}

function wordsOf(
  notice: NoticeOf,
  files: NoticeFiles<MessageFile>,
  asksManager: boolean,
  promises: Promises,
  replyAddress: string,
) {
  const { ticket, message } = notice;
  return promises.wording.notice({
    event: notice.event,
    number: ticket.number,
    subject: ticket.subject,
    customer: notice.customer,
    requester: notice.requester.name
      ? `${notice.requester.name} <${notice.requester.address}>`
      : notice.requester.address,
    kind: ticket.kind,
    service: ticket.service,
    guidance:
      promises.profile === null || ticket.kind === null || ticket.service === null
        ? []
        : guidanceLines(promises.profile.profile, ticket.kind, ticket.service),
    plan: ticket.plan,
    severity: ticket.severity,
    promise: nearestPromise(notice.targets),
    message: message.visibleText,
    files,
    numbered: numberedFiles(notice.before ?? [], message, notice.attachments, files),
    asksManager,
    alsoTo: notice.alsoTo ?? [],
    proposed: notice.proposed ?? null,
    notice: notice.published ?? null,
    urgent: notice.urgent === true && ticket.severity !== "A",
    history: notice.history.filter(({ id, unverified }) => id !== message.id && !unverified).flatMap(told),
    assignee: notice.assignee,
    replyAddress,
  });
}

/** A message as history shows it: of what agents wrote to the desk itself the notes, not the orders. */
function told({ at, direction, authorName, authorAddress, visibleText }: MessageRow) {
  const who = authorName || authorAddress;
  if (direction !== "note") return [{ at, who, isNote: false, text: visibleText }];
  const request = parseCommands(visibleText);
  const text = request.kind === "request" ? request.text.trim() : "";
  return text === "" ? [] : [{ at, who, isNote: true, text }];
}

/** The open promise that falls due first. */
export function nearestPromise(targets: readonly TargetRow[]) {
  const due = targets
    .filter(({ state, dueAt }) => (state === "running" || state === "late") && dueAt !== null)
    .toSorted((a, b) => a.dueAt! - b.dueAt!)[0];
  return due ? { dueAt: due.dueAt!, leftMs: Math.max(0, (due.goalMs ?? 0) - due.elapsedMs) } : null;
}
