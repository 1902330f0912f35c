import type { Message } from "../message.ts";
import type { Sign } from "./sign.ts";

const ANSWERED =
  /^(?:accepted|declined|tentative|tentatively accepted|new time proposed|zugesagt|abgelehnt|mit vorbehalt|accepté|refusé|provisoire|aceptada|aceptado|rechazada|rechazado|provisional|aceite|aceito|recusado|provisório|accettato|rifiutato|provvisorio|geaccepteerd|afgewezen|voorlopig|zaakceptowano|odrzucono|godkänt|avböjt|preliminärt|accepteret|afslået|godtatt|avslått|hyväksytty|hylätty|přijato|odmítnuto|принято|отклонено|прийнято|відхилено|kabul edildi|reddedildi|承諾|辞退|仮承諾|已接受|已拒绝|暂定)\s*[:：]/i;

/** The answer to an invitation (RFC 5546 §3.2.3): a button was pressed, no mail was written. Null for all else. */
export function findCalendarSign(message: Message): Sign | null {
  const { type, params } = message.contentType;
  const replies =
    (type === "text/calendar" && params["method"]?.toLowerCase() === "reply") ||
    message.reportParts.some(
      (part) =>
        part.contentType.startsWith("text/calendar") && /^METHOD:REPLY\s*$/im.test(part.text.slice(0, 4000)),
    );
  const attached = message.attachments.some(({ contentType }) => contentType === "text/calendar");
  if (!replies && !(attached && ANSWERED.test(message.subject))) return null;
  return {
    kind: "auto-replied",
    strength: "proof",
    group: "calendar",
    because: "answer to an invitation (RFC 5546)",
  };
}
