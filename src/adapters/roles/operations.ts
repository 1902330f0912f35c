import { attachmentContent } from "../../mail/attachment-content.ts";
import { safeHtml } from "../../mail/html.ts";
import { openSenderProof } from "../dns/prove-sender.ts";
import { systemResolver } from "../dns/resolver.ts";
import type { SandboxPort } from "../http/sandbox-port.ts";
import { openOperations } from "../http/server.ts";
import { connect } from "../postgres/connect.ts";
import { lastBeat } from "../postgres/heartbeats.ts";
import { keptRaw } from "../postgres/inbound.ts";
import { PREFIX } from "../redis/connection.ts";
import { openParsePool } from "../system/parse-pool.ts";
import type { RoleContext } from "./context.ts";
import { publishedPolicy } from "./published-policy.ts";

export interface OperationsPlace {
  readonly host: string;
  readonly port: number;
  readonly url: string | null;
  readonly sandbox: SandboxPort | null;
  readonly metricsToken: string | null;
}

/** The operators' pages, and the published policy for everybody. */
export async function startOperations(
  context: RoleContext,
  place: OperationsPlace,
): Promise<AsyncDisposable> {
  const connection = connect(context.databaseUrl, 6);
  const { db, sql } = connection;
  // A mail that is looked at is as hostile as one that arrives.
  const pool = openParsePool({ size: 1, timeoutMs: 2000, heapMb: 128 });
  const server = await openOperations({
    db,
    sql,
    redisUrl: context.redisUrl,
    prefix: PREFIX,
    settings: place,
    log: context.log,
    safeHtml: async (mail) => {
      const bytes = await keptRaw(db, mail);
      if (bytes === null) return null;
      const reading = await pool.read(bytes, { provider: "generic", authservId: null });
      const html = reading.kind === "message" ? reading.message.html : null;
      return html === null ? null : safeHtml(html, { cid: () => null });
    },
    expiringSecrets: context.expiringSecrets ?? (async () => []),
    relayLastRun: () => lastBeat(db, "relay"),
    rawMail: (mail) => keptRaw(db, mail),
    mailReader: {
      read: (bytes, receiver, own) => pool.read(bytes, receiver, own),
      proveSender: openSenderProof({ resolver: context.resolver ?? systemResolver }),
    },
    attachmentBytes: async (mail, part) => {
      const bytes = await keptRaw(db, mail);
      return bytes && attachmentContent(bytes, part);
    },
    publicRoutes: (app) => publishedPolicy(app, db),
  }).catch(async (error) => {
    await connection[Symbol.asyncDispose]();
    throw error;
  });
  return {
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await pool.close();
      await connection[Symbol.asyncDispose]();
    },
  };
}
