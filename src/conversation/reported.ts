import type { Message } from "../mail/message.ts";
import type { DeliveryReport } from "../mail/reading.ts";
import type { SentMail } from "../outbound/sent-mail.ts";
import { DAY } from "../values/instant.ts";
import type { EvidenceKeys } from "./evidence.ts";

/** A report comes within this time of the mail it is about: servers give up after five days (RFC 5321 §4.5.4.1). */
export const REPORT_WINDOW_MS = 6 * DAY;

/** What in a report may point to the mail it is about, surest first. */
export interface ReportKeys {
  readonly msgIds: readonly string[];
  readonly tokens: readonly string[];
  /** Only where the report names no msg-id at all: whom it is about, lower case. Otherwise empty. */
  readonly recipients: readonly string[];
}

const MAX_KEYS = 20;
const RETURNED_BOUND = 60_000;
const TOKEN_ADDRESS = /\+([a-z2-7]{20})@([a-z0-9.-]{1,253})/gi;

/** Collects them: the returned mail's msg-id, tokens of the report's own address and of the returned header, recipients. */
export function reportKeys(
  message: Message,
  report: DeliveryReport,
  keys: EvidenceKeys,
  deskDomain: string,
): ReportKeys {
  const { originalMessageId } = report;
  const returned = [...message.reportParts.map(({ text }) => text), message.text];
  const tokens = returned.flatMap((text) => tokensIn(text.slice(0, RETURNED_BOUND), deskDomain));
  const addresses = report.recipients.map(({ address }) => address.toLowerCase());
  return {
    msgIds: bounded(originalMessageId === null ? keys.msgIds : [originalMessageId, ...keys.msgIds]),
    tokens: bounded([...keys.tokens, ...tokens]),
    recipients: originalMessageId === null ? bounded(addresses.filter((one) => one !== "")) : [],
  };
}

function tokensIn(text: string, deskDomain: string): readonly string[] {
  return [...text.matchAll(TOKEN_ADDRESS)].flatMap(([, token, domain]) =>
    domain!.toLowerCase() === deskDomain ? [token!.toLowerCase()] : [],
  );
}

/** A mail that was found, and by what. */
export interface SentLead {
  readonly by: "msg-id" | "token" | "recipient";
  readonly mail: SentMail;
}

export type Reported =
  /**
   * `sure`: the report holds a secret of that mail, which only its recipients and the servers on its way know. Without it
   * anybody could have written the report: it is shown, and believed by nobody but people.
   */
  | { readonly kind: "found"; readonly mail: SentMail; readonly sure: boolean; readonly because: string }
  | { readonly kind: "none"; readonly because: string };

/** Which mail of ours a report is about. By recipient and time only where exactly one mail fits. */
export function findReported(leads: readonly SentLead[]): Reported {
  for (const by of ["msg-id", "token"] as const) {
    const mail = leads.find((lead) => lead.by === by)?.mail;
    if (mail) return { kind: "found", mail, sure: true, because: `by the ${by} of the returned mail` };
  }
  const guessed = new Map(leads.map(({ mail }) => [mail.id, mail]));
  const [mail] = guessed.values();
  if (mail === undefined) return { kind: "none", because: "it reports on no mail of ours" };
  if (guessed.size > 1)
    return { kind: "none", because: "it may be about several mails of ours and names none" };
  return { kind: "found", mail, sure: false, because: "by recipient and time only" };
}

function bounded(values: readonly string[]): readonly string[] {
  return [...new Set(values)].slice(0, MAX_KEYS);
}
