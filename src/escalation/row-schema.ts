import { z } from "zod";
import { ISSUE_KINDS, PARTNERS, PRODUCT_CLASSES, SCOPES, SEVERITIES } from "./profile-schema.ts";

const id = z.string("some text").min(1, "some text").max(100, "at most 100 characters");
const flag = z.boolean("true or false").nullish();
/** A civil date; a time after it does not count. */
const day = z
  .string("a date such as 2026-11-24")
  .refine((text) => isDay(text), "a date such as 2026-11-24")
  .transform((text) => text.slice(0, 10));

export const RowSettings = z.object({
  reseller_direct_file: z.array(id).optional(),
  vehicle_order: z.array(id).optional(),
  minimum_vehicle: z.record(z.string(), id.nullable()).optional(),
});

export const RowEntitlement = z.object({
  vehicle: id,
  active: flag,
  units_left: z.number("a number").nullish(),
  valid_from: day.nullish(),
  valid_to: day.nullish(),
});
export type RowEntitlement = z.infer<typeof RowEntitlement>;

/** A row as `answerable escalation decide --json` reads it. Keys it does not know do no harm. */
export const Row = z.object({
  profile: id.default("current"),
  partner: z.enum(PARTNERS),
  kind: z.enum(ISSUE_KINDS),
  service: id,
  product_class: z.enum(PRODUCT_CLASSES).nullish(),
  scope: z.enum(SCOPES).default("customer_tenant"),
  severity: z.enum(SEVERITIES).nullish(),
  within_baseline: flag,
  matches_service_incident: z.union([z.string(), z.boolean()], "an id").nullish(),
  delivery: z.record(z.string(), id).nullish(),
  outsourcer_result: id.nullish(),
  settings: RowSettings.nullish(),
  entitlements: z.array(RowEntitlement).nullish(),
  evidence: z.looseObject({ access: z.enum(["ok", "none", "expired"]).nullish() }).nullish(),
});
export type Row = z.infer<typeof Row>;

function isDay(text: string): boolean {
  return z.iso.date().safeParse(text.slice(0, 10)).success && /^.{10}(?:[T ].{1,40})?$/.test(text);
}
