import { customerSide } from "../people-of.ts";
import { readPrice } from "../price.ts";
import { taggedSubject, writeMail } from "../write-mail.ts";
import { type Act, byAgent, refused } from "./act.ts";

/**
 * `#price 120 EUR for two hours`: the customer reads what work that is charged costs, and the ticket waits for their yes or
 * no. The mail is no answer: a first response that is owed stays owed.
 */
export const price: Act = (argument, context) => {
  const { state, promises, mint, mail, now, legId } = context;
  const { ticket } = state;
  if (ticket.status === "closed") return refused("#price: the ticket is closed: #reopen first");
  const read = readPrice(argument);
  if (read.kind === "refused") return refused(read.because);
  const offer = mint.id();
  const chain = state.messages.flatMap(({ msgId, author, direction, unverified }) =>
    msgId !== null && !unverified && (author === "customer" || direction === "out") ? [msgId] : [],
  );
  const written = writeMail(
    {
      ticket,
      legId,
      audience: "customer",
      purpose: "information",
      because: "an agent asked the customer to accept a price",
      words: (replyAddress) => ({
        ...promises.wording.priceOffer({
          number: ticket.number,
          language: ticket.language,
          price: read.price,
          what: read.what,
          replyAddress,
        }),
        subject: taggedSubject(ticket.subject, ticket.number),
      }),
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      ...customerSide(state),
      agentId: null,
      inReplyTo: chain.at(-1) ?? null,
      references: chain,
      automatic: "auto-generated",
      dueAt: now,
      once: `price.${offer}`,
    },
    mint,
    now,
  );
  const by = byAgent(context, "price");
  return {
    kind: "done",
    ticket: { status: "waiting", waitingUntil: null },
    events: [
      { ...by, type: "price_offered", data: { offer } },
      { ...by, type: "status", data: { to: "waiting_customer" } },
    ],
    decision: {
      mails: [written.mail],
      messageIds: written.messageIds,
      tokens: written.tokens,
      pricesOffered: [
        {
          id: offer,
          ticketId: ticket.id,
          price: `${read.price}: ${read.what}`,
          offeredAt: mail.receivedAt,
          agentId: mail.agent.id,
          outboundId: written.mail.id,
        },
      ],
    },
    line: `the customer is asked to accept ${read.price}; the ticket waits for them`,
  };
};
