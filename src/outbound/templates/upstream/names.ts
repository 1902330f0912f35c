const ABOUT = ["number", "desk", "policyUrl", "subject"] as const;
const FIELDS = ["label", "value"] as const;
const LINKS = ["label", "href"] as const;

/** The texts of a handoff, as `names.ts` lists all others: to the customer, to upstream, to agents. */
export const UPSTREAM_TEMPLATES = {
  /** To the customer, once: their case is with somebody else, and we stay their contact. `name` and `caseNumber` if the desk says so. */
  "handed-on": { audience: "customer", values: [...ABOUT, "name", "caseNumber", "nextNewsAt"], lists: {} },
  /** To the customer: what is new about a published incident that their case is part of. `news`: an operator's own words. */
  "incident-news": {
    audience: "customer",
    values: [...ABOUT, "incident", "isKnown", "isNews", "isOver", "news"],
    lists: {},
  },
  /** To whom an issue is handed on by mail: the packet. `unable`: they may give it back by that command. */
  "upstream-handoff": {
    audience: "upstream",
    values: [
      ...ABOUT,
      ...["expected", "unable", "customer", "tenantId", "cloud", "subscriptionId", "service", "kind"],
      ...["severity", "contact", "address", "timeZone", "language", "attachments"],
    ],
    lists: { fields: FIELDS },
  },
  /** To upstream: a reminder, or that we need nothing more. */
  "upstream-word": {
    audience: "upstream",
    values: [...ABOUT, "caseNumber", "isReminder", "since", "expected", "isEnded", "isTakenBack", "reason"],
    lists: {},
  },
  /** To agents: upstream has written. `held`: why it does not count. */
  "agent-upstream": {
    audience: "agents",
    values: [
      ...ABOUT,
      ...["partner", "sender", "held", "unable", "caseNumber", "customer", "severity", "severityName"],
      ...["promise", "left", "message", "attachments", "staying", "gone", "unreadable"],
    ],
    lists: { history: ["at", "who", "note", "text"], links: LINKS },
  },
  /** To an agent: what to file in a portal, each field by itself, to copy from. */
  "agent-portal": {
    audience: "agents",
    values: [...ABOUT, "partner", "link", "customer", "noTenant", "hasFiles", "fileHref", "expected"],
    lists: { checklist: ["line"], fields: FIELDS, files: ["line"] },
  },
  /** To an agent or the lead: a handoff that is not filed, not answered, not delivered, without its files, or to be closed in the portal. */
  "agent-handoff": {
    audience: "agents",
    values: [
      ...ABOUT,
      ...[
        "partner",
        "caseNumber",
        "customer",
        "isUnfiled",
        "isUnanswered",
        "isToClose",
        "isFailed",
        "isUnreached",
        "isGone",
        "isWithoutFiles",
        "answersThem",
      ],
      ...["since", "expected", "reminded", "link", "address", "said", "assignee"],
      ...["gone", "unreadable", "others"],
    ],
    lists: { links: LINKS },
  },
} as const;
export type UpstreamName = keyof typeof UPSTREAM_TEMPLATES;
