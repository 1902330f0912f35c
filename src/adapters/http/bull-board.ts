import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { FastifyAdapter } from "@bull-board/fastify";
import type { FastifyInstance } from "fastify";
import type { RedisView } from "./redis-view.ts";
import { BOARD_CSP } from "./security.ts";

const AWAY = "Redis is away. What is due stands under /queues, from PostgreSQL.\n";

/**
 * Bull Board behind the login: `/queues/bull` leads admins to the one that acts and viewers to the one that only shows.
 * Jobs carry row ids and nothing else, so there is nothing to hide in them.
 */
export async function mountBullBoard(app: FastifyInstance, redis: RedisView): Promise<void> {
  app.get("/queues/bull", async (request, reply) =>
    reply.redirect(request.operator!.role === "admin" ? "/queues/bull/manage" : "/queues/bull/view", 303),
  );
  await mount(app, "/queues/bull/view", redis, true);
  await mount(app, "/queues/bull/manage", redis, false);
}

async function mount(
  app: FastifyInstance,
  basePath: string,
  redis: RedisView,
  readOnly: boolean,
): Promise<void> {
  const server = new FastifyAdapter();
  server.setBasePath(basePath);
  createBullBoard({
    queues: redis.queues.map(
      (queue) =>
        new BullMQAdapter(queue as never, { readOnlyMode: readOnly, allowRetries: !readOnly, prefix: "" }),
    ),
    serverAdapter: server,
    options: {
      uiConfig: {
        boardTitle: "Answerable",
        boardLogo: { path: "" },
        miscLinks: [{ text: "Back to the Desk", url: "/" }],
      },
    },
  });
  await app.register(async (scope) => {
    scope.addHook("onRequest", async (request, reply) => {
      if (!readOnly && request.operator!.role !== "admin") return reply.redirect("/queues/bull/view", 303);
      if ((await redis.ping()) !== null) {
        return reply.code(503).type("text/plain; charset=utf-8").send(AWAY);
      }
      reply.header("content-security-policy", BOARD_CSP);
    });
    await scope.register(server.registerPlugin(), { prefix: basePath });
  });
}
