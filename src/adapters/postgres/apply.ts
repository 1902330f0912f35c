import { eq, sql } from "drizzle-orm";
import type { GatedDecision } from "../../jobs/gate.ts";
import type { DueRow } from "../../jobs/ports.ts";
import { compose } from "../../mail/compose.ts";
import type { Decision, MailDraft } from "../../tickets/decision.ts";
import type { TargetRow } from "../../tickets/rows.ts";
import type { Instant } from "../../values/instant.ts";
import { newId } from "../system/ids.ts";
import { saveChanges, unlessInShadow } from "./apply-changes.ts";
import { saveConfirmations, takeAway } from "./confirmations.ts";
import type { Queryable } from "./connect.ts";
import { emptyMails } from "./empty-mails.ts";
import { saveEscalation } from "./escalation-records.ts";
import { armEnded, openHandoffs, saveHandoffs } from "./handoffs.ts";
import { saveIncidents } from "./incidents.ts";
import { saveReports } from "./reports.ts";
import {
  attachments,
  audit,
  automaticMail,
  contacts,
  escalations,
  events,
  inboundMail,
  legs,
  messageIds,
  messages,
  outboundMail,
  participants,
  ratings,
  rungsTold,
  targets,
  tickets,
  timeEntries,
  tokens,
  workLists,
} from "./schema.ts";
import { threadsOf } from "./thread-index.ts";
import { saveProposals } from "./triage.ts";

/**
 * Saves a decision. Statements go out in one pipelined burst, in the order in which rows refer to each other; the first
 * that fails rolls the transaction back.
 *
 * @returns the rows that became work, to be published after the commit
 */
export async function applyDecision(
  db: Queryable,
  decision: GatedDecision,
  now: Instant,
): Promise<readonly DueRow[]> {
  const threads = await threadsOf(db, decision);
  const rendered = await Promise.all(
    (decision.mails ?? []).map((mail) =>
      outboundValues({ ...mail, draft: { ...mail.draft, ...threads(mail) } }),
    ),
  );
  const writes: PromiseLike<unknown>[] = [];
  const insert = <T extends Parameters<Queryable["insert"]>[0]>(
    table: T,
    rows: readonly object[] | undefined,
  ) => {
    if (rows && rows.length > 0) writes.push(db.insert(table).values([...rows] as never));
  };
  if (decision.replaced !== undefined) writes.push(...takeAway(db, decision.replaced));
  if (decision.contacts?.length) {
    writes.push(
      db
        .insert(contacts)
        .values([...decision.contacts])
        .onConflictDoNothing(),
    );
  }
  insert(tickets, decision.opened && [decision.opened]);
  if (decision.changed) {
    writes.push(db.update(tickets).set(decision.changed.set).where(eq(tickets.id, decision.changed.id)));
  }
  insert(legs, decision.legs);
  if (decision.participants?.length) {
    writes.push(
      db
        .insert(participants)
        .values([...decision.participants])
        .onConflictDoNothing(),
    );
  }
  insert(messages, decision.messages);
  insert(attachments, decision.attachments);
  if (decision.messageIds?.length) {
    writes.push(
      db
        .insert(messageIds)
        .values([...decision.messageIds])
        .onConflictDoNothing(),
    );
  }
  insert(tokens, decision.tokens);
  insert(events, decision.events);
  if (decision.targets?.length) writes.push(saveTargets(db, decision.targets));
  insert(rungsTold, decision.rungsTold);
  insert(
    escalations,
    decision.escalations?.map((row) => ({ ...row, state: "ready", dueAt: row.dueAt ?? row.createdAt })),
  );
  writes.push(...openHandoffs(db, decision), ...saveHandoffs(db, decision), ...saveEscalation(db, decision));
  writes.push(...saveIncidents(db, decision));
  insert(outboundMail, rendered);
  insert(automaticMail, decision.automatic);
  insert(workLists, decision.workLists);
  insert(timeEntries, decision.timeEntries);
  if (decision.rating) {
    const { ticketId: _ticket, ...set } = decision.rating;
    writes.push(
      db.insert(ratings).values(decision.rating).onConflictDoUpdate({ target: ratings.ticketId, set }),
    );
  }
  insert(
    audit,
    decision.audit?.map((row) => ({ ...row, id: newId(), at: now })),
  );
  writes.push(...saveReports(db, decision), ...saveChanges(db, decision), ...saveProposals(db, decision));
  writes.push(...saveConfirmations(db, decision, now));
  writes.push(...armEnded(db, decision, now));
  if (decision.settled) writes.push(settle(db, decision.settled, now));
  await Promise.all(writes);
  if (decision.emptied) await emptyMails(db, [decision.emptied.inboundId], decision.emptied.because, now);
  return dueRows(decision, now);
}

