import type { FastifyInstance } from "fastify";
import type { Db } from "../postgres/connect.ts";
import { attachmentOf, inboundOf } from "../postgres/ops-queries-ticket.ts";
import { MAIL_CSP } from "./security.ts";

/** The decoded bytes of one part of a kept mail. Null: the raw mail is gone, or has no such part. */
export type AttachmentBytes = (mail: string, part: string) => Promise<Uint8Array | null>;
/** A kept mail's HTML, reduced to the safe subset. Null: it has none. */
export type SafeHtml = (mail: string) => Promise<string | null>;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

interface Where {
  readonly number: string;
  readonly id: string;
}

/**
 * What customers sent, as a download only: whatever a file says it is, it arrives as `application/octet-stream` under a
 * name of letters, digits and few signs (RFC 6266, RFC 8187), and no browser shows it in the desk's origin.
 */
export function addAttachments(app: FastifyInstance, db: Db, bytesOf: AttachmentBytes): void {
  app.get("/tickets/:number/attachments/:id", async (request, reply) => {
    const { number, id } = request.params as Where;
    const found =
      /^\d{1,15}$/.test(number) && UUID.test(id) ? await attachmentOf(db, Number(number), id) : null;
    const bytes = found === null ? null : await bytesOf(found.mail, found.part);
    if (found === null || bytes === null) return reply.callNotFound();
    return reply
      .type("application/octet-stream")
      .header("content-disposition", contentDisposition(found.filename))
      .header("content-security-policy", "sandbox; default-src 'none'")
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}

/** A mail's own layout, in a document that may do nothing. */
export function addSafeHtml(app: FastifyInstance, db: Db, safeHtml: SafeHtml): void {
  app.get("/tickets/:number/messages/:id/html", async (request, reply) => {
    const { number, id } = request.params as Where;
    const mail = /^\d{1,15}$/.test(number) && UUID.test(id) ? await inboundOf(db, Number(number), id) : null;
    const body = mail === null ? null : await safeHtml(mail);
    reply.header("content-security-policy", MAIL_CSP).header("x-frame-options", "SAMEORIGIN");
    const page = body ?? "<p>This mail has no HTML.</p>";
    return reply
      .type("text/html; charset=utf-8")
      .send(`<!doctype html><meta charset="utf-8"><title>Mail</title><base target="_blank">${page}`);
  });
}

/** RFC 6266 §4: a plain name for old clients and the real one in UTF-8. */
export function contentDisposition(filename: string): string {
  const name = filename.replaceAll(/[\p{C}/\\]/gu, "_").slice(0, 200) || "attachment";
  const plain = name.replaceAll(/[^\w .()-]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
