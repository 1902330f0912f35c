import type { Profile } from "../../escalation/profile.ts";
import { parseDay } from "../../ops/local-day.ts";
import type { DeskFile } from "../../policy/desk-schema.ts";
import { fromMs, type Instant, iso } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import * as contracts from "../postgres/contracts.ts";
import { versionInForce } from "../postgres/policy-versions.ts";
import { findCustomers } from "../postgres/search.ts";
import { now } from "../postgres/transact.ts";
import { ownProfiles } from "../system/profiles.ts";
import { StartError } from "../system/start-error.ts";
import type { AccessOptions, ModelOptions, SubscriptionOptions } from "./customers-contracts.ts";
import { withDesk } from "./desk-database.ts";
import { json, printable, table } from "./print.ts";

const BY = { actor: "cli", clock: { kind: "database" } } as const;
const MODELS = ["direct_bill", "indirect_reseller"] as const;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Desk {
  readonly db: Db;
  readonly profile: Profile;
  readonly desk: DeskFile | null;
  readonly today: string;
  readonly customer: { readonly id: string; readonly name: string };
}

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
  return onCustomer(who, async ({ db, customer }) => {
    const all = await contracts.listSubscriptions(db, customer.id);
    const rows = all.map(({ name, service, reference, publisher, endsAt }) => [
      name,
      service,
      reference ?? "-",
      publisher ?? "-",
      endsAt === null ? "no end" : iso(endsAt).slice(0, 10),
    ]);
    const headers = ["name", "service", "reference", "publisher", "ends before"];
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

async function subscriptionNamed({ db, customer }: Desk, which: string): Promise<contracts.SubscriptionRow> {
  const wanted = which.trim().toLowerCase();
  const all = await contracts.listSubscriptions(db, customer.id);
  const found = all.filter(
    ({ name, reference }) => name.toLowerCase() === wanted || reference?.toLowerCase() === wanted,
  );
  if (found.length === 1) return found[0]!;
  const why =
    found.length === 0 ? "there is none called so" : "more than one is called so; give its reference";
  throw new StartError(`"${printable(which)}": ${why}.`, "List them: answerable customers subscription list");
}

function onCustomer(who: string, work: (desk: Desk) => Promise<void>): Promise<void> {
  return withDesk(async ({ db }) => {
    const at = await now(db, BY.clock);
    const published = await versionInForce(db, at);
    const profile = ownProfiles().get(published?.desk.profile ?? "current")?.profile;
    if (profile === undefined)
      throw new StartError("the profile of desk.yaml cannot be read", "Look at profiles/.");
    const found = await findCustomers(db, who);
    if (found.length !== 1) {
      const several = `"${who}" may be ${found.map(({ name }) => printable(name)).join(", ")}.`;
      throw new StartError(
        found.length > 1 ? several : `There is no customer "${who}".`,
        "List them: answerable customers",
      );
    }
    await work({
      db,
      profile,
      desk: published?.desk ?? null,
      today: iso(at).slice(0, 10),
      customer: found[0]!,
    });
  });
}

function dayStart(option: string, given: string | undefined): Instant | null {
  if (given === undefined) return null;
  const day = parseDay(given);
  return day === null
    ? wrong(option, given, "a day such as 2026-12-31")
    : fromMs(Date.parse(`${day}T00:00:00Z`));
}

/** The first moment after a last day. */
function dayEnd(option: string, given: string | undefined): Instant | null {
  const start = dayStart(option, given);
  return start === null ? null : fromMs(start + 86_400_000);
}

function known(option: string, read: string, expected: readonly string[]): void {
  const all = expected.length > 0 ? `one of ${expected.join(", ")}` : "nothing: desk.yaml has none";
  if (!expected.includes(read)) wrong(option, read, all);
}

function wrong(option: string, read: string, expected: string): never {
  throw new StartError(`${option}: read "${printable(read.slice(0, 80))}", expected ${expected}.`, "");
}

function say(options: { readonly json?: boolean }, value: unknown, text: string): void {
  process.stdout.write(`${options.json ? json(value) : text}\n`);
}
