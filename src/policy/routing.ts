import type { DeskFile } from "./desk-schema.ts";
import type { Severity } from "./schema.ts";

export type Route = DeskFile["routing"][number];
export type Assignment = DeskFile["assignment"];

/** What rules of `routing` may ask of a ticket. Null: not known yet, and a rule that asks for it does not fit. */
export interface Routable {
  readonly kind: "commercial" | "technical" | null;
  readonly service: string | null;
  readonly severity: Severity;
  readonly language: string;
  /** Addresses its first mail was sent to. */
  readonly sentTo: readonly string[];
  /** Name of the customer. */
  readonly customer: string | null;
}

/** Where a ticket goes, and why. `rule` counts from 0; null: no rule fits. */
export interface Routed {
  readonly team: string | null;
  readonly assignment: Assignment;
  readonly rule: number | null;
  readonly because: string;
  /** The rules before it, each with the first thing that did not fit. */
  readonly passed: readonly string[];
}

/**
 * The team of a ticket: that of the first rule that fits, else the first team. Whatever a rule does not ask for fits; all
 * it asks for must.
 *
 * @param teams  names, in the order of desk.yaml
 */
export function routeTicket(
  rules: readonly Route[],
  teams: readonly string[],
  assignment: Assignment,
  ticket: Routable,
): Routed {
  const passed: string[] = [];
  for (const [rule, route] of rules.entries()) {
    const against = misfit(route, ticket);
    if (against === null) {
      const asked = Object.keys(ASKS).filter((name) => route[name as keyof typeof ASKS] !== undefined);
      const because = `routing[${rule}] fits${asked.length > 0 ? `: ${asked.join(", ")}` : ""}`;
      return { team: route.team, assignment: route.assignment ?? assignment, rule, because, passed };
    }
    passed.push(against);
  }
  const because = rules.length > 0 ? "no rule of routing fits: the first team" : "the first team";
  return { team: teams[0] ?? null, assignment, rule: null, because, passed };
}

/** Which rules ask where a mail was sent to and would be content with it: the mail itself is not at hand later. */
export function sentToFits(rules: readonly Route[], sentTo: readonly string[]): readonly number[] {
  return rules.flatMap((rule, n) => (rule.sentTo !== undefined && isAmong(rule.sentTo, sentTo) ? [n] : []));
}

const ASKS = {
  kinds: ({ kind }: Routable) => [kind],
  services: ({ service }: Routable) => [service],
  severities: ({ severity }: Routable) => [severity],
  // A rule for `pt` takes `pt-BR` as well.
  languages: ({ language }: Routable) => [language, language.split("-")[0]!],
  sentTo: ({ sentTo }: Routable) => sentTo,
  customers: ({ customer }: Routable) => [customer],
} as const;

/** What a rule asks for and the ticket is not; null: it fits. */
function misfit(route: Route, ticket: Routable): string | null {
  for (const [name, of] of Object.entries(ASKS)) {
    const asked = route[name as keyof typeof ASKS] as readonly string[] | undefined;
    const is = of(ticket).filter((value) => value !== null);
    if (asked === undefined || isAmong(asked, is)) continue;
    return `${name}: asks for ${asked.join(", ")}, is ${is.join(", ") || "not known"}`;
  }
  return null;
}

function isAmong(asked: readonly string[], is: readonly string[]): boolean {
  const wanted = asked.map((value) => value.toLowerCase());
  return is.some((value) => wanted.includes(value.toLowerCase()));
}
