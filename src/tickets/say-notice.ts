import type { Instant } from "../values/instant.ts";
import { filesInWords } from "./notice-files.ts";
import { duration, mailto } from "./say-links.ts";
import type { NoticeFacts } from "./wording.ts";

/** What a notice says. */
export function noticeValues(
  facts: NoticeFacts,
  when: (at: Instant) => string,
  planName: (plan: string) => string,
) {
  const { promise } = facts;
  return {
    isNew: facts.event === "opened",
    waitOver: facts.event === "wait-over",
    asksManager: facts.asksManager,
    handedOver: facts.event === "handed-over",
    isNews: !["opened", "wait-over", "handed-over"].includes(facts.event),
    proposed: facts.proposed ?? "",
    urgent: facts.urgent,
    customer: facts.customer,
    sender: facts.requester,
    unverified: facts.event === "held-unverified",
    kind: facts.kind ?? "",
    service: facts.service ?? "",
    guidance: facts.guidance.map((text) => ({ text })),
    plan: planName(facts.plan),
    assignee: facts.assignee ?? "",
    promise: promise === null ? "" : when(promise.dueAt),
    left: promise === null || promise.leftMs === 0 ? "" : duration(promise.leftMs),
    message: facts.message,
    ...filesInWords(facts.files),
    numbered: facts.numbered.join("\n"),
    links: [
      { label: "Resolve", href: mailto(facts.replyAddress, "#resolve", facts.number) },
      { label: "Take it", href: mailto(facts.replyAddress, "#mine", facts.number) },
      { label: "Escalate", href: mailto(facts.replyAddress, "#escalate", facts.number) },
      { label: "Internal note", href: mailto(facts.replyAddress, "#note\n\n", facts.number) },
    ],
    history: facts.history.map(({ at, who, text }) => ({ at: when(at), who, text })),
  };
}
