import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { IncidentOrder, IncidentUpdated } from "../../jobs/update-incident.ts";
import { LONGEST_NEWS, newsOf } from "../../tickets/incident/incident.ts";
import { incidentActs } from "../postgres/incident-acts.ts";
import { addPage, type PageDeps, sendPage } from "./page.ts";
import { askWhetherToTell, type IncidentForm } from "./pages/incident-acts.ts";
import { showIncident, showIncidents } from "./pages/incidents.ts";
import { requireAdmin } from "./session.ts";

const ACTS = ["tell", "close", "reopen"] as const;
const CODE = /^[A-Z0-9-]{3,40}$/;
type Done = IncidentUpdated & { readonly kind: "done" };

/**
 * Published incidents, and what an admin may say of them: what `answerable incidents tell`, `close` and `reopen` do. First whom it would
 * tell and what, and nothing is done; only a second form does it, and only while it would still tell the same customers the same.
 */
export function addIncidents(app: FastifyInstance, deps: PageDeps): void {
  const { db } = deps;
  const actOn = incidentActs(db);
  addPage(app, deps, "/incidents", (context) => showIncidents(db, context));
  addPage(app, deps, "/incidents/:code", (context) => showIncident(db, null, context));

  async function say(request: FastifyRequest, reply: FastifyReply, act: IncidentForm["act"]) {
    const { code } = request.params as { code: string };
    if (!CODE.test(code)) return reply.callNotFound();
    const form = { code, act, text: field(request, "text"), silent: field(request, "silent") === "yes" };
    const refuse = (because: string) =>
      sendPage(request, reply, deps, (context) => showIncident(db, { because, text: form.text }, context));
    const { length } = form.text.trim();
    if (length > LONGEST_NEWS)
      return refuse(`the text has ${length} characters, and up to ${LONGEST_NEWS} may be told`);
    const order = { ...orderOf(form), actor: request.operator!.name };
    const looked = await actOn({ ...order, dryRun: true });
    if (looked.kind === "refused") return refuse(looked.because);
    const seen = field(request, "seen");
    if (seen !== digestOf(looked)) {
      // The desk went on since they looked: what it would do now was never shown.
      const again = seen !== "";
      return sendPage(request, reply, deps, async () =>
        askWhetherToTell(form, looked, digestOf(looked), again),
      );
    }
    const done = await actOn(order);
    if (done.kind === "refused") return refuse(done.because);
    return reply.redirect(`/incidents/${code}?done=${act}&told=${done.telling.now.length}`, 303);
  }

  for (const act of ACTS) {
    app.post(`/incidents/:code/${act}`, { preHandler: requireAdmin }, (request, reply) =>
      say(request, reply, act),
    );
  }
}

function orderOf({ code, act, text, silent }: IncidentForm): Omit<IncidentOrder, "actor"> {
  switch (act) {
    case "tell":
      return { code, update: text.trim() === "" ? { kind: "known" } : newsOf(text) };
    case "close":
      return { code, update: { kind: "resolved" }, silent };
    case "reopen":
      return { code, update: { kind: "reopen" } };
  }
}

function digestOf({ incident, telling, preview }: Done): string {
  const told = telling.now.map(({ id }) => id);
  return createHash("sha256")
    .update(JSON.stringify([incident.code, incident.round, incident.closedAt, told, preview]))
    .digest("hex");
}

function field({ body }: FastifyRequest, name: string): string {
  const value = ((body ?? {}) as Record<string, unknown>)[name];
  return typeof value === "string" ? value : "";
}
