import type { Instant } from "../values/instant.ts";
import type { Decision } from "./decision.ts";
import type { Promises } from "./promises.ts";
import type { AgentRow } from "./rows.ts";
import { type Mint, writeMail } from "./write-mail.ts";

interface TellAgent {
  readonly agent: AgentRow;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  readonly subject: string;
  readonly inReplyTo: string | null;
  readonly held: string | null;
  readonly lines: readonly string[];
}

/** A word to an agent about a mail that belongs to no ticket. */
export function tellAgent({
  agent,
  promises,
  mint,
  now,
  subject,
  inReplyTo,
  held,
  lines,
}: TellAgent): Decision {
  const written = writeMail(
    {
      ticket: null,
      legId: null,
      audience: "agents",
      purpose: "receipt",
      because: "a mail of an agent that belongs to no ticket",
      words: (replyAddress) => ({
        ...promises.wording.receipt({
          number: null,
          subject,
          lines,
          held,
          undoUntil: null,
          links: [],
          replyAddress,
        }),
        subject: `Re: ${subject.slice(0, 250)}`,
      }),
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      to: [agent],
      agentId: agent.id,
      inReplyTo,
      references: inReplyTo === null ? [] : [inReplyTo],
      automatic: "auto-replied",
      dueAt: now,
    },
    mint,
    now,
  );
  return { mails: [written.mail] };
}
