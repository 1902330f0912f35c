import { answerBodies } from "../../outbound/answer-bodies.ts";
import type { Instant } from "../../values/instant.ts";
import { type Mint, taggedSubject, type Written, writeMail } from "../letters/write-mail.ts";
import { chainOf } from "../letters/write-to-customer.ts";
import { customerSide } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import type { AgentMail } from "./agent-deal.ts";
import { filesOfAnswer } from "./own-files.ts";
import type { StillToWrite } from "./written-directly.ts";

interface Answer {
  readonly mail: AgentMail;
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  readonly legId: string;
  readonly text: string;
  readonly messageId: string;
  readonly dueAt: Instant;
  /** It solves the case: the customer is asked how it was. */
  readonly asksScore?: boolean;
  /** Left out: all of the customer's side. */
  readonly people?: StillToWrite["people"];
}

/**
 * An agent's text as the desk's answer: from the desk's address with the agent's name, to the customer's side only, in
 * the customer's own conversation. The text goes out byte for byte, with the desk's signature below it, and the question for a score
 * where desk.yaml wants it; nothing of the agent's mail but text and files does.
 */
export function answerMail(answer: Answer): Written {
  const { mail, state, promises, legId, text, messageId, dueAt } = answer;
  const { ticket } = state;
  const chain = chainOf(state);
  const last =
    state.messages.findLast((message) => message.author === "customer" && !message.unverified)?.msgId ?? null;
  const attachments = filesOfAnswer(mail);
  const images = attachments.flatMap(({ inline, contentId, contentType, filename }) =>
    inline && contentId !== null && /^image\//i.test(contentType) ? [{ contentId, filename }] : [],
  );
  const signature = promises.signature(mail.agent.name, ticket.language);
  const written = writeMail(
    {
      ticket,
      legId,
      messageId,
      audience: "customer",
      purpose: "answer",
      because: "an agent answered",
      words: () => ({ subject: taggedSubject(ticket.subject, ticket.number), text, html: null }),
      fromName: `${mail.agent.name} (${promises.desk.name})`,
      deskAddress: promises.desk.address,
      ...(answer.people ?? customerSide(state)),
      agentId: null,
      inReplyTo: last ?? chain.at(-1) ?? null,
      references: chain,
      automatic: null,
      attachments: attachments.map((file) => ({
        filename: file.filename,
        contentType: file.contentType,
        content: mail.content(file.path),
        contentId: file.contentId,
        inline: file.inline,
      })),
      dueAt,
    },
    answer.mint,
    answer.now,
  );
  // The row keeps what the agent said; what leaves has what the desk adds below it.
  const question = answer.asksScore ? askScore(written, answer) : "";
  const said = [text, question].filter((part) => part !== "").join("\n\n");
  const bodies = answerBodies(said, signature, images, ticket.language);
  return { ...written, mail: { ...written.mail, draft: { ...written.mail.draft, ...bodies } } };
}

function askScore({ mail }: Written, { state, promises }: Answer): string {
  const { number, language } = state.ticket;
  const replyAddress = mail.draft.replyTo?.address ?? promises.desk.address;
  return promises.wording.scoreAsked({ number, language, replyAddress }).text.trim();
}
