import { addressIn } from "../../escalation/packet-text.ts";
import { both, type Decision } from "../decision.ts";
import { unreached, wordTo } from "../handoff/end-handoff.ts";
import { keptFromUpstream, openHandoffs } from "../handoff/handoffs.ts";
import { NO_UNITS, returned, takenUnits } from "../handoff/units.ts";
import { takeBack, unsentMails } from "../handoff/unsent.ts";
import { OPEN_AGAIN, waitIsOver } from "../handoff/upstream-wait.ts";
import { type Act, byAgent, refused } from "./act.ts";
import { whichHandoff } from "./which-handoff.ts";

/**
 * `#handback we found it ourselves`: the ticket is wholly ours again. Upstream is told the reason where it goes by mail; in a portal
 * it has to be closed by hand. Owner, promise and clocks are as they were all the time.
 */
export const handback: Act = (argument, context) => {
  const { state, mail, promises, mint, now } = context;
  const open = openHandoffs(state);
  const which = whichHandoff("handback", argument, context, open);
  if (which.kind === "none") return refused("#handback: nothing of this ticket is with anybody else");
  if (which.kind === "asks") return refused(which.because);
  const { handoff, rest: reason } = which;
  if (reason === "")
    return refused("#handback takes the reason, which upstream reads: #handback solved here");
  const shown = addressIn(reason, keptFromUpstream(state, [mail.agent]));
  if (shown !== null) return refused(`#handback: upstream would read the address ${shown}`);
  const at = mail.receivedAt;
  const by = byAgent(context, "handback");
  const over = open.every(({ id }) => id === handoff.id) ? waitIsOver(state, by) : [];
  const { route } = handoff.detail;
  const unsent = unsentMails(handoff, state);
  const kept = unsent && takeBack(unsent, handoff.id, by);
  const isKnown = handoff.legId !== null && kept === null;
  const ended: Decision = {
    handoffs: [
      {
        id: handoff.id,
        set: {
          state: handoff.state === "ready" || kept !== null ? "cancelled" : "handed-back",
          because: "taken back by an agent",
          endedAt: at,
          expectedAt: null,
        },
        dueAt: null,
      },
    ],
  };
  const units = !isKnown
    ? returned(
        takenUnits(context).filter(({ id }) => id === handoff.id),
        unreached(handoff),
        "handback",
        context,
      )
    : NO_UNITS;
  const told =
    isKnown && route.by === "mail"
      ? wordTo(
          { handoff, state, promises, mint, now },
          { kind: "taken-back", reason },
          "taken back by an agent",
        )
      : {};
  const next =
    isKnown && route.by === "portal" ? `; close ${handoff.numbers.at(-1) ?? "it"} there: ${route.link}` : "";
  return {
    kind: "done",
    ...(over.length > 0 ? { ticket: OPEN_AGAIN } : {}),
    events: [
      { ...by, type: "handed_back", data: { escalation: handoff.id, result: "taken_back" } },
      ...(kept?.events ?? []),
      ...over,
      ...units.events,
    ],
    decision: [told, units.decision, kept?.decision ?? {}].reduce(both, ended),
    line: [
      `taken back from ${route.name}${told.mails === undefined ? "" : "; they are told"}${next}`,
      ...(isKnown ? [] : ["nobody there had got it, so nothing is to be closed there"]),
      ...units.lines,
    ].join("\n"),
  };
};
