import { handoffOf, upstreamLeg } from "../handoff/handoffs.ts";
import { theyAnswered } from "../handoff/they-answered.ts";
import { numbersOf } from "../handoff/upstream-mail.ts";
import { OPEN_AGAIN, waitIsOver } from "../handoff/upstream-wait.ts";
import type { MessageIdRow, ParticipantRow } from "../rows.ts";
import { type Act, byAgent, refused } from "./act.ts";
import { allow } from "./allow.ts";

/**
 * `#allow` in reply to a notice of upstream's conversation: mails held there count as theirs from now on, and their senders speak for
 * upstream there. In reply to any other notice it is about the customer's side.
 */
export const allowEither: Act = (argument, context) => {
  const { state, mail, now } = context;
  const leg = upstreamLeg(state, mail.legId ?? null);
  if (leg === null) return allow(argument, context);
  const wanted = argument.trim().toLowerCase();
  const mails = (mail.world.held?.upstream ?? []).filter(
    ({ legId, authorAddress }) =>
      legId === leg.id && (wanted === "" || authorAddress.toLowerCase() === wanted),
  );
  if (mails.length === 0) return refused("#allow: nothing is held in the conversation with upstream");
  const handoff = handoffOf(state, leg.id);
  const over = waitIsOver(state, byAgent(context, "allow"));
  const people = new Map(
    mails.map(({ authorAddress, authorName }): [string, ParticipantRow] => {
      const address = authorAddress.toLowerCase();
      return [
        address,
        { legId: leg.id, address, name: authorName, role: "upstream", held: false, addedAt: now },
      ];
    }),
  );
  const messageIds = mails.flatMap(({ msgId, ticketId }): MessageIdRow[] =>
    msgId === null
      ? []
      : [{ msgId, legId: leg.id, ticketId, minted: false, audience: "upstream", outboundId: null }],
  );
  return {
    kind: "done",
    ...(over.length > 0 ? { ticket: OPEN_AGAIN } : {}),
    events: [
      ...mails.map(({ id }) => ({
        ...byAgent(context, "allow"),
        type: "upstream_message",
        data: { message: id, escalation: handoff?.id ?? null },
      })),
      ...over,
    ],
    decision: {
      people: [...people.values()],
      messageIds,
      messageChanges: mails.map(({ id }) => ({ id, set: { unverified: false } })),
      caseNumbers: mails.flatMap((message) =>
        numbersOf({ mail, state, legId: leg.id, now }, handoff, message),
      ),
      ...(handoff === null ? {} : { handoffs: [theyAnswered(handoff, now, "allowed by an agent")] }),
    },
    line: `${mails.length} held ${mails.length === 1 ? "mail counts" : "mails count"} as upstream's; ${[...people.keys()].join(", ")} may write there`,
  };
};
