import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Db } from "../postgres/connect.ts";
import { namesInForce } from "../postgres/customers.ts";
import { importCustomers } from "../postgres/customers-import.ts";
import { readCustomers } from "../system/customers-file.ts";
import { addPage, type PageDeps, sendPage } from "./page.ts";
import { askForFile, type FileOutcome, showDone, showPreview } from "./pages/people-import.ts";
import { openPreviews } from "./previews.ts";
import { requireAdmin } from "./session.ts";
import { takeUploads, type Upload } from "./upload.ts";

/** One request looks at all of a file in one transaction, and somebody waits for it. */
const MOST_ROWS = 2000;
const LONGEST_NAME = 200;
const CLOCK = { kind: "database" } as const;

/**
 * Customers from a file: looked at first, with everything it would do and every row that is wrong; applied only by a second
 * form, as the very same bytes, and only while it would still do the same. The rules are those of `answerable customers import`.
 */
export async function addPeopleImport(app: FastifyInstance, deps: PageDeps): Promise<void> {
  const { db } = deps;
  const previews = openPreviews();
  addPage(app, deps, "/people/import", async ({ operator }) => askForFile(operator, null));

  async function preview(
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    bytes: Uint8Array,
    again: boolean,
  ) {
    const looked = await run(db, name, bytes, { actor: request.operator!.name, dryRun: true });
    if ("refused" in looked) return refuse(request, reply, 422, looked.refused);
    const kept = { name, bytes, outcome: digestOf(looked) };
    const hash = previews.keep(request.operator!.id, kept, deps.now());
    return sendPage(request, reply, deps, async () => showPreview(looked, hash, again));
  }

  function refuse(request: FastifyRequest, reply: FastifyReply, status: number, because: string) {
    return sendPage(request, reply, deps, async ({ operator }) => askForFile(operator, { status, because }));
  }

  await app.register(async (scope) => {
    takeUploads(scope);
    scope.post("/people/import", { onRequest: requireAdmin }, async (request, reply) => {
      const body = request.body as Upload | undefined;
      if (body?.kind !== "form") {
        return refuse(request, reply, body?.status ?? 400, body?.because ?? "No form with a file was sent.");
      }
      const file = body.form.get("file");
      if (!(file instanceof File) || file.size === 0) {
        return refuse(request, reply, 422, "Choose a file: CSV, YAML, or Partner Center’s export.");
      }
      const name = file.name.slice(-LONGEST_NAME);
      return preview(request, reply, name, new Uint8Array(await file.arrayBuffer()), false);
    });
  });

  app.post("/people/import/apply", { preHandler: requireAdmin }, async (request, reply) => {
    const { id, name: actor } = request.operator!;
    const given = (request.body as Record<string, unknown> | undefined)?.["file"];
    const hash = typeof given === "string" ? given : "";
    const kept = previews.find(id, hash, deps.now());
    if (kept === null) {
      return refuse(
        request,
        reply,
        410,
        "That file is not kept any more, and nothing was done with it. Give it again.",
      );
    }
    const { name, bytes } = kept;
    const looked = await run(db, name, bytes, { actor, dryRun: true });
    if ("refused" in looked) return refuse(request, reply, 422, looked.refused);
    // The desk went on meanwhile: what it would do now was never shown.
    if (digestOf(looked) !== kept.outcome) return preview(request, reply, name, bytes, true);
    previews.drop(id, hash);
    const done = await run(db, name, bytes, { actor, dryRun: false });
    if ("refused" in done) return refuse(request, reply, 422, done.refused);
    return sendPage(request, reply, deps, async () => showDone(done));
  });
}

async function run(
  db: Db,
  name: string,
  bytes: Uint8Array,
  how: { readonly actor: string; readonly dryRun: boolean },
): Promise<FileOutcome | { readonly refused: string }> {
  const names = await namesInForce(db, CLOCK);
  const read = readCustomers(bytes, name, names?.plans ?? null, names);
  if (read.entries.length > MOST_ROWS) {
    const command = "answerable customers import FILE --dry-run";
    return {
      refused: `It has ${read.entries.length} customers; up to ${MOST_ROWS} are taken here. Use the command: ${command}`,
    };
  }
  const { rows, problems } = await importCustomers(db, read.entries, { ...how, file: name, clock: CLOCK });
  const all = [...read.problems, ...problems].toSorted((a, b) => a.line - b.line);
  return { name, rows, problems: all, ignored: read.ignored };
}

function digestOf({ rows, problems }: FileOutcome): string {
  return createHash("sha256")
    .update(JSON.stringify([rows, problems]))
    .digest("hex");
}
