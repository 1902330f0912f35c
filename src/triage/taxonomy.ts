import { z } from "zod";
import { type Refused, readSettings } from "../policy/load.ts";
import { wordsOf } from "./words.ts";

const Name = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, "small letters, digits and _");
const Phrases = z.record(Name, z.array(z.string().min(1).max(60, "at most 60 characters")).min(1));

/** `profiles/taxonomy.yaml`: ideas and services, and the words they are written with. */
export const TaxonomyFile = z.strictObject({
  automatic: z.array(z.string().min(1)),
  asking: z.array(Name),
  denying: z.array(z.string().min(1)),
  speaking: z.strictObject({
    self: z.array(z.string().min(1)),
    endings: z.array(z.string().length(4)),
    others: z.array(z.string().min(1)),
    reader: z.array(z.string().min(1)),
  }),
  turning: z.array(Name),
  settled: z.array(Name),
  wanting: z.array(Name),
  unasked: z.array(Name),
  mass: z.array(Name),
  worst: z.array(Name),
  matters: z.array(Name),
  trouble: z.strictObject({ who: z.array(Name), what: z.array(Name), small: z.array(Name) }),
  ideas: Phrases,
  services: z.record(Name, Phrases),
});

/** A place in the tree of all phrases, word by word. */
export interface Branch {
  readonly words: Map<string, Branch>;
  /** By the letters a word begins or ends with: `word*`, `*word`. */
  readonly starts: Map<string, Branch>;
  readonly ends: Map<string, Branch>;
  /** Up to three words may stand between. */
  gap: Branch | null;
  /** Ideas of the phrase that ends here. */
  ideas: readonly string[];
}

/** Two trees, read one beside the other: a word may be part of an idea and name a service. */
export interface Taxonomy {
  readonly ideas: Branch;
  /** Words before a subject's first colon by which calendars and absent people's mailboxes answer. */
  readonly automatic: ReadonlySet<string>;
  /** Ideas that make their sentence one that asks. */
  readonly asking: ReadonlySet<string>;
  /** Words that deny what stands close behind. */
  readonly denying: ReadonlySet<string>;
  /** Words by which writers speak of themselves, or to the reader; the last four letters of verbs that say "we", and words that only end so. */
  readonly speaking: Readonly<Record<"self" | "endings" | "others" | "reader", ReadonlySet<string>>>;
  /** Ideas behind which the ask comes. */
  readonly turning: ReadonlySet<string>;
  /** Ideas of a problem that is over, and those that say after it that something is wanted still. */
  readonly settled: ReadonlySet<string>;
  readonly wanting: ReadonlySet<string>;
  /** Ideas of mails that ask for no support. */
  readonly unasked: ReadonlySet<string>;
  /** Of those, what mails to many, machines and absent people use. */
  readonly mass: ReadonlySet<string>;
  /** Ideas that alone may mean severity A. */
  readonly worst: ReadonlySet<string>;
  /** Ideas by which whoever passes something on has a matter of their own. */
  readonly matters: ReadonlySet<string>;
  readonly trouble: {
    readonly who: ReadonlySet<string>;
    readonly what: ReadonlySet<string>;
    readonly small: ReadonlySet<string>;
  };
  /** Its ideas are `service.part`. */
  readonly services: Branch;
}

export type LoadedTaxonomy = ({ readonly kind: "taxonomy" } & Taxonomy) | Refused;

/** Reads the words of triage; refused with every problem at once. */
export function loadTaxonomy(text: string, fileName: string): LoadedTaxonomy {
  const read = readSettings(text, fileName, TaxonomyFile);
  if (read.kind === "refused") return read;
  const [ideas, services] = [branch(), branch()];
  for (const [idea, words] of Object.entries(read.value.ideas)) grow(ideas, words, idea);
  for (const [service, parts] of Object.entries(read.value.services)) {
    for (const [part, words] of Object.entries(parts)) grow(services, words, `${service}.${part}`);
  }
  const {
    worst,
    matters,
    trouble,
    unasked,
    automatic,
    asking,
    denying,
    speaking,
    turning,
    settled,
    wanting,
  } = read.value;
  return {
    kind: "taxonomy",
    automatic: new Set(automatic),
    asking: new Set(asking),
    denying: new Set(denying),
    speaking: {
      self: new Set(speaking.self),
      endings: new Set(speaking.endings),
      others: new Set(speaking.others),
      reader: new Set(speaking.reader),
    },
    turning: new Set(turning),
    settled: new Set(settled),
    wanting: new Set(wanting),
    unasked: new Set(unasked),
    mass: new Set(read.value.mass),
    worst: new Set(worst),
    matters: new Set(matters),
    trouble: { who: new Set(trouble.who), what: new Set(trouble.what), small: new Set(trouble.small) },
    ideas,
    services,
  };
}

function branch(): Branch {
  return { words: new Map(), starts: new Map(), ends: new Map(), gap: null, ideas: [] };
}

/** Shorter beginnings and endings would match by chance. */
export const LEAST_LETTERS = 2;

function grow(root: Branch, phrases: readonly string[], idea: string): void {
  for (const phrase of phrases) {
    const end = phrase.split(" ").reduce(furtherBy, root);
    end.ideas = [...new Set([...end.ideas, idea])];
  }
}

function furtherBy(from: Branch, part: string): Branch {
  if (part === "*") {
    from.gap ??= branch();
    return from.gap;
  }
  const { tokens } = wordsOf(part);
  return tokens.reduce((at, token, n) => {
    const [starts, ends] = [n === tokens.length - 1 && part.endsWith("*"), n === 0 && part.startsWith("*")];
    const among = starts ? at.starts : ends ? at.ends : at.words;
    const next = among.get(token) ?? branch();
    among.set(token, next);
    return next;
  }, from);
}
