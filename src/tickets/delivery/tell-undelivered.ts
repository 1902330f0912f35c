import { type Affected, type CameBack, replyOf } from "../../outbound/bounce.ts";
import type { Decision } from "../decision.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import { peopleOf } from "../team/told-people.ts";
import { missesCustomer, type ReportOnMail } from "./reported-mail.ts";

interface TellUndelivered extends ReportOnMail {
  readonly state: TicketState;
  readonly promises: Promises;
  readonly affected: readonly Affected[];
  readonly came: CameBack;
}

/**
 * Tells the writer of a mail that it came back, with what to do; where nobody wrote it, or they are gone, the ticket's
 * assignee or else the lead. The mail is automatic, and what comes back of it is told to nobody.
 */
export function tellUndelivered(tell: TellUndelivered): Decision {
  const { mail, state, agents, promises, affected, came, mint, now } = tell;
  const { ticket } = state;
  const writer = agents.filter(({ id }) => id === mail.writerId);
  const people = writer.length > 0 ? writer : peopleOf("assignee", { ticket, agents, teams: promises.teams });
  const shown = affected.filter(({ recipient }) => came.news.length === 0 || came.news.includes(recipient));
  const words = promises.wording.undelivered({
    number: ticket.number,
    subject: ticket.subject,
    customer: state.customer?.name ?? state.requester.address,
    addresses: shown.map(({ recipient }) => mail.recipients[recipient]!.address),
    said: shown[0] ? replyOf(shown[0].reported) : "",
    permanent: shown.some(({ reported }) => reported.class === "hard"),
    isAnswer: mail.purpose === "answer",
    sure: tell.sure,
    someGotIt: tell.sure && !came.wholly,
    owed: mail.purpose === "answer" && tell.sure && missesCustomer(tell, came),
  });
  return writeToAgents({
    state,
    promises,
    mint,
    now,
    people,
    purpose: "undelivered",
    because: "mail came back undelivered",
    words: () => words,
    once: `undelivered.${mail.id}.${tell.sure ? (came.news[0] ?? "some") : "maybe"}`,
  });
}
