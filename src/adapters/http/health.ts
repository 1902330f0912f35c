import type { FastifyInstance } from "fastify";
import type postgres from "postgres";
import { type ExpiringSecret, secretExpiry } from "../../ops/secret-expiry.ts";
import { fromMs } from "../../values/instant.ts";
import { migrationsBehind } from "../postgres/ops-queries-health.ts";
import type { RedisView } from "./redis-view.ts";

/** A check of its own by name. Null: well; else why not, in one line without secrets. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<string | null>>>;

const PATIENCE_MS = 3000;

/** `/health`: this process answers. `/ready`: what it needs is there too, with the reason for each that is not. */
export function addHealth(
  app: FastifyInstance,
  sql: postgres.Sql,
  redis: RedisView,
  more: ReadinessChecks,
  secrets: () => Promise<readonly ExpiringSecret[]>,
): void {
  const checks: ReadinessChecks = {
    postgres: async () => {
      await sql`select 1`;
      return null;
    },
    migrations: () => migrationsBehind(sql),
    redis: () => redis.ping(),
    ...more,
  };

  app.get("/health", async () => {
    const now = fromMs(Date.now());
    const days = (await secrets()).map(({ expiresAt }) => secretExpiry(expiresAt, now).daysLeft);
    const soonest = days.length === 0 ? {} : { mailSecretDaysLeft: Math.min(...days) };
    return { alive: true, uptimeSeconds: Math.round(process.uptime()), ...soonest };
  });

  app.get("/ready", async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await outcome(check)] as const),
    );
    const ready = results.every(([, because]) => because === null);
    reply.code(ready ? 200 : 503);
    return {
      ready,
      checks: Object.fromEntries(
        results.map(([name, because]) => [name, because === null ? { ok: true } : { ok: false, because }]),
      ),
    };
  });
}

async function outcome(check: () => Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return error instanceof Error ? (error.message || error.name).slice(0, 200) : "failed";
  } finally {
    clearTimeout(timer);
  }
}
