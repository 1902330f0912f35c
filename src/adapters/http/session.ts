import type {} from "@fastify/cookie";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Db } from "../postgres/connect.ts";
import { type Operator, readSession, SESSION_MS } from "./operators.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is signed in; null on public pages and for strangers. */
    operator: Operator | null;
  }
}

export interface SessionCookie {
  read(request: FastifyRequest): string | null;
  set(reply: FastifyReply, secret: string): void;
  clear(reply: FastifyReply): void;
}

/**
 * The cookie of a session: the port is in its name, because browsers share cookies between all ports of a host and two
 * desks may run on one machine. Over TLS it is bound to this host (`__Host-`).
 */
export function sessionCookie(publicUrl: () => string): SessionCookie {
  const secure = (): boolean => publicUrl().startsWith("https:");
  const name = (): string =>
    secure() ? "__Host-answerable" : `answerable_${new URL(publicUrl()).port || "80"}`;
  const options = () => ({ path: "/", httpOnly: true, sameSite: "lax" as const, secure: secure() });
  return {
    read: (request) => request.cookies[name()] ?? null,
    set: (reply, secret) => {
      reply.setCookie(name(), secret, { ...options(), maxAge: SESSION_MS / 1000 });
    },
    clear: (reply) => {
      reply.clearCookie(name(), options());
    },
  };
}

/** Lets only signed-in operators into a scope. A page leads others to the sign-in and back; anything else gets 401. */
export function requireSession(scope: FastifyInstance, db: Db, cookie: SessionCookie): void {
  scope.addHook("onRequest", async (request, reply) => {
    const secret = cookie.read(request);
    request.operator = secret === null ? null : await readSession(db, secret);
    if (request.operator !== null) return;
    if (request.method === "GET" && request.headers.accept?.includes("text/html")) {
      return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
    }
    return reply.code(401).type("text/plain; charset=utf-8").send("Sign in first.\n");
  });
}

/** Refuses who may only look. */
export async function requireAdmin(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (request.operator?.role === "admin") return undefined;
  return reply.code(403).type("text/plain; charset=utf-8").send("Viewers may look, not change anything.\n");
}

/** Where to go after signing in: a path of ours, else the Desk. `//host` and `/\host` are other hosts to a browser. */
export function safeNext(next: string | null | undefined): string {
  return next && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : "/";
}
