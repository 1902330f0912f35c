import type { FastifyError, FastifyInstance } from "fastify";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import type { Log } from "./log.ts";
import { notFound, type PageDeps, type Shown } from "./page.ts";

/** Pages for what is not there and what went wrong. They need no database: it may be what went wrong. */
export function answerErrors(app: FastifyInstance, { assets }: PageDeps, log: Log): void {
  const document = ({ title, main }: Shown): string =>
    layout({ title, main, etag: "", operator: null, path: "", desk: null, assets, sandbox: false }).text;

  app.setNotFoundHandler(async (_request, reply) => {
    return reply.code(404).type("text/html; charset=utf-8").send(document(notFound()));
  });

  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const status =
      error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : statusOf(error);
    if (status >= 500)
      log.error(
        { err: error, method: request.method, route: request.routeOptions.url ?? "" },
        "request failed",
      );
    if (!request.headers.accept?.includes("text/html")) {
      return reply
        .code(status)
        .type("text/plain; charset=utf-8")
        .send(`${WORDS[status] ?? "Refused."}\n`);
    }
    const words = WORDS[status] ?? "The request was refused.";
    const title =
      status === 503 ? "The database is away" : status >= 500 ? "Something went wrong" : "Refused";
    const main = html`<div class="narrow-page"><h1>${title}</h1><p>${words}</p><p><a href="/">Back to the Desk</a></p></div>`;
    return reply.code(status).type("text/html; charset=utf-8").send(document({ title, main }));
  });
}

const WORDS: Readonly<Record<number, string>> = {
  500: "This is our mistake. It is in the log, with the time.",
  503: "PostgreSQL does not answer. No mail is lost: the mailbox keeps it. Try again in a moment.",
};

const AWAY = /^(CONNECT|ECONN|EHOSTUNREACH|ENOTFOUND|ETIMEDOUT|CONNECTION_|57P0|53300)/;

/** 503 where the database cannot be reached, as its driver or server says (SQLSTATE classes 53 and 57). */
function statusOf(error: unknown): 500 | 503 {
  for (
    let cause: unknown = error, depth = 0;
    cause instanceof Error && depth < 5;
    cause = cause.cause, depth++
  ) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string" && AWAY.test(code)) return 503;
  }
  return 500;
}
