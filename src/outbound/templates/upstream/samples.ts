import type { ValuesOf } from "../../compose-text.ts";
import type { UPSTREAM_TEMPLATES } from "./names.ts";

const about = { number: "C-1042", subject: "Calls drop", desk: "Contoso Cloud Support" };

/** Made-up values for the texts of a handoff. */
export const UPSTREAM_SAMPLES: { readonly [N in keyof typeof UPSTREAM_TEMPLATES]: ValuesOf<N> } = {
  "handed-on": { ...about, nextNewsAt: "Tuesday, 24 November, 17:00 Lisbon time" },
  "incident-news": { ...about, incident: "MO1234567", isOver: true },
  "upstream-handoff": {
    ...about,
    expected: "Tuesday, 24 November, 17:00 Lisbon time",
    unable: true,
    customer: "Fabrikam",
    tenantId: "0f7c1ad2-0000-4000-8000-000000000000",
    service: "microsoft365",
    kind: "technical",
    severity: "B",
    contact: "Ana Sousa",
    address: "support@contoso.example",
    timeZone: "Europe/Lisbon",
    language: "pt-PT",
    fields: [
      { label: "Service health", value: "checked at 09:10, nothing there" },
      { label: "Steps tried", value: "another network: the same\nanother account: works" },
    ],
  },
  "upstream-word": { ...about, caseNumber: "ND-123456", isReminder: true, since: "Tuesday, 13:00" },
  "agent-upstream": {
    ...about,
    partner: "Night Desk",
    sender: "Jo <jo@nightdesk.example>",
    caseNumber: "ND-123456",
    customer: "Fabrikam",
    severity: "B",
    severityName: "Moderate",
    message: "Please send us a trace.",
    links: [{ label: "Take it back", href: "mailto:support@contoso.example?body=%23handback" }],
  },
  "agent-portal": {
    ...about,
    partner: "the vendor",
    link: "https://portal.vendor.example/0f7c1ad2",
    customer: "Fabrikam",
    fileHref: "mailto:support@contoso.example?body=%23upstream%20",
    checklist: [{ line: "Enter your own contact, never the customer's" }],
    fields: [{ label: "Title", value: "Calls drop" }],
    hasFiles: true,
    files: [{ line: "trace.log" }],
  },
  "agent-handoff": {
    ...about,
    partner: "the vendor",
    customer: "Fabrikam",
    isUnfiled: true,
    since: "Tuesday, 13:00",
  },
};
