import type { Decision } from "../decision.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import type { NewEvent } from "../ledger.ts";
import type { AnswerRow } from "../rows.ts";
import { HISTORY, type TicketState } from "../state.ts";

const WAITS: ReadonlySet<AnswerRow["state"]> = new Set(["ready", "deferred", "held"]);

/**
 * The mails of a handoff that nobody upstream has got, where that is all of them: its packet is still here, say because their server is
 * busy. Null: something of it has left or may have, or it goes by portal.
 */
export function unsentMails(
  { legId, answeredAt, detail }: HandoffRow,
  { answers }: Pick<TicketState, "answers">,
): readonly AnswerRow[] | null {
  if (legId === null || answeredAt !== null || detail.route.by !== "mail") return null;
  const theirs = answers.filter((mail) => mail.audience === "upstream" && mail.legId === legId);
  const waiting = theirs.filter(({ state }) => WAITS.has(state));
  const rest = theirs.filter(({ state }) => !WAITS.has(state) && state !== "cancelled");
  return waiting.length > 0 && rest.length === 0 && answers.length < HISTORY ? waiting : null;
}

/** Takes mails to upstream back before they leave: it never was their turn. Where one is just being sent, nothing is saved and it is decided anew. */
export function takeBack(
  mails: readonly AnswerRow[],
  escalation: string,
  by: Omit<NewEvent, "type" | "data">,
): { readonly events: readonly NewEvent[]; readonly decision: Decision } {
  const { because } = by;
  return {
    events: mails.map(({ id }) => ({ ...by, type: "upstream_withdrawn", data: { mail: id, escalation } })),
    decision: { mailChanges: mails.map(({ id }) => ({ id, to: "cancelled", because, dueAt: null })) },
  };
}
