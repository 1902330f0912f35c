import { folded } from "./folded.ts";
import type { FormField } from "./form-schema.ts";
import type { Profile } from "./profile.ts";

export interface JudgedBy {
  readonly profile: Profile;
  /** Lower-case addresses on the customer's side: none of them is a contact of ours. */
  readonly customers: ReadonlySet<string>;
}

export type Judged =
  /** As it is stored in packets: ids in small letters, choices by their id. */
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly expected: string };

export const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIME = /\b(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?\b/g;
const DATE = /\b\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?\b/g;
const ZONE = /\b(?:utc|gmt|z|cet|cest|wet|west|brt|est|edt|pst|pdt|h|am|pm)\b/gi;
const CAME_OF_IT = /\s*(?:->|→|=>|⇒|➔|[:=]|\s[–—-]\s)\s*/u;
const ADDRESS = /[^\s<>()[\],;:"@]{1,64}@[a-z0-9.-]{1,253}/gi;

/** Words that say that something was done and not what. */
const EMPTY: ReadonlySet<string> = new Set(
  `tried everything|everything|tried everything already|we tried everything|all|all steps|everything tried|nothing helps
  |nothing works|does not work|doesn't work|it does not work|tentamos tudo|tentei tudo|tudo|nada funciona|nao funciona
  |probamos todo|lo probamos todo|todo|no funciona|nada|alles versucht|alles probiert|alles|geht nicht|tout essaye
  |on a tout essaye|tout|ne marche pas|unknown|n a|tbd|see above|see mail`
    .split("|")
    .map(folded),
);

/** Whether a value says what its field asks for; if not, what was expected. */
export function judge(field: FormField, given: string, by: JudgedBy): Judged {
  const value = given.trim();
  const plain = folded(value.replaceAll(/[.!]+$/g, ""));
  switch (field.is) {
    case "text":
      return yes(value);
    case "checked":
      return said(value) && hasTime(value)
        ? yes(value)
        : no("a time and what was seen: 10:05 UTC, no incident");
    case "steps":
      return value.split("\n").some(isStep)
        ? yes(value)
        : no("a step a line with what came of it: restarted the connector -> same error");
    case "statement":
      return !EMPTY.has(plain) && value.length >= 12 && plain.split(" ").length >= 3
        ? yes(value)
        : no("a sentence");
    case "guid":
      return GUID.test(plainGuid(value)) && !isBlankGuid(plainGuid(value))
        ? yes(plainGuid(value))
        : no("an id of 32 digits and letters a to f: 00000000-1111-2222-3333-444444444444");
    case "reference":
      return /\d/.test(value) && /^[^\s]{3,300}$/.test(value)
        ? yes(GUID.test(plainGuid(value)) ? plainGuid(value) : value)
        : no("an id or a number without blanks");
    case "reason":
      return choice(by.profile.table.reasons, plain);
    case "product_class":
      return plain === "cloud" || plain === "nuvem" ? yes("cloud") : onPremises(plain);
    case "yes":
      return yesOrNo(plain);
    case "one":
      return plain === "1" || plain === "one" || plain === "um"
        ? yes("1")
        : no("1: two issues are two tickets");
    case "contact":
      return [...value.matchAll(ADDRESS)].some(([address]) => by.customers.has(address.toLowerCase()))
        ? no("a contact of ours: this address is the customer's")
        : yes(value);
    // Read against the list that the mail answers, before it comes here (`files.ts`).
    case "files":
      return yes(value);
  }
}

const yes = (value: string): Judged => ({ ok: true, value });
const no = (expected: string): Judged => ({ ok: false, expected });

function choice(reasons: Profile["table"]["reasons"], plain: string): Judged {
  const found = reasons.find(({ id, title, names }) => [id, title, ...names].map(folded).includes(plain));
  return found === undefined ? no(`one of: ${reasons.map(({ id }) => id).join(", ")}`) : yes(found.id);
}

function onPremises(plain: string): Judged {
  return /^(?:on ?prem(?:ises?)?|on premises?|local)$/.test(plain)
    ? yes("on_premises")
    : no("cloud or on-premises");
}

function yesOrNo(plain: string): Judged {
  const word = plain.split(/[ ,;.]/)[0]!;
  if (["yes", "sim", "si", "ja", "oui", "y"].includes(word)) return yes("yes");
  return ["no", "nao", "nein", "non", "n"].includes(word) ? yes("no") : no("yes or no");
}

function hasTime(value: string): boolean {
  return value.search(TIME) >= 0;
}

/** A word is left when the time is taken away. */
function said(value: string): boolean {
  const rest = value.replaceAll(TIME, " ").replaceAll(DATE, " ").replaceAll(ZONE, " ");
  return /\p{L}{2}/u.test(rest);
}

function isStep(line: string): boolean {
  const [done = "", ...came] = line.replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s*/u, "").split(CAME_OF_IT);
  const result = came.join(" ").trim();
  return /\p{L}{3}/u.test(done) && /[\p{L}\d]{2}/u.test(result) && !EMPTY.has(folded(done));
}

function plainGuid(value: string): string {
  return value.toLowerCase().replaceAll(/[{}]/g, "").trim();
}

/** All of one digit: somebody's example. */
export function isBlankGuid(guid: string): boolean {
  return new Set(guid.replaceAll("-", "")).size === 1;
}
