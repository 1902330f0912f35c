import type { Packet } from "../../escalation/handoff.ts";
import { composeText } from "../../outbound/compose-text.ts";
import { htmlFromText } from "../../outbound/html-from-text.ts";
import { promiseWords } from "../../outbound/promise-words.ts";
import { sayWhen } from "../../outbound/say-when.ts";
import type { TemplateSets } from "../../outbound/templates/template-set.ts";
import type { Published } from "../../policy/published.ts";
import { pickText } from "../../policy/text.ts";
import type { Instant } from "../../values/instant.ts";
import { filesInWords } from "../letters/notice-files.ts";
import { duration, mailto, numbered } from "./say-links.ts";
import type {
  HandoffNewsFacts,
  UpstreamNoticeFacts,
  UpstreamWord,
  UpstreamWording,
} from "./wording-upstream.ts";

type When = (at: Instant | null, language?: string, zone?: string) => string;

/** The texts of handoffs, as a policy version has them. */
export function upstreamWordingOf(published: Published, templates: TemplateSets): UpstreamWording {
  const { desk, severities } = published.policy;
  const ours = desk.languages[0] ?? "en";
  const when: When = (at, language = ours, zone = desk.timeZone) =>
    at === null ? "" : sayWhen(at, zone, promiseWords(language));
  /** Our letter says nothing to people elsewhere, whose own letters may mean other things. */
  const inWords = (severity: Packet["severity"], language: string): string =>
    `${severity} (${pickText(severities[severity].name, language)})`;
  const common = (number: number) => ({ number: numbered(number), desk: desk.name });

  return {
    handedOn: ({ number, language, timeZone, name, caseNumber, nextNewsAt }) =>
      composeText(
        "handed-on",
        language,
        {
          ...common(number),
          name,
          caseNumber,
          nextNewsAt: when(nextNewsAt, language, timeZone ?? desk.timeZone),
        },
        templates,
      ),
    incidentNews: ({ number, language, incident, update }) =>
      composeText(
        "incident-news",
        language,
        {
          ...common(number),
          incident,
          isKnown: update.kind === "known",
          isNews: update.kind === "news",
          isOver: update.kind === "resolved",
          news: update.kind === "news" ? update.message : "",
        },
        templates,
      ),
    upstreamHandoff({ packet, language, expectedAt, unable, attachments }) {
      const words = composeText(
        "upstream-handoff",
        language ?? ours,
        {
          ...common(packet.number),
          ...packetValues(packet, inWords(packet.severity, language ?? ours)),
          expected: when(expectedAt, language ?? ours),
          unable,
          attachments: attachments.join(", "),
        },
        templates,
      );
      return { ...words, html: htmlFromText(words.text, words.language, { tables: true }) };
    },
    upstreamWord: ({ number, subject, caseNumber, language, word }) =>
      composeText(
        "upstream-word",
        language ?? ours,
        { ...common(number), subject, caseNumber, ...wordValues(word, (at) => when(at, language ?? ours)) },
        templates,
      ),
    upstreamNotice: (facts) =>
      composeText(
        "agent-upstream",
        ours,
        {
          ...common(facts.number),
          ...noticeValues(facts, when),
          severityName: pickText(severities[facts.severity].name, ours),
        },
        templates,
      ),
    portalPrepared: ({ packet, replyAddress, ...facts }) =>
      composeText(
        "agent-portal",
        ours,
        {
          ...common(facts.number),
          subject: facts.subject,
          partner: facts.partner,
          customer: facts.customer,
          link: facts.link,
          noTenant: packet.customer.tenantId === null,
          fileHref: mailto(replyAddress, "#upstream ", facts.number),
          expected: facts.expectedMs === null ? "" : duration(facts.expectedMs),
          checklist: facts.checklist.map((line) => ({ line })),
          hasFiles: facts.files.length > 0,
          files: facts.files.map((line) => ({ line })),
          fields: portalFields(packet, inWords(packet.severity, ours)),
        },
        templates,
      ),
    handoffNews: (facts) =>
      composeText("agent-handoff", ours, { ...common(facts.number), ...newsValues(facts, when) }, templates),
  };
}

