import type { TemplateSets } from "../../outbound/templates/template-set.ts";
import { compiledHours } from "../../policy/compiled.ts";
import { deliverer } from "../../policy/deliverer.ts";
import type { Rung as LadderRung, Teller } from "../../policy/desk-schema.ts";
import { parseServiceDuration, wallMs } from "../../policy/duration.ts";
import { ALWAYS as ALWAYS_NAME } from "../../policy/promises.ts";
import { agreementFor, defaultPlan, type Published } from "../../policy/published.ts";
import { retentionTerms } from "../../policy/retention.ts";
import { pickText } from "../../policy/text.ts";
import { compile } from "../../service-hours/compiled.ts";
import type { Rung } from "../../sla/wake.ts";
import { DAY } from "../../values/instant.ts";
import { wordingOf } from "../words/say.ts";
import { handoffTerms, partnersOf, upstreamTerms } from "./compile-partners.ts";
import type { PinnedProfile, Promises } from "./promises.ts";

const ALWAYS = compile("24x7");

/** A published version as rules use it. Calendars are compiled when first asked about, and kept. */
export function compilePromises(
  published: Published,
  templates: TemplateSets = {},
  profiles: ReadonlyMap<string, PinnedProfile> = new Map(),
): Promises {
  const { policy, desk } = published;
  const hours = (name: string) => compiledHours(published, name) ?? ALWAYS;
  return {
    version: published.id,
    desk: { name: policy.desk.name, address: policy.desk.address, timeZone: policy.desk.timeZone },
    languages: policy.desk.languages,
    defaults: { plan: defaultPlan(published), severity: desk.defaults.severity },
    closing: {
      closeAfterMs: wallMs(desk.closing.closeAfter),
      followUpReopensMs: wallMs(desk.closing.followUpReopens),
    },
    clock: {
      agreement: (plan, severity) => agreementFor(published, plan, severity),
      hours,
    },
    teams: Object.entries(desk.teams).map(([name, { members, lead, manager, hours }]) => ({
      name,
      members: members.map((address) => address.toLowerCase()),
      lead: lead?.toLowerCase() ?? null,
      manager: manager?.toLowerCase() ?? null,
      hours: hours ?? null,
    })),
    partners: partnersOf(published),
    handoffs: handoffTerms(published),
    upstream: upstreamTerms(published),
    priceOf: (plan) => policy.plans[plan]?.price,
    profile: profiles.get(desk.profile) ?? null,
    deliverer: (work, at) => deliverer(desk, hours, work, at),
    routes: desk.routing,
    assignment: desk.assignment,
    hoursNamed: (name) => compiledHours(published, name) ?? (name === ALWAYS_NAME ? ALWAYS : null),
    workList: desk.agents.workList,
    services: (policy.services ?? []).map(({ id }) => id),
    undoMs: wallMs(desk.agents.undo),
    ladder: desk.ladder.map(compileRung),
    signature: (agent, language) => signatureOf(published, agent, language),
    slipMail: desk.slipMail,
    // Versions published before this setting was there do not have it.
    satisfaction: desk.satisfaction ?? "off",
    // Versions published before this budget was there do not have it.
    automaticMail: { ...desk.automaticMail, perSystemPerDay: desk.automaticMail.perSystemPerDay ?? 200 },
    closedNotice: desk.automaticMail.closedNotice,
    retention: retentionTerms(desk),
    unknownSender: desk.defaults.unknownSender,
    wording: wordingOf(published, templates),
  };
}

/** The agent's and the desk's name, unless desk.yaml has other words. */
function signatureOf({ desk, policy }: Published, agent: string, language: string): string {
  const { signature = "{{agent}}\n{{desk}}" } = desk.agents;
  if (signature === "off") return "";
  return pickText(signature, language)
    .replaceAll("{{agent}}", () => agent)
    .replaceAll("{{desk}}", () => policy.desk.name)
    .trim();
}

function compileRung({ at, tell, severities, targets, plans }: LadderRung): Rung {
  return {
    name: at,
    at: pointOf(at),
    tell: [tell].flat().map(tellerWord),
    severities: severities ?? null,
    targets: targets ?? null,
    plans: plans ?? null,
  };
}

/** Whom a rung tells, as one word: names of teams may have blanks in them. */
function tellerWord(teller: Teller): string {
  if (typeof teller === "string") return teller;
  if ("team" in teller) return `team:${encodeURIComponent(teller.team)}`;
  return "mail" in teller ? `mail:${teller.mail}` : `webhook:${teller.webhook}`;
}

/** `75%`, `breach` or `breach+1d2h`; a day of a rung is 24 hours of service time. */
function pointOf(at: string): Rung["at"] {
  if (at.endsWith("%")) return { kind: "percent", percent: Number(at.slice(0, -1)) };
  if (at === "breach") return { kind: "breach", afterMs: 0 };
  const { days, ms } = parseServiceDuration(at.slice("breach+".length));
  return { kind: "breach", afterMs: days * DAY + ms };
}
