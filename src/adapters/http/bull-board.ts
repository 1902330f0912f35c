import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { FastifyAdapter } from "@bull-board/fastify";
import type { Queue } from "bullmq";
import type { FastifyInstance } from "fastify";
import { BOARD_CSP } from "./security.ts";

/**
 * Bull Board behind the login: `/queues/bull` leads admins to the one that acts and viewers to the one that only shows.
 * Jobs carry row ids and nothing else, so there is nothing to hide in them.
 */
export async function mountBullBoard(app: FastifyInstance, queues: readonly Queue[]): Promise<void> {
  app.get("/queues/bull", async (request, reply) =>
    reply.redirect(request.operator!.role === "admin" ? "/queues/bull/manage" : "/queues/bull/view", 303),
  );
  await mount(app, "/queues/bull/view", queues, true);
  await mount(app, "/queues/bull/manage", queues, false);
}

async function mount(
  app: FastifyInstance,
  basePath: string,
  queues: readonly Queue[],
  readOnly: boolean,
): Promise<void> {
  const server = new FastifyAdapter();
  server.setBasePath(basePath);
  createBullBoard({
    queues: queues.map(
      (queue) =>
        new BullMQAdapter(queue as never, { readOnlyMode: readOnly, allowRetries: !readOnly, prefix: "" }),
    ),
    serverAdapter: server,
    options: { uiConfig: { boardTitle: "Answerable", boardLogo: { path: "" } } },
  });
  await app.register(async (scope) => {
    scope.addHook("onRequest", async (request, reply) => {
      reply.header("content-security-policy", BOARD_CSP);
      if (!readOnly && request.operator!.role !== "admin") return reply.redirect("/queues/bull/view", 303);
    });
    await scope.register(server.registerPlugin(), { prefix: basePath });
  });
}
