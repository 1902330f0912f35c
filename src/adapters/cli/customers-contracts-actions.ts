import { contactOn } from "../../escalation/support-contact.ts";
import { parseDay } from "../../ops/local-day.ts";
import { iso } from "../../values/instant.ts";
import * as contracts from "../postgres/contracts.ts";
import { supportContactsOf } from "../postgres/escalation-records.ts";
import { StartError } from "../system/start-error.ts";
import {
  BY,
  type Desk,
  dayEnd,
  dayStart,
  known,
  onCustomer,
  say,
  subscriptionNamed,
  wrong,
} from "./on-customer.ts";
import { printable, table } from "./print.ts";
import { contactName } from "./support-contacts-actions.ts";

export interface SubscriptionOptions {
  readonly json?: boolean;
  readonly service: string;
  readonly name: string;
  readonly reference?: string;
  readonly publisher?: string;
  readonly commerce?: string;
  readonly bought?: string;
  readonly renewed?: string;
  readonly ends?: string;
  readonly dryRun?: boolean;
}

export interface ModelOptions {
  readonly json?: boolean;
  readonly provider?: string;
  readonly from?: string;
  readonly subscription?: string;
  readonly openTickets: string;
  readonly dryRun?: boolean;
}

export interface AccessOptions {
  readonly json?: boolean;
  readonly granted?: boolean;
  readonly none?: boolean;
  readonly until?: string;
  readonly cloud?: string;
  readonly tenant?: string;
  readonly dryRun?: boolean;
}

const MODELS = ["direct_bill", "indirect_reseller"] as const;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function addOne(who: string, options: SubscriptionOptions): Promise<void> {
  return onCustomer(who, async ({ db, profile, desk, customer }) => {
    known(
      "--service",
      options.service,
      profile.services.map(({ id }) => id),
    );
    if (options.publisher !== undefined)
      known("--publisher", options.publisher, Object.keys(desk?.partners ?? {}));
    const row = {
      customerId: customer.id,
      service: options.service,
      name: options.name.trim().slice(0, 200),
      reference: options.reference?.trim().slice(0, 200) ?? null,
      publisher: options.publisher ?? null,
      commerce: commerceOf(options.commerce),
      boughtAt: dayStart("--bought", options.bought),
      renewedAt: dayStart("--renewed", options.renewed),
      endsAt: dayEnd("--ends", options.ends),
    };
    if (!options.dryRun && !(await contracts.addSubscription(db, row, BY)))
      throw new StartError(`${printable(customer.name)} has a subscription with that reference already.`, "");
    const done = options.dryRun ? "Would be written" : "Written";
    say(
      options,
      { ...row, dryRun: options.dryRun === true },
      `${done}: ${printable(row.name)} (${row.service}) of ${printable(customer.name)}.`,
    );
  });
}

export function listAll(who: string, asJson: boolean): Promise<void> {
  return onCustomer(who, async ({ db, desk, today, customer }) => {
    const [subs, contacts] = await Promise.all([
      contracts.listSubscriptions(db, customer.id),
      supportContactsOf(db, customer.id),
    ]);
    const all = subs.map((one) => ({ ...one, supportContact: contactOn(contacts, one, today) }));
    const rows = all.map(({ name, service, reference, publisher, commerce, endsAt, supportContact }) => [
      name,
      service,
      reference ?? "-",
      publisher ?? "-",
      commerce ?? "-",
      supportContact === null ? "-" : contactName(supportContact.partner, desk),
      endsAt === null ? "no end" : iso(endsAt).slice(0, 10),
    ]);
    const headers = [
      "name",
      "service",
      "reference",
      "publisher",
      "commerce",
      "support contact",
      "ends before",
    ];
    const none = `${printable(customer.name)} has no subscriptions. Add one: answerable customers subscription add --help`;
    say({ json: asJson }, all, rows.length > 0 ? table(headers, rows) : none);
  });
}

export function endOne(
  who: string,
  which: string,
  options: { json?: boolean; on?: string; dryRun?: boolean },
): Promise<void> {
  return onCustomer(who, async (on) => {
    const found = await subscriptionNamed(on, which);
    const endsAt = dayEnd("--on", options.on ?? on.today)!;
    if (!options.dryRun) await contracts.endSubscription(on.db, found.id, endsAt, BY);
    const text = `${printable(found.name)} ${options.dryRun ? "would end" : "ends"} with ${options.on ?? on.today}.`;
    say(options, { id: found.id, endsAt, dryRun: options.dryRun === true }, text);
  });
}

