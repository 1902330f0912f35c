import { offeredSlip } from "../clock/offer-slip.ts";
import { sendSlip, slipTold } from "../clock/slip.ts";
import { type Act, byAgent, refused } from "./act.ts";

/** `#slip`: the prepared mail that we will be late goes to the customer. Only what was offered, and only while it is true. */
export const slip: Act = (_argument, context) => {
  const offered = offeredSlip(context.state);
  if (context.answered) return refused("#slip: this mail answers the customer itself");
  if (offered.kind === "refused") return refused(`#slip: the customer was not told: ${offered.because}`);
  return {
    kind: "done",
    events: [slipTold(offered.target, byAgent(context, "slip"))],
    decision: sendSlip({ ...context, target: offered.target, because: "an agent sent the prepared mail" }),
    line: "the customer is told that it will be later",
  };
};
