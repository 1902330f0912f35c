import { plus } from "../../values/instant.ts";
import type { ActContext } from "../acts/act.ts";
import type { Decision } from "../decision.ts";
import { readerOf, writeToCustomer } from "../letters/write-to-customer.ts";

/** The customer learns that their case is taken for solved, and that a reply reopens it. */
export function tellResolved(
  context: Pick<ActContext, "state" | "promises" | "mint" | "now" | "mail">,
): Decision {
  const { state, promises, mail } = context;
  return writeToCustomer({
    ...context,
    because: "resolved by an agent without further words",
    words: (replyTo) =>
      promises.wording.resolved({
        number: state.ticket.number,
        ...readerOf(state),
        closesAt: plus(mail.receivedAt, promises.closing.closeAfterMs),
        replyAddress: promises.satisfaction === "ask" ? replyTo : null,
      }),
  });
}
