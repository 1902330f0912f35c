import { z } from "zod";
import {
  Condition,
  FormField,
  IdRules,
  Notices,
  Outcome,
  Questions,
  Reason,
  TargetRoute,
} from "./form-schema.ts";
import { ISSUE_KINDS, PARTNERS, PRODUCT_CLASSES, SCOPES } from "./profile-schema.ts";

const word = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, "a short name in small letters");
const text = z.string().min(1, "some text").max(500, "at most 500 characters");
const list = <T extends z.ZodType>(of: T) => z.array(of).min(1).optional();

export const DECISIONS = [
  "no_ticket",
  "resolve_here",
  "handover",
  "link_incident",
  "escalate",
  "blocked",
] as const;

const When = z.strictObject({
  kind: list(z.enum(ISSUE_KINDS)),
  partner: list(z.enum(PARTNERS)),
  service: list(word),
  scope: list(z.enum(SCOPES)),
  product_class: list(z.enum(PRODUCT_CLASSES)),
  incident: z.boolean().optional(),
  within_baseline: z.boolean().optional(),
  delivered_elsewhere: z.boolean().optional(),
  files_directly: z.boolean().optional(),
  plan: z.enum(["usable", "below_minimum"]).optional(),
});

const Row = z.strictObject({
  row: text,
  title: text,
  when: When,
  decision: z.enum(DECISIONS),
  target: word.optional(),
  /** A vehicle's id, or `first_usable`. */
  vehicle: word.optional(),
  needs: z.array(word).default([]),
  blocked_by: z.array(word).default([]),
  partner_pays: z.number().optional(),
  because: text,
  next: word.optional(),
  expected_response: text.optional(),
  alternatives: z.array(word).optional(),
});

const Evidence = z.strictObject({
  fact: word,
  /** The value that blocks; without it `false` does. */
  is: word.optional(),
  code: word,
  if: z.array(Condition).optional(),
});

/**
 * `profiles/decisions.yaml`: the decision table, what must be there, the blocks, what else can be done; then the form that
 * agents fill in, the ids that are found in the conversation, and what customers are asked.
 */
export const DecisionsFile = z.strictObject({
  rows: z.array(Row).min(1),
  evidence: z.record(z.string(), z.array(Evidence)),
  blocks: z.array(
    z.strictObject({
      code: word,
      /** A sentence that somebody can act on; left out: the code, as words. */
      says: text.optional(),
      clears: z.enum(["agent", "customer", "partner_admin"]),
      next: word,
      override: z.enum(["agent", "lead", "manager"]).nullable(),
      /** How deep the diagnosis is: with severity A any agent may pass over it. */
      depth: z.boolean().default(false),
      /** What the question mail to the customer asks for; null: nothing. */
      ask: word.nullable(),
    }),
  ),
  next_order: z.array(word).min(1),
  alternatives: z.array(
    z.strictObject({
      id: word,
      title: text,
      for: list(word),
      partner: list(z.enum(PARTNERS)),
      kind: list(z.enum(ISSUE_KINDS)),
    }),
  ),
  targets: z.record(word, TargetRoute),
  partner_deliveries: z.record(z.string(), word),
  reasons: z.array(Reason).min(1),
  /** What a ticket may end as. */
  outcomes: z.array(Outcome).min(1),
  form: z.array(FormField).min(1).max(60),
  ids: IdRules,
  notices: Notices,
  questions: Questions,
});
export type DecisionsFile = z.infer<typeof DecisionsFile>;
export type DecisionRow = z.infer<typeof Row>;
export type Evidence = z.infer<typeof Evidence>;
