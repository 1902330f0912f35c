import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { OperatorCommand } from "../../tickets/agents/operator-act.ts";
import { ticketActs } from "../postgres/ticket-acts.ts";
import { addPage, type PageDeps, sendPage } from "./page.ts";
import { showTicket } from "./pages/ticket.ts";
import type { Book } from "./promises-shown.ts";
import { requireAdmin, safeNext } from "./session.ts";

const LONGEST_ADDRESS = 320;
const LONGEST_NAME = 100;

/** A ticket's page, and what an admin may do there: what `#allow`, `#kind`, `#service`, `#severity` and `#sorted` do by mail. */
export function addTicket(app: FastifyInstance, deps: PageDeps, book: Book, mayShowHtml: boolean): void {
  const { db } = deps;
  const actOn = ticketActs(db);
  addPage(app, deps, "/tickets/:number", (context) =>
    showTicket(db, { book, mayShowHtml, problem: null }, context),
  );

  function refuse(request: FastifyRequest, reply: FastifyReply, problem: string) {
    return sendPage(request, reply, deps, (context) =>
      showTicket(db, { book, mayShowHtml, problem }, context),
    );
  }

  async function order(
    request: FastifyRequest,
    reply: FastifyReply,
    commands: readonly OperatorCommand[],
    done: string,
  ) {
    const { number } = request.params as { number: string };
    if (!/^\d{1,15}$/.test(number)) return reply.callNotFound();
    const { id, name } = request.operator!;
    const acted = await actOn({ number: Number(number), commands, operator: { id, name } });
    if (acted.kind === "unknown") return reply.callNotFound();
    if (acted.kind === "done") return reply.redirect(done, 303);
    return refuse(request, reply, acted.because.replaceAll("#", ""));
  }

  app.post("/tickets/:number/allow", { preHandler: requireAdmin }, (request, reply) => {
    const address = field(request, "address").slice(0, LONGEST_ADDRESS);
    const { number } = request.params as { number: string };
    return order(request, reply, [{ name: "allow", argument: address }], `/tickets/${number}?done=allow`);
  });

  app.post("/tickets/:number/sort", { preHandler: requireAdmin }, (request, reply) => {
    const commands = (["kind", "service", "severity"] as const).flatMap((name): OperatorCommand[] => {
      const argument = field(request, name).trim().slice(0, LONGEST_NAME);
      return argument === "" ? [] : [{ name, argument }];
    });
    if (commands.some(({ name, argument }) => name === "severity" && !/^[ABC]$/.test(argument))) {
      return refuse(request, reply, "a severity is A, B or C");
    }
    const back = safeNext(field(request, "back"));
    const done = `${back}${back.includes("?") ? "&" : "?"}done=sort`;
    return order(request, reply, [...commands, { name: "sorted", argument: "" }], done);
  });
}

function field({ body }: FastifyRequest, name: string): string {
  const value = ((body ?? {}) as Record<string, unknown>)[name];
  return typeof value === "string" ? value : "";
}
