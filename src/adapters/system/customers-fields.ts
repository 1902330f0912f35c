import { domainToASCII } from "node:url";
import { parse as parseDomain } from "tldts";
import { isFreeMail } from "../../conversation/free-mail.ts";
import { type Problem, showValue } from "../../policy/problem.ts";
import { DAY, fromMs, type Instant } from "../../values/instant.ts";
import {
  checkedCloud,
  checkedModel,
  checkedSubscription,
  type DeskNames,
  MODEL_COLUMNS,
  type ModelEntry,
  SUBSCRIPTION_COLUMNS,
  type SubscriptionEntry,
  type Wrong,
} from "./customers-contracts-fields.ts";

export interface CustomerEntry {
  /** Where it stands in the file. */
  readonly line: number;
  readonly name: string;
  /** Lower case; null: none given, and one that is known is kept. The same holds for the rest. */
  readonly tenantId: string | null;
  readonly domains: readonly string[];
  readonly plan: string | null;
  readonly language: string | null;
  readonly timeZone: string | null;
  readonly contacts: readonly { readonly name: string; readonly address: string }[];
  /** Which cloud the tenant is in, and our access to it; left out where no column says so. */
  readonly tenancy?: {
    readonly cloud?: string;
    readonly access?: "granted" | "none";
    /** The first moment after its last day. */
    readonly accessUntil?: Instant;
  };
  readonly subscriptions: readonly SubscriptionEntry[];
  readonly model: ModelEntry | null;
}

/** What a column may be called, without case, spaces and signs. The first of each is how we write it. */
const COLUMNS = {
  name: ["companyname", "company", "customername", "customer", "name", "organization", "displayname"],
  tenantId: ["tenantid", "microsoftid", "customertenantid", "customerid", "entratenantid", "aadtenantid"],
  domain: ["primarydomain", "primarydomainname", "domain", "domainname", "defaultdomain"],
  domains: ["domains", "otherdomains", "customdomains"],
  plan: ["plan", "supportplan"],
  language: ["language"],
  timeZone: ["timezone"],
  cloud: ["cloud", "cloudinstance"],
  access: ["access", "delegatedaccess", "gdap"],
  accessUntil: ["accessuntil", "gdapend", "gdapenddate", "accessend"],
  contacts: ["contacts", "contact", "contactemail", "email"],
  ...SUBSCRIPTION_COLUMNS,
  ...MODEL_COLUMNS,
} as const;
export type Column = keyof typeof COLUMNS;
export type Cells = Readonly<Partial<Record<Column, string>>>;

export interface KnownNames {
  readonly file: string;
  readonly plans: readonly string[] | null;
  readonly desk: DeskNames | null;
  /** Fills while rows are read: what was taken already, and by which row. */
  readonly names: Map<string, { readonly line: number; readonly same: string }>;
}

export type Read =
  | { readonly kind: "entry"; readonly entry: CustomerEntry }
  | { readonly kind: "problems"; readonly problems: readonly Problem[] }
  /**
   * A row that says of its customer what one before it said: dual partners have each customer twice in their export, and a list of
   * subscriptions has a customer once for each.
   */
  | { readonly kind: "again"; readonly of: number; readonly subscriptions: readonly SubscriptionEntry[] };

/** The column a heading means; null: none of ours. */
export function columnOf(heading: string): Column | null {
  const wanted = heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  const found = Object.entries(COLUMNS).find(([, names]) => (names as readonly string[]).includes(wanted));
  return (found?.[0] as Column | undefined) ?? null;
}

