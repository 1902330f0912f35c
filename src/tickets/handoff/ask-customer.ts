import type { Answer } from "../../escalation/answer.ts";
import type { Case } from "../../escalation/case.ts";
import { pickText } from "../../policy/text.ts";
import { DAY } from "../../values/instant.ts";
import { type ActContext, type Acted, byAgent, refused } from "../acts/act.ts";
import { writeToCustomer } from "../letters/write-to-customer.ts";

/**
 * One mail to the customer that asks for all that only they know, in their language. The resolution clock waits for them;
 * the answer that is owed does not, for this is none. What was asked within a day is not asked again.
 */
export function askCustomer(about: Case, answer: Answer, context: ActContext): Acted {
  const { state, promises } = context;
  const { ticket } = state;
  const { questions } = about.profile.table;
  const known = new Set(askedWithin(context));
  const wanted = [...new Set(answer.blocks.flatMap(({ ask }) => ask ?? []))];
  if (wanted.length === 0) return refused("#escalate ask: nothing is missing from the customer");
  const asks = wanted.filter((ask) => !known.has(ask));
  if (asks.length === 0) {
    return refused(
      "#escalate ask: the customer was asked for all of it within a day; they have not answered yet",
    );
  }
  const decision = writeToCustomer({
    ...context,
    because: "an agent asked for what is missing",
    words: () =>
      promises.wording.questions({
        number: ticket.number,
        language: ticket.language,
        questions: asks.map((ask) => pickText(questions[ask]!, ticket.language)),
      }),
  });
  const own = byAgent(context, "escalate");
  return {
    kind: "done",
    ticket: { status: "waiting", waitingUntil: null },
    events: [
      { ...own, type: "customer_asked", data: { asks } },
      { ...own, type: "status", data: { to: "waiting_customer" } },
    ],
    decision,
    line: `the customer is asked for ${asks.map((ask) => ask.replaceAll("_", " ")).join(", ")}; the time to solve it waits for them`,
  };
}

/** What they were asked for within a day. */
function askedWithin({ state, now }: ActContext): readonly string[] {
  return state.events
    .filter(({ type, at }) => type === "customer_asked" && now - at < DAY)
    .flatMap(({ data }) => (data as { readonly asks: readonly string[] }).asks);
}
