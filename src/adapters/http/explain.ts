import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { proved } from "../../jobs/receive-mail.ts";
import type { Own } from "../../mail/origin.ts";
import type { Reading, Receiver } from "../../mail/reading.ts";
import { mintedDomain } from "../../values/msg-id-domain.ts";
import { Unavailable } from "../../values/trouble.ts";
import type { ProveSender } from "../dns/prove-sender.ts";
import type { Db } from "../postgres/connect.ts";
import { keptRaw } from "../postgres/inbound.ts";
import { deskAddresses, keptMail } from "../postgres/ops-queries-explain.ts";
import { quarantineRows } from "../postgres/ops-queries-quarantine.ts";
import { type PageDeps, queryOf, type Show, sendPage } from "./page.ts";
import { type Asked, type Chosen, RECEIVERS, showExplain, showKeptMail } from "./pages/explain.ts";
import { PAGE_CSP } from "./security.ts";
import { MOST_UPLOAD_BYTES, takeUploads, type Upload } from "./upload.ts";

/** Reads a mail within limits of time and heap, as the desk does with every mail. */
type ReadMail = (bytes: Uint8Array, receiver: Receiver, own?: Own) => Promise<Reading>;

export interface MailReader {
  readonly read: ReadMail;
  /** Our own check of the sender, as kept mails went through it; uploads are told by their header alone, like `explain`. */
  readonly proveSender: ProveSender;
}

/** A mail's own colours stand in `style` attributes inside the frame, which inherits the page's policy. */
const EXPLAIN_CSP = `${PAGE_CSP}; style-src-attr 'unsafe-inline'`;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What the desk makes of a mail: one given by file or pasted, or one it keeps. Nothing is stored or changed. */
export async function addExplain(
  app: FastifyInstance,
  deps: PageDeps,
  db: Db,
  { read, proveSender }: MailReader,
): Promise<void> {
  const page = (request: FastifyRequest, reply: FastifyReply, show: Show): Promise<void> =>
    sendPage(request, reply.header("content-security-policy", EXPLAIN_CSP), deps, show);

  app.get("/explain", (request, reply) =>
    page(request, reply, async (context) =>
      showExplain(null, await quarantineRows(db, "aside", null, 20), context),
    ),
  );
  await app.register(async (scope) => {
    takeUploads(scope);
    scope.post("/explain", async (request, reply) => {
      const asked = await explainUpload(request.body as Upload | undefined, db, read);
      return page(request, reply, async (context) =>
        showExplain(
          asked,
          asked.kind === "refused" ? await quarantineRows(db, "aside", null, 20) : [],
          context,
        ),
      );
    });
  });
  // Logs, doctor and the quarantine name mails by their id.
  app.get("/explain/mails", (request, reply) =>
    reply.redirect(
      `/explain/mails/${encodeURIComponent((queryOf(request).get("id") ?? "").trim() || "none")}`,
      303,
    ),
  );
  app.get("/explain/mails/:id", (request, reply) =>
    page(request, reply, async (context) => {
      const mail = await keptOf(db, request);
      if (mail === null) return null;
      const bytes = await keptRaw(db, mail.id);
      if (bytes === null) return showKeptMail(mail, null, context);
      const reading = await read(bytes, mail.receiver, await ownOf(db));
      return showKeptMail(mail, await proved({ proveSender }, bytes, reading), context);
    }),
  );
}

async function keptOf(db: Db, request: FastifyRequest) {
  const { id } = request.params as { readonly id: string };
  return UUID.test(id) ? keptMail(db, id) : null;
}

async function ownOf(db: Db): Promise<Own | undefined> {
  const addresses = await deskAddresses(db);
  return addresses[0] === undefined ? undefined : { addresses, messageIdDomain: mintedDomain(addresses[0]) };
}

async function explainUpload(body: Upload | undefined, db: Db, read: ReadMail): Promise<Asked> {
  if (body?.kind !== "form") {
    const why = body?.kind === "refused" ? body : { status: 400, because: "No form with a mail was sent." };
    return refused(why.status, why.because, { provider: "generic", authservId: "" });
  }
  const { form } = body;
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const provider = RECEIVERS.find((name) => name === text("provider")) ?? "generic";
  const authservId = text("authservId").trim().slice(0, 255);
  const chosen = { provider, authservId };
  const file = form.get("file");
  const bytes =
    file instanceof File && file.size > 0
      ? new Uint8Array(await file.arrayBuffer())
      : new TextEncoder().encode(text("text").replace(/^[\r\n]+/, ""));
  if (bytes.length === 0) return refused(422, "Choose a mail file, or paste one.", chosen);
  if (bytes.length > MOST_UPLOAD_BYTES)
    return refused(413, "This is larger than 25 MB, which is the most that is read here.", chosen);
  try {
    const receiver: Receiver = { provider, authservId: authservId === "" ? null : authservId };
    const reading = await read(bytes, receiver, await ownOf(db));
    const name = file instanceof File && file.size > 0 ? file.name : "pasted text";
    return { kind: "read", name, size: bytes.length, reading, ...chosen };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return refused(503, "Too many mails are being read just now. Try again in a moment.", chosen);
  }
}

function refused(status: number, because: string, chosen: Chosen): Asked {
  return { kind: "refused", status, because, ...chosen };
}
