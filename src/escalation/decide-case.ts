import type { Answer } from "./answer.ts";
import type { Case } from "./case.ts";
import { decideEscalation } from "./decide.ts";
import { nameOn, vehicleNamed } from "./vehicle-named.ts";
import { type Weighed, weigh } from "./weigh.ts";

export type CaseDecision =
  | { readonly kind: "decided"; readonly weighed: Weighed; readonly answer: Answer }
  /** A way was named that is not open to this issue. */
  | { readonly kind: "not-that-way"; readonly because: string; readonly answer: Answer };

/**
 * Decides where a case goes.
 *
 * @param wanted  the way that the agent named; null: whichever fits. Another than the table's is taken if it is usable,
 *                and refused with the reason otherwise: no role and no severity changes that.
 */
export function decideCase(about: Case, wanted: string | null): CaseDecision {
  const weighed = weigh(about);
  const { issue, model, entitlements, facts, settings } = weighed;
  const decide = (order?: readonly string[]): Answer =>
    decideEscalation(issue, model.model, entitlements, facts, about.profile, {
      ...settings,
      ...(order === undefined ? {} : { vehicleOrder: order }),
    });
  const answer = decide();
  if (wanted === null || isSaid(answer, wanted)) return { kind: "decided", weighed, answer };
  const named = vehicleNamed(wanted, about.profile, about.day);
  if (named.kind === "none")
    return { kind: "not-that-way", because: `there is no way called "${wanted}": ${named.because}`, answer };
  const { id } = named.vehicle;
  const order = settings.vehicleOrder ?? about.profile.vehicle_order;
  const asked = decide([id, ...order.filter((other) => other !== id)]);
  if (wayOf(asked) === id) return { kind: "decided", weighed, answer: asked };
  const called = nameOn(named.vehicle, about.day) ?? id;
  return { kind: "not-that-way", because: `${called} does not take it: ${whyNot(id, asked)}`, answer };
}

/** The vehicle that is taken, or would be once nothing blocks. */
export function wayOf({ vehicle, would_use }: Answer): string | null {
  return vehicle ?? would_use?.vehicle ?? null;
}

function isSaid(answer: Answer, wanted: string): boolean {
  const word = wanted.toLowerCase();
  return word === answer.target || word === answer.would_use?.target || word === wayOf(answer);
}

function whyNot(id: string, { others, row, because, decision }: Answer): string {
  const lost = others.find((line) => line.startsWith(`${id}: `));
  if (lost !== undefined) return lost.slice(id.length + 2);
  const inRow = others.map((line) => new RegExp(`[(;] ?${id}: ([^;)]+)`).exec(line)?.[1]).find(Boolean);
  return inRow ?? `row ${row} decides (${decision}): ${because}`;
}
