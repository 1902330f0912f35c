import { caseNumber, isCaseNumber } from "../../escalation/case-number.ts";
import { leavesAt } from "../agents/undo-window.ts";
import type { Decision } from "../decision.ts";
import { both } from "../decision.ts";
import { expectedFrom, handoffOf, openHandoffs, upstreamLeg } from "../handoff/handoffs.ts";
import { openedLeg } from "../handoff/send-handoff.ts";
import { tellHandedOn } from "../handoff/tell-handed-on.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import { type Act, type ActContext, type Acted, byAgent, refused } from "./act.ts";
import { whichHandoff } from "./which-handoff.ts";

/**
 * `#upstream 2612010050001234`: the number they gave our case. For one that was to be filed in a portal it says that it is filed: the
 * conversation with them begins, it is their turn, and the customer is told once. For any other it is one more number of theirs.
 */
export const upstream: Act = (given, context) => {
  const which = whichHandoff("upstream", given, context, candidates(given, context));
  if (which.kind === "none")
    return refused("#upstream: nothing of this ticket is with anybody else: #escalate hands it on first");
  if (which.kind === "asks") return refused(which.because);
  const { handoff, rest: argument } = which;
  const { issuer, route } = handoff.detail;
  const { accepted } = issuer.caseNumbers;
  if (!isCaseNumber(argument, issuer.caseNumbers)) {
    const shapes = accepted.length === 0 ? "as they wrote it" : `such as ${accepted.slice(0, 4).join(", ")}`;
    return refused(
      `#upstream ${argument.slice(0, 60)}: this is no number of ${route.name}; it takes one ${shapes} (# a digit, @ a letter)`,
    );
  }
  const number = caseNumber(argument);
  if (handoff.numbers.includes(number)) return refused(`#upstream: ${number} is written down already`);
  return handoff.legId === null
    ? filed(handoff, number, context)
    : oneMore(handoff, handoff.legId, number, context);
};

/**
 * Those a number can be of: the one whose notice it answers, also where it has ended; else of the open ones those whose numbers look so,
 * and of these what waits to be filed before what has a number already.
 */
function candidates(argument: string, { state, mail }: ActContext): readonly HandoffRow[] {
  const about = upstreamLeg(state, mail.legId ?? null);
  const shown = about && handoffOf(state, about.id);
  if (shown) return [shown];
  const open = openHandoffs(state);
  const fits = open.filter(({ detail }) => isCaseNumber(argument, detail.issuer.caseNumbers));
  const left = fits.length > 0 ? fits : open;
  const waits = left.filter((one) => one.state === "prepared");
  return waits.length > 0 ? waits : left;
}

function filed(handoff: HandoffRow, number: string, context: ActContext): Acted {
  const { state, mail, mint, now, promises } = context;
  if (handoff.state !== "prepared")
    return refused("#upstream: what to file is just being prepared; wait for that mail");
  const at = mail.receivedAt;
  const leg = openedLeg(handoff, state.ticket.id, mint.id(), now, handoff.detail.route.name);
  const expected = expectedFrom(handoff, at, state, promises);
  const opened: Decision = {
    legs: [leg],
    ...learnt(handoff, leg.id, number, context),
    handoffs: [
      {
        id: handoff.id,
        set: {
          state: "sent",
          because: "filed by an agent",
          legId: leg.id,
          sentAt: at,
          expectedAt: expected.at,
          reminders: 0,
        },
        dueAt: expected.wakeAt,
      },
    ],
  };
  const answerAt = context.answered ? leavesAt(mail.agent, promises, now) : now;
  const told = tellHandedOn({ handoff, state, promises, mint, now, caseNumber: number, answerAt });
  return {
    kind: "done",
    events: [
      { ...byAgent(context, "upstream"), type: "handoff_sent", data: { escalation: handoff.id, mail: null } },
      { ...byAgent(context, "upstream"), type: "upstream_number", data: { escalation: handoff.id } },
    ],
    decision: both(opened, told),
    line: `filed with ${handoff.detail.route.name} as ${number}; mail of theirs with this number comes here`,
  };
}

function oneMore(handoff: HandoffRow, legId: string, number: string, context: ActContext): Acted {
  return {
    kind: "done",
    events: [{ ...byAgent(context, "upstream"), type: "upstream_number", data: { escalation: handoff.id } }],
    decision: learnt(handoff, legId, number, context),
    line: `${handoff.detail.route.name} calls it ${number}; mail of theirs with this number comes here`,
  };
}

function learnt(handoff: HandoffRow, legId: string, number: string, { state, mail }: ActContext): Decision {
  const of = { ticketId: state.ticket.id, issuer: handoff.detail.issuer.id };
  return { caseNumbers: [{ number, legId, ...of, learntAt: mail.receivedAt, because: "#upstream" }] };
}
