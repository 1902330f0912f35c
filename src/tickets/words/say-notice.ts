import type { Instant } from "../../values/instant.ts";
import { filesInWords } from "../letters/notice-files.ts";
import { duration, mailto, numbered } from "./say-links.ts";
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
    alsoTo: (facts.alsoTo ?? []).map(numbered).join(", "),
    handedOver: facts.event === "handed-over",
    isReopened: facts.event === "reopened",
    isNews: !["opened", "wait-over", "handed-over", "reopened"].includes(facts.event),
    proposed: facts.proposed ?? "",
    urgent: facts.urgent,
    ...publishedValues(facts),
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
    history: facts.history.map(({ at, who, isNote, text }) => ({
      at: when(at),
      who,
      note: isNote ? "yes" : "",
      text,
    })),
  };
}

const MOST_OTHERS = 8;
const MARKS: ReadonlySet<string> = new Set(["address", "name", "number"]);

/** What a notice says of a notice of the vendor's. */
function publishedValues({ notice, number, replyAddress }: NoticeFacts) {
  if (notice === null) return {};
  const { about, how, incident, signs, proved, alone, linked, others } = notice;
  const more = others.length > MOST_OTHERS ? ` +${others.length - MOST_OTHERS}` : "";
  const phrases = signs.filter((sign) => !MARKS.has(sign)).map((phrase) => `“${phrase}”`);
  return {
    isNotice: about === "incident",
    suspicious: about === "subscription",
    incident: incident ?? "",
    direct: how === "direct",
    passedOn: how === "forwarded",
    pasted: how === "pasted",
    byAddress: signs.includes("address"),
    byName: signs.includes("name"),
    byNumber: signs.includes("number"),
    phrases: phrases.join(" "),
    proved,
    alone,
    linked,
    linkHref: linked || incident === null ? "" : mailto(replyAddress, `#incident ${incident}`, number),
    others: others.slice(0, MOST_OTHERS).map(numbered).join(", ") + more,
  };
}
