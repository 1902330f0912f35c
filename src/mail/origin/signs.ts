import type { Message } from "../message.ts";
import { findCalendarSign } from "./calendar.ts";
import { HEADER_SIGNS, namedForReplying } from "./header-signs.ts";
import { readBody, type SubjectSign } from "./phrases.ts";
import { isFormOfAPerson } from "./reply-address.ts";
import { roleOf } from "./senders.ts";
import { fieldValues, type HeaderSign, type Sign } from "./sign.ts";

const SIGNS_BY_NAME = Map.groupBy(HEADER_SIGNS, (rule) => rule.name);

/** What the header says about a machine. */
export function headerSigns(message: Message): Sign[] {
  const found: Sign[] = [];
  for (const [name, all] of message.headers) {
    const rules = SIGNS_BY_NAME.get(name);
    if (rules !== undefined) {
      const values = fieldValues(message, name);
      for (const rule of rules) {
        const value = values.find((one) => rule.value.test(one));
        if (value !== undefined) found.push(signOf(rule, value));
      }
    }
    if (namedForReplying(name, all[0] ?? "")) {
      const because = `${name}: ${all[0]!.slice(0, 60)} (vendors' fields for automatic answers)`;
      found.push(sign("auto-replied", "proof", "header", because));
    }
  }
  if (message.contentType.params["report-type"]?.toLowerCase() === "disposition-notification") {
    found.push(sign("auto-replied", "proof", "receipt", "a receipt of reading (RFC 8098)"));
  }
  const calendar = findCalendarSign(message);
  return calendar === null ? found : [...found, calendar];
}

function signOf(rule: HeaderSign, value: string): Sign {
  const because = `${rule.name}: ${value.slice(0, 60)} (${rule.source})`;
  return sign(rule.kind, rule.strength, groupOf(rule.name), because);
}

/** Fields a program names itself in, fields for "many copies", and all others: within a group they come together. */
function groupOf(name: string): string {
  if (name === "x-mailer" || name.startsWith("x-php")) return "program";
  return name.endsWith("precedence") ? "precedence" : "header";
}

/** What the sender and the reverse-path say. */
export function senderSigns(message: Message): Sign[] {
  const found: Sign[] = [];
  const role = roleOf(message.from?.address ?? "");
  const nobodyReads = role === "no-reply" || role === "daemon" || role === "list-robot" || role === "program";
  if (nobodyReads && !isFormOfAPerson(message)) {
    found.push(
      sign("auto-generated", "strong", "sender", `the sender's address is one of machines (${role})`),
    );
  }
  if (role === "machine")
    found.push(sign("auto-generated", "weak", "sender", "the sender's address has a machine's name"));
  if (fieldValues(message, "return-path").some((value) => value === "<>" || value === "")) {
    found.push(sign("auto-generated", "weak", "envelope", "null reverse-path (RFC 5321 §4.5.5)"));
  }
  return found;
}

/** What subject and text say: responders that write no field are told by their words. */
export function wordSigns(text: string, subject: SubjectSign): Sign[] {
  const body = readBody(text);
  const asks = text.includes("?") || text.includes("？");
  const found: Sign[] = [];
  if (subject === "automatic" || subject === "absent-titled") {
    const sure = body.has("received") || body.has("later") || body.has("instead");
    const strength = sure || !asks ? "strong" : "weak";
    found.push(sign("auto-replied", strength, "subject", "the subject names an automatic answer"));
  }
  if (subject === "absent" || subject === "absent-named" || subject === "receipt") {
    found.push(sign("auto-replied", "weak", "subject", `the subject reads like ${NAMED[subject]}`));
  }
  if (subject === "aggregate") {
    found.push(sign("auto-generated", "strong", "subject", "a DMARC or TLS report (RFC 7489 §7.2.1.1)"));
  }
  if (subject === "alert") {
    found.push(
      sign("auto-generated", "weak", "subject", "the subject reads like a monitor's or a voice box's"),
    );
  }
  if (readsAutomatic(body, subject, asks)) {
    found.push(
      sign("auto-replied", subject === null ? "strong" : "weak", "body", "the text reads like a responder's"),
    );
  }
  return found;
}

const NAMED = {
  absent: "a notice of absence",
  "absent-named": "a notice of somebody's absence",
  receipt: "a receipt",
} as const;

/** People say one or two of these things as well; together, and nothing asked, only a responder does. */
function readsAutomatic(body: ReadonlySet<string>, subject: SubjectSign, asks: boolean): boolean {
  const states = body.has("states");
  if (subject === "alert") return states;
  if (subject === "receipt") return states || (body.has("received") && body.has("later"));
  if (subject === "absent-named") return !asks && body.has("away") && body.has("later");
  if (subject === "absent")
    return !asks && ((states && body.size > 1) || (body.size > 2 && body.has("away")));
  if (subject !== null) return body.size > 0 && !asks;
  if (asks) return false;
  if (states) return body.has("received") || (body.has("away") && body.size > 2);
  return ["received", "away", "later", "instead"].every((sign) => body.has(sign));
}

function sign(kind: Sign["kind"], strength: Sign["strength"], group: string, because: string): Sign {
  return { kind, strength, group, because };
}