export function setOne(who: string, is: string, options: ModelOptions): Promise<void> {
  return onCustomer(who, async (on) => {
    const { db, desk, customer, today } = on;
    known("model", is, MODELS);
    known("--open-tickets", options.openTickets, ["move", "keep"]);
    if (options.provider !== undefined)
      known("--provider", options.provider, Object.keys(desk?.partners ?? {}));
    const from = options.from === undefined ? today : parseDay(options.from);
    if (from === null) return wrong("--from", options.from!, "a day such as 2027-01-01");
    const one = options.subscription === undefined ? null : await subscriptionNamed(on, options.subscription);
    const row = {
      customerId: customer.id,
      subscriptionId: one?.id ?? null,
      model: is as (typeof MODELS)[number],
      provider: options.provider ?? null,
      validFrom: from,
    };
    const before = await modelNow(on);
    const kept = options.openTickets === "keep" ? before : null;
    const n = options.dryRun ? 0 : await contracts.setModel(db, row, kept, BY);
    const whose = one === null ? printable(customer.name) : printable(one.name);
    const tickets =
      kept === null
        ? "Open tickets move to it."
        : `Open tickets keep ${before.model}${options.dryRun ? "" : ` (${n})`}.`;
    const text = `${whose}: ${is} ${options.dryRun ? "would hold" : "holds"} from ${from}. ${tickets}`;
    say(options, { ...row, kept, dryRun: options.dryRun === true }, text);
  });
}

export function models(who: string, asJson: boolean): Promise<void> {
  return onCustomer(who, async ({ db, customer, desk }) => {
    const all = await contracts.listModels(db, customer.id);
    const subs = await contracts.listSubscriptions(db, customer.id);
    const rows = all.map(({ model, provider, subscriptionId, validFrom }) => [
      validFrom,
      model,
      provider ?? "-",
      subs.find(({ id }) => id === subscriptionId)?.name ?? "the customer",
    ]);
    const none = `As desk.yaml says: ${desk?.upstream.model ?? "direct_bill"}.`;
    say({ json: asJson }, all, rows.length > 0 ? table(["from", "model", "provider", "for"], rows) : none);
  });
}

export function access(who: string, options: AccessOptions): Promise<void> {
  return onCustomer(who, async ({ db, profile, customer }) => {
    if (options.granted && options.none) return wrong("--none", "beside --granted", "one of the two");
    if (options.cloud !== undefined)
      known(
        "--cloud",
        options.cloud,
        profile.cloud_instances.map(({ id }) => id),
      );
    const tenantId = options.tenant?.trim().toLowerCase();
    if (tenantId !== undefined && !GUID.test(tenantId))
      return wrong("--tenant", options.tenant!, "a tenant id");
    const until = dayEnd("--until", options.until);
    const set = {
      ...(options.granted ? { access: "granted" as const } : {}),
      ...(options.none ? { access: "none" as const, accessUntil: null } : {}),
      ...(until === null ? {} : { accessUntil: until }),
      ...(options.cloud === undefined ? {} : { cloud: options.cloud }),
      ...(tenantId === undefined ? {} : { tenantId }),
    };
    if (!options.dryRun && Object.keys(set).length > 0) await contracts.setAccess(db, customer.id, set, BY);
    const is = { ...(await contracts.accessOf(db, customer.id)), ...set };
    const ends = is.accessUntil === null ? "" : `, ends before ${iso(is.accessUntil).slice(0, 10)}`;
    const text = `${printable(customer.name)}: access ${is.access ?? "not written down"}${ends}; cloud ${is.cloud}${options.dryRun ? " (nothing was changed)" : ""}.`;
    say(options, { ...is, dryRun: options.dryRun === true }, text);
  });
}

/** The model in force today for the customer as a whole. */
async function modelNow({ db, customer, desk, today }: Desk) {
  const all = await contracts.listModels(db, customer.id);
  const found = all.find(({ subscriptionId, validFrom }) => subscriptionId === null && validFrom <= today);
  const { model = "direct_bill" as const, provider } = desk?.upstream ?? {};
  return { model: found?.model ?? model, provider: found?.provider ?? provider ?? null };
}

/** Of which commerce a subscription is, as it was typed. */
function commerceOf(given: string | undefined): "new" | "legacy" | null {
  if (given === undefined) return null;
  known("--commerce", given, ["new", "legacy"]);
  return given as "new" | "legacy";
}

/** Writes down of which commerce a subscription is. */
export function setCommerce(
  who: string,
  which: string,
  options: { json?: boolean; commerce: string; dryRun?: boolean },
): Promise<void> {
  return onCustomer(who, async (on) => {
    const found = await subscriptionNamed(on, which);
    const commerce = commerceOf(options.commerce)!;
    if (!options.dryRun) await contracts.setCommerce(on.db, found.id, commerce, BY);
    const text = `${printable(found.name)} ${options.dryRun ? "would be" : "is"} of ${commerce} commerce.`;
    say(options, { id: found.id, commerce, dryRun: options.dryRun === true }, text);
  });
}
