import { AGENTS, type AgentsName } from "./agents/names.ts";
import { ASKED, type AskedName } from "./asked/names.ts";
import { namesIn, parseTemplate, type TemplateProblem } from "./engine.ts";
import { SELF_SERVICE, type SelfServiceName } from "./self-service/names.ts";
import { UPSTREAM_TEMPLATES, type UpstreamName } from "./upstream/names.ts";

/**
 * What each text may say: single values, and lists with what an entry holds. A value that does not apply is empty.
 * Customers' texts have no name in them that only agents may see.
 */
const COMMON = ["number", "desk", "policyUrl"] as const;

export const TEMPLATES = {
  ...SELF_SERVICE,
  ...ASKED,
  ...AGENTS,
  ...UPSTREAM_TEMPLATES,
  /** To the customer, at once. `subject` is empty unless the sender was proved. */
  acknowledgement: {
    audience: "customer",
    values: [
      ...COMMON,
      ...[
        "subject",
        "receivedAt",
        "severity",
        "severityName",
        "plan",
        "promise",
        "closed",
        "emergency",
        "raising",
        "asksManager",
      ],
    ],
    lists: {},
  },
  /** To the customer, after an agent said it is solved. */
  resolved: {
    audience: "customer",
    values: [...COMMON, "subject", "closesAt", "asks"],
    lists: { scores: ["label", "href"] },
  },
  /** Below an agent's answer that solves the case, above the desk's signature; its subject shows nowhere. */
  "score-asked": { audience: "customer", values: [...COMMON], lists: { scores: ["label", "href"] } },
  /** To the customer, before a promise slips (desk.yaml `slipMail`). */
  slip: {
    audience: "customer",
    values: [...COMMON, "subject", "promisedAt", "nextNewsAt", "reason"],
    lists: {},
  },
  /** To the customer: all that only they know, asked for at once. */
  questions: { audience: "customer", values: [...COMMON, "subject"], lists: { questions: ["text"] } },
  /** To the customer, when severity or plan changed what was promised. */
  "promise-changed": {
    audience: "customer",
    values: [...COMMON, "subject", "severity", "severityName", "promise", "closed"],
    lists: {},
  },
  "unknown-sender-refused": { audience: "customer", values: ["desk", "policyUrl", "contact"], lists: {} },
  "unknown-sender-asked": { audience: "customer", values: [...COMMON, "contact"], lists: {} },
  /** To an agent, after commands, a hold or a failure. */
  "agent-receipt": {
    audience: "agents",
    values: [
      ...COMMON,
      ...["subject", "held", "leavingTo", "leavesAt", "undoUntil"],
      ...["isDone", "isPartly", "isHeld", "isNotDone", "isNotSent", "isShown"],
    ],
    lists: { done: ["line"], problems: ["line", "expected"], links: ["label", "href"] },
  },
  /** To an agent: a mail of the desk's came back. */
  "agent-undelivered": {
    audience: "agents",
    values: [
      ...COMMON,
      ...["subject", "customer", "address", "said", "permanent", "isAnswer", "unsure", "someGotIt", "owed"],
    ],
    lists: {},
  },
  /** To lead or manager: automatic mail to an address, a domain or (empty) everybody has stopped. */
  "agent-muted": {
    audience: "agents",
    values: [...COMMON, "key", "because", "until", "tickets", "allow"],
    lists: {},
  },
  /** To lead or manager: a rung of the ladder. */
  warning: {
    audience: "agents",
    values: [
      ...COMMON,
      ...["subject", "customer", "severity", "severityName", "plan", "target", "dueAt", "left", "breached"],
      ...["late", "assignee"],
    ],
    lists: { links: ["label", "href"] },
  },
  /** To lead and manager: a customer asked for them. */
  "manager-asked": {
    audience: "agents",
    values: [...COMMON, "subject", "customer", "severity", "severityName", "assignee", "message"],
    lists: { links: ["label", "href"] },
  },
  /** To the customer, on a ticket there is already: that wish was passed on. */
  "manager-told": { audience: "customer", values: [...COMMON, "subject"], lists: {} },
  /** To the customer, before work that is charged: what it costs, and how to accept it by reply. */
  "price-offer": {
    audience: "customer",
    values: [...COMMON, "subject", "price", "what", "accept", "acceptHref", "refuse", "refuseHref"],
    lists: {},
  },
  /** To the lead: the prepared honest mail, with one link that sends it. */
  "slip-offer": {
    audience: "agents",
    values: [...COMMON, "customer", "target", "dueAt", "left", "assignee", "mail", "sendHref"],
    lists: {},
  },
} as const satisfies Record<
  string,
  {
    audience: "customer" | "agents" | "upstream";
    values: readonly string[];
    lists: Readonly<Record<string, readonly string[]>>;
  }
>;

export type TemplateName = keyof typeof TEMPLATES;
/** The texts that stand in a language's own file; all others are in folders by what they are about. */
export type OwnName = Exclude<TemplateName, SelfServiceName | AskedName | AgentsName | UpstreamName>;
export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as readonly TemplateName[];

/** What is wrong with a text somebody wrote for `name`: syntax, and names this text does not have. */
export function checkTemplate(name: TemplateName, source: string): readonly TemplateProblem[] {
  const { subject, body, problems } = parseTemplate(source);
  const { values, lists }: { values: readonly string[]; lists: Readonly<Record<string, readonly string[]>> } =
    TEMPLATES[name];
  const known = [...values, ...Object.keys(lists)];
  const unknown = namesIn([...subject, ...body], []).flatMap((used) => {
    const inEntries = used.within.flatMap((section) =>
      Object.hasOwn(lists, section) ? lists[section]! : [],
    );
    const allowed = [...known, ...inEntries];
    if (allowed.includes(used.name)) return [];
    return [
      { line: used.line, read: `{{${used.name}}}`, expected: `one of: ${allowed.toSorted().join(", ")}` },
    ];
  });
  return [...problems, ...unknown];
}
