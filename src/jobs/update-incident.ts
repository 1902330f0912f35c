import { updateOf } from "../tickets/acts/tell-all.ts";
import { both, type Decision } from "../tickets/decision.ts";
import { type Incident, type IncidentUpdate, type Telling, tellingOf } from "../tickets/incident/incident.ts";
import { updatePreview } from "../tickets/incident/incident-dry-run.ts";
import { aboutOne } from "../tickets/incident/told-words.ts";
import type { Ports } from "./ports.ts";

export interface IncidentOrder {
  readonly code: string;
  /** `reopen`: it goes on after all, and nobody is told by that. */
  readonly update: IncidentUpdate | { readonly kind: "reopen" };
  readonly actor: string;
  /** It is closed, and no customer is told. */
  readonly silent?: boolean;
  readonly dryRun?: boolean;
}

export type IncidentUpdated =
  | {
      readonly kind: "done";
      readonly incident: Incident;
      readonly telling: Telling;
      readonly preview: readonly string[];
    }
  | { readonly kind: "refused"; readonly because: string };

const NOBODY: Telling = { now: [], already: [], left: [] };

/**
 * What an operator says of a published incident: to the customers of all tickets that hang on it, that it is known, is over, or
 * something in their own words, which name none of them to the others; or that it goes on after all. Each ticket becomes a row of work, which the relay hands to a worker.
 */
export function updateIncident(
  ports: Pick<Ports, "transact" | "promises" | "mint">,
  { code, update, actor, silent = false, dryRun = false }: IncidentOrder,
): Promise<IncidentUpdated> {
  return ports.transact(async (tx) => {
    const incident = await tx.incident(code);
    if (incident === null) return { kind: "refused", because: `no ticket has to do with ${code}` };
    const isOver = incident.closedAt !== null;
    if (update.kind === "reopen" && !isOver) return { kind: "refused", because: `${code} is not over` };
    if ((update.kind === "known" || update.kind === "news") && isOver)
      return { kind: "refused", because: `${code} is over; reopen it first if it goes on` };
    const { wording, desk } = await ports.promises(await tx.policyInForce(tx.now));
    const about = update.kind === "news" ? aboutOne(update.message, incident.tickets, desk) : null;
    if (about !== null) return { kind: "refused", because: about };
    const changes: Decision =
      update.kind === "reopen"
        ? { incidentChanges: [{ code, closedAt: null, round: incident.round + 1 }] }
        : updateOf(incident, update, { mint: ports.mint, now: tx.now });
    const { escalations: _untold, ...quietly } = changes;
    const telling = update.kind === "reopen" || silent ? NOBODY : tellingOf(incident, update);
    const preview = update.kind === "reopen" || silent ? [] : updatePreview(incident, update, wording);
    if (!dryRun) {
      const detail = { incident: code, tickets: telling.now.length };
      const audit = [{ actor, action: `incident.${update.kind}`, detail }];
      await tx.apply(both(silent ? quietly : changes, { audit }));
    }
    return { kind: "done", incident, telling, preview };
  });
}
