import { fromMs } from "../../values/instant.ts";
import { both } from "../decision.ts";
import { incidentsOn, standingBefore, UNDO } from "../incident/incident-ledger.ts";
import type { NewEvent } from "../ledger.ts";
import type { EventRow } from "../rows.ts";
import { type ActContext, type Acted, byAgent, refused } from "./act.ts";

const TYPES: ReadonlySet<string> = new Set(["incident_linked", "incident_unlinked", "incident_update"]);

/** What an agent's newest mail about incidents did; nothing where it was `#undo`, so that a second one goes no further back. */
export function lastIncidentActs(events: readonly EventRow[], agentId: string): readonly EventRow[] {
  const own = events.filter((event) => TYPES.has(event.type) && event.agentId === agentId);
  const last = own.at(-1);
  if (last === undefined || last.because === UNDO) return [];
  return own.filter(({ recordedAt, because }) => recordedAt === last.recordedAt && because !== UNDO);
}

/** What an event of an act says; of one of an earlier version less. */
interface Said {
  readonly incident: string;
  readonly update?: "known" | "news" | "resolved" | "open";
  readonly order?: string;
  /** How many mails the update was to become, and of how many tickets. */
  readonly mails?: number;
  readonly tickets?: number;
  readonly round?: number;
  readonly closedAt?: number;
}

export function saidBy({ data }: Pick<EventRow, "data">): Said {
  return data as unknown as Said;
}

/**
 * Takes back what one mail said of incidents, the last of it first: the ticket stands to them as before, customers who have not been
 * told yet are not, and one that was said to be over goes on. What has left cannot be taken back.
 */
export function undoIncidentActs(acts: readonly EventRow[], context: ActContext): Acted {
  return acts.toReversed().reduce<Acted>(
    (before, act) => {
      if (before.kind === "refused") return before;
      const undone = undoOne(act, before.events ?? [], context);
      if (undone.kind === "refused") return undone;
      return {
        kind: "done",
        events: [...(before.events ?? []), ...(undone.events ?? [])],
        decision: both(before.decision ?? {}, undone.decision ?? {}),
        line: before.line === "" ? undone.line : `${before.line}\n${undone.line}`,
      };
    },
    { kind: "done", line: "" },
  );
}

function undoOne(act: EventRow, before: readonly NewEvent[], context: ActContext): Acted {
  if (act.type !== "incident_update") return standsAsBefore(act, before, context);
  return saidBy(act).update === "open" ? isOverAgain(act, context) : tellsNobody(act, context);
}

function standsAsBefore(act: EventRow, before: readonly NewEvent[], context: ActContext): Acted {
  const { incident } = saidBy(act);
  const { state } = context;
  if (act.because === "#diagnosis")
    return refused(
      `#undo: ${incident} stands in the diagnosis; #diagnosis and below it "incident: -" takes it back`,
    );
  const hangsNow = incidentsOn([...state.events, ...before]).includes(incident);
  if (hangsNow !== (act.type === "incident_linked"))
    return refused(`#undo: somebody has said of ${incident} otherwise since`);
  const standing = standingBefore(state.events, incident, act.seq);
  const hangs = standing?.state === "linked";
  return {
    kind: "done",
    events: [
      {
        ...byAgent(context, "undo"),
        type: hangs ? "incident_linked" : "incident_unlinked",
        data: { incident, undoes: act.seq },
      },
    ],
    decision: { incidentsRestored: [{ incident, ticketId: state.ticket.id, standing }] },
    line: hangs ? `hangs on ${incident} as before` : `hangs on ${incident} no more, as before`,
  };
}

function tellsNobody(act: EventRow, context: ActContext): Acted {
  const { incident, update, order, tickets = 0, mails = tickets } = saidBy(act);
  const { world } = context.mail;
  const waiting = (world.waitingNews ?? []).filter((one) => one.order === order);
  const isOver = update === "resolved";
  if (mails > 0 && waiting.length === 0) {
    const next = isOver ? `; #incident ${incident} open says that it goes on after all` : "";
    return refused(`#undo: the customers on ${incident} have been told already${next}`);
  }
  const found = world.incidents?.find(({ code }) => code === incident);
  const reopened = isOver && found !== undefined && found.closedAt === act.recordedAt;
  const left = mails - waiting.length;
  const whom =
    left > 0
      ? `${waiting.length} of ${mails} mails do not leave; the others have left already`
      : "nobody is told";
  return {
    kind: "done",
    events: [undone(act, context)],
    decision: {
      newsCancelled: waiting.map(({ id }) => id),
      ...(reopened ? { incidentChanges: [{ code: incident, closedAt: null, round: found.round }] } : {}),
    },
    line: `${incident}: ${whom}${reopened ? ", and it goes on" : ""}`,
  };
}

/** Taken back before anybody was told anew: what they had been told counts again. */
function isOverAgain(act: EventRow, context: ActContext): Acted {
  const { incident, round, closedAt } = saidBy(act);
  const found = context.mail.world.incidents?.find(({ code }) => code === incident);
  const isUntouched = found !== undefined && found.round === round && found.closedAt === null;
  if (!isUntouched || closedAt === undefined)
    return refused(`#undo: somebody has said of ${incident} otherwise since`);
  if ([...found.told].some((key) => key.startsWith(`incident.${incident}.${round}.`)))
    return refused(`#undo: customers on ${incident} have been told anew since`);
  return {
    kind: "done",
    events: [undone(act, context)],
    decision: {
      incidentChanges: [{ code: incident, closedAt: fromMs(closedAt), round: found.round - 1 }],
    },
    line: `${incident} is over, as before`,
  };
}

function undone(act: EventRow, context: ActContext): NewEvent {
  const data = { incident: saidBy(act).incident, update: "undone", undoes: act.seq };
  return { ...byAgent(context, "undo"), type: "incident_update", data };
}
