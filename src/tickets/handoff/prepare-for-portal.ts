import { packetToLeave } from "../../escalation/packet-text.ts";
import { filledIn } from "../../escalation/portal.ts";
import { both } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import { peopleOf } from "../team/told-people.ts";
import { keptFromUpstream } from "./handoffs.ts";
import { nextReminder } from "./remind-of-handoff.ts";
import { filesToLeave } from "./send-handoff.ts";
import { tellLeftBehind } from "./tell-left-behind.ts";
import type { WakeHandoff, Woken } from "./woken-handoff.ts";

/**
 * Gets an issue ready for a portal: the text of each field to copy, the link in the customer's context, what to mind. It goes to the
 * agent who asked for it, or else to the assignee. It is ours until its number is known: no clock of theirs runs.
 */
export function prepareForPortal(wake: WakeHandoff): Woken {
  const { handoff, state, promises, agents, mint, now } = wake;
  const { detail } = handoff;
  if (detail.route.by !== "portal") return { kind: "stale", because: "it goes by mail" };
  const { ticket } = state;
  const { name, link, checklist } = detail.route;
  const asked = agents.filter(({ id }) => id === detail.agentId);
  const people = asked.length > 0 ? asked : peopleOf("assignee", { ticket, agents, teams: promises.teams });
  const deskAddress = promises.desk.address;
  const packet = packetToLeave(
    { ...detail.packet, number: ticket.number },
    deskAddress,
    keptFromUpstream(state, agents),
  );
  const files = filesToLeave(wake.files, keptFromUpstream(state, agents));
  const mails = writeToAgents({
    state,
    promises,
    mint,
    now,
    people,
    purpose: "notice",
    because: "to be filed in a portal",
    words: (replyAddress) =>
      promises.wording.portalPrepared({
        number: ticket.number,
        subject: ticket.subject,
        caseNumber: "",
        partner: name,
        customer: state.customer?.name ?? state.requester.address,
        packet,
        link: filledIn(link, packet.customer),
        checklist,
        files: files.map(({ filename }) => filename),
        expectedMs: detail.expectedMs,
        replyAddress,
      }),
    attachments: files,
    once: `portal.${handoff.id}`,
  });
  const events = writeDown(ticket.id, state.events, now, [
    {
      at: now,
      type: "handoff_prepared",
      actor: "desk",
      because: `to be filed with ${handoff.to}`,
      data: { escalation: handoff.id, files: files.length },
    },
  ]);
  const prepared = {
    events,
    handoffs: [
      {
        id: handoff.id,
        set: { state: "prepared" as const, because: "to be filed by an agent", reminders: 0 },
        dueAt: nextReminder(wake, now),
      },
    ],
  };
  return {
    kind: "done",
    because: "prepared for the portal",
    decision: [mails, tellLeftBehind(wake, null)].reduce(both, prepared),
  };
}
