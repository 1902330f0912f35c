import { z } from "zod";

const word = z.string().regex(/^[a-z][a-z0-9_-]{0,59}$/, "a short name in small letters");
const text = z.string().min(1, "some text").max(500, "at most 500 characters");
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/, "a date such as 2026-11-24");
const amount = z.number().min(0, "0 or more");
const words = z.array(word);
export const SEVERITIES = ["A", "B", "C"] as const;
export const ISSUE_KINDS = ["commercial", "technical", "not_support"] as const;
export const SCOPES = ["customer_tenant", "own_tenant", "marketplace_isv"] as const;
export const PRODUCT_CLASSES = ["cloud", "on_premises"] as const;
export const PARTNERS = ["direct_bill", "indirect_reseller"] as const;

const Coverage = z.strictObject({
  service: words.optional(),
  scope: z.array(z.enum(SCOPES)).optional(),
  product_class: z.array(z.enum(PRODUCT_CLASSES)).optional(),
});

const Vehicle = z.strictObject({
  id: word,
  /** The row of the decision table that it is. */
  row: text,
  /** Ids it had or will have; an entitlement under one of them is one of this. */
  also: words.default([]),
  names: z.array(z.strictObject({ name: text, from: date, to: date.optional() })).min(1, "at least one name"),
  aliases: z.array(text).default([]),
  entitlement: z.enum(["none", "plan", "units", "programme"]),
  on: z.boolean(),
  /** Higher is more; plans are compared with the service's minimum by it. */
  rank: z.number().int().min(0).optional(),
  kinds: z.array(z.enum(ISSUE_KINDS)).min(1),
  covers: z.array(Coverage).min(1),
  cost: z.strictObject({ text, payer: text, partner_pays: amount.nullable() }),
  units: z.strictObject({
    debit: amount,
    /** Outcomes for which a unit is given back, and those for which the vendor may do so. */
    refund_when: words.optional(),
    refund_perhaps: words.optional(),
    unlock_within_months: amount.optional(),
    use_within_months: amount.optional(),
    granted: z.record(z.string(), amount).optional(),
  }),
  response: z.strictObject({
    A: text.optional(),
    B: text.optional(),
    C: text.optional(),
    other: text.optional(),
    source: text,
    date,
  }),
  requires: words,
  source: text,
});

const shape = z
  .string()
  .regex(/^[#@A-Za-z0-9._/-]{3,40}$/, "a shape such as ######## (# a digit, @ a letter)");
const domain = z.string().regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])$/, "a domain in small letters");

/** Where issues are filed that go to the vendor itself, and how its answers are known. */
const Vendor = z.strictObject({
  name: text,
  /** Where everything else fails. */
  home: z.url("a web address"),
  /** Links by cloud and service; `{tenant}` and `{subscription}` are filled in. The most exact is taken. */
  portals: z.array(
    z.strictObject({
      cloud: word.optional(),
      services: words.min(1).optional(),
      link: z.url("a web address"),
    }),
  ),
  checklist: z.array(text),
  sender_domains: z.array(domain),
  /** By which names mail claims to be the vendor's, and domains of customers that have one of them in theirs. */
  called: z.array(text).default([]),
  tenant_domains: z.array(domain).default([]),
  case_numbers: z.strictObject({ accepted: z.array(shape), learnt: z.array(shape) }),
  source: text,
});

const Cell = z.strictObject({ text, link: text.optional() });

/** `profiles/<name>.yaml`: what a partner programme offered at a date. */
export const ProfileFile = z.strictObject({
  id: word,
  title: text,
  programme: z.array(text).min(1),
  source: text,
  date,
  /** A file beside this one. */
  decisions: text,
  services: z.array(z.strictObject({ id: word, name: text, plan_note: text.optional() })).min(1),
  vehicles: z.array(Vehicle).min(1),
  /** Which usable vehicle wins. */
  vehicle_order: words,
  minimum_vehicle: z.record(z.string(), word),
  deliveries: z.array(z.strictObject({ id: word, target: word.optional(), unable: word.optional() })),
  boundaries: z.array(
    z.strictObject({
      service: word,
      partner: z.array(text),
      upstream: z.array(text),
      neither: z.array(text),
      source: text,
    }),
  ),
  guidance: z.record(z.string(), z.strictObject({ technical: Cell, subscription: Cell, billing: Cell })),
  vendor: Vendor,
  cloud_instances: z.array(
    z.strictObject({ id: word, name: text, api: z.url("a web address"), partner_hours: text }),
  ),
  commercial_windows: z.array(
    z.strictObject({ what: text, hours: amount.nullable(), from: date, source: text }),
  ),
});
export type ProfileFile = z.infer<typeof ProfileFile>;
export type Vehicle = z.infer<typeof Vehicle>;
export type Coverage = z.infer<typeof Coverage>;