/** In shadow a mail is kept but held: nothing is due, so nothing can leave. */
async function outboundValues({
  draft,
  held,
  cancelled,
  answersWord: _counted,
  unheard: _otherwise,
  ...row
}: MailDraft) {
  const bytes = await compose(draft);
  if (cancelled !== undefined)
    return { ...row, bytes, state: sql`'cancelled'`, because: cancelled, dueAt: null };
  if (held !== undefined) return { ...row, bytes, state: sql`'held'`, because: held, dueAt: null };
  return { ...row, bytes, ...unlessInShadow(row.because, row.dueAt) };
}

/** As they stand now, new or known. */
function saveTargets(db: Queryable, of: readonly TargetRow[]) {
  // Of one that stands there twice the last is how it stands now; a statement may write a row but once.
  const last = new Map(of.map((target) => [`${target.ticketId} ${target.kind} ${target.instance}`, target]));
  const values = [...last.values()].map(({ dueAt, wakeAt, ...target }) => ({
    ...target,
    promisedAt: dueAt,
    dueAt: wakeAt,
  }));
  return db
    .insert(targets)
    .values(values)
    .onConflictDoUpdate({ target: [targets.ticketId, targets.kind, targets.instance], set: TARGET_CHANGES });
}

/** Of a target that is there, all but what names it becomes what was to be inserted. */
const TARGET_CHANGES = Object.fromEntries(
  (
    [
      "state",
      "goalMs",
      "goalVersion",
      "calendar",
      "elapsedMs",
      "startedAt",
      "endedAt",
      "promisedAt",
      "breachAt",
      "breachedAt",
      "provisional",
      "dueAt",
      "generation",
    ] as const
  ).map((name) => [name, sql.raw(`excluded.${snakeCase(name)}`)]),
);

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function settle(db: Queryable, { inboundId, ...settled }: NonNullable<Decision["settled"]>, at: Instant) {
  return db
    .update(inboundMail)
    .set({
      ...settled,
      state: settled.disposition === "quarantined" ? "aside" : "done",
      settledAt: at,
      dueAt: null,
      generation: sql`${inboundMail.generation} + 1`,
    })
    .where(eq(inboundMail.id, inboundId));
}

function dueRows(decision: Decision, now: Instant): readonly DueRow[] {
  return [
    ...(decision.mails ?? [])
      .filter(({ held, cancelled }) => held === undefined && cancelled === undefined)
      .map(({ id, dueAt, priority }) => ({
        queue: "replies" as const,
        id,
        generation: 1,
        dueAt,
        priority,
      })),
    ...(decision.targets ?? []).flatMap(({ id, generation, wakeAt }) =>
      wakeAt === null ? [] : [{ queue: "targets" as const, id, generation, dueAt: wakeAt }],
    ),
    ...(decision.escalations ?? []).map(({ id, dueAt }) => escalationDue(id, dueAt ?? now)),
    ...(decision.handoffsOpened ?? []).map(({ id }) => escalationDue(id, now)),
  ];
}

function escalationDue(id: string, dueAt: Instant): DueRow {
  return { queue: "escalations", id, generation: 1, dueAt };
}
