import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Nothing from elsewhere, nothing inline: mail that slipped through escaping would still find no way to run. */
export const PAGE_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

/** Bull Board writes its settings and styles inline and asks Google for fonts, which it does not get. */
export const BOARD_CSP =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

/** A customer's HTML, already reduced to a safe subset, still gets an origin of its own and no way out. */
export const MAIL_CSP =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/** Sets what every answer carries; a route may set its own CSP over it. */
export async function securityHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({
    "content-security-policy": PAGE_CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Not no-referrer: browsers then send "Origin: null" with forms, and the check below could never pass.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": "no-store",
  });
}

/**
 * Refuses every request that may change something unless the page that sent it is ours (OWASP CSRF, verification of
 * origin). A request without an Origin field is refused too: all browsers send it with POST.
 */
export function requireOwnOrigin(app: FastifyInstance, isOwn: (origin: string) => boolean): void {
  app.addHook("onRequest", async (request, reply) => {
    if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return;
    const { origin } = request.headers;
    const site = request.headers["sec-fetch-site"];
    if (origin !== undefined && isOwn(origin) && (site === undefined || site === "same-origin")) return;
    return reply
      .code(403)
      .type("text/plain; charset=utf-8")
      .send("Refused: this form was not sent from a page of this desk.\n");
  });
}

/**
 * Whether an origin is this server's: the one it is known by, or its own port on loopback while it listens there only.
 */
export function ownOrigins(publicUrl: string, host: string, port: number): (origin: string) => boolean {
  const known = new URL(publicUrl).origin;
  const loopback = ["127.0.0.1", "::1", "localhost"].includes(host);
  return (origin) =>
    origin === known ||
    (loopback && ["127.0.0.1", "localhost", "[::1]"].some((name) => origin === `http://${name}:${port}`));
}
