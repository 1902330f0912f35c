import type { FastifyInstance } from "fastify";
import type { ReplayAct } from "../../ops/replay.ts";
import { auditDownload, replayMails } from "../postgres/quarantine.ts";
import { addPage, type PageDeps, sendPage } from "./page.ts";
import { showQuarantine } from "./pages/quarantine.ts";
import { requireAdmin } from "./session.ts";

/** The bytes of a kept mail as they came. Null: they were never kept. */
export type RawMail = (id: string) => Promise<Uint8Array | null>;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const ACTS: readonly ReplayAct[] = ["replay", "release", "dismiss"];

/** Mails aside or refused: the list, their bytes, and what an admin may do with them. Each act is audited. */
export function addQuarantine(app: FastifyInstance, deps: PageDeps, rawMail: RawMail): void {
  const { db } = deps;
  addPage(app, deps, "/quarantine", (context) => showQuarantine(db, null, context));

  app.get("/quarantine/:id/raw", { preHandler: requireAdmin }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const bytes = UUID.test(id) ? await rawMail(id) : null;
    if (bytes === null) return reply.callNotFound();
    await auditDownload(db, id, request.operator!.id, deps.now());
    return reply
      .type("application/octet-stream")
      .header("content-disposition", `attachment; filename="${id}.eml"`)
      .header("content-security-policy", "sandbox; default-src 'none'")
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });

  for (const act of ACTS) {
    app.post(`/quarantine/:id/${act}`, { preHandler: requireAdmin }, async (request, reply) => {
      const { id } = request.params as { id: string };
      if (!UUID.test(id)) return reply.callNotFound();
      const actor = request.operator!.name;
      const order = { act, ids: [id], actor, clock: { kind: "database" } } as const;
      const [outcome] = await replayMails(db, order);
      if (outcome?.kind !== "nothing") return reply.redirect(`/quarantine?done=${act}`, 303);
      const problem = `Nothing was done: ${outcome.because}.`;
      return sendPage(request, reply, deps, (context) => showQuarantine(db, problem, context));
    });
  }
}
