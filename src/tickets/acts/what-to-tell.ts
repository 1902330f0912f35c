import { type Incident, type IncidentUpdate, newsOf } from "../incident/incident.ts";
import { whyNotTold } from "../incident/told-words.ts";
import type { ActContext } from "./act.ts";
import { knownIncident } from "./known-incident.ts";

/** What `#incident … tell` or `resolved` asks for; the act and its dry run judge it alike. */
export type Telling =
  | { readonly kind: "telling"; readonly found: Incident; readonly update: IncidentUpdate }
  | { readonly kind: "refused"; readonly because: string };

export interface TellOrder {
  readonly code: string;
  readonly act: "tell" | "resolved";
  /** The agent's own, that stand below the command; null: none do. */
  readonly words: string | null;
}

export function whatToTell(
  { code, act, words }: TellOrder,
  context: Pick<ActContext, "mail" | "state" | "promises" | "before" | "now">,
): Telling {
  const found = knownIncident(code, context);
  if (found === null)
    return refused(`#incident: no ticket hangs on ${code}; #incident ${code} hangs this one on it`);
  if (act === "resolved") return { kind: "telling", found, update: { kind: "resolved" } };
  if (found.closedAt !== null)
    return refused(`#incident: ${code} is over; #incident ${code} open says that it goes on`);
  if (words === null) return { kind: "telling", found, update: { kind: "known" } };
  const because = whyNotTold(words, context, found);
  return because === null
    ? { kind: "telling", found, update: newsOf(words) }
    : refused(`#incident tell: ${because}`);
}

function refused(because: string) {
  return { kind: "refused", because } as const;
}
