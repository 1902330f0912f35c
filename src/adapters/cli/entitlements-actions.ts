import { vehicleOf } from "../../escalation/entitled.ts";
import { givenBackFor } from "../../escalation/outcome.ts";
import type { Profile } from "../../escalation/profile.ts";
import { nameOn } from "../../escalation/vehicle-named.ts";
import { parseDay } from "../../ops/local-day.ts";
import { count } from "../../ops/words.ts";
import type { DeskFile } from "../../policy/desk-schema.ts";
import { iso } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import * as ledger from "../postgres/entitlements.ts";
import { versionInForce } from "../postgres/policy-versions.ts";
import { now } from "../postgres/transact.ts";
import { newId } from "../system/ids.ts";
import { ownProfiles } from "../system/profiles.ts";
import { StartError } from "../system/start-error.ts";
import { withDesk } from "./desk-database.ts";
import { openIds, readIds, sealIds, sealing } from "./entitlement-ids.ts";
import { planLackingIn } from "./plan-check.ts";
import { json, printable, table } from "./print.ts";

export interface AddOptions {
  readonly vehicle: string;
  readonly name: string;
  readonly from: string;
  readonly to?: string;
  readonly units?: string;
  readonly services?: string;
  readonly grant?: string;
  readonly ids?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const BY = { actor: "cli", clock: { kind: "database" } } as const;
const NEXT = "List them: answerable entitlements";

interface Desk {
  readonly db: Db;
  readonly profile: Profile;
  /** Of the version in force; null: none is. */
  readonly upstream: Pick<DeskFile, "profile" | "upstream"> | null;
  readonly today: string;
}

export function list(asJson: boolean): Promise<void> {
  return onDesk(async ({ db, profile, upstream, today }) => {
    const all = (await ledger.listEntitlements(db)).map((held) => ({
      ...held,
      state: stateOf(held, today),
      daysLeft: held.validTo === null ? null : daysBetween(today, held.validTo),
    }));
    const lacking = upstream === null ? null : await planLackingIn(db, upstream);
    const warnings = lacking === null ? [] : [`${lacking.read}; ${lacking.expected}`];
    if (asJson) return say(json({ entitlements: all, warnings }));
    const rows = all.map((held) => [
      held.name,
      nameOn(vehicleOf(held.vehicle, profile) ?? NO_VEHICLE, today) ?? held.vehicle,
      held.state,
      held.validTo === null ? "no end" : `${held.validTo} (${count(held.daysLeft!, "day")})`,
      held.units === null ? "not counted" : `${held.unitsLeft} of ${held.units}`,
      held.services.join(", ") || "as the profile says",
      held.hasIds ? "yes" : "no",
    ]);
    const none = "No entitlements. Add one: answerable entitlements add --help";
    const headers = ["name", "vehicle", "state", "until", "units left", "services", "ids"];
    say(
      [rows.length > 0 ? table(headers, rows) : none, ...warnings.map((one) => `Warning: ${one}`)].join("\n"),
    );
  });
}

export function add(options: AddOptions): Promise<void> {
  return onDesk(async ({ db, profile }) => {
    const vehicle = vehicleOf(options.vehicle, profile);
    if (vehicle === undefined || !(vehicle.entitlement === "plan" || vehicle.entitlement === "units")) {
      const known = profile.vehicles.filter(
        ({ entitlement }) => entitlement === "plan" || entitlement === "units",
      );
      return wrong("--vehicle", options.vehicle, `one of ${known.map(({ id }) => id).join(", ")}`);
    }
    const [from, to] = [parseDay(options.from), options.to === undefined ? null : parseDay(options.to)];
    if (from === null) return wrong("--from", options.from, "a day such as 2026-01-01");
    if (options.to !== undefined && (to === null || to < from))
      return wrong("--to", options.to, `a day such as 2026-12-31, not before ${from}`);
    const units = options.units === undefined ? null : Number(options.units);
    if (units !== null && !(Number.isInteger(units) && units >= 0 && units <= 100_000))
      return wrong("--units", options.units!, "a whole number, 0 or more");
    const services = (options.services ?? "")
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "");
    const stranger = services.find((one) => !profile.services.some(({ id }) => id === one));
    if (stranger !== undefined)
      return wrong("--services", stranger, `some of ${profile.services.map(({ id }) => id).join(", ")}`);
    const id = newId();
    const sealed = options.ids === undefined ? NO_IDS : sealIds(readIds(options.ids), id, sealing());
    const row = {
      id,
      vehicle: vehicle.id,
      name: options.name.trim().slice(0, 120),
      grant: options.grant?.slice(0, 200) ?? null,
      validFrom: from,
      validTo: to,
      units,
      services,
    };
    if (!options.dryRun) await ledger.addEntitlement(db, { ...row, ...sealed }, BY);
    const hasIds = sealed.contractId !== null || sealed.accessId !== null;
    const done = options.dryRun ? "Would be written" : "Written";
    const text = `${done}: ${printable(row.name)} (${vehicle.id}), ${from} to ${to ?? "no end"}, ${
      units === null ? "units not counted" : count(units, "unit")
    }${hasIds ? ", with its ids, encrypted" : ""}.`;
    say(options.json ? json({ ...row, hasIds, dryRun: options.dryRun === true }) : text);
  });
}

