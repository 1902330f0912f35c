import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { Mint } from "../letters/write-mail.ts";
import { type InConversation, writeToCustomer } from "../letters/write-to-customer.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import type { NewMail } from "./incoming-mail.ts";
import { isStranger } from "./refuse-unknown.ts";

interface Acknowledge {
  readonly mail: NewMail;
  readonly state: InConversation & Pick<TicketState, "targets">;
  /** The customer's, as far as it is known. */
  readonly timeZone: string | null;
  /** They wish for somebody above, who is told of it. */
  readonly asksManager: boolean;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * The mail that says that a ticket is open, and until when its customer hears from somebody; a stranger is asked for their
 * company where desk.yaml wants it. Where nothing proves the sender it does not repeat their subject: whoever writes in
 * somebody's name shall not choose what the desk sends them.
 */
export function acknowledge(of: Acknowledge): Decision {
  const { mail, state, timeZone, asksManager, promises, mint, now } = of;
  const { ticket, targets } = state;
  const { reading } = mail;
  if (!promises.automaticMail.acknowledge || reading.message.from === null) return {};
  const first = targets.find(({ kind }) => kind === "first-response");
  const proved = reading.authentication.proved !== null;
  const { number, language } = ticket;
  const asks = promises.unknownSender === "ask" && isStranger(mail.who);
  const acknowledgement = () =>
    promises.wording.acknowledgement({
      number,
      subject: ticket.subject,
      severity: ticket.severity,
      plan: ticket.plan,
      receivedAt: mail.receivedAt,
      dueAt: first?.dueAt ?? null,
      language,
      timeZone,
      asksManager,
      proved,
    });
  return writeToCustomer({
    state,
    promises,
    mint,
    now,
    because: asks ? "an unknown sender is asked for their company" : "a person opened a ticket",
    words: () =>
      asks ? promises.wording.unknownSender({ kind: "asked", number, language }) : acknowledgement(),
    ownSubject: asks || !proved,
    answerTo: reading,
    once: `acknowledgement.${ticket.id}`,
  });
}
