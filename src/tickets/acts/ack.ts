import { acknowledge, hasToldRungs, unacknowledged } from "../clock/acknowledged.ts";
import { type Act, byAgent, refused } from "./act.ts";

/** `#ack`: whoever says so has seen the warnings of this ticket, whomever they were told to, and acts on them. */
export const ack: Act = (_argument, context) => {
  const { state, mail } = context;
  if (!hasToldRungs(state.events)) return refused("#ack: no warning was told on this ticket");
  const open = unacknowledged(state, null);
  if (open.length === 0) return { kind: "done", line: "nothing is left to acknowledge here" };
  const { because, at } = byAgent(context, "ack");
  const { event, decision } = acknowledge(open, { at, because, agentId: mail.agent.id });
  return {
    kind: "done",
    events: [event],
    decision,
    line: "acknowledged; a missed promise is told on, later rungs wait as long again",
  };
};
