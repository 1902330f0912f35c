import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { fromMs, type Instant } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { type DeskState, deskState } from "../postgres/ops-queries-desk.ts";
import { type Html, html, withoutReordering } from "./html.ts";
import { layout } from "./layout.ts";
import type { LiveHub } from "./live.ts";
import type { Operator } from "./operators.ts";

/** What a page may know when it is drawn. */
export interface PageContext {
  readonly operator: Operator;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly now: Instant;
  readonly timeZone: string;
}

export interface Shown {
  readonly title: string;
  readonly main: Html;
  /** 200 where absent. */
  readonly status?: number;
}

/** Draws a page. Null: there is no such thing. */
export type Show = (context: PageContext) => Promise<Shown | null>;

export interface PageDeps {
  readonly db: Db;
  readonly hub: LiveHub;
  readonly assets: { readonly css: string; readonly script: string; readonly icon: string };
  readonly sandbox: boolean;
  readonly now: () => Instant;
}

/** The parameter by which a live page says what it shows already. */
const LIVE = "_live";

/**
 * A page at `url`, and at the same address its live stream for who asks for `text/event-stream`: the page's main part
 * again whenever it changed.
 */
export function addPage(app: FastifyInstance, deps: PageDeps, url: string, show: Show): void {
  app.get(url, async (request, reply) => {
    if (!request.headers.accept?.startsWith("text/event-stream"))
      return sendPage(request, reply, deps, show, true);
    const seen = queryOf(request).get(LIVE);
    deps.hub.watch(
      `${request.operator!.role} ${request.url.replace(/[?&]_live=[\w-]*/, "")}`,
      seen,
      reply,
      async () => {
        const drawn = await draw(request, deps, show);
        return { title: withoutReordering(drawn.title), html: drawn.main.text, etag: etagOf(drawn.main) };
      },
    );
  });
}

/** Draws a page; one that answers another route, such as a form that was refused, has no live stream at its address. */
export async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PageDeps,
  show: Show,
  live = false,
): Promise<void> {
  const { desk, ...drawn } = await draw(request, deps, show);
  reply
    .code(drawn.status ?? 200)
    .type("text/html; charset=utf-8")
    .header("vary", "Accept, Cookie");
  await reply.send(
    layout({
      title: drawn.title,
      main: drawn.main,
      etag: live ? etagOf(drawn.main) : "",
      operator: request.operator ?? null,
      path: request.url.split("?")[0]!,
      desk,
      assets: deps.assets,
      sandbox: deps.sandbox,
    }).text,
  );
}

async function draw(
  request: FastifyRequest,
  deps: PageDeps,
  show: Show,
): Promise<Shown & { desk: DeskState | null }> {
  const desk = await deskState(deps.db);
  const query = queryOf(request);
  query.delete(LIVE);
  const shown = await show({
    operator: request.operator!,
    params: request.params as Record<string, string>,
    query,
    now: deps.now(),
    timeZone: desk?.timeZone ?? "UTC",
  });
  return { ...(shown ?? notFound()), desk };
}

export function notFound(): Shown {
  return {
    title: "Not found",
    status: 404,
    main: html`<h1>Not found</h1><p>There is nothing at this address. <a href="/">Back to the Desk</a></p>`,
  };
}

function etagOf(main: Html): string {
  return createHash("sha256").update(main.text).digest("base64url").slice(0, 16);
}

export function queryOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, "http://desk").searchParams;
}

export const systemClock = (): Instant => fromMs(Date.now());