export function show(which: string, reveal: boolean, asJson: boolean): Promise<void> {
  return onDesk(async ({ db, today }) => {
    const held = await one(db, which);
    const secret = reveal ? await ledger.revealIds(db, held.id, BY) : null;
    const opened = secret === null ? {} : openIds(secret, held.id, sealing());
    const shown = { ...held, state: stateOf(held, today), ...opened };
    const lines = Object.entries(shown).map(
      ([key, value]) => `${key.padEnd(12)}${printable(String(value ?? "-"))}`,
    );
    say(asJson ? json(shown) : lines.join("\n"));
  });
}

export function ids(which: string, file: string): Promise<void> {
  return onDesk(async ({ db }) => {
    const held = await one(db, which);
    await ledger.writeIds(db, held.id, sealIds(readIds(file), held.id, sealing()), BY);
    say(`The ids of ${printable(held.name)} are written, encrypted.`);
  });
}

export function end(
  which: string,
  options: { on?: string; dryRun?: boolean; json?: boolean },
): Promise<void> {
  return onDesk(async ({ db, today }) => {
    const held = await one(db, which);
    const on = options.on === undefined ? today : parseDay(options.on);
    if (on === null) return wrong("--on", options.on!, "a day such as 2026-12-31");
    if (!options.dryRun) await ledger.endEntitlement(db, held.id, on, BY);
    const text = `${printable(held.name)} ${options.dryRun ? "would end" : "ends"} with ${on}.`;
    say(options.json ? json({ id: held.id, validTo: on, dryRun: options.dryRun === true }) : text);
  });
}

export function debits(asJson: boolean): Promise<void> {
  return onDesk(async ({ db }) => {
    const all = await ledger.listDebits(db);
    if (asJson) return say(json(all));
    const rows = all.map(({ ticket, entitlement, units, at, refundedBecause }) => [
      `#${ticket}`,
      entitlement,
      String(units),
      iso(at).slice(0, 10),
      refundedBecause ?? "-",
    ]);
    say(
      rows.length > 0
        ? table(["ticket", "entitlement", "units", "taken", "given back"], rows)
        : "No units were taken.",
    );
  });
}

export function refund(
  given: string,
  options: { because: string; dryRun?: boolean; json?: boolean },
): Promise<void> {
  return onDesk(async ({ db, profile }) => {
    const number = Number(/^\[?#?(\d{1,12})\]?$/.exec(given.trim())?.[1] ?? Number.NaN);
    const taken = Number.isNaN(number) ? [] : await ledger.listDebits(db, number);
    const debit = taken.find(({ refundedAt }) => refundedAt === null);
    if (debit === undefined) {
      const why = taken.length > 0 ? "its unit was given back already" : "no unit was taken for it";
      throw new StartError(`Ticket ${given}: ${why}.`, "Look at: answerable entitlements debits");
    }
    const allowed = givenBackFor(debit.vehicle, profile);
    if (!allowed.includes(options.because))
      return wrong(
        "--because",
        options.because,
        allowed.length > 0 ? allowed.join(" or ") : "nothing: this vehicle gives no units back",
      );
    if (!options.dryRun) await ledger.refundDebit(db, debit.id, options.because, BY);
    const done = options.dryRun ? "would be given back" : "given back";
    const text = `${count(debit.units, "unit")} of ${printable(debit.entitlement)} ${done} (${options.because}).`;
    say(
      options.json
        ? json({ debit: debit.id, because: options.because, dryRun: options.dryRun === true })
        : text,
    );
  });
}

const NO_IDS = { contractId: null, accessId: null } as const;
const NO_VEHICLE = { names: [] } as unknown as Profile["vehicles"][number];

function onDesk(work: (desk: Desk) => Promise<void>): Promise<void> {
  return withDesk(async ({ db }) => {
    const at = await now(db, BY.clock);
    const published = await versionInForce(db, at);
    const name = published?.desk.profile ?? "current";
    const pinned = ownProfiles().get(name);
    if (pinned === undefined)
      throw new StartError(`there is no profile ${name}`, "Look at profiles/ and desk.yaml.");
    const upstream = published?.desk ?? null;
    await work({ db, profile: pinned.profile, upstream, today: iso(at).slice(0, 10) });
  });
}

/** By id, the end of it, or name. */
async function one(db: Db, which: string): Promise<ledger.ListedEntitlement> {
  const wanted = which.trim().toLowerCase();
  const all = await ledger.listEntitlements(db);
  const found = all.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (found.length === 1) return found[0]!;
  const several = `"${which}" may be ${found.map(({ id }) => id).join(", ")}.`;
  throw new StartError(found.length > 1 ? several : `There is no entitlement "${which}".`, NEXT);
}

function stateOf({ validFrom, validTo, unitsLeft }: ledger.ListedEntitlement, today: string): string {
  if (today < validFrom) return "not yet";
  if (validTo !== null && validTo < today) return "expired";
  return unitsLeft !== null && unitsLeft <= 0 ? "exhausted" : "active";
}

function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
}

function wrong(option: string, read: string, expected: string): never {
  throw new StartError(`${option}: read "${printable(read.slice(0, 80))}", expected ${expected}.`, "");
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
