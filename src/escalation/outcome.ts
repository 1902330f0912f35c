import { vehicleOf } from "./entitled.ts";
import { folded } from "./folded.ts";
import type { Profile } from "./profile.ts";

/** The outcome that words name, by its id; null: there is none of this name. */
export function outcomeOf(words: string, { table }: Pick<Profile, "table">): string | null {
  const wanted = folded(words);
  return (
    table.outcomes.find(({ id, title, names }) => [id, title, ...names].map(folded).includes(wanted))?.id ??
    null
  );
}

/** What becomes of a unit: it is given back, it may be (the vendor says so), or it stays taken. */
export type UnitAfter =
  | { readonly kind: "back" | "stays" }
  /** `because`: the outcomes for which it may be. */
  | { readonly kind: "perhaps"; readonly because: readonly string[] };

/**
 * What becomes of the unit of a vehicle when its ticket ends, by the vehicle's rules.
 *
 * @param outcome     what the ticket ended as; null: nobody said
 * @param commercial  the ticket is a commercial one: then the outcomes for which a unit may be given back are thought of all the same
 */
export function unitAfter(
  vehicle: string,
  outcome: string | null,
  commercial: boolean,
  profile: Profile,
): UnitAfter {
  const { refund_when = [], refund_perhaps = [] } = vehicleOf(vehicle, profile)?.units ?? {};
  if (outcome !== null && refund_when.includes(outcome)) return { kind: "back" };
  if (outcome !== null && refund_perhaps.includes(outcome)) return { kind: "perhaps", because: [outcome] };
  return commercial && refund_perhaps.length > 0
    ? { kind: "perhaps", because: refund_perhaps }
    : { kind: "stays" };
}

/** For which outcomes a unit of a vehicle may be given back at all. */
export function givenBackFor(vehicle: string, profile: Profile): readonly string[] {
  const { refund_when = [], refund_perhaps = [] } = vehicleOf(vehicle, profile)?.units ?? {};
  return [...refund_when, ...refund_perhaps];
}
