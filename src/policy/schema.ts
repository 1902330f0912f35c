import { z } from "zod";
import { ServiceDuration } from "./duration.ts";
import { CivilDate, Name, ServiceHours, TimeZone } from "./schema-hours.ts";
import { Language, Text, Texts } from "./text.ts";

export const SEVERITIES = ["A", "B", "C"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const SeveritySchema = z.enum(SEVERITIES, "one of: A, B, C");

export const MailAddress = z
  .string("a mail address")
  .max(254)
  .regex(/^[^\s@<>,;"()]{1,64}@[^\s@<>,;"()]{1,253}$/, "a mail address such as support@contoso.example");
export const WebAddress = z
  .string("a web address")
  .max(2000)
  .regex(/^https?:\/\/[^\s"<>]+$/, "a web address such as https://contoso.example/support");

const Desk = z.strictObject({
  name: z.string("the desk's name").trim().min(1, "the desk's name").max(120),
  address: MailAddress,
  /** The first is the desk's own; all of them are shown on the page. */
  languages: z.array(Language).min(1, "at least one language such as en").max(20),
  timeZone: TimeZone,
  policyUrl: WebAddress.optional(),
  website: WebAddress.optional(),
  effectiveFrom: CivilDate.optional(),
});

const forWhom = {
  name: Text.optional(),
  severities: z.array(SeveritySchema).min(1).optional(),
  hours: Name.optional(),
  languages: z.array(Language).min(1).optional(),
};
const Contact = z.union(
  [
    z.strictObject({ email: MailAddress, ...forWhom }),
    z.strictObject({
      phone: z
        .string("a telephone number in quotes")
        .regex(/^\+?[\d ()./-]{3,30}$/, "a telephone number such as +351 21 000 0000"),
      ...forWhom,
    }),
    z.strictObject({ web: WebAddress, ...forWhom }),
  ],
  "a way to reach you: one of email, phone or web",
);
export type Contact = z.infer<typeof Contact>;

const SeverityWords = z.strictObject({ name: Text, means: Text, examples: Texts.optional() });

const Amount = z.strictObject({
  amount: z.number("a number").nonnegative("a number that is not negative").max(1e9),
  currency: z.string("a currency such as EUR").regex(/^[A-Z]{3}$/, "a currency of ISO 4217 such as EUR"),
  per: z.union([z.enum(["month", "year", "user", "incident", "hour"]), Text], {
    error: "month, year, user, incident, hour, or your own words by language",
  }),
  for: Text.optional(),
  note: Text.optional(),
});
const Price = z.union([z.literal("included"), Amount, z.array(Amount).min(1).max(20)], {
  error: "included, or { amount, currency, per }, or a list of these",
});
export type Amount = z.infer<typeof Amount>;

/** What stops a clock: waiting for the customer, or for an upstream. A first response never pauses (sla.md 4). */
const PauseReason = z.enum(["customer", "vendor"], "customer or vendor");
const PauseReasons = z.array(PauseReason).max(2);
const PauseOn = z.union(
  [
    PauseReasons,
    z.strictObject({
      nextResponse: PauseReasons.optional(),
      update: PauseReasons.optional(),
      resolution: PauseReasons.optional(),
    }),
  ],
  "a list such as [customer] for update and resolution, or one by target",
);

export const Targets = z.strictObject({
  firstResponse: ServiceDuration.optional(),
  nextResponse: ServiceDuration.optional(),
  update: ServiceDuration.optional(),
  resolution: ServiceDuration.optional(),
  hours: Name,
  pauseOn: PauseOn.optional(),
});
export type Targets = z.infer<typeof Targets>;

const bySeverity = <T extends z.ZodType>(value: T) => z.strictObject({ A: value, B: value, C: value });

const Plan = z.strictObject({
  name: Text.optional(),
  includes: Texts.optional(),
  price: Price.optional(),
  targets: z.strictObject({
    A: Targets.optional(),
    B: Targets.optional(),
    C: Targets.optional(),
  }),
});
export type Plan = z.infer<typeof Plan>;

const Service = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "a short name in small letters such as microsoft365"),
  name: Text.optional(),
  scope: Texts.optional(),
  exclusions: Texts.optional(),
});

const Escalation = z.strictObject({
  /** To those with other skills: how and to whom an issue is handed on. */
  functional: Text.optional(),
  /** To those with more say: whom a customer can ask for. */
  hierarchic: Text.optional(),
  /** What changes once an upstream works on it. */
  upstream: Text.optional(),
});

/** `policy.yaml`: everything a customer may read, and all that a clock obeys. */
export const PolicyFile = z.strictObject({
  version: z.literal(1, "1"),
  desk: Desk,
  support: z
    .array(z.strictObject({ name: Text, includes: Texts.optional(), price: Price.optional() }))
    .max(20)
    .optional(),
  serviceHours: z.record(Name, ServiceHours).optional(),
  contact: z.array(Contact).max(50).optional(),
  severities: bySeverity(SeverityWords),
  plans: z.record(Name, Plan).refine((plans) => Object.keys(plans).length > 0, "at least one plan"),
  services: z.array(Service).max(100).optional(),
  exclusions: Texts.optional(),
  duties: Texts.optional(),
  raisingSeverity: Text.optional(),
  charges: Text.optional(),
  escalation: z.union([Text, Escalation], "a text, or { functional, hierarchic, upstream }").optional(),
  dataProtection: Text.optional(),
  changes: Text.optional(),
});
export type PolicyFile = z.infer<typeof PolicyFile>;

/** For editors: put `# yaml-language-server: $schema=…` at the top of the file. */
export function policyJsonSchema(): unknown {
  return { title: "Answerable: policy.yaml", ...z.toJSONSchema(PolicyFile, { io: "input" }) };
}
