/** Texts to agents: of each new message, and those that belong to no ticket. */
export const AGENTS = {
  /** To agents, for each new message of a ticket. */
  "agent-notice": {
    audience: "agents",
    values: [
      ...["number", "desk", "policyUrl"],
      ...[
        "subject",
        "isNew",
        "waitOver",
        "asksManager",
        "alsoTo",
        "handedOver",
        "isReopened",
        "isNews",
        "proposed",
        "urgent",
        "customer",
        "sender",
        "unverified",
        "kind",
        "service",
        "severity",
        "severityName",
      ],
      ...["plan", "assignee", "promise", "left", "late", "message", "attachments", "numbered", "staying"],
      ...["isNotice", "incident", "direct", "passedOn", "pasted", "proved", "alone", "linked"],
      ...["gone", "unreadable"],
      ...["linkHref", "others", "suspicious", "byAddress", "byName", "byNumber", "phrases"],
    ],
    lists: { guidance: ["text"], history: ["at", "who", "note", "text"], links: ["label", "href"] },
  },
  /** Each morning of an agent's hours, and in answer to `#list`. */
  "agent-work-list": {
    audience: "agents",
    values: ["desk", "date", "more", "isEmpty"],
    lists: {
      due: [
        ...["number", "severity", "subject", "customer", "unassigned", "promise", "late", "left"],
        ...["takeHref", "resolveHref"],
      ],
      waiting: ["number", "severity", "subject", "customer", "until", "promise", "resolveHref"],
      held: ["number", "subject"],
      digest: ["line"],
    },
  },
  /** To a new agent: the one-page card. */
  "agent-welcome": {
    audience: "agents",
    values: ["desk", "name", "address", "undo", "practice"],
    lists: { commands: ["name", "help"] },
  },
} as const;

export type AgentsName = keyof typeof AGENTS;
