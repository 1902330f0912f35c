import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { OutgoingOrder } from "../../ops/outgoing-act.ts";
import { outgoingActs } from "../postgres/outgoing-acts.ts";
import { addPage, type PageDeps, sendPage } from "./page.ts";
import { askTwice, showOutgoing } from "./pages/outgoing.ts";
import { requireAdmin } from "./session.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Mails out, and what an admin may do with them. Each act is audited. */
export function addOutgoing(app: FastifyInstance, deps: PageDeps): void {
  const { db } = deps;
  const actOn = outgoingActs(db);
  addPage(app, deps, "/outgoing", (context) => showOutgoing(db, null, context));

  async function act(request: FastifyRequest, reply: FastifyReply, act: OutgoingOrder["act"]) {
    const { id } = request.params as { id: string };
    if (!UUID.test(id)) return reply.callNotFound();
    const fields = (request.body ?? {}) as Record<string, unknown>;
    const query = backTo(fields["back"]);
    const sure = fields["sure"] === "yes";
    const decided = await actOn({ id, act, sure, actor: request.operator!.name });
    if (decided.kind === "ask")
      return sendPage(request, reply, deps, async () => askTwice(id, decided.because, query.toString()));
    if (decided.kind === "nothing") {
      const problem = `Nothing was done: ${decided.because}.`;
      return sendPage(request, reply, deps, (context) => showOutgoing(db, problem, { ...context, query }));
    }
    query.set("done", act);
    return reply.redirect(`/outgoing?${query}`, 303);
  }

  for (const name of ["retry", "cancel"] as const) {
    app.post(`/outgoing/:id/${name}`, { preHandler: requireAdmin }, (request, reply) =>
      act(request, reply, name),
    );
  }
}

/** Where the reader was: only what this page itself reads. */
function backTo(text: unknown): URLSearchParams {
  const given = new URLSearchParams(typeof text === "string" ? text.slice(0, 500) : "");
  return new URLSearchParams([...given].filter(([name]) => name === "state" || name === "after"));
}
