import { readPrice } from "../handoff/price.ts";
import { writeToCustomer } from "../letters/write-to-customer.ts";
import { type Act, byAgent, refused } from "./act.ts";

/**
 * `#price 120 EUR for two hours`: the customer reads what work that is charged costs, and the ticket waits for their yes or
 * no. The mail is no answer: a first response that is owed stays owed.
 */
export const price: Act = (argument, context) => {
  const { state, promises, mint, mail } = context;
  const { ticket } = state;
  if (ticket.status === "closed") return refused("#price: the ticket is closed: #reopen first");
  const read = readPrice(argument);
  if (read.kind === "refused") return refused(read.because);
  const offer = mint.id();
  const written = writeToCustomer({
    ...context,
    because: "an agent asked the customer to accept a price",
    words: (replyAddress) =>
      promises.wording.priceOffer({
        number: ticket.number,
        language: ticket.language,
        price: read.price,
        what: read.what,
        replyAddress,
      }),
    once: `price.${offer}`,
  });
  const by = byAgent(context, "price");
  return {
    kind: "done",
    ticket: { status: "waiting", waitingUntil: null },
    events: [
      { ...by, type: "price_offered", data: { offer } },
      { ...by, type: "status", data: { to: "waiting_customer" } },
    ],
    decision: {
      ...written,
      pricesOffered: [
        {
          id: offer,
          ticketId: ticket.id,
          price: `${read.price}: ${read.what}`,
          offeredAt: mail.receivedAt,
          agentId: mail.agent.id,
          outboundId: written.mails[0]!.id,
        },
      ],
    },
    line: `the customer is asked to accept ${read.price}; the ticket waits for them`,
  };
};
