import { DAY, HOUR } from "../values/instant.ts";
import type { Answer } from "./answer.ts";
import type { Case } from "./case.ts";
import { vehicleOf } from "./entitled.ts";
import type { Packet, Route } from "./handoff.ts";
import { type Issuer, issuerOfPartner, issuerOfVendor, type PartnerTerms } from "./issuer.ts";
import { portalRoute } from "./portal.ts";
import type { HeldEntitlement } from "./records.ts";
import { nameOn } from "./vehicle-named.ts";
import type { Weighed } from "./weigh.ts";

interface Asked {
  readonly about: Case;
  readonly weighed: Weighed;
  readonly answer: Answer;
  readonly packet: Packet;
  readonly held: HeldEntitlement | null;
  readonly partners: Readonly<Record<string, PartnerTerms>>;
}

export type Way =
  | {
      readonly kind: "way";
      readonly by: "mail";
      readonly to: string;
      readonly route: Route & { readonly by: "mail" };
      readonly issuer: Issuer;
      readonly partner: PartnerTerms;
    }
  | {
      readonly kind: "way";
      readonly by: "portal";
      readonly to: string;
      readonly route: Route & { readonly by: "portal" };
      readonly issuer: Issuer;
      readonly partner: null;
    }
  | { readonly kind: "refused"; readonly because: string };

/** How the target of a decision is reached; refused where desk.yaml does not name whom it means. */
export function routeOf({ about, weighed, answer, packet, held, partners }: Asked): Way {
  const { profile } = about;
  const target = answer.target ?? "";
  const reached = profile.table.targets[target];
  if (reached === undefined)
    return { kind: "refused", because: `decisions.yaml does not say how ${target} is reached` };
  if (reached.by === "portal") {
    const route = portalRoute(profile, packet);
    const extra = filingLines(about, answer, held);
    return {
      kind: "way",
      by: "portal",
      to: target,
      route: { ...route, checklist: [...extra, ...route.checklist] },
      issuer: issuerOfVendor(profile),
      partner: null,
    };
  }
  const name = {
    provider: weighed.model.provider,
    publisher: weighed.subscription?.publisher ?? null,
    delivery: weighed.deliveredBy,
  }[reached.to];
  const where = {
    provider: "desk.yaml names no provider (upstream.provider, or that of the customer's partner model)",
    publisher: "the subscription names no publisher",
    delivery: "no delivery rule names a partner",
  }[reached.to];
  const partner = name === null ? undefined : partners[name];
  if (name === null || partner === undefined) {
    const because = name === null ? where : `desk.yaml has no partner called ${name}`;
    return { kind: "refused", because };
  }
  const route = {
    by: "mail" as const,
    to: name,
    name: partner.name,
    address: partner.address,
    ...(partner.language === null ? {} : { language: partner.language }),
  };
  return { kind: "way", by: "mail", to: name, route, issuer: issuerOfPartner(name, partner), partner };
}

/** What is minded while filing: under which plan, and where its ids are. They are secrets and stand in no mail. */
function filingLines(
  { profile, day }: Case,
  answer: Answer,
  held: HeldEntitlement | null,
): readonly string[] {
  const vehicle = answer.vehicle === null ? undefined : vehicleOf(answer.vehicle, profile);
  if (vehicle === undefined) return [];
  const secret =
    held !== null && vehicle.requires.some((one) => one === "contract_id" || one === "access_id");
  return [
    `File it under ${nameOn(vehicle, day) ?? vehicle.id}`,
    ...(secret ? [`Its contract id: an operator runs answerable entitlements show ${held.id} --reveal`] : []),
  ];
}

export interface Expected {
  readonly text: string | null;
  /** Service time in `hours`; null: nothing is published. */
  readonly ms: number | null;
  /** A name of the policy's hours; null: always. */
  readonly hours: string | null;
}

/**
 * Within how much time they answer: what is agreed with a partner, else what the profile says in words (`2 h`, `up to 1
 * business day`). A business day counts eight hours of ours: theirs are not published.
 */
export function expectedWithin(
  way: Way & { readonly kind: "way" },
  { expected_response: text }: Answer,
  ours: string | null,
): Expected {
  if (way.partner !== null && way.partner.responseMs !== null) {
    return { text: text ?? "as agreed with them", ms: way.partner.responseMs, hours: way.partner.hours };
  }
  const [, n, unit] = /(\d{1,3}) (business days?|business h|days?|h)\b/.exec(text ?? "") ?? [];
  if (n === undefined) return { text, ms: null, hours: null };
  const business = unit!.startsWith("business");
  const each = unit!.endsWith("h") ? HOUR : business ? 8 * HOUR : DAY;
  return { text, ms: Number(n) * each, hours: business ? ours : null };
}
