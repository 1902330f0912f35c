import { asc, lte } from "drizzle-orm";
import type { Ports } from "../jobs/ports.ts";
import type { SentCopyPorts } from "../jobs/store-sent-copies.ts";
import { mintedDomain } from "../values/msg-id-domain.ts";
import { openSenderProof } from "./dns/prove-sender.ts";
import { systemResolver } from "./dns/resolver.ts";
import { type Connection, connect } from "./postgres/connect.ts";
import { deskJobs } from "./postgres/desk-jobs.ts";
import { loadRaw, lookAtInbound } from "./postgres/inbound.ts";
import { resolvedTickets } from "./postgres/open-tickets.ts";
import { claimOutbound, largeMail, markStreaming } from "./postgres/outbound.ts";
import { tickets } from "./postgres/schema.ts";
import { now } from "./postgres/transact.ts";
import { openPublisher, type Publisher } from "./redis/publish.ts";
import type { RoleContext } from "./roles/context.ts";
import { sentFolders } from "./sent-copies.ts";
import { openAccounts } from "./smtp/accounts.ts";
import { submissionOf } from "./smtp/submission.ts";
import { openHookCaller } from "./system/call-hook.ts";
import { openParsePool } from "./system/parse-pool.ts";
import { triageWordsOrNone } from "./system/triage-words.ts";

export type OpenPorts = Ports &
  AsyncDisposable & {
    readonly connection: Connection;
    readonly publisher: Publisher;
    readonly sent: SentCopyPorts;
    resolvedTickets(limit: number, after: string): Promise<readonly string[]>;
    /** Tickets whose wait has ended. */
    waitsOver(limit: number): Promise<readonly string[]>;
  };

/** Opens what jobs need of the world. Connections are made when first used. */
export function openPorts(
  context: RoleContext,
  { connections = 10 }: { connections?: number } = {},
): OpenPorts {
  const { clock, checkpoint, log } = context;
  const connection = connect(context.databaseUrl, connections);
  const { db } = connection;
  const publisher = openPublisher(context.redisUrl, log);
  const accounts = openAccounts(context);
  const sent = sentFolders(context, db, accounts);
  const pool = openParsePool({ size: 2, timeoutMs: 2000, heapMb: 128 });
  const jobs = deskJobs(db, { clock, sandbox: context.sandbox });
  const addresses = context.mailboxes.map(({ address }) => address);
  const own = {
    addresses,
    messageIdDomain: mintedDomain(context.deskAddress),
    otherMessageIdDomains: addresses.map(mintedDomain),
  };

  return {
    ...jobs,
    connection,
    publisher,
    sent,
    triage: triageWordsOrNone((because) => log.error({ because }, "triage has no words")),
    deskAddress: context.deskAddress,
    checkpoint,
    async publish(rows) {
      if (rows.length > 0) await publisher.publish(rows, await now(db, clock));
    },
    inbound: (id) => lookAtInbound(db, id),
    rawMail: (id) => loadRaw(db, id),
    read: (bytes, receiver) => pool.read(bytes, receiver, own),
    proveSender: openSenderProof({ resolver: context.resolver ?? systemResolver }),
    claimOutbound: (row) =>
      db.transaction(async (tx) => {
        const claimant = { owner: context.owner, now: await now(tx, clock), account: accounts.budget };
        return claimOutbound(tx, row, claimant);
      }),
    async markStreaming(work) {
      if (!(await markStreaming(db, work))) throw new Error("another claim has taken this mail over");
    },
    async submit(work, beforeStream) {
      const { submitter, sending } = accounts.of(work.reversePath);
      const content = work.bytes ?? (await largeMail(db, work.id));
      return submitter.submit(await submissionOf(work, content, sending.dkim), beforeStream);
    },
    ...(context.sandbox ? {} : { callHook: openHookCaller(context.alarms?.ladderSecret ?? null) }),
    inSent: sent.inSent,
    jitter: Math.random,
    async waitsOver(limit) {
      const rows = await db
        .select({ id: tickets.id })
        .from(tickets)
        .where(lte(tickets.waitingUntil, await now(db, clock)))
        .orderBy(asc(tickets.waitingUntil))
        .limit(limit);
      return rows.map(({ id }) => id);
    },
    resolvedTickets: (limit, after) => resolvedTickets(db, limit, after),
    async [Symbol.asyncDispose]() {
      await Promise.allSettled([
        publisher[Symbol.asyncDispose](),
        accounts[Symbol.asyncDispose](),
        pool.close(),
      ]);
      await connection[Symbol.asyncDispose]();
    },
  };
}
