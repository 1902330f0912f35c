import type { Answer } from "../../escalation/answer.ts";
import type { Case } from "../../escalation/case.ts";
import { decideCase } from "../../escalation/decide-case.ts";
import type { Diagnosis } from "../../escalation/records.ts";
import {
  alternativeLines,
  becauseInWords,
  blockLines,
  foldedOthers,
  noticedLines,
  otherLines,
} from "../../escalation/say-decision.ts";
import type { Weighed } from "../../escalation/weigh.ts";
import { chosen } from "../agents/own-files.ts";
import { both, type Decision } from "../decision.ts";
import { askCustomer } from "../handoff/ask-customer.ts";
import { type EscalationCase, escalationCase } from "../handoff/escalation-case.ts";
import { sayBlocked } from "../handoff/escalation-receipt.ts";
import { handOver } from "../handoff/hand-over.ts";
import { incidentsSeen } from "../incident/incident-ledger.ts";
import { type Act, type ActContext, type Acted, byAgent, refused } from "./act.ts";
import { rowOf } from "./diagnosis-row.ts";
import { linked } from "./incident.ts";

const ASK: ReadonlySet<string> = new Set(["ask", "perguntar", "pedir"]);

/** Acts whose line in the same receipt shows the files with what becomes of each. */
const LISTS_FILES: ReadonlySet<string> = new Set(["diagnosed", "files_reviewed"]);

/**
 * `#escalate`, `#escalate premier`, `#escalate ask`: decides where the issue goes, and hands it over if nothing blocks.
 * What blocks is told at once, all of it, with who clears it, what else can be done and the form to fill in.
 */
export const escalate: Act = (argument, context) => {
  const words = argument.trim();
  const read = escalationCase(context);
  if ("kind" in read) return read;
  const { about } = read;
  const { state, before } = context;
  const status = before?.ticket?.status ?? state.ticket.status;
  if (status === "resolved" || status === "closed")
    return refused(`#escalate: the ticket is ${status}; #reopen first`);
  const open =
    state.handoffs.find(({ endedAt }) => endedAt === null) ?? before?.decision?.handoffsOpened?.[0];
  if (open !== undefined)
    return refused(`#escalate: it is with ${open.detail.route.name} already; #handback takes it back`);
  if (about === null) {
    // Of which kind it would be matters only to what is filed, and of an incident nothing is.
    const seen = words === "" ? incidentsSeen(state.events).at(-1) : undefined;
    if (seen !== undefined) return linked(seen, "escalate", context);
    const services = read.pinned.profile.services.map(({ id }) => id).join(", ");
    return refused(
      `#escalate: first say what it is: #kind technical or commercial, and #service (${services})`,
    );
  }
  const asks = ASK.has(words.toLowerCase());
  const decided = decideCase(about, words === "" || asks ? null : words);
  if (decided.kind === "not-that-way") {
    return refused([`#escalate: ${decided.because}`, ...otherLines(decided.answer)].join("\n"));
  }
  return byAnswer(read, about, decided.weighed, decided.answer, asks, context);
};

function byAnswer(
  read: EscalationCase,
  about: Case,
  weighed: Weighed,
  answer: Answer,
  asks: boolean,
  context: ActContext,
): Acted {
  switch (answer.decision) {
    case "escalate":
    case "handover":
      return handOver({ read, about, weighed, answer }, context);
    case "link_incident":
      return ofIncident(about, weighed, answer, context);
    case "blocked":
      return blocked(read, about, weighed, answer, asks, context);
    case "resolve_here":
    case "no_ticket":
      return stays(read, about, weighed, answer, context);
  }
}

function blocked(
  read: EscalationCase,
  about: Case,
  weighed: Weighed,
  answer: Answer,
  asks: boolean,
  context: ActContext,
): Acted {
  const isListed = context.before?.events?.some(({ type }) => LISTS_FILES.has(type)) === true;
  const said = sayBlocked(about, weighed, answer, { ...withOwn(read, context), isListed });
  const refusal = {
    ...byAgent(context, "escalate"),
    type: "escalation_blocked",
    data: { row: answer.row, codes: answer.blocked_by },
  };
  const asked =
    asks || read.escalating.terms.upstream.ask === "auto" ? askCustomer(about, answer, context) : null;
  // What was attached for it goes along when it leaves: it need not be attached again.
  const kept: Decision = context.own?.length ? { diagnosis: rowOf(withOwn(read, context), context) } : {};
  if (asked?.kind === "refused" && asks) return asked;
  if (asked === null || asked.kind === "refused")
    return { kind: "done", stopped: "all", events: [refusal], decision: kept, ...said };
  return {
    ...asked,
    ...(asks ? {} : { stopped: "some" as const }),
    decision: both(asked.decision ?? {}, kept),
    events: [refusal, ...(asked.events ?? [])],
    line: `${asked.line}\n${said.line}`,
    links: said.links.filter(({ body }) => !body.startsWith("#escalate ask")),
  };
}

/** With what was attached to the mail itself. */
function withOwn({ diagnosis }: EscalationCase, { own = [], mail }: ActContext): Diagnosis {
  return { ...diagnosis, files: [...diagnosis.files, ...chosen(own, mail)] };
}

/** It stays here: within our boundary, or outside of what is published. The refusal is on record. */
function stays(
  { pinned }: EscalationCase,
  about: Case,
  weighed: Weighed,
  answer: Answer,
  context: ActContext,
): Acted {
  const within = answer.blocked_by.includes("within_baseline");
  return {
    kind: "done",
    stopped: "all",
    events: [
      {
        ...byAgent(context, "escalate"),
        type: "escalation_refused",
        data: { row: answer.row, codes: answer.blocked_by },
      },
    ],
    line: [
      `it stays here: ${becauseInWords(answer)}`,
      ...blockLines(answer, pinned.profile),
      ...(within ? ["if we cannot: #unable with the reason, then #escalate again"] : []),
      ...(answer.next === null ? [] : [`next: ${answer.next.replaceAll("_", " ")}`]),
      ...noticedLines(weighed, about),
      ...alternativeLines(answer, pinned.profile),
      ...foldedOthers(answer, pinned.profile, about.day),
    ].join("\n"),
    links: within ? [{ label: "We cannot", body: "#unable \n#escalate" }] : [],
  };
}

/** Part of a published incident: the ticket hangs on it. */
function ofIncident(about: Case, weighed: Weighed, answer: Answer, context: ActContext): Acted {
  const code = weighed.issue.matchesServiceIncident!.toUpperCase().slice(0, 40);
  const done = linked(code, "escalate", context);
  const line = [
    `part of the published incident ${code}; nothing new is filed: ${answer.because}`,
    done.line,
    "next: tell the customer, and tell them again when the incident is updated; a reply to this mail does",
    ...noticedLines(weighed, about),
  ];
  return { ...done, line: line.join("\n") };
}
