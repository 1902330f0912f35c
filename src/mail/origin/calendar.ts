import type { Message } from "../message.ts";
import type { Sign } from "./sign.ts";

const ANSWERED =
  /^(?:accepted|declined|tentative|tentatively accepted|new time proposed|zugesagt|abgelehnt|mit vorbehalt|accepté|refusé|provisoire|aceptada|aceptado|rechazada|rechazado|provisional|aceite|aceito|recusado|provisório|accettato|rifiutato|provvisorio|geaccepteerd|afgewezen|voorlopig|zaakceptowano|odrzucono|godkänt|avböjt|preliminärt|accepteret|afslået|godtatt|avslått|hyväksytty|hylätty|přijato|odmítnuto|принято|отклонено|прийнято|відхилено|kabul edildi|reddedildi|承諾|辞退|仮承諾|已接受|已拒绝|暂定)\s*[:：]/i;

/** What calendars write into the answers they send, in their languages. */
const OF_A_CALENDAR =
  /https?:|invit|accept|declin|tentative|einladung|zugesagt|abgelehnt|convit|convocat|aceit|acept|recus|rechaz|refus|rifiut|uitnodig|geaccepteerd|zaproszen|inbjud|invitasjon|kutsu|pozván|приглаш|запрош|lời mời|davet|招待|承諾|邀请|邀請|会议|會議/i;
const WORDS_OF_A_COMMENT = 8;

/** A person wrote more than pressing a button writes. */
function saysMore(text: string): boolean {
  const head = text.slice(0, 2000);
  return head.split(/\s+/, WORDS_OF_A_COMMENT + 1).length > WORDS_OF_A_COMMENT && !OF_A_CALENDAR.test(head);
}

/** The answer to an invitation (RFC 5546 §3.2.3): a button was pressed, no mail was written. Null for all else. */
export function findCalendarSign(message: Message): Sign | null {
  const { type, params } = message.contentType;
  const replies =
    (type === "text/calendar" && /^(?:reply|counter)$/i.test(params["method"] ?? "")) ||
    message.reportParts.some(
      (part) =>
        part.contentType.startsWith("text/calendar") &&
        /^METHOD:(?:REPLY|COUNTER)\s*$/im.test(part.text.slice(0, 4000)),
    );
  const attached = message.attachments.some(({ contentType }) => contentType === "text/calendar");
  if (!replies && !(attached && ANSWERED.test(message.subject))) return null;
  if (saysMore(message.text)) return null;
  return {
    kind: "auto-replied",
    strength: "proof",
    group: "calendar",
    because: "answer to an invitation (RFC 5546)",
  };
}