const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const ADDRESS = /^[^\s@<>"(),;:\\[\]]{1,64}@[^\s@<>]{1,253}$/;
const MOST_LISTED = 200;

/**
 * One row's values, checked: an entry, or everything that is wrong with it.
 *
 * @param items  subscriptions that stand in a list of their own, as YAML has them
 */
export function readCells(cells: Cells, line: number, known: KnownNames, items: readonly Cells[] = []): Read {
  const problems: Problem[] = [];
  const wrong = (path: string, value: string, expected: string): null => {
    problems.push({ file: known.file, line, column: 1, path, read: showValue(value), expected });
    return null;
  };
  const cell = (name: Column): string => (cells[name] ?? "").trim();

  const name = cell("name").replaceAll(/\s+/g, " ");
  if (name === "" || name.length > 200) wrong("company name", name, "a name of 1 to 200 characters");
  const tenant = cell("tenantId").toLowerCase().replaceAll(/[{}]/g, "");
  const tenantId = tenant === "" || GUID.test(tenant) ? tenant || null : wrong("tenant id", tenant, "a GUID");
  const given = [cell("domain"), ...listed(cell("domains"))].filter((domain) => domain !== "");
  const domains = given.flatMap((domain) => checkedDomain(domain, wrong) ?? []);
  const plan = cell("plan") || null;
  if (plan !== null && known.plans !== null && !known.plans.includes(plan)) {
    wrong("plan", plan, `one of the policy's plans: ${known.plans.join(", ")}`);
  }
  const language = cell("language") === "" ? null : checkedLanguage(cell("language"), wrong);
  const timeZone = cell("timeZone") === "" ? null : checkedZone(cell("timeZone"), wrong);
  const contacts = listed(cell("contacts")).flatMap((contact) => checkedContact(contact, wrong) ?? []);

  const entry: CustomerEntry = {
    line,
    name,
    tenantId,
    domains: [...new Set(domains)],
    plan,
    language,
    timeZone,
    contacts,
    ...checkedTenancy(cell, known.desk, wrong),
    subscriptions: subscriptionsOf(cell, items, known, wrong),
    model: checkedModel(cell, known.desk, wrong),
  };
  if (problems.length > 0) return { kind: "problems", problems };
  return once(entry, known);
}

/** The row's own subscription, and those of its list. */
function subscriptionsOf(
  cell: (name: Column) => string,
  items: readonly Cells[],
  { desk }: KnownNames,
  wrong: Wrong,
): readonly SubscriptionEntry[] {
  const listed = items.flatMap((item, n) => {
    const within: Wrong = (path, value, expected) => wrong(`subscriptions[${n}].${path}`, value, expected);
    const found = checkedSubscription((name) => (item[name] ?? "").trim(), desk, within);
    return found ?? within("subscription", "", "what it is called, and its service") ?? [];
  });
  const own = checkedSubscription(cell, desk, wrong);
  return own === null ? listed : [own, ...listed];
}

/** A tenant or a domain is one customer's; a name is, where nothing else tells two customers apart. */
function once(entry: CustomerEntry, { names, file }: KnownNames): Read {
  const { line, tenantId, domains, name } = entry;
  const keys: readonly (readonly [string, string])[] = [
    ...(tenantId === null ? [] : [["tenant id", tenantId] as const]),
    ...domains.map((domain) => ["domain", domain] as const),
    ...(tenantId === null && domains.length === 0 ? [["company name", name.toLowerCase()] as const] : []),
  ];
  const same = JSON.stringify({ ...entry, line: 0, subscriptions: [] });
  const taken = keys.flatMap(([path, key]) => {
    const before = names.get(`${path} ${key}`);
    return before === undefined ? [] : [{ path, key, before }];
  });
  if (taken.length > 0 && taken.every(({ before }) => before.same === same))
    return { kind: "again", of: taken[0]!.before.line, subscriptions: entry.subscriptions };
  for (const [path, key] of keys) {
    if (!names.has(`${path} ${key}`)) names.set(`${path} ${key}`, { line, same });
  }
  if (taken.length === 0) return { kind: "entry", entry };
  const problems = taken.map(({ path, key, before }) => ({
    ...{ file, line, column: 1, path, read: showValue(key) },
    expected: `each ${path} once; line ${before.line} has it already`,
  }));
  return { kind: "problems", problems };
}

const ACCESS: Readonly<Record<string, "granted" | "none">> = {
  granted: "granted",
  active: "granted",
  yes: "granted",
  none: "none",
  no: "none",
  expired: "none",
};

/** Cloud, access and its last day, where they are given. */
function checkedTenancy(
  cell: (name: Column) => string,
  desk: DeskNames | null,
  wrong: Wrong,
): Pick<CustomerEntry, "tenancy"> {
  const [cloud, access, until] = [cell("cloud"), cell("access"), cell("accessUntil")];
  if (cloud + access + until === "") return {};
  checkedCloud(cloud, desk, wrong);
  const is = ACCESS[access.toLowerCase()];
  if (access !== "" && is === undefined) wrong("access", access, "granted or none");
  const day = Date.parse(`${until}T00:00:00Z`);
  if (until !== "" && (!/^\d{4}-\d\d-\d\d$/.test(until) || Number.isNaN(day)))
    wrong("access until", until, "a day such as 2027-06-30");
  return {
    tenancy: {
      ...(cloud === "" ? {} : { cloud }),
      ...(is === undefined ? {} : { access: is }),
      ...(until === "" || Number.isNaN(day) ? {} : { accessUntil: fromMs(day + DAY) }),
    },
  };
}

function listed(text: string): readonly string[] {
  const items = text.split(/[;,|\n]/, MOST_LISTED).map((item) => item.trim());
  return items.filter((item) => item !== "");
}

/** A domain that only one organization has: what everybody can have an address at proves nothing. */
export function checkedDomain(given: string, wrong: Wrong): string | null {
  const domain = domainToASCII(given.toLowerCase().replace(/^@/, "").replace(/\.$/, ""));
  const found = parseDomain(domain, { allowPrivateDomains: true });
  if (domain.length > 253 || found.isIp || found.domain === null || /[^a-z0-9.-]/.test(domain)) {
    return wrong("domain", given, "a domain such as fabrikam.example");
  }
  if (isFreeMail(domain)) {
    return wrong("domain", given, "a domain of the customer's own: anybody can have an address there");
  }
  return domain;
}

function checkedLanguage(given: string, wrong: Wrong): string | null {
  try {
    return Intl.getCanonicalLocales(given)[0] ?? null;
  } catch {
    return wrong("language", given, "a language tag such as pt-PT");
  }
}

function checkedZone(given: string, wrong: Wrong): string | null {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: given }).resolvedOptions().timeZone;
  } catch {
    return wrong("time zone", given, "a time zone such as Europe/Lisbon");
  }
}

/** `Ana <ana@x>` or `ana@x`. */
function checkedContact(given: string, wrong: Wrong) {
  const open = given.lastIndexOf("<");
  const address = (open < 0 ? given : given.slice(open + 1).replace(/>$/, "")).trim().toLowerCase();
  if (!ADDRESS.test(address))
    return wrong("contacts", given, "addresses such as `Rui <rui@fabrikam.example>`");
  const name = open < 0 ? "" : given.slice(0, open).replaceAll('"', "").trim();
  return { name: name.slice(0, 200), address };
}
