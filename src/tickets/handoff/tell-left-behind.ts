import type { Decision } from "../decision.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import { peopleOf } from "../team/told-people.ts";
import { numberOf } from "./handoffs.ts";
import type { WakeHandoff } from "./woken-handoff.ts";

/**
 * Tells whoever handed an issue on, or else who has the ticket, that it leaves without files of which the receipt had said that they go
 * along.
 *
 * @param legId  the conversation with upstream; null: there is none, it goes by portal
 */
export function tellLeftBehind(wake: WakeHandoff, legId: string | null): Decision {
  const { handoff, state, promises, agents, mint, now } = wake;
  const { lost, others } = wake.leftBehind;
  if (lost.length === 0 && others === 0) return {};
  const { ticket } = state;
  const { route, agentId } = handoff.detail;
  const asked = agents.filter(({ id }) => id === agentId);
  const named = (because: string): string =>
    lost.flatMap((one) => (one.because === because ? [one.file.filename] : [])).join(", ");
  return writeToAgents({
    state,
    promises,
    mint,
    now,
    people: asked.length > 0 ? asked : peopleOf("assignee", { ticket, agents, teams: promises.teams }),
    purpose: "escalation",
    legId,
    because: "a handoff left without files",
    words: (replyAddress) =>
      promises.wording.handoffNews({
        kind: "without-files",
        number: ticket.number,
        subject: ticket.subject,
        caseNumber: numberOf(handoff),
        partner: route.name,
        customer: state.customer?.name ?? state.requester.address,
        since: handoff.createdAt,
        expectedAt: null,
        reminded: 0,
        link: route.by === "portal" ? route.link : null,
        files: { gone: named("gone"), unreadable: named("unreadable"), others },
        answersThem: legId !== null,
        assignee: state.assignee?.name ?? null,
        replyAddress,
      }),
    once: `handoff-without-files.${handoff.id}`,
  });
}
