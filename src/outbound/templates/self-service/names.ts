/** What customers get when they say a word by mail, and what agents hear of it. */
export const SELF_SERVICE = {
  /** To the customer who asked: one case, or all that are open. */
  status: {
    audience: "customer",
    values: ["number", "desk", "policyUrl", "none", "more", "commands"],
    lists: { cases: ["number", "subject", "state", "promise", "late", "last"] },
  },
  "closed-by-customer": {
    audience: "customer",
    values: ["number", "desk", "policyUrl", "until"],
    lists: {},
  },
  /** To the customer: it was taken for solved, and nobody said otherwise (desk.yaml `automaticMail.closedNotice`). */
  closed: {
    audience: "customer",
    values: ["number", "desk", "policyUrl", "subject", "until"],
    lists: {},
  },
  urgent: {
    audience: "customer",
    values: [
      ...["number", "desk", "policyUrl", "severity", "severityName", "raised"],
      ...["promise", "closed", "emergency"],
    ],
    lists: {},
  },
  /** To agents: the customer says that it is urgent, or closed it. */
  "agent-customer-said": {
    audience: "agents",
    values: [
      ...[
        "number",
        "desk",
        "policyUrl",
        "subject",
        "customer",
        "sender",
        "urgent",
        "closed",
        "rated",
        "said",
        "unheard",
      ],
      ...["raised", "severity", "severityName", "promise", "assignee"],
    ],
    lists: { links: ["label", "href"] },
  },
} as const;

export type SelfServiceName = keyof typeof SELF_SERVICE;
