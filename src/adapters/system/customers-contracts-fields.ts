import { DAY, fromMs, type Instant } from "../../values/instant.ts";

/** Names of desk and profile that columns may say; null: there is no desk yet, and they are not checked. */
export interface DeskNames {
  readonly services: readonly string[];
  readonly clouds: readonly string[];
  /** The partners of desk.yaml. */
  readonly partners: readonly string[];
}

/** What a customer has through us; a date left out is kept as it is known. */
export interface SubscriptionEntry {
  readonly service: string;
  readonly name: string;
  readonly reference: string | null;
  readonly publisher: string | null;
  readonly commerce: "new" | "legacy" | null;
  readonly boughtAt: Instant | null;
  readonly renewedAt: Instant | null;
  /** The first moment after its last day. */
  readonly endsAt: Instant | null;
}

export interface ModelEntry {
  readonly model: "direct_bill" | "indirect_reseller";
  /** Null: the one that desk.yaml names. */
  readonly provider: string | null;
  /** A civil date; null: from today on. */
  readonly validFrom: string | null;
}

export const SUBSCRIPTION_COLUMNS = {
  subscription: ["subscription", "subscriptionname"],
  service: ["service", "subscriptionservice"],
  reference: ["subscriptionid", "reference", "subscriptionreference"],
  publisher: ["publisher"],
  commerce: ["commerce"],
  bought: ["bought", "boughton", "purchasedate"],
  renewed: ["renewed", "renewedon", "renewaldate"],
  ends: ["ends", "endson", "enddate", "subscriptionend"],
} as const;
export const MODEL_COLUMNS = {
  model: ["partnermodel", "model", "billingmodel"],
  provider: ["provider", "indirectprovider"],
  modelFrom: ["modelfrom", "partnermodelfrom"],
} as const;
export type ContractColumn = keyof typeof SUBSCRIPTION_COLUMNS | keyof typeof MODEL_COLUMNS;
type Cell = (name: ContractColumn) => string;
export type Wrong = (path: string, value: string, expected: string) => null;

const COMMERCE: Readonly<Record<string, "new" | "legacy">> = {
  new: "new",
  nce: "new",
  legacy: "legacy",
  old: "legacy",
};
const MODELS: Readonly<Record<string, ModelEntry["model"]>> = {
  directbill: "direct_bill",
  direct: "direct_bill",
  indirectreseller: "indirect_reseller",
  indirect: "indirect_reseller",
  reseller: "indirect_reseller",
};

/** The subscription of a row; null: the row says nothing of one, or something of it is wrong. */
export function checkedSubscription(
  cell: Cell,
  names: DeskNames | null,
  wrong: Wrong,
): SubscriptionEntry | null {
  const keys = Object.keys(SUBSCRIPTION_COLUMNS) as (keyof typeof SUBSCRIPTION_COLUMNS)[];
  if (keys.every((key) => cell(key) === "")) return null;
  const [name, service] = [cell("subscription").replaceAll(/\s+/g, " "), cell("service")];
  if (name === "" || name.length > 200)
    wrong("subscription", name, "what it is called, in 1 to 200 characters");
  if (service === "" || !(names?.services.includes(service) ?? true))
    wrong("service", service, oneOf("a service of the profile", names?.services));
  const publisher = cell("publisher");
  if (publisher !== "" && !(names?.partners.includes(publisher) ?? true))
    wrong("publisher", publisher, oneOf("a partner of desk.yaml", names?.partners));
  const commerce = COMMERCE[cell("commerce").toLowerCase()] ?? null;
  if (cell("commerce") !== "" && commerce === null) wrong("commerce", cell("commerce"), "new or legacy");
  const reference = cell("reference");
  if (reference.length > 200) wrong("subscription id", reference, "at most 200 characters");
  return {
    service,
    name,
    reference: reference || null,
    publisher: publisher || null,
    commerce,
    boughtAt: dayOf("bought", cell("bought"), 0, wrong),
    renewedAt: dayOf("renewed", cell("renewed"), 0, wrong),
    endsAt: dayOf("ends", cell("ends"), DAY, wrong),
  };
}

/** How we stand to the vendor for the customer; null: the row does not say. */
export function checkedModel(cell: Cell, names: DeskNames | null, wrong: Wrong): ModelEntry | null {
  const [given, provider, from] = [cell("model"), cell("provider"), cell("modelFrom")];
  if (given + provider + from === "") return null;
  const model = MODELS[given.toLowerCase().replaceAll(/[^a-z]/g, "")];
  if (model === undefined) wrong("partner model", given, "direct_bill or indirect_reseller");
  if (provider !== "" && !(names?.partners.includes(provider) ?? true))
    wrong("provider", provider, oneOf("a partner of desk.yaml", names?.partners));
  if (provider !== "" && model === "direct_bill")
    wrong("provider", provider, "nothing: who bills directly has none");
  if (from !== "") dayOf("model from", from, 0, wrong);
  return { model: model ?? "direct_bill", provider: provider || null, validFrom: from || null };
}

export function checkedCloud(cloud: string, names: DeskNames | null, wrong: Wrong): void {
  if (cloud === "" || (names?.clouds.includes(cloud) ?? /^[a-z][a-z0-9_]{0,59}$/.test(cloud))) return;
  wrong("cloud", cloud, oneOf("a cloud instance of the profile such as commercial", names?.clouds));
}

/** A day as the moment it begins, or so much later; what is no day is told. */
function dayOf(path: string, given: string, plusMs: number, wrong: Wrong): Instant | null {
  if (given === "") return null;
  const start = Date.parse(`${given}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(given) && new Date(start).toJSON()?.slice(0, 10) === given;
  return isDay ? fromMs(start + plusMs) : wrong(path, given, "a day such as 2027-06-30");
}

function oneOf(what: string, known: readonly string[] | undefined): string {
  return known === undefined ? what : `${what}: ${known.join(", ") || "there is none"}`;
}
