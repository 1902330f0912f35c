import type { Case } from "./case.ts";
import { areReviewed } from "./files.ts";
import { applies, type Filled, type Form, fillForm } from "./fill.ts";
import { folded } from "./folded.ts";
import type { Entitlement, EscalationSettings, EvidenceFacts, Issue } from "./issue.ts";
import { type Model, modelOf } from "./model-of.ts";
import { type PersonalData, personalDataIn } from "./personal-data.ts";
import { type HeldEntitlement, NO_DIAGNOSIS, type SupportContact } from "./records.ts";
import { contactOn } from "./support-contact.ts";

const SHORTEST_DESCRIPTION = 12;

/** A case in the words of the decision table, with what was noticed on the way. */
export interface Weighed extends Form {
  readonly issue: Issue;
  readonly model: Model;
  readonly entitlements: readonly Entitlement[];
  readonly facts: EvidenceFacts;
  readonly settings: EscalationSettings;
  /** The partner of desk.yaml that the delivery model gives it to; null: nobody but us. */
  readonly deliveredBy: string | null;
  /** Who answers for the support of its subscription; null: nobody is written down. */
  readonly supportContact: SupportContact | null;
  /** What of people would leave with it. */
  readonly personal: readonly PersonalData[];
}

/** Weighs a case: what is known becomes facts, what is not stays missing. Blocks that were passed over count as there. */
export function weigh(about: Case): Weighed {
  const form = fillForm(about);
  const { records, terms } = about;
  const { unable, overrides } = records.diagnosis ?? NO_DIAGNOSIS;
  const value = (id: string): string | null =>
    form.filled.find(({ field }) => field.id === id)?.value ?? null;
  const passed = new Set(overrides.map(({ code }) => code));
  const topic = value("topic");
  const issue: Issue = {
    kind: about.ticket.kind,
    service: serviceOf(about, topic),
    productClass: value("product") === "on_premises" ? "on_premises" : "cloud",
    scope: scopeOf(about, form),
    severity: about.ticket.severity,
    withinBaseline: unable === null && !passed.has("within_baseline") && isAmong("partner", topic, about),
    matchesServiceIncident: value("incident"),
    deliveryResult: about.deliveryResult,
  };
  const answers =
    form.subscription === null ? null : contactOn(records.supportContacts, form.subscription, about.day);
  const { delivery, deliveredBy } = deliveryOf(about, issue, answers?.partner ?? null);
  const personal = personalDataIn(leaving(form.filled, about.ticket.subject), about.names);
  return {
    ...form,
    issue,
    model: modelOf(about, form.subscription),
    entitlements: records.entitlements.map((held) => asEntitlement(held, issue.service, about.day)),
    facts: { ...factsOf(about, form, personal), ...passedOver(passed, about) },
    settings: {
      unknownEvidence: "missing",
      resellerDirectFile: terms.resellerDirectFile,
      minimumVehicle: terms.minimumVehicle,
      delivery,
      ...(terms.vehicles === null ? {} : { vehicleOrder: terms.vehicles }),
    },
    deliveredBy,
    supportContact: answers,
    personal,
  };
}

/** A service the profile does not have, or a topic that is nobody's of those it names, is another's. */
function serviceOf(about: Case, topic: string | null): string {
  const { service } = about.ticket;
  const known = about.profile.services.some(({ id }) => id === service);
  return known && !isAmong("neither", topic, about) ? service : "other";
}

function scopeOf({ terms }: Case, { filled, subscription }: Form): Issue["scope"] {
  const tenant = filled.find(({ field }) => field.fact === "tenant_id")?.value;
  if (tenant !== undefined && terms.ownTenants.includes(tenant)) return "own_tenant";
  return subscription?.publisher == null ? "customer_tenant" : "marketplace_isv";
}

