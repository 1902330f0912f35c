import type { Answer } from "../../escalation/answer.ts";
import type { Case } from "../../escalation/case.ts";
import { vehicleOf } from "../../escalation/entitled.ts";
import { plain } from "../../escalation/file-name.ts";
import { filesThatLeave, type KnownFile, numbered, tooMuch } from "../../escalation/files.ts";
import type { HandoffDetail } from "../../escalation/handoff.ts";
import type { HeldEntitlement } from "../../escalation/records.ts";
import { expectedWithin, routeOf } from "../../escalation/route.ts";
import { noticedLines, termsLine, wayName } from "../../escalation/say-decision.ts";
import type { Weighed } from "../../escalation/weigh.ts";
import { type ActContext, type Acted, byAgent, refused } from "../acts/act.ts";
import { chosen } from "../agents/own-files.ts";
import { duration } from "../words/say-links.ts";
import type { EscalationCase } from "./escalation-case.ts";
import { packetOf } from "./packet.ts";

interface Decided {
  readonly read: EscalationCase;
  readonly about: Case;
  readonly weighed: Weighed;
  readonly answer: Answer;
}

/**
 * Hands the issue on, in one step: the packet, the row that carries it out, the unit it takes, and the entry in the
 * ledger. The ticket stays ours: its owner and its customer's clocks know nothing of it.
 */
export function handOver({ read, about, weighed, answer }: Decided, context: ActContext): Acted {
  const { mail, state, promises, mint, now } = context;
  const { pinned, escalating } = read;
  const { profile } = pinned;
  const vehicle = answer.vehicle === null ? undefined : vehicleOf(answer.vehicle, profile);
  const held = vehicle ? entitlementFor(about, weighed, vehicle.id) : null;
  const packet = packetOf({ about, weighed, state, agent: mail.agent, terms: escalating.terms });
  const way = routeOf({ about, weighed, answer, packet, held, partners: escalating.terms.partners });
  if (way.kind === "refused") return refused(`#escalate: ${way.because}`);
  const own = context.own ?? [];
  const all = [...mail.world.files, ...own];
  const files = filesThatLeave(all, [...read.diagnosis.files, ...chosen(own, mail)]);
  const excess = tooMuch(files);
  if (excess !== null) return refused(`#escalate: ${excess}`);
  const plan = promises.clock.agreement(state.ticket.plan, about.ticket.severity);
  const expected = expectedWithin(way, answer, plan?.calendar ?? null);
  // What a partner of desk.yaml agreed to is known: the agent is told how long they have.
  const agreed =
    way.partner?.responseMs == null ? null : `${duration(way.partner.responseMs)} of their hours`;
  const within = agreed === null ? expected.text : `${agreed}, ${expected.text}`;
  const detail: HandoffDetail = {
    packet: way.by === "portal" ? withPlan(packet, profile, about.ticket.service) : packet,
    route: way.route,
    decision: {
      target: answer.target,
      vehicle: answer.vehicle,
      row: answer.row,
      because: answer.because,
      expected_response: expected.text,
      expected_response_source: answer.expected_response_source,
      partner_pays: answer.partner_pays,
    },
    expectedMs: expected.ms,
    expectedHours: expected.hours,
    agentId: mail.agent.id,
    decidedAt: now,
    entitlementId: held?.id ?? null,
    issuer: way.issuer,
    ...(files.length === 0 ? {} : { attachments: files.map(({ id }) => id) }),
  };
  const id = mint.id();
  const takes = held !== null && held.unitsLeft !== null ? answer.units_debited : 0;
  const name =
    way.by === "mail" ? way.route.name : wayName(profile, about.day, answer.vehicle, answer.target);
  return {
    kind: "done",
    events: [
      {
        ...byAgent(context, "escalate"),
        type: "handed_over",
        data: { escalation: id, vehicle: answer.vehicle, target: answer.target },
      },
    ],
    decision: {
      handoffsOpened: [
        {
          id,
          ticketId: state.ticket.id,
          vehicle: answer.vehicle,
          to: way.to,
          detail,
          because: answer.because,
          createdAt: now,
          profile: profile.id,
          profileHash: pinned.hash,
        },
      ],
      ...(held !== null && takes > 0
        ? { debits: [{ id: mint.id(), entitlementId: held.id, escalationId: id, units: takes, at: now }] }
        : {}),
    },
    line: [
      `handed over to ${name}: ${answer.because}`,
      termsLine({ ...answer, expected_response: within }, profile),
      ...(takes > 0 ? [`takes ${takes} unit of ${held!.name}; ${held!.unitsLeft! - takes} left`] : []),
      ...filesLine(files, all),
      "the ticket stays ours: the customer's clocks run on",
      ...noticedLines(weighed, about),
      ...(about.ticket.severity === "A" && !about.ticket.language.startsWith("en")
        ? ["severity A outside their business hours is taken in English: write to them in English"]
        : []),
    ].join("\n"),
  };
}

/** Which files leave, by name; what stays is counted, so that nobody thinks it went. */
function filesLine(files: readonly KnownFile[], all: readonly KnownFile[]): readonly string[] {
  const stay = numbered(all).length - numbered(files).length;
  const rest =
    stay === 0 ? "" : `; ${stay} of the conversation ${stay === 1 ? "stays" : "stay"} here (#attach)`;
  if (files.length === 0) return stay === 0 ? [] : [`no file goes along${rest}`];
  return [`goes along: ${files.map(({ filename }) => plain(filename)).join(", ")}${rest}`];
}

/** Of those that are usable the one that ends first; of plans without an end any. */
function entitlementFor({ records, day, ticket, profile }: Case, { issue }: Weighed, vehicle: string) {
  const usable = (held: HeldEntitlement): boolean =>
    vehicleOf(held.vehicle, profile)?.id === vehicle &&
    held.validFrom <= day &&
    day <= (held.validTo ?? "9999-12-31") &&
    (held.services.length === 0 ||
      held.services.includes(issue.service) ||
      held.services.includes(ticket.service)) &&
    (held.unitsLeft === null || held.unitsLeft > 0);
  const ends = (held: HeldEntitlement): string => held.validTo ?? "9999-12-31";
  return records.entitlements.filter(usable).toSorted((a, b) => (ends(a) < ends(b) ? -1 : 1))[0] ?? null;
}

/** What they ask for as the plan of the request, where the profile says it. */
function withPlan(packet: HandoffDetail["packet"], { services }: Case["profile"], service: string) {
  const note = services.find(({ id }) => id === service)?.plan_note;
  return note === undefined
    ? packet
    : { ...packet, fields: [{ id: "plan", label: "Plan", value: note }, ...packet.fields] };
}
