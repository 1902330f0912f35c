import type { RedisOptions } from "bullmq";

/** All keys of a desk share one hash tag, so that a Redis Cluster keeps a queue's keys in one slot. */
export const PREFIX = "{answerable}";

/** Options for BullMQ from a `redis://`, `rediss://` or `unix:` URL. Callers add their own patience. */
export function redisOptions(url: string): RedisOptions {
  const base: RedisOptions = { retryStrategy: (times) => Math.min(times * 100, 2000), connectTimeout: 5000 };
  if (url.startsWith("unix:")) return { ...base, path: url.slice("unix:".length) };
  const parsed = new URL(url);
  return {
    ...base,
    host: parsed.hostname,
    port: Number(parsed.port || 6379),
    ...(parsed.username ? { username: decodeURIComponent(parsed.username) } : {}),
    ...(parsed.password ? { password: decodeURIComponent(parsed.password) } : {}),
    ...(parsed.pathname.length > 1 ? { db: Number(parsed.pathname.slice(1)) } : {}),
    ...(parsed.protocol === "rediss:" ? { tls: {} } : {}),
  };
}

/** For whoever must not wait: with Redis away a command fails after a second instead of hanging. */
export function impatient(url: string): RedisOptions {
  return { ...redisOptions(url), maxRetriesPerRequest: 1, commandTimeout: 2000 };
}

/** For BullMQ workers, which wait for Redis to come back for as long as it takes. */
export function patient(url: string): RedisOptions {
  return { ...redisOptions(url), maxRetriesPerRequest: null };
}
