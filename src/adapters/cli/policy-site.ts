import { policyICalendar } from "../../policy/icalendar.ts";
import { policyPage } from "../../policy/page/page.ts";
import { policyJson } from "../../policy/policy-json.ts";
import type { Published } from "../../policy/published.ts";
import type { Instant } from "../../values/instant.ts";

/** The published policy as static files: a page for each language the policy offers, its data, its hours. */
export function policyFiles(published: Published, now: Instant): { readonly [file: string]: string } {
  const { languages } = published.policy.desk;
  const first = languages[0]!;
  const links = {
    json: "policy.json",
    calendar: "hours.ics",
    languages: Object.fromEntries(languages.map((language) => [language, `index.${language}.html`])),
  };
  const pages = languages.map(
    (language) => [`index.${language}.html`, policyPage(published, { language, now, links })] as const,
  );
  return {
    "index.html": policyPage(published, { language: first, now, links }),
    ...Object.fromEntries(pages),
    "policy.json": `${JSON.stringify(policyJson(published), null, 2)}\n`,
    "hours.ics": policyICalendar(published, { language: first, now }),
  };
}
