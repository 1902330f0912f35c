import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { ExpiringSecret } from "../../ops/secret-expiry.ts";
import { fromMs, SECOND } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { deskTotals, unaccountedMails } from "../postgres/ops-queries-health.ts";
import { queueCounts } from "../postgres/ops-queries-queues.ts";

/** Counting whole tables is not free; scrapes that come closer together get the same numbers. */
const FRESH_MS = 10 * SECOND;

/** `/metrics` for Prometheus, to whoever has the token; without one set, to this machine only. */
export function addMetrics(
  app: FastifyInstance,
  db: Db,
  token: string | null,
  secrets: () => Promise<readonly ExpiringSecret[]>,
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "answerable_" });
  const collect = deskGauges(registry, db, secrets);
  let collectedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;

  app.get("/metrics", async (request, reply) => {
    if (!mayScrape(request, token)) {
      return reply
        .code(401)
        .header("www-authenticate", "Bearer")
        .type("text/plain; charset=utf-8")
        .send("A token is needed.\n");
    }
    if (performance.now() - collectedAt > FRESH_MS) {
      running ??= collect().finally(() => {
        running = null;
      });
      await running;
      collectedAt = performance.now();
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function mayScrape(request: FastifyRequest, token: string | null): boolean {
  if (token === null) {
    const proxied = request.headers["x-forwarded-for"] ?? request.headers["forwarded"];
    return (
      proxied === undefined &&
      ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(request.socket.remoteAddress ?? "")
    );
  }
  const given = Buffer.from(request.headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function deskGauges(
  registry: Registry,
  db: Db,
  secrets: () => Promise<readonly ExpiringSecret[]>,
): () => Promise<void> {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `answerable_${name}`, help, labelNames, registers: [registry] });
  const due = gauge("due_rows", "Rows that are due and not yet done", "queue");
  const oldest = gauge("oldest_due_seconds", "How long the longest due row has been due", "queue");
  const waiting = gauge("waiting_rows", "Rows that failed or are aside and wait for a person", "queue");
  const inbound = gauge("inbound_mails", "Mails seen, by state and disposition", "state", "disposition");
  const outbound = gauge("outbound_mails", "Mails out, by state", "state");
  const promises = gauge("targets", "Promises, by kind and state", "kind", "state");
  const byStatus = gauge("tickets", "Tickets, by status", "status");
  const lag = gauge("folder_lag_seconds", "Time since a watched folder was last read", "mailbox", "folder");
  const unaccounted = gauge("unaccounted_mails", "Mails seen for which nothing will ever happen; always 0");
  const expiry = gauge("mail_secret_expires_seconds", "Time until the secret of a mailbox ends", "mailbox");
  return async () => {
    const now = fromMs(Date.now());
    const [queues, totals, lost] = await Promise.all([
      queueCounts(db, now),
      deskTotals(db),
      unaccountedMails(db, now),
    ]);
    for (const one of [inbound, outbound, promises, byStatus, lag]) one.reset();
    for (const row of queues) {
      due.set({ queue: row.queue }, row.due);
      waiting.set({ queue: row.queue }, row.waiting);
      oldest.set({ queue: row.queue }, row.oldestDueAt === null ? 0 : (now - row.oldestDueAt) / SECOND);
    }
    for (const { state, disposition, n } of totals.inbound)
      inbound.set({ state, disposition: disposition ?? "" }, n);
    for (const { state, n } of totals.outbound) outbound.set({ state }, n);
    for (const { kind, state, n } of totals.promises) promises.set({ kind, state }, n);
    for (const { status, n } of totals.byStatus) byStatus.set({ status }, n);
    for (const { mailbox, folder, seconds } of totals.lag)
      if (seconds !== null) lag.set({ mailbox, folder }, seconds);
    expiry.reset();
    for (const { subject, expiresAt } of await secrets())
      expiry.set({ mailbox: subject }, (expiresAt - now) / SECOND);
    unaccounted.set(lost);
  };
}
