import type { Instant } from "../../values/instant.ts";
import type { EventRow } from "../rows.ts";
import type { IncidentLinkRow } from "./incident.ts";

/** The act that an agent's `#undo` is written down as; what it takes back stands in its data. */
export const UNDO = "#undo";

/** An entry of a ledger, written down or about to be. */
interface Entry {
  readonly type: string;
  readonly data?: unknown;
}

/** The incidents a ticket hangs on by its ledger, the newest last. */
export function incidentsOn(events: readonly Entry[]): readonly string[] {
  return events.reduce<readonly string[]>((on, { type, data }) => {
    const code = (data as { readonly incident?: unknown } | null)?.incident;
    if (typeof code !== "string") return on;
    const others = on.filter((other) => other !== code);
    if (type === "incident_linked") return [...others, code];
    return type === "incident_unlinked" ? others : on;
  }, []);
}

/** The incidents whose notices were recognised on a ticket, the newest last. */
export function incidentsSeen(events: readonly Entry[]): readonly string[] {
  return events.flatMap(({ type, data }) => {
    const code = (data as { readonly incident?: unknown } | null)?.incident;
    return type === "vendor_notice" && typeof code === "string" ? [code] : [];
  });
}

/** How a ticket stands to one incident. */
export type Standing = Pick<IncidentLinkRow, "state" | "by" | "agentId" | "at">;

/** How a ticket stood to an incident before an event of its ledger, as far as nobody took it back; null: it had nothing to do with it. */
export function standingBefore(
  events: readonly EventRow[],
  code: string,
  before: EventRow["seq"],
): Standing | null {
  const undone = undoneBy(events);
  return events
    .filter(({ seq, because, data }) => {
      const about = (data as { readonly incident?: unknown } | null)?.incident;
      return about === code && seq < before && because !== UNDO && !undone.has(seq);
    })
    .reduce<Standing | null>((standing, { type, actor, agentId, at }) => {
      const by = actor === "agent" || actor === "operator" ? actor : "notice";
      if (type === "vendor_notice") return standing ?? seenAt(at);
      if (type === "incident_linked") return { state: "linked", by, agentId, at };
      return type === "incident_unlinked" ? { state: "unlinked", by, agentId, at } : standing;
    }, null);
}

/** The numbers of events that somebody took back. */
export function undoneBy(events: readonly Pick<EventRow, "because" | "data">[]): ReadonlySet<number> {
  return new Set(
    events.flatMap(({ because, data }) => {
      const undoes = (data as { readonly undoes?: unknown } | null)?.undoes;
      return because === UNDO && typeof undoes === "number" ? [undoes] : [];
    }),
  );
}

function seenAt(at: Instant): Standing {
  return { state: "seen", by: "notice", agentId: null, at };
}
