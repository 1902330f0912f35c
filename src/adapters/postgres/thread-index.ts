import { inArray } from "drizzle-orm";
import type { Draft } from "../../mail/compose.ts";
import { newThreadRoot, replyThreadIndex } from "../../mail/thread-index.ts";
import type { Decision, MailDraft } from "../../tickets/decision.ts";
import { fromMs } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { legs } from "./schema.ts";

type Thread = NonNullable<Draft["thread"]>;

/**
 * Which conversation Outlook and Exchange shall put each mail of a decision into. Customers' mails go on with the
 * customer's own where they have one; agents' and upstream's are ours, named after the ticket and the leg.
 */
export async function threadsOf(
  db: Queryable,
  decision: Decision,
): Promise<(mail: MailDraft) => { readonly thread?: Thread }> {
  const mails = (decision.mails ?? []).filter(({ ticketId }) => ticketId !== null);
  const opened = new Map((decision.legs ?? []).map(({ id, threadIndex }) => [id, threadIndex ?? null]));
  const known = mails
    .filter(({ audience }) => audience === "customer")
    .flatMap(({ legId }) => (legId === null || opened.has(legId) ? [] : [legId]));
  const stored =
    known.length === 0
      ? []
      : await db
          .select({ id: legs.id, threadIndex: legs.threadIndex })
          .from(legs)
          .where(inArray(legs.id, [...new Set(known)]));
  const roots = new Map([...opened, ...stored.map(({ id, threadIndex }) => [id, threadIndex] as const)]);
  return (mail) => {
    const root = rootOf(mail, roots);
    if (root === null) return {};
    const topic = mail.subject.replace(mail.audience === "agents" ? BEFORE_TAG : /^Re: /, "");
    const shown = mail.audience === "customer" ? topic.replace(/^\[#\d+\] /, "") : topic;
    return { thread: { topic: shown, index: replyThreadIndex(root, mail.createdAt, 1) } };
  };
}

/** What a receipt's subject begins with, which older Outlooks would take for another conversation. */
const BEFORE_TAG = /^(?:Re: |[^[\]]{1,30}: (?=\[#\d))/;

/** Of all conversations of ours, so that it need not be stored: what tells them apart is their name. */
const BEGINNING = fromMs(Date.UTC(2026, 0, 1));

function rootOf(mail: MailDraft, roots: ReadonlyMap<string, string | null>): string | null {
  if (mail.ticketId === null || mail.legId === null) return null;
  if (mail.audience === "customer") return roots.get(mail.legId) ?? null;
  return newThreadRoot(mail.audience === "agents" ? mail.ticketId : mail.legId, BEGINNING);
}
