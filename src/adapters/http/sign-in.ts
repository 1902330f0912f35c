import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  closeSession,
  findOperator,
  openSession,
  readLink,
  readSession,
  setPassword,
  useLink,
} from "./operators.ts";
import { type PageDeps, queryOf, sendPage } from "./page.ts";
import { drawAccount, drawDeadLink, drawLink, drawSignIn } from "./pages/sign-in.ts";
import { hashPassword, refusePassword, verifyPassword } from "./passwords.ts";
import { type SessionCookie, safeNext } from "./session.ts";
import { signInLimit } from "./sign-in-limit.ts";

type Fields = Readonly<Record<string, string | undefined>>;
const fieldsOf = (request: FastifyRequest): Fields => (request.body ?? {}) as Fields;
const field = (request: FastifyRequest, name: string): string => {
  const value = fieldsOf(request)[name];
  return typeof value === "string" ? value : "";
};

/** Sign-in, one-time links and sign-out: all that strangers may reach. */
export function addSignIn(app: FastifyInstance, deps: PageDeps, cookie: SessionCookie): void {
  const limit = signInLimit();
  const { db } = deps;

  app.get("/sign-in", async (request, reply) => {
    const next = safeNext(queryOf(request).get("next"));
    return sendPage(request, reply, deps, async () => drawSignIn({ name: "", next, problem: null }));
  });

  app.post("/sign-in", async (request, reply) => {
    const name = field(request, "name").trim().slice(0, 200);
    const next = safeNext(field(request, "next"));
    const keys = [`from ${request.ip}`, `as ${name.toLowerCase()}`];
    const refuse = (problem: string): Promise<void> =>
      sendPage(request, reply, deps, async () => drawSignIn({ name, next, problem }));
    const waitMs = limit.waitMs(keys, performance.now());
    if (waitMs > 0) {
      reply.header("retry-after", Math.ceil(waitMs / 1000));
      return refuse(`Too many wrong passwords. Try again in ${Math.ceil(waitMs / 60_000)} min.`);
    }
    // Counted before the slow part, so that many tries at once count as many.
    limit.failed(keys, performance.now());
    const operator = await findOperator(db, name);
    const right = await verifyPassword(field(request, "password"), operator?.passwordHash ?? null);
    if (operator === null || !right) return refuse("The name or the password is wrong.");
    limit.succeeded(keys);
    cookie.set(reply, await openSession(db, operator.id));
    return reply.redirect(next, 303);
  });

  app.post("/sign-out", async (request, reply) => {
    const secret = cookie.read(request);
    if (secret !== null) await closeSession(db, secret);
    cookie.clear(reply);
    return reply.redirect("/sign-in", 303);
  });

  addLinks(app, deps, cookie);
}

function addLinks(app: FastifyInstance, deps: PageDeps, cookie: SessionCookie): void {
  const { db } = deps;
  const secretOf = (request: FastifyRequest): string => (request.params as { secret: string }).secret;
  const dead = (request: FastifyRequest, reply: FastifyReply): Promise<void> =>
    sendPage(request, reply, deps, async () => drawDeadLink());

  app.get("/sign-in/link/:secret", async (request, reply) => {
    const operator = await readLink(db, secretOf(request));
    if (operator === null) return dead(request, reply);
    return sendPage(request, reply, deps, async () =>
      drawLink(secretOf(request), operator, !deps.sandbox, null),
    );
  });

  app.post("/sign-in/link/:secret", async (request, reply) => {
    const operator = await readLink(db, secretOf(request));
    if (operator === null) return dead(request, reply);
    const password = field(request, "password");
    const problem = deps.sandbox && password === "" ? null : refusePassword(password, operator.name);
    if (problem !== null) {
      return sendPage(request, reply, deps, async () => drawLink(secretOf(request), operator, true, problem));
    }
    const hash = password === "" ? null : await hashPassword(password);
    const session = await useLink(db, secretOf(request), hash);
    if (session === null) return dead(request, reply);
    cookie.set(reply, session);
    return reply.redirect(deps.sandbox ? "/sandbox" : "/", 303);
  });
}

/** One's own password; inside the login. */
export function addAccount(app: FastifyInstance, deps: PageDeps, cookie: SessionCookie): void {
  const { db } = deps;
  app.get("/account", async (request, reply) =>
    sendPage(request, reply, deps, async ({ operator, query }) =>
      drawAccount(operator, { problem: null, done: query.has("done") }),
    ),
  );

  app.post("/account", async (request, reply) => {
    const operator = request.operator!;
    const password = field(request, "password");
    const stored = (await findOperator(db, operator.name))?.passwordHash ?? null;
    const knows = !operator.hasPassword || (await verifyPassword(field(request, "current"), stored));
    const problem = knows ? refusePassword(password, operator.name) : "The password you have now is wrong.";
    if (problem !== null) {
      return sendPage(request, reply, deps, async () => drawAccount(operator, { problem, done: false }));
    }
    await setPassword(db, operator.id, await hashPassword(password), cookie.read(request)!);
    return reply.redirect("/account?done=1", 303);
  });
}

/** Whether whoever asks is signed in already. */
export async function isSignedIn(
  request: FastifyRequest,
  deps: PageDeps,
  cookie: SessionCookie,
): Promise<boolean> {
  const secret = cookie.read(request);
  return secret !== null && (await readSession(deps.db, secret)) !== null;
}
