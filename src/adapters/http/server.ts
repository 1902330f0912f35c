import cookies from "@fastify/cookie";
import formbody from "@fastify/formbody";
import Fastify, { type FastifyInstance } from "fastify";
import type postgres from "postgres";
import type { ExpiringSecret } from "../../ops/secret-expiry.ts";
import type { Instant } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { openPromiseBook } from "../postgres/promise-book.ts";
import { StartError } from "../system/start-error.ts";
import { serveAssets } from "./assets.ts";
import { type AttachmentBytes, addAttachments, addSafeHtml, type SafeHtml } from "./attachments.ts";
import { mountBullBoard } from "./bull-board.ts";
import { answerErrors } from "./errors.ts";
import { addExplain, type MailReader } from "./explain.ts";
import { addHealth, type ReadinessChecks } from "./health.ts";
import { openLiveHub } from "./live.ts";
import type { Log } from "./log.ts";
import { addMetrics } from "./metrics.ts";
import { addOutgoing } from "./outgoing.ts";
import { addPage, type PageDeps, sendPage, systemClock } from "./page.ts";
import { showCustomer } from "./pages/customer.ts";
import { showDesk } from "./pages/desk.ts";
import { showEscalations } from "./pages/escalations.ts";
import { showIncident, showIncidents } from "./pages/incidents.ts";
import { showMailboxes } from "./pages/mailboxes.ts";
import { showPacket } from "./pages/packet.ts";
import { showPeople } from "./pages/people.ts";
import { type RelayLastRun, showQueues } from "./pages/queues.ts";
import { showReports } from "./pages/reports.ts";
import { showToSort } from "./pages/to-sort.ts";
import { addPeopleImport } from "./people-import.ts";
import { addPolicies } from "./policies.ts";
import { addQuarantine, type RawMail } from "./quarantine.ts";
import { openRedisView } from "./redis-view.ts";
import { addSandbox } from "./sandbox.ts";
import type { SandboxPort } from "./sandbox-port.ts";
import { ownOrigins, requireOwnOrigin, securityHeaders } from "./security.ts";
import { requireSession, type SessionCookie, sessionCookie } from "./session.ts";
import { addAccount, addSignIn } from "./sign-in.ts";
import { addTicket } from "./ticket.ts";

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

export interface Operations extends AsyncDisposable {
  /** Without a trailing slash. */
  readonly url: string;
  readonly port: number;
}

/** Opens the operators' web server. Rejects, naming the port, where it cannot listen. */
export async function openOperations(options: OperationsOptions): Promise<Operations> {
  const { settings, db, log } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: 256 * 1024,
    forceCloseConnections: true,
    trustProxy: settings.trustProxy ?? false,
    routerOptions: { maxParamLength: 200 },
  });
  let port = settings.port;
  const own = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  // Settings that leave the port to the system cannot name it in the URL either.
  const given =
    settings.url !== null && new URL(settings.url).port !== "0" ? settings.url.replace(/\/$/, "") : null;
  const url = (): string => given ?? `http://${own}:${port}`;
  const cookie = sessionCookie(url);
  const hub = openLiveHub(log);
  const redis = openRedisView(options.redisUrl, options.prefix);

  app.decorateRequest("operator", null);
  app.addHook("onRequest", securityHeaders);
  requireOwnOrigin(app, (origin) => ownOrigins(url(), settings.host, port)(origin));
  await app.register(cookies);
  await app.register(formbody);
  const deps: PageDeps = {
    db,
    hub,
    assets: serveAssets(app),
    sandbox: settings.sandbox !== null,
    now: options.now ?? systemClock,
  };
  answerErrors(app, deps, log);

  const secrets = options.expiringSecrets ?? (async () => []);
  addHealth(app, options.sql, redis, options.readiness ?? {}, secrets);
  addMetrics(app, db, settings.metricsToken ?? null, secrets);
  addSignIn(app, deps, cookie);
  if (options.publicRoutes !== undefined) await app.register(async (scope) => options.publicRoutes!(scope));
  await app.register(async (scope) => addPrivate(scope, options, deps, cookie, redis));
  await listen(app, settings);
  port = (app.server.address() as { port: number }).port;

  return {
    get url() {
      return url();
    },
    port,
    async [Symbol.asyncDispose]() {
      hub.close();
      await app.close();
      await redis[Symbol.asyncDispose]();
    },
  };
}

/** Everything behind the login. */
async function addPrivate(
  scope: FastifyInstance,
  { db, settings, ...options }: OperationsOptions,
  deps: PageDeps,
  cookie: SessionCookie,
  redis: ReturnType<typeof openRedisView>,
): Promise<void> {
  requireSession(scope, db, cookie);
  const book = openPromiseBook(db);
  addPage(scope, deps, "/", (context) => showDesk(db, book, context));
  addTicket(scope, deps, book, options.safeHtml !== undefined);
  addPage(scope, deps, "/queues", (context) => showQueues(db, redis, options.relayLastRun ?? null, context));
  addPage(scope, deps, "/mailboxes", async (context) =>
    showMailboxes(db, (await options.expiringSecrets?.()) ?? [], context),
  );
  addPage(scope, deps, "/people", (context) => showPeople(db, context));
  addPage(scope, deps, "/people/customers/:id", (context) => showCustomer(db, context));
  await addPeopleImport(scope, deps);
  addPage(scope, deps, "/escalations", (context) => showEscalations(db, book, context));
  addPage(scope, deps, "/incidents", (context) => showIncidents(db, context));
  addPage(scope, deps, "/incidents/:code", (context) => showIncident(db, context));
  addPage(scope, deps, "/tickets/:number/packet/:id", (context) => showPacket(db, book, context));
  addPage(scope, deps, "/to-sort", (context) => showToSort(db, book, context));
  // Not live: its figures are of months, and adding them up again for each who looks would cost more than it tells.
  scope.get("/reports", (request, reply) =>
    sendPage(request, reply, deps, (context) => showReports(db, book, context)),
  );
  addOutgoing(scope, deps);
  addQuarantine(scope, deps, options.rawMail ?? (async () => null));
  addAccount(scope, deps, cookie);
  addAttachments(scope, db, options.attachmentBytes ?? (async () => null));
  if (options.safeHtml !== undefined) addSafeHtml(scope, db, options.safeHtml);
  addPolicies(scope, deps, db, book);
  await addExplain(scope, deps, db, options.mailReader);
  if (settings.sandbox !== null) addSandbox(scope, deps, settings.sandbox);
  await mountBullBoard(scope, redis);
}

async function listen(app: FastifyInstance, { host, port }: OperationsSettings): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as { code?: string };
    await app.close();
    if (code !== "EADDRINUSE") throw error;
    throw new StartError(
      `port ${port} of ${host} is taken`,
      "Set OPERATIONS_PORT to a free port, or stop what listens there.",
      {
        cause: error,
      },
    );
  }
}
