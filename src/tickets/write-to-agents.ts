import type { Instant } from "../values/instant.ts";
import type { Decision } from "./decision.ts";
import { agentsRoot } from "./notices.ts";
import { customersLeg } from "./people-of.ts";
import type { Promises } from "./promises.ts";
import type { TicketState } from "./state.ts";
import type { Words } from "./wording.ts";
import { type Letter, type Mint, taggedSubject, writeMail } from "./write-mail.ts";

interface ToAgents {
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  readonly people: readonly { readonly id: string | null; readonly name: string; readonly address: string }[];
  readonly purpose: Letter["purpose"];
  readonly because: string;
  readonly words: (replyAddress: string) => Words;
  /** Under a subject of its own, which has to have the tag; left out: under the ticket's. */
  readonly ownSubject?: boolean;
  readonly attachments?: Letter["attachments"];
  /** Said once to each of them, whatever is tried again. */
  readonly once: string;
}

/** The same word of the desk's to each of some people of ours, in the ticket's one conversation with agents. */
export function writeToAgents({
  state,
  promises,
  mint,
  now,
  people,
  purpose,
  because,
  words,
  ownSubject = false,
  attachments = [],
  once,
}: ToAgents): Decision {
  const { ticket } = state;
  const root = agentsRoot(ticket, promises.desk.address);
  const subject = taggedSubject(ticket.subject, ticket.number, false);
  const written = people.map(({ id, name, address }) =>
    writeMail(
      {
        ticket,
        legId: customersLeg(state),
        audience: "agents",
        purpose,
        because,
        words: (replyAddress) => (ownSubject ? words(replyAddress) : { ...words(replyAddress), subject }),
        fromName: promises.desk.name,
        deskAddress: promises.desk.address,
        to: [{ name, address }],
        agentId: id,
        inReplyTo: root,
        references: [root],
        automatic: "auto-generated",
        attachments,
        dueAt: now,
        once: `${once}.${address}`,
      },
      mint,
      now,
    ),
  );
  return {
    mails: written.map(({ mail }) => mail),
    messageIds: written.flatMap(({ messageIds }) => messageIds),
    tokens: written.flatMap(({ tokens }) => tokens),
  };
}
