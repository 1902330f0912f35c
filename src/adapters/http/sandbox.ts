import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { addPage, type PageDeps, sendPage } from "./page.ts";
import { showSandbox } from "./pages/sandbox.ts";
import type { SandboxDraft, SandboxPort } from "./sandbox-port.ts";
import { requireAdmin } from "./session.ts";

const MSG_ID = /^<[^\s<>]{1,900}>$/;

/** The sandbox: a customer's and an agent's mailbox side by side, with which to try the desk. */
export function addSandbox(app: FastifyInstance, deps: PageDeps, port: SandboxPort): void {
  addPage(app, deps, "/sandbox", (context) => showSandbox(port, null, context));
  app.post("/sandbox/send", { preHandler: requireAdmin }, (request, reply) =>
    send(request, reply, deps, port),
  );
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PageDeps,
  port: SandboxPort,
): Promise<unknown> {
  const fields = (request.body ?? {}) as Record<string, unknown>;
  const text = (name: string): string => (typeof fields[name] === "string" ? fields[name] : "");
  const side = text("side") === "agent" ? "agent" : "customer";
  // One line each: a line break in a header field would begin another field.
  const line = (name: string): string =>
    text(name)
      .replaceAll(/[\r\n\0]+/g, " ")
      .trim()
      .slice(0, 900);
  const draft: SandboxDraft = {
    from: line("from"),
    to: line("to"),
    subject: line("subject"),
    text: text("text").replaceAll("\r\n", "\n"),
    inReplyTo: MSG_ID.test(line("inReplyTo")) ? line("inReplyTo") : null,
    references: text("references")
      .split(/\s+/)
      .filter((id) => MSG_ID.test(id))
      .slice(-100),
  };
  const back = new URLSearchParams(line("back"));
  const accounts = await port.accounts();
  const own = accounts.some(({ address, role }) => address === draft.from && role === side);
  const sent = own
    ? await port.send(draft)
    : ({ kind: "refused", because: "This is no mailbox of the sandbox." } as const);
  if (sent.kind === "refused") {
    return sendPage(request, reply, deps, (context) =>
      showSandbox(port, { side, draft, because: sent.because }, { ...context, query: back }),
    );
  }
  for (const name of [`${side}-write`, "sent"]) back.delete(name);
  back.set("sent", side);
  return reply.redirect(`/sandbox?${back}`, 303);
}