function packetValues({ title, kind, service, customer, contact, fields }: Packet, severity: string) {
  return {
    subject: title,
    kind,
    service,
    severity,
    customer: customer.name,
    tenantId: customer.tenantId ?? "",
    cloud: customer.cloud,
    subscriptionId: customer.subscriptionId ?? "",
    contact: contact.name,
    address: contact.address,
    timeZone: contact.timeZone,
    language: contact.language,
    fields: fields.map(({ label, value }) => ({ label, value: hanging(value) })),
  };
}

/** What a portal asks for, each by itself; the contact is ours (R18). */
function portalFields({ number, title, customer, contact, fields }: Packet, severity: string) {
  const given: readonly (readonly [string, string | null])[] = [
    ["Title", `[${numbered(number)}] ${title}`],
    ["Tenant", customer.tenantId],
    ["Subscription", customer.subscriptionId],
    ["Severity", severity],
    ...fields.map(({ label, value }) => [label, value] as const),
    ["Contact name", contact.name],
    ["Contact address", contact.address],
    ["Time zone", contact.timeZone],
    ["Language", contact.language],
  ];
  return given.flatMap(([label, value]) =>
    value ? [{ label, value: value.replaceAll(/\n{2,}/g, "\n") }] : [],
  );
}

/** Lines after the first stand under it, so that none of them is taken for a field of its own. */
function hanging(value: string): string {
  return value
    .split("\n")
    .filter((line) => line.trim() !== "")
    .join("\n  ");
}

function wordValues(word: UpstreamWord, when: (at: Instant | null) => string) {
  switch (word.kind) {
    case "reminder":
      return { isReminder: true, since: when(word.since), expected: when(word.expectedAt) };
    case "ended":
      return { isEnded: true };
    case "taken-back":
      return { isTakenBack: true, reason: word.reason };
  }
}

function noticeValues(facts: UpstreamNoticeFacts, when: When) {
  const { promise, number, replyAddress } = facts;
  return {
    subject: facts.subject,
    partner: facts.partner,
    sender: facts.sender,
    held: facts.held ?? "",
    unable: facts.unable,
    caseNumber: facts.caseNumber,
    customer: facts.customer,
    severity: facts.severity,
    promise: when(promise?.dueAt ?? null),
    left: promise === null || promise.leftMs === 0 ? "" : duration(promise.leftMs),
    message: facts.message,
    ...filesInWords(facts.files),
    links: [
      ...(facts.held === null ? [] : [{ label: "Allow", href: mailto(replyAddress, "#allow", number) }]),
      ...facts.orOn.map((other) => ({
        label: `Move to ${numbered(other)}`,
        href: mailto(replyAddress, `#move ${other}`, number),
      })),
      facts.isOver
        ? { label: "Escalate", href: mailto(replyAddress, "#escalate", number) }
        : { label: "Take it back", href: mailto(replyAddress, "#handback ", number) },
      { label: "Internal note", href: mailto(replyAddress, "#note\n\n", number) },
    ],
    history: facts.history.map(({ at, who, isNote, text }) => ({
      at: when(at),
      who,
      note: isNote ? "yes" : "",
      text,
    })),
  };
}

function newsValues(facts: HandoffNewsFacts, when: When) {
  const { kind, number, replyAddress } = facts;
  return {
    subject: facts.subject,
    partner: facts.partner,
    caseNumber: facts.caseNumber,
    customer: facts.customer,
    assignee: facts.assignee ?? "",
    isUnfiled: kind === "unfiled",
    isUnanswered: kind === "unanswered",
    isToClose: kind === "to-close",
    isFailed: kind === "failed",
    answersThem: facts.answersThem,
    isGone: kind === "gone",
    isWithoutFiles: kind === "without-files",
    gone: facts.files?.gone ?? "",
    unreadable: facts.files?.unreadable ?? "",
    others: facts.files?.others ? String(facts.files.others) : "",
    isUnreached: kind === "unreached",
    address: facts.lost?.addresses.join(", ") ?? "",
    said: facts.lost?.said ?? "",
    since: when(facts.since),
    expected: when(facts.expectedAt),
    reminded: facts.reminded === 0 ? "" : String(facts.reminded),
    link: facts.link ?? "",
    links: [
      ...(kind === "unfiled"
        ? [{ label: "It is filed", href: mailto(replyAddress, "#upstream ", number) }]
        : []),
      ...(kind === "to-close" || kind === "failed"
        ? []
        : [{ label: "Take it back", href: mailto(replyAddress, "#handback ", number) }]),
    ],
  };
}
