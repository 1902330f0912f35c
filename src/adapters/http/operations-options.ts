import type { FastifyInstance } from "fastify";
import type postgres from "postgres";
import type { ExpiringSecret } from "../../ops/secret-expiry.ts";
import type { Instant } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import type { AttachmentBytes, SafeHtml } from "./attachments.ts";
import type { MailReader } from "./explain.ts";
import type { ReadinessChecks } from "./health.ts";
import type { Log } from "./log.ts";
import type { RelayLastRun } from "./pages/queues.ts";
import type { RawMail } from "./quarantine.ts";
import type { SandboxPort } from "./sandbox-port.ts";

export interface OperationsSettings {
  /** Loopback unless somebody chose otherwise. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** How browsers reach this server; null: `http://<host>:<port>`. */
  readonly url: string | null;
  /** Given only while every endpoint is embedded. */
  readonly sandbox: SandboxPort | null;
  /** Null: `/metrics` answers this machine only. */
  readonly metricsToken?: string | null;
  /** Behind a proxy of ours: believe its X-Forwarded-For. */
  readonly trustProxy?: boolean;
}

export interface OperationsOptions {
  readonly db: Db;
  readonly sql: postgres.Sql;
  readonly redisUrl: string;
  /** BullMQ's key prefix. */
  readonly prefix?: string;
  readonly settings: OperationsSettings;
  readonly log: Log;
  /** Checks beside PostgreSQL, migrations and Redis. */
  readonly readiness?: ReadinessChecks;
  /** Secrets of mailboxes whose end is known; none where left out. */
  readonly expiringSecrets?: () => Promise<readonly ExpiringSecret[]>;
  readonly attachmentBytes?: AttachmentBytes;
  readonly safeHtml?: SafeHtml;
  readonly rawMail?: RawMail;
  readonly mailReader: MailReader;
  readonly relayLastRun?: RelayLastRun;
  /** Routes for everybody, such as the published policy. No session is read there. */
  readonly publicRoutes?: (app: FastifyInstance) => void | Promise<void>;
  readonly now?: () => Instant;
}
