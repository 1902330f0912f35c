import type { Reason } from "./reason.ts";
import { NOT_AVAILABLE, REASONS, REFUSED_RECIPIENT } from "./reasons.ts";

export interface Verdict {
  readonly class: "hard" | "soft";
  readonly status: string;
  /** The reason's name; empty where only a code spoke. */
  readonly reason: string;
}

/** Codes of RFC 3463 and Exchange that mean by themselves that the address is dead. */
const HARD_STATUS = /^5\.(?:1\.(?:0|1|2|3|6|10|14)|2\.1|4\.(?:4|310))$/;
/** Reply codes of RFC 5321 and RFC 7504 that do, where nothing else is known. */
const HARD_REPLY = /^(?:521|550|551|553|556)$/;

/** `5.1.1` written anywhere but in an IP address or a version. */
const STATUS = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d]|\.\d)/g;
const REPLY = /(?:^|[\s:'"([<#;,=>-])([45][0-5]\d)(?=[\s:,.;'")\]>#-]|$)/;

/**
 * Whether writing to the address again is pointless: what the diagnostic says goes first, the enhanced status second,
 * the reply code last (issue: full, refused by policy, too large and greylisted are soft). Status is the given one,
 * or the one found in the text, or the one that fits.
 */
export function judge(diagnostic: string, givenStatus: string, hints: readonly string[] = []): Verdict {
  const text = normalise(diagnostic);
  const given = /^[245]\.\d{1,3}\.\d{1,3}$/.test(givenStatus) ? givenStatus : "";
  const found = isVague(given) ? statusIn(diagnostic, given) : given;
  const reply = REPLY.exec(text)?.[1] ?? "";
  const reason =
    reasonFor(text) ?? hints.map((hint) => reasonFor(normalise(hint))).find((one) => one !== null) ?? null;
  const status = isVague(found) ? (fitting(reason, reply, given) ?? found) : found;
  if (reason !== null && !isOverruled(reason, found))
    return { class: reason.class, status, reason: reason.name };
  if (found !== "" && !isVague(found)) {
    return { class: HARD_STATUS.test(found) ? "hard" : "soft", status: found, reason: "" };
  }
  return { class: HARD_REPLY.test(reply) ? "hard" : "soft", status, reason: "" };
}

/** The row of the table a text matches first; null where it says nothing known. */
export function reasonFor(text: string): Reason | null {
  if (text.trim() === "") return null;
  const reason = REASONS.find(
    ({ phrases, patterns }) =>
      phrases.some((phrase) => text.includes(phrase)) || patterns.some((pattern) => pattern.test(text)),
  );
  const vague = isVagueReason(reason);
  if (vague && REFUSED_RECIPIENT.test(text)) return NOT_AVAILABLE;
  return reason ?? null;
}

/** A code for a dead address beside nothing but "rejected" or "undeliverable" is more exact than the words. */
function isOverruled(reason: Reason, status: string): boolean {
  const vague = isVagueReason(reason);
  if (vague) return HARD_STATUS.test(status);
  return reason.name === "address not available" && /^(?:4|5\.(?:7|3|4|6))\./.test(status);
}

const isVagueReason = (reason: Reason | undefined): boolean =>
  reason?.name === "refused" || reason?.name === "could not be reached";

const isVague = (status: string): boolean => status === "" || /^[45]\.0\.0$/.test(status);

/** The first exact status in a text; servers repeat themselves, and relays put a vague one before it. */
function statusIn(diagnostic: string, given: string): string {
  const all = [...diagnostic.slice(0, 4000).matchAll(STATUS)]
    .map(([code]) => code)
    .filter((code) => !code.startsWith("2"));
  return all.find((code) => !isVague(code)) ?? all[0] ?? given;
}

function fitting(reason: Reason | null, reply: string, given: string): string | null {
  const digit = reply[0] ?? given[0] ?? "";
  if (reason !== null)
    return digit === "4" || digit === "5" ? `${digit}${reason.status.slice(1)}` : reason.status;
  if (given !== "") return given;
  return digit === "" ? null : `${digit}.0.0`;
}

/** Lower-case, one line, continuation codes dropped, addresses as `@` and links left out: their words mean nothing here. */
export function normalise(diagnostic: string): string {
  return diagnostic
    .slice(0, 4000)
    .toLowerCase()
    .replaceAll(/[’‘`]/g, "'")
    .replaceAll(/https?:\/\/[^\s<>"')]{1,500}/g, (link) => NAMED_IN_LINK.exec(link)?.[0] ?? " ")
    .replaceAll(/<?[^\s<>"'(),;:[\]]{1,80}@[^\s<>"'(),;:[\]]{1,200}>?/g, "@")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/([45]\d\d)-(?:[45]\.\d{1,3}\.\d{1,3} )?/g, " $1 ")
    .replaceAll(/ {2,}/g, " ");
}

/** Google names the reason in the link it gives: `?p=NoSuchUser`. */
const NAMED_IN_LINK = /nosuchuser|disableduser|overquota\w{0,10}/;
