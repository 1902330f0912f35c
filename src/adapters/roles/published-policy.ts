import type { FastifyInstance, FastifyReply } from "fastify";
import { policyICalendar } from "../../policy/icalendar.ts";
import { policyPage } from "../../policy/page/page.ts";
import { POLICY_CSS_SOURCE } from "../../policy/page/style.ts";
import { policyJson } from "../../policy/policy-json.ts";
import type { Published } from "../../policy/published.ts";
import { languageFor } from "../../tickets/people-of.ts";
import { fromMs } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { newestVersion } from "../postgres/policy-versions.ts";

/** The policy in force, for everybody and without login: the page, its data, and the hours as a calendar. */
export function publishedPolicy(app: FastifyInstance, db: Db): void {
  app.get("/policy", async (request, reply) => {
    const published = await newestVersion(db);
    if (published === null) return none(reply);
    const asked = (request.query as { lang?: unknown }).lang;
    const { languages } = published.policy.desk;
    const language = languageFor(typeof asked === "string" ? asked : wanted(request.headers), languages);
    const csp = `default-src 'none'; style-src ${POLICY_CSS_SOURCE}; base-uri 'none'; form-action 'none'`;
    const links = {
      json: "/policy.json",
      calendar: `/policy/hours.ics?lang=${encodeURIComponent(language)}`,
      languages: Object.fromEntries(
        languages.map((each) => [each, `/policy?lang=${encodeURIComponent(each)}`]),
      ),
    };
    const page = policyPage(published, { language, now: fromMs(Date.now()), links });
    return shared(reply, published)
      .header("content-security-policy", csp)
      .type("text/html; charset=utf-8")
      .send(page);
  });

  app.get("/policy.json", async (_request, reply) => {
    const published = await newestVersion(db);
    if (published === null) return none(reply);
    return shared(reply, published)
      .type("application/json; charset=utf-8")
      .send(JSON.stringify(policyJson(published)));
  });

  app.get("/policy/hours.ics", async (request, reply) => {
    const published = await newestVersion(db);
    if (published === null) return none(reply);
    const asked = (request.query as { lang?: unknown }).lang;
    const language = languageFor(typeof asked === "string" ? asked : null, published.policy.desk.languages);
    const calendar = policyICalendar(published, { language, now: fromMs(Date.now()) });
    return shared(reply, published).type("text/calendar; charset=utf-8").send(calendar);
  });
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
