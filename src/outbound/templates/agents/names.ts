/** Texts to agents that belong to no ticket. */
export const AGENTS = {
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
