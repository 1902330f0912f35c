/** Texts that ask somebody before anything is done, and what each may say. */
const COMMON = ["number", "desk", "policyUrl"] as const;

export const ASKED = {
  /** To somebody, customer or agent, in whose name a mail came that nothing proves. */
  confirm: {
    audience: "customer",
    values: [...COMMON, "text", "until", "secret", "href"],
    lists: { acts: ["line"] },
  },
  /** To agents: a mail whose sender is nobody of the ticket waits for their word. */
  "agent-held": {
    audience: "agents",
    values: [
      ...COMMON,
      ...[
        "subject",
        "customer",
        "sender",
        "other",
        "byAddress",
        "byReply",
        "byTag",
        "message",
        "attachments",
        "staying",
      ],
    ],
    lists: { links: ["label", "href"] },
  },
} as const;

export type AskedName = keyof typeof ASKED;
