import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { policyICalendar } from "../../policy/icalendar.ts";
import { policyPage } from "../../policy/page/page.ts";
import { POLICY_CSS_SOURCE } from "../../policy/page/style.ts";
import { policyJson } from "../../policy/policy-json.ts";
import type { Published } from "../../policy/published.ts";
import { languageFor } from "../../tickets/people-of.ts";
import { fromMs, type Instant } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { publishedVersion, versionAnnounced, versionInForce } from "../postgres/policy-versions.ts";

/**
 * The policy for everybody and without login: the page, its data, and the hours as a calendar. What is in force today, or
 * with `?version=` any version that was published, because a ticket keeps the one it was opened under.
 */
export function publishedPolicy(app: FastifyInstance, db: Db): void {
  app.get("/policy", async (request, reply) => {
    const shown = await versionFor(db, request);
    if (shown === null) return none(reply);
    const { published, version } = shown;
    const { languages } = published.policy.desk;
    const asked = queried(request, "lang");
    const language = languageFor(asked ?? wanted(request.headers), languages);
    const csp = `default-src 'none'; style-src ${POLICY_CSS_SOURCE}; base-uri 'none'; form-action 'none'`;
    const { next, isInForce, now } = shown;
    const links = {
      json: link("/policy.json", { version }),
      calendar: link("/policy/hours.ics", { lang: language, version }),
      languages: Object.fromEntries(
        languages.map((each) => [each, link("/policy", { lang: each, version })]),
      ),
      ...(isInForce ? {} : { current: link("/policy", { lang: language }) }),
      ...(isInForce && next !== null && next.id !== published.id
        ? {
            announced: {
              href: link("/policy", { lang: language, version: next.id }),
              effectiveFrom: next.effectiveFrom,
            },
          }
        : {}),
    };
    return shared(reply, published)
      .header("content-security-policy", csp)
      .type("text/html; charset=utf-8")
      .send(policyPage(published, { language, now, links }));
  });

  app.get("/policy.json", async (request, reply) => {
    const shown = await versionFor(db, request);
    if (shown === null) return none(reply);
    return shared(reply, shown.published)
      .type("application/json; charset=utf-8")
      .send(JSON.stringify(policyJson(shown.published)));
  });

  app.get("/policy/hours.ics", async (request, reply) => {
    const shown = await versionFor(db, request);
    if (shown === null) return none(reply);
    const language = languageFor(queried(request, "lang"), shown.published.policy.desk.languages);
    const calendar = policyICalendar(shown.published, { language, now: shown.now });
    return shared(reply, shown.published).type("text/calendar; charset=utf-8").send(calendar);
  });
}

interface Shown {
  readonly published: Published;
  /** As asked for; null: what is in force. */
  readonly version: string | null;
  readonly isInForce: boolean;
  /** The version announced after the one in force. */
  readonly next: Published | null;
  readonly now: Instant;
}

async function versionFor(db: Db, request: FastifyRequest): Promise<Shown | null> {
  const now = fromMs(Date.now());
  const version = queried(request, "version");
  const [current, next] = await Promise.all([versionInForce(db, now), versionAnnounced(db, now)]);
  const published = version === null ? current : await publishedVersion(db, version);
  return published && { published, version, isInForce: published.id === current?.id, next, now };
}

function queried(request: FastifyRequest, name: string): string | null {
  const value = (request.query as Readonly<Record<string, unknown>>)[name];
  return typeof value === "string" ? value : null;
}

function link(path: string, query: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(query).filter((each): each is [string, string] => each[1] !== null);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** May be indexed and kept for some minutes, unlike the operators' pages. */
function shared(reply: FastifyReply, published: Published): FastifyReply {
  return reply
    .removeHeader("x-robots-tag")
    .header("cache-control", "public, max-age=300")
    .header("x-policy-version", published.id);
}

function none(reply: FastifyReply) {
  return reply.code(404).type("text/plain; charset=utf-8").send("No policy has been published yet.\n");
}

/** The first language the browser asks for (RFC 9110 §12.5.4); good enough for a page that links the others. */
function wanted(headers: { readonly "accept-language"?: string | undefined }): string | null {
  return headers["accept-language"]?.split(",")[0]?.split(";")[0]?.trim() || null;
}
