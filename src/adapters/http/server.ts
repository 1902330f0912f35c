import cookies from "@fastify/cookie";
import formbody from "@fastify/formbody";
import Fastify, { type FastifyInstance } from "fastify";
import { StartError } from "../system/start-error.ts";
import { serveAssets } from "./assets.ts";
import { answerErrors } from "./errors.ts";
import { addHealth } from "./health.ts";
import { openLiveHub } from "./live.ts";
import { addMetrics } from "./metrics.ts";
import type { OperationsOptions, OperationsSettings } from "./operations-options.ts";
import { type PageDeps, systemClock } from "./page.ts";
import { addPrivate } from "./private-pages.ts";
import { openRedisView } from "./redis-view.ts";
import { ownOrigins, requireOwnOrigin, securityHeaders } from "./security.ts";
import { sessionCookie } from "./session.ts";
import { addSignIn } from "./sign-in.ts";

export type * from "./operations-options.ts";

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
