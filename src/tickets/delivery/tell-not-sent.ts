import type { Delivery, Recipient } from "../../outbound/delivery.ts";
import type { Instant } from "../../values/instant.ts";
import { bareSubject } from "../arrival/bare-subject.ts";
import type { Decision } from "../decision.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { peopleOf } from "../team/told-people.ts";

interface NotSent {
  readonly state: TicketState;
  readonly promises: Promises;
  readonly agents: readonly AgentRow[];
  readonly work: { readonly id: string; readonly purpose: string; readonly attempts: number };
  readonly delivery: Delivery;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * Whether the way out of an answer, or of a mail to upstream, has ended otherwise than its writer must believe, or an agent misses a
 * notice for what it held.
 */
export function mustTell(work: { readonly purpose: string }, delivery: Delivery): boolean {
  if (work.purpose === "notice") return delivery.state === "failed" && isForContent(delivery);
  // That one to upstream failed is told with what it means for the handoff.
  if (work.purpose === "upstream") return delivery.state === "unsure" && delivery.dueAt === null;
  if (work.purpose !== "answer" || delivery.dueAt !== null) return false;
  if (delivery.state === "failed" || delivery.state === "unsure") return true;
  return delivery.state === "accepted" && delivery.recipients.some(({ state }) => state === "failed");
}

/**
 * Tells the writer of an answer that our own submission server refused it, or that nobody knows whether it arrived, with
 * what to do; where they are gone, the ticket's assignee or else the lead. Once for each end of the mail's way.
 */
export function tellNotSent({ state, promises, agents, work, delivery, mint, now }: NotSent): Decision {
  const { ticket } = state;
  const missing = new Set(delivery.recipients.map(({ address }) => address.toLowerCase()));
  const isNotice = work.purpose === "notice";
  const readers = isNotice ? agents.filter(({ address }) => missing.has(address)) : [];
  const writerId = state.answers.find(({ id }) => id === work.id)?.agentId ?? null;
  const writer = agents.filter(({ id }) => id === writerId);
  const about = { ticket, agents, teams: promises.teams };
  const people = isNotice ? readers : writer.length > 0 ? writer : peopleOf("assignee", about);
  const isLost = work.purpose === "answer" && delivery.state === "failed";
  return writeToAgents({
    state,
    promises,
    mint,
    now,
    people,
    purpose: "undelivered",
    because:
      work.purpose === "upstream"
        ? "a mail to upstream is unsure"
        : `the ${work.purpose} is ${delivery.state}`,
    ownSubject: isLost,
    words: (replyAddress) =>
      promises.wording.receipt({
        came: isLost ? "not-sent" : null,
        number: ticket.number,
        subject: bareSubject(ticket.subject),
        lines: isNotice ? linesOfNotice(delivery) : linesOf(delivery, work.purpose === "upstream"),
        held: null,
        leaving: null,
        undoUntil: null,
        links: [],
        replyAddress,
      }),
    once: `not-sent.${work.id}.${work.attempts}`,
  });
}

/** What the mail holds was refused, not the address (RFC 3463: 5.3.4 too large, 5.6.x content, 5.7.x policy). */
function isForContent({ recipients, because }: Delivery): boolean {
  return /\b5\.(?:3\.4|6\.\d{1,3}|7\.\d{1,3})\b|^552\b/.test(recipients[0]?.reply || because);
}

function linesOfNotice({ recipients, because }: Delivery): readonly string[] {
  return [
    "A notice on this ticket did not reach you: your mail server refused what it held, perhaps a file of the customer's",
    `It said: ${(recipients[0]?.reply || because).slice(0, 300)}`,
    "#history answers with what was written; the files are on the ticket's page",
  ];
}

function linesOf({ state, because, recipients }: Delivery, toUpstream: boolean): readonly string[] {
  if (state === "unsure") {
    const all = recipients.map(({ address }) => address).join(", ");
    if (toUpstream)
      return [
        `Nobody knows whether the mail to upstream reached ${all}: the connection to the mail server broke at its very end`,
        "It is not sent again by itself. Ask them; if they have nothing, #handback and #escalate hand it on anew",
      ];
    return [
      `Nobody knows whether your answer reached ${all}: twice the connection to the mail server broke at its very end`,
      "It is not sent again by itself. Ask them, or call them",
    ];
  }
  const failed = recipients.filter((recipient) => recipient.state === "failed");
  const others = recipients.length > failed.length ? "; the others have it" : "";
  const reply = failed[0]?.reply ?? because;
  return [
    `Your answer was not sent to ${failed.map(({ address }) => address).join(", ")}${others}`,
    `The mail server said: ${reply.slice(0, 300)}`,
    ...(because.includes("may have arrived") ? ["An earlier copy may have arrived all the same"] : []),
    whatToDo(failed, because),
  ];
}

/** By the reply code (RFC 5321 §4.2.3) and the enhanced code (RFC 3463). */
function whatToDo(failed: readonly Recipient[], because: string): string {
  const reply = failed[0]?.reply ?? "";
  if (because.includes("given up after"))
    return "It was tried for two days. Tell whoever runs the desk, and answer again when mail leaves";
  if (/\b5\.3\.4\b|\b552\b/.test(reply))
    return "It is too large. Send the files another way, or in several mails";
  if (/\b5\.6\.7\b/.test(reply))
    return "The mail server cannot write to such an address. Ask for another one of theirs";
  return "Writing there again will not help. Look for another address of theirs, or call them";
}
