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
import { withDesk } from "./desk-database.ts";
import { json, printable } from "./print.ts";

export const BY = { actor: "cli", clock: { kind: "database" } } as const;

/** A customer that a command is about, and what its words may name. */
export interface Desk {
  readonly db: Db;
  readonly profile: Profile;
  readonly desk: DeskFile | null;
  readonly today: string;
  readonly customer: { readonly id: string; readonly name: string };
}

/** The one subscription of that name or reference. */
export async function subscriptionNamed(
  { db, customer }: Desk,
  which: string,
): Promise<contracts.SubscriptionRow> {
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

/** Runs `work` on the one customer that a name, domain or contact means. */
export function onCustomer(who: string, work: (desk: Desk) => Promise<void>): Promise<void> {
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

/** The first moment of a day in UTC. */
export function dayStart(option: string, given: string | undefined): Instant | null {
  if (given === undefined) return null;
  const day = parseDay(given);
  return day === null
    ? wrong(option, given, "a day such as 2026-12-31")
    : fromMs(Date.parse(`${day}T00:00:00Z`));
}

/** The first moment after a last day. */
export function dayEnd(option: string, given: string | undefined): Instant | null {
  const start = dayStart(option, given);
  return start === null ? null : fromMs(start + 86_400_000);
}

/** Refuses what is none of those there are. */
export function known(option: string, read: string, expected: readonly string[]): void {
  const all = expected.length > 0 ? `one of ${expected.join(", ")}` : "nothing: desk.yaml has none";
  if (!expected.includes(read)) wrong(option, read, all);
}

export function wrong(option: string, read: string, expected: string): never {
  throw new StartError(`${option}: read "${printable(read.slice(0, 80))}", expected ${expected}.`, "");
}

export function say(options: { readonly json?: boolean }, value: unknown, text: string): void {
  process.stdout.write(`${options.json ? json(value) : text}\n`);
}
