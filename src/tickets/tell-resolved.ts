import { plus } from "../values/instant.ts";
import type { ActContext } from "./acts/act.ts";
import type { Decision } from "./decision.ts";
import { customerSide } from "./people-of.ts";
import { taggedSubject, writeMail } from "./write-mail.ts";
import { readerOf } from "./write-to-customer.ts";

/** The customer learns that their case is taken for solved, and that a reply reopens it. */
export function tellResolved({ state, promises, mint, now, legId, mail }: ActContext): Decision {
  const { ticket } = state;
  const closesAt = plus(mail.receivedAt, promises.closing.closeAfterMs);
  const last =
    state.messages.findLast(({ author, msgId }) => author === "customer" && msgId !== null)?.msgId ?? null;
  const written = writeMail(
    {
      ticket,
      legId,
      audience: "customer",
      purpose: "information",
      because: "resolved by an agent without further words",
      words: (replyTo) => ({
        ...promises.wording.resolved({
          number: ticket.number,
          ...readerOf(state),
          closesAt,
          replyAddress: promises.satisfaction === "ask" ? replyTo : null,
        }),
        subject: taggedSubject(ticket.subject, ticket.number),
      }),
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      ...customerSide(state),
      agentId: null,
      inReplyTo: last,
      references: last ? [last] : [],
      automatic: "auto-generated",
      dueAt: now,
    },
    mint,
    now,
  );
  return { mails: [written.mail], messageIds: written.messageIds, tokens: written.tokens };
}
