import { leavesAt } from "../agents/undo-window.ts";
import type { Decision } from "../decision.ts";
import {
  type Incident,
  type IncidentUpdate,
  type NewsBy,
  newsRows,
  tellingOf,
} from "../incident/incident.ts";
import { previewLines, tellingLines } from "../words/say-incident.ts";
import { type ActContext, type Acted, byAgent, refused } from "./act.ts";
import { knownIncident } from "./known-incident.ts";
import { whatToTell } from "./what-to-tell.ts";

const HEADLINES = { known: "is known", news: "has news", resolved: "is over" } as const;

/**
 * Tells the customers of all tickets on an incident: that it is known, what stands below the command, or that it is over. Nobody has
 * it before `#undo` can no longer take it back.
 */
export function tellAll(code: string, act: "tell" | "resolved", context: ActContext): Acted {
  const asked = whatToTell({ code, act, words: context.words ?? null }, context);
  if (asked.kind === "refused") return asked;
  const { found, update } = asked;
  const { mail, mint, now, promises } = context;
  const dueAt = leavesAt(mail.agent, promises, now);
  const order = mint.id();
  const changes = updateOf(found, update, { mint, now, ordered: { order, agentId: mail.agent.id, dueAt } });
  const telling = tellingOf(found, update);
  const tickets = telling.now.length;
  const mails = changes.escalations?.length ?? 0;
  const data = { incident: code, update: update.kind, tickets, mails, order };
  const waits = mails > 0 && dueAt > now;
  const action = update.kind === "known" ? "incident.tell" : `incident.${update.kind}`;
  return {
    kind: "done",
    events: [{ ...byAgent(context, "incident"), type: "incident_update", data }],
    decision: {
      ...changes,
      audit: [{ actor: mail.agent.name, action, detail: { incident: code, tickets } }],
    },
    line: [
      `${code} ${HEADLINES[update.kind]}`,
      ...tellingLines(telling, waits ? "will be told" : "told"),
      "tickets, owners and clocks stay as they are",
      ...(update.kind === "news" ? saidOf(found, update, context) : []),
    ].join("\n"),
    ...(waits ? { undoUntil: dueAt } : {}),
  };
}

/** What became of the agent's words: what was cut from them, or left out, is seen while there is time to take them back. */
function saidOf(found: Incident, update: IncidentUpdate, { mail, promises }: ActContext): readonly string[] {
  const pictures = mail.reading.message.attachments.length > 0;
  return [
    ...(pictures ? ["the pictures of your mail went to nobody"] : []),
    ...previewLines(found, update, promises.wording),
  ];
}

/** What an update to the customers of all tickets on an incident does. */
export function updateOf(found: Incident, update: IncidentUpdate, by: NewsBy): Decision {
  const closes = update.kind === "resolved" && found.closedAt === null;
  return {
    escalations: newsRows(found, update, by),
    ...(closes ? { incidentChanges: [{ code: found.code, closedAt: by.now, round: found.round }] } : {}),
  };
}

/** It goes on after all: what its customers were told counts for what it was, and they may be told anew. */
export function goesOn(code: string, context: ActContext): Acted {
  const found = knownIncident(code, context);
  if (found === null || found.closedAt === null) return refused(`#incident: ${code} is not over`);
  const round = found.round + 1;
  return {
    kind: "done",
    events: [
      {
        ...byAgent(context, "incident"),
        type: "incident_update",
        data: { incident: code, update: "open", round, closedAt: found.closedAt },
      },
    ],
    decision: { incidentChanges: [{ code, closedAt: null, round }] },
    line: `${code} goes on; nobody is told by that`,
  };
}
