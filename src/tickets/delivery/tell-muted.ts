import type { Mute } from "../../outbound/budget.ts";
import type { Instant } from "../../values/instant.ts";
import type { MailDraft } from "../decision.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeWithoutTicket } from "../letters/write-without-ticket.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";

/**
 * One mail to those who lead the desk (or else to everybody who answers): automatic mail to somebody has stopped, with the
 * evidence and how to allow it again. It belongs to no ticket. Null with nobody to tell.
 */
export function tellMuted(
  mute: Mute,
  ticketNumbers: readonly number[],
  agents: readonly AgentRow[],
  promises: Promises,
  mint: Mint,
  now: Instant,
): MailDraft | null {
  const leads = agents.filter(({ role }) => role !== "agent");
  const people = leads.length > 0 ? leads : agents;
  if (people.length === 0) return null;
  return writeWithoutTicket({
    promises,
    mint,
    now,
    audience: "agents",
    purpose: "alarm",
    because: `automatic mail stopped, ${mute.because}`,
    words: () => promises.wording.muted({ ...mute, ticketNumbers }),
    to: people.map(({ name, address }) => ({ name, address })),
  });
}
