import { z } from "zod";
import { Language } from "../policy/text.ts";
import { ISSUE_KINDS, SEVERITIES } from "./profile-schema.ts";

const word = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, "a short name in small letters");
const text = z.string().min(1, "some text").max(500, "at most 500 characters");
const names = z.array(text).max(40);
const list = <T extends z.ZodType>(of: T) => z.array(of).min(1).optional();

/** For which issues something is wanted. */
export const Condition = z.strictObject({
  service: list(word),
  kind: list(z.enum(ISSUE_KINDS)),
  severity: list(z.enum(SEVERITIES)),
});
export type Condition = z.infer<typeof Condition>;

/** How a field's value is judged. */
export const VALUE_KINDS = [
  "text",
  /** A time, and what was seen then. */
  "checked",
  /** At least one step with what came of it. */
  "steps",
  /** A sentence that says something. */
  "statement",
  "guid",
  /** An id or number: one token with a digit in it. */
  "reference",
  "reason",
  "product_class",
  "yes",
  "one",
  "contact",
  /** Numbers of the files of the conversation. */
  "files",
] as const;

export const FormField = z.strictObject({
  id: word,
  /** What it is called in the form, in small letters. */
  name: text,
  /** What it is called in what leaves. */
  label: text,
  names: names.default([]),
  is: z.enum(VALUE_KINDS),
  /** The evidence it proves. */
  fact: word.optional(),
  /** Part of the fact `diagnosis`. */
  diagnosis: z.boolean().default(false),
  /** Asked for only then. */
  if: z.array(Condition).min(1).optional(),
  /** Kinds of ids in the conversation that fill it in. */
  ids: z.array(word).default([]),
  hint: text,
  leaves: z.boolean().default(true),
});
export type FormField = z.infer<typeof FormField>;

const count = z.int().min(1).max(64);
/** Phrases in each language they are read in. */
const Phrases = z.record(
  z.string().regex(/^[a-z]{2}$/, "a language such as en"),
  z.array(text).min(1).max(80),
);

/** What notices of the vendor's are recognised by, and what people say who pass one on. */
export const Notices = z.strictObject({
  incident: Phrases,
  subscription: Phrases,
  passes_on: Phrases,
  polite: Phrases,
});
export type Notices = z.infer<typeof Notices>;

const Words = { kind: word, words: z.array(text).min(1).max(60) };

/** How ids are found in what people write. */
export const IdRules = z.strictObject({
  /** How far from an id its words may stand, in characters. */
  near: count.max(200),
  guids: z.array(z.strictObject(Words)).min(1),
  codes: z.array(
    z.strictObject({
      kind: word,
      prefix: z.string().regex(/^[A-Za-z0-9]{1,20}$/, "letters and digits"),
      digits: z.tuple([count, count]).optional(),
      hex: count.optional(),
    }),
  ),
  numbers: z.array(z.strictObject(Words)),
  status: z.array(z.strictObject({ ...Words, from: z.int(), to: z.int() })),
  mail_status: z.strictObject(Words),
  /** A path that begins so names a resource; the id that follows it is of the kind `owner`. */
  resource: z.strictObject({
    kind: word,
    path: z.string().regex(/^\/[A-Za-z]{1,40}\/$/, "a path"),
    owner: word,
  }),
});
export type IdRules = z.infer<typeof IdRules>;

export const Reason = z.strictObject({
  id: word,
  title: text,
  names: names.default([]),
  kind: z.enum(["commercial", "technical"]).optional(),
});

/** What a ticket may end as, said when it is closed. */
export const Outcome = z.strictObject({ id: word, title: text, names: names.default([]) });

/** Where a target is reached. `to` says which partner of desk.yaml it is. */
export const TargetRoute = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("mail"), to: z.enum(["provider", "publisher", "delivery"]) }),
  z.strictObject({ by: z.literal("portal"), name: text }),
]);
export type TargetRoute = z.infer<typeof TargetRoute>;

/** The text a customer is asked by, in each language. */
export const Questions = z.record(word, z.record(Language, text));
