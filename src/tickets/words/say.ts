import { COMMANDS } from "../../commands/grammar.ts";
import { acknowledgement } from "../../outbound/acknowledgement.ts";
import { composeText } from "../../outbound/compose-text.ts";
import { promiseChanged } from "../../outbound/promise-changed.ts";
import { promiseWords } from "../../outbound/promise-words.ts";
import { sayTime, sayWhen } from "../../outbound/say-when.ts";
import type { TemplateSets } from "../../outbound/templates/template-set.ts";
import { unknownSender } from "../../outbound/unknown-sender.ts";
import type { Published } from "../../policy/published.ts";
import { pickText } from "../../policy/text.ts";
import type { Instant } from "../../values/instant.ts";
import { sayAsked } from "./say-asked.ts";
import { asksWording } from "./say-asks.ts";
import { duration, mailto, numbered, toldLinks } from "./say-links.ts";
import { noticeValues } from "./say-notice.ts";
import { selfServiceWording } from "./say-self-service.ts";
import { wordsToAgents } from "./say-to-agents.ts";
import { upstreamWordingOf } from "./say-upstream.ts";
import type { Wording } from "./wording.ts";

/**
 * The texts of a policy version. Customers read theirs in their language and zone; agents read theirs in the desk's first
 * language and zone.
 */
export function wordingOf(published: Published, templates: TemplateSets): Wording {
  const { desk, severities, plans } = published.policy;
  const ours = desk.languages[0] ?? "en";
  const when = (at: Instant, language = ours, zone = desk.timeZone): string =>
    sayWhen(at, zone, promiseWords(language));
  const planName = (plan: string): string => {
    const name = plans[plan]?.name;
    return name === undefined ? plan : pickText(name, ours);
  };
  const about = (facts: {
    readonly severity: "A" | "B" | "C";
    readonly subject: string;
    readonly number: number;
  }) => ({
    number: numbered(facts.number),
    desk: desk.name,
    subject: facts.subject,
    severity: facts.severity,
    severityName: pickText(severities[facts.severity].name, ours),
  });

  return {
    ...selfServiceWording(published, templates),
    ...sayAsked(desk.name, ours, when, templates),
    ...upstreamWordingOf(published, templates),
    acknowledgement: (facts) =>
      acknowledgement(published, {
        ...facts,
        number: numbered(facts.number),
        timeZone: facts.timeZone ?? desk.timeZone,
        templates,
      }),
    unknownSender: (facts) =>
      unknownSender(
        published,
        facts.kind === "asked" ? { ...facts, number: numbered(facts.number) } : facts,
        templates,
      ),
    notice: (facts) =>
      composeText(
        "agent-notice",
        ours,
        { ...about(facts), ...noticeValues(facts, when, planName) },
        templates,
      ),
    receipt: (facts) =>
      composeText(
        "agent-receipt",
        ours,
        {
          number: facts.number === null ? "" : numbered(facts.number),
          desk: desk.name,
          subject: facts.subject,
          isDone: facts.came === "done",
          isPartly: facts.came === "partly",
          isHeld: facts.came === "held",
          isNotDone: facts.came === "not-done",
          isNotSent: facts.came === "not-sent",
          isShown: facts.came === "shown",
          held: facts.held ?? "",
          done: facts.lines.map((line) => ({ line })),
          leavingTo: facts.leaving?.to.join(", ") ?? "",
          leavesAt:
            facts.leaving === null ? "" : sayTime(facts.leaving.at, desk.timeZone, promiseWords(ours)),
          undoUntil: facts.undoUntil === null ? "" : when(facts.undoUntil),
          links: facts.links.map(({ label, body }) => ({
            label,
            href: mailto(facts.replyAddress, body, facts.number),
          })),
        },
        templates,
      ),
    missed: (facts) =>
      composeText(
        "warning",
        ours,
        {
          ...about(facts),
          customer: facts.customer,
          plan: planName(facts.plan),
          target: facts.target,
          dueAt: facts.dueAt === null ? "" : when(facts.dueAt),
          breached: facts.breached,
          assignee: facts.assignee ?? "",
          links: toldLinks(facts.replyAddress, facts.number),
        },
        templates,
      ),
    undelivered: ({ number, addresses, ...facts }) =>
      composeText(
        "agent-undelivered",
        ours,
        {
          ...facts,
          number: numbered(number),
          desk: desk.name,
          address: addresses.join(", "),
          unsure: !facts.sure,
        },
        templates,
      ),
    promiseChanged: (facts) =>
      promiseChanged(published, {
        ...facts,
        number: numbered(facts.number),
        timeZone: facts.timeZone ?? desk.timeZone,
        templates,
      }),
    questions: ({ number, language, questions }) =>
      composeText(
        "questions",
        language,
        { number: numbered(number), desk: desk.name, questions: questions.map((text) => ({ text })) },
        templates,
      ),
    slip: ({ number, language, timeZone, promisedAt }) =>
      composeText(
        "slip",
        language,
        {
          number: numbered(number),
          desk: desk.name,
          promisedAt: promisedAt === null ? "" : when(promisedAt, language, timeZone ?? desk.timeZone),
        },
        templates,
      ),
    slipOffer: ({ number, customer, target, dueAt, leftMs, assignee, mail, replyAddress }) =>
      composeText(
        "slip-offer",
        ours,
        {
          number: numbered(number),
          desk: desk.name,
          customer,
          target,
          dueAt: dueAt === null ? "" : when(dueAt),
          left: leftMs === 0 ? "" : duration(leftMs),
          assignee: assignee ?? "",
          mail: mail.trim(),
          sendHref: mailto(replyAddress, "#slip", number),
        },
        templates,
      ),
    muted: ({ key, because, until, ticketNumbers }) =>
      composeText(
        "agent-muted",
        ours,
        {
          desk: desk.name,
          key: key === "*" ? "" : key,
          because,
          until: until === null ? "" : when(until),
          tickets: ticketNumbers.map(numbered).join(", "),
          allow: key === "*" ? "all" : key,
        },
        templates,
      ),
    ...asksWording(published, templates),
    ...wordsToAgents({ desk, language: ours, when, duration, templates }),
    help: () => ({
      subject: "Commands",
      text: COMMANDS.map(({ name, help }) => `#${name}: ${help}`).join("\n"),
      html: null,
    }),
  };
}
