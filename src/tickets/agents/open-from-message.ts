import type { Instant } from "../../values/instant.ts";
import { bareSubject } from "../arrival/bare-subject.ts";
import type { NewMail } from "../arrival/incoming-mail.ts";
import { openTicket } from "../arrival/open-ticket.ts";
import { passedOn } from "../arrival/passed-on.ts";
import type { Decision } from "../decision.ts";
import type { MessageFile } from "../letters/carried-files.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { MessageRow, TicketRow } from "../rows.ts";
import type { WhoIs } from "../state.ts";
import type { Roster } from "../team/roster.ts";
import type { AgentMail } from "./agent-deal.ts";

interface OpenFromMessage {
  /** Of the agent who says that it is a case of its own. */
  readonly mail: AgentMail;
  readonly message: MessageRow;
  /** Of the message. */
  readonly files: readonly MessageFile[];
  readonly who: WhoIs;
  readonly number: number;
  readonly deskAddress: TicketRow["deskAddress"];
  /** Of the version in force when the message came. */
  readonly promises: Promises;
  readonly roster: Roster;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * A ticket that begins with a message there is: for its writer, with clocks from when it came (sla.md 4, split). It is
 * announced to agents like any other, and not acknowledged: the customer has heard of it once. The message's own row is left
 * to whoever moves it.
 */
export function openFromMessage(open: OpenFromMessage): Decision {
  const { mail, message, files, who, number, deskAddress, promises, roster, mint, now } = open;
  const said = {
    address: message.authorAddress,
    name: message.authorName,
    subject: bareSubject(message.subject),
    text: message.visibleText,
  };
  const reading = passedOn(mail.reading, said);
  const opening: NewMail = {
    inboundId: mail.inboundId,
    receivedAt: message.at,
    reading: {
      ...reading,
      message: { ...reading.message, attachments: [] },
      origin: { ...reading.origin, mayAutoReply: false },
    },
    who,
    number,
    files,
    because: "an agent made a case of its own of it",
  };
  const { settled, messages, attachments, messageIds, ...rest } = openTicket(
    opening,
    roster,
    promises,
    mint,
    now,
  );
  const written = messages![0]!.id;
  const about = <T>(row: T & { readonly messageId: string | null }): T =>
    row.messageId === written ? { ...row, messageId: message.id } : row;
  return {
    ...rest,
    opened: { ...rest.opened!, deskAddress: deskAddress ?? null },
    // Those of the notices; the message's own is moved with it.
    messageIds: (messageIds ?? []).filter(({ minted }) => minted),
    mails: (rest.mails ?? []).map(about),
    events: (rest.events ?? []).map((event) => {
      const data = event.data as { readonly message?: string };
      return data.message === written ? { ...event, data: { ...data, message: message.id } } : event;
    }),
  };
}
