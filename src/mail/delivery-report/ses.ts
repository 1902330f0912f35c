import type { Message } from "../message.ts";
import type { DeliveryReport } from "../reading.ts";
import { judge } from "./classify.ts";

type Recipient = DeliveryReport["recipients"][number];
type Json = Readonly<Record<string, unknown>>;

/** A text longer than this is no notification (SNS sends 256 KB at most). */
const LONGEST = 300_000;
const MOST_RECIPIENTS = 1000;

/** Where Amazon SES keeps what happened, by the kind of event, and whom it names there. */
const EVENTS: Readonly<Record<string, { kind: DeliveryReport["kind"]; at: string; list: string }>> = {
  bounce: { kind: "failed", at: "bounce", list: "bouncedRecipients" },
  complaint: { kind: "feedback", at: "complaint", list: "complainedRecipients" },
  delivery: { kind: "delivered", at: "delivery", list: "recipients" },
  deliverydelay: { kind: "delayed", at: "deliveryDelay", list: "delayedRecipients" },
};

/**
 * A notification of Amazon SES as Amazon SNS mails it: JSON at the very beginning of the text, SNS's small print below.
 *
 * Read from Amazon's own addresses only; null for everything else. The bounce type decides where the diagnostic says
 * nothing known: `Permanent` is hard, `Transient` and `Undetermined` are soft (SES, "notification contents").
 */
export function readSesNotification(message: Message): DeliveryReport | null {
  if (!/[@.]amazonaws\.com$/i.test(message.from?.address ?? "")) return null;
  const outer = jsonAtStart(message.text);
  const inner = typeof outer?.["Message"] === "string" ? jsonAtStart(outer["Message"]) : outer;
  const type = inner?.["notificationType"] ?? inner?.["eventType"];
  const event = EVENTS[String(type ?? "").toLowerCase()];
  if (inner === null || event === undefined) return null;
  const what = record(inner[event.at]);
  const mail = record(inner["mail"]);
  const listed = Array.isArray(what[event.list]) ? (what[event.list] as unknown[]) : [];
  return {
    kind: event.kind,
    recipients: listed.slice(0, MOST_RECIPIENTS).flatMap((one) => recipientOf(one, what, event.kind)),
    originalMessageId: originalId(mail),
    because: "Amazon SES by SNS",
  };
}

function recipientOf(one: unknown, what: Json, kind: DeliveryReport["kind"]): Recipient[] {
  const named = typeof one === "string" ? { emailAddress: one } : record(one);
  const address = words(named["emailAddress"]).replace(/^.*<|>.*$/g, "");
  if (!address.includes("@")) return [];
  const given = words(named["status"]);
  const diagnostic =
    words(named["diagnosticCode"]).replace(/^\s?smtp;\s?/i, "") ||
    words(what["smtpResponse"]) ||
    words(what["complaintFeedbackType"]);
  const verdict = judge(diagnostic, given);
  const permanent = words(what["bounceType"]) === "Permanent";
  const isHard = verdict.reason === "" ? permanent : verdict.class === "hard";
  const action = kind === "feedback" ? words(what["complaintFeedbackType"]) || "abuse" : kind;
  return [
    {
      address,
      action: words(named["action"]).toLowerCase() || action,
      status: kind === "feedback" ? "" : verdict.status,
      class: kind === "failed" && isHard ? "hard" : "soft",
      diagnostic,
    },
  ];
}

/** The Message-ID we wrote, if the topic includes headers; SES's own id is not in any mail of ours. */
function originalId(mail: Json): string | null {
  const common = words(record(mail["commonHeaders"])["messageId"]);
  const headers = Array.isArray(mail["headers"]) ? (mail["headers"] as unknown[]) : [];
  const field = headers.map(record).find(({ name }) => words(name).toLowerCase() === "message-id");
  const id = words(field?.["value"]) || common;
  if (id === "") return null;
  return id.startsWith("<") ? id : `<${id}>`;
}

/** The JSON object a text begins with; null where it begins with none. */
function jsonAtStart(text: string): Json | null {
  const start = text.slice(0, LONGEST).trimStart();
  if (!start.startsWith("{")) return null;
  const below = start.search(/\}\s*\n--\s*\n/);
  try {
    return record(JSON.parse(below === -1 ? start : start.slice(0, below + 1)));
  } catch {
    return null;
  }
}

const record = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A string without line breaks, at most 1,000 characters; empty for anything else. */
const words = (value: unknown): string =>
  typeof value === "string"
    ? value
        .slice(0, 1000)
        .replaceAll(/[\s\0]+/g, " ")
        .trim()
    : "";