/** Whether a topic is among those of one side of the boundary, for its service or for any. */
function isAmong(side: "partner" | "neither", topic: string | null, { profile, ticket }: Case): boolean {
  const wanted = topic === null ? "" : folded(topic);
  if (wanted.length < 4) return false;
  return profile.boundaries
    .filter(({ service }) => service === "any" || service === ticket.service)
    .flatMap((boundary) => boundary[side].map(folded))
    .some((known) => ` ${known} `.includes(` ${wanted} `) || ` ${wanted} `.includes(` ${known} `));
}

/** Somebody else who answers for the one subscription comes before the rules for all. */
function deliveryOf(
  { profile, partners, deliverer, ticket, now }: Case,
  { kind, service, severity }: Issue,
  contact: string | null,
) {
  const work = { kind: ticket.kind, service, severity: severity ?? "C", language: ticket.language } as const;
  const deliveryBy = (name: string | null) =>
    name === null ? undefined : profile.table.partner_deliveries[partners[name]?.kind ?? ""];
  const by = deliveryBy(contact) === undefined ? deliverer(work, now) : contact;
  const id = deliveryBy(by);
  return id === undefined
    ? { delivery: {}, deliveredBy: null }
    : { delivery: { [`${kind}/${service}`]: id }, deliveredBy: by };
}

function asEntitlement(held: HeldEntitlement, service: string, day: string): Entitlement {
  const { vehicle, validFrom, validTo, unitsLeft, services } = held;
  return {
    vehicle,
    active: validFrom <= day && day <= (validTo ?? "9999-12-31"),
    covers: services.length === 0 || services.includes(service),
    ...(unitsLeft === null ? {} : { unitsLeft }),
  };
}

function factsOf(about: Case, form: Form, personal: readonly PersonalData[]): EvidenceFacts {
  const { table } = about.profile;
  const has = ({ id }: { readonly id: string }): boolean => form.filled.some(({ field }) => field.id === id);
  const facts: Record<string, boolean | string> = {};
  for (const { fact } of table.form) {
    if (fact === undefined) continue;
    // What is not asked for in this case does not bear on it.
    const asked = form.asked.filter((field) => field.fact === fact);
    facts[fact] = asked.length === 0 || asked.some(has);
  }
  const words = about.said.some(({ text }) => text.trim().length >= SHORTEST_DESCRIPTION);
  const access = accessOf(about);
  const misread = (fact: string): boolean => form.misread.some(({ field }) => field.fact === fact);
  return {
    ...facts,
    diagnosis: form.asked.filter(({ diagnosis }) => diagnosis).every(has),
    description: facts["description"] === true || words,
    partner_contact: true,
    contact_is_partners: !misread("contact_is_partners"),
    one_issue: !misread("one_issue"),
    price_accepted: about.priceAccepted,
    personal_data_reviewed:
      areReviewed((about.records.diagnosis ?? NO_DIAGNOSIS).files) &&
      (personal.length === 0 || said(form.filled, "personal_data_reviewed", "yes")),
    ...(access === null ? {} : { access }),
  };
}

function said(filled: readonly Filled[], fact: string, value: string): boolean {
  return filled.some((one) => one.field.fact === fact && one.value === value);
}

/** Null: nobody wrote it down. */
function accessOf({ records: { tenancy }, now }: Case): "ok" | "expired" | "none" | null {
  if (tenancy === null || tenancy.access === null) return null;
  if (tenancy.access === "none") return "none";
  return tenancy.accessUntil !== null && tenancy.accessUntil <= now ? "expired" : "ok";
}

/** The facts behind blocks that somebody passed over count as there. */
function passedOver(passed: ReadonlySet<string>, { profile, ticket }: Case): EvidenceFacts {
  const wanted = Object.values(profile.table.evidence)
    .flat()
    .filter(({ code, if: conditions }) => passed.has(code) && applies(conditions, ticket));
  return Object.fromEntries(wanted.map(({ fact, is }) => [fact, is === undefined ? true : "ok"]));
}

/** The text of what would leave. */
function leaving(filled: readonly Filled[], subject: string): string {
  return [
    subject,
    ...filled.filter(({ field }) => field.leaves && field.is !== "contact").map(({ value }) => value),
  ].join("\n");
}
