import type { CaseState } from "../../outbound/status-words.ts";
import type { Target } from "../../sla/event.ts";
import type { Instant } from "../../values/instant.ts";
import type { EventRow, TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

/** A promise that is open: an answer on its way is as good as given, so what it ends is no promise any more. */
export function isOpenPromise({ state, provisional }: Target): boolean {
  return (state === "running" || state === "paused") && !provisional;
}

/** What the customer waits for next: an answer, or else news; null: nothing is owed. */
export function owedBy(targets: readonly Target[]) {
  const open = targets.filter(isOpenPromise);
  const answer = open.find(({ kind }) => kind === "first-response" || kind === "next-response");
  if (answer !== undefined) return { what: "answer", dueAt: answer.dueAt } as const;
  const news = open.find(({ kind, dueAt }) => kind === "update" && dueAt !== null);
  return news === undefined ? null : ({ what: "news", dueAt: news.dueAt } as const);
}

/** By when it is promised to be solved; null: that is not promised, or the clock stands still. */
export function solvedBy(targets: readonly Target[]): Instant | null {
  return targets.find((target) => target.kind === "resolution" && isOpenPromise(target))?.dueAt ?? null;
}

/** A case as its customer may see it: nothing of agents, notes or others' conversations. */
export interface CaseFacts {
  readonly number: number;
  readonly subject: string;
  readonly state: CaseState;
  readonly owed: ReturnType<typeof owedBy>;
  readonly solvedBy: Instant | null;
  /** When we last wrote to them. */
  readonly lastAt: Instant | null;
}

/** What a case's facts are read from. */
export interface CaseRows {
  readonly ticket: Pick<TicketRow, "number" | "subject" | "status">;
  readonly targets: readonly Target[];
  /** The newest `status` event; null: there was none. */
  readonly status: Pick<EventRow, "data"> | null;
  readonly lastAt: Instant | null;
}

export function caseOf({ ticket, targets, status, lastAt }: CaseRows): CaseFacts {
  const { number, subject } = ticket;
  const state = stateOf(ticket.status, status);
  return { number, subject, state, owed: owedBy(targets), solvedBy: solvedBy(targets), lastAt };
}

export function caseOfTicket({ ticket, targets, events, messages }: TicketState): CaseFacts {
  const status = events.findLast(({ type }) => type === "status") ?? null;
  const said = messages.findLast(({ direction, author }) => direction === "out" && author === "agent");
  return caseOf({ ticket, targets, status, lastAt: said?.at ?? null });
}

function stateOf(status: TicketRow["status"], changed: CaseRows["status"]): CaseState {
  switch (status) {
    case "new":
      return "received";
    case "in-progress":
      return "working";
    case "waiting":
      return (changed?.data as { readonly to?: unknown } | undefined)?.to === "waiting_vendor"
        ? "waits-for-others"
        : "waits-for-you";
    case "resolved":
      return "solved";
    case "closed":
      return "closed";
  }
}
