import { compiledHours } from "../policy/compiled.ts";
import { agreementFor, type Published } from "../policy/published.ts";
import type { Severity } from "../policy/schema.ts";
import { addServiceTime } from "../service-hours/arithmetic.ts";
import type { Instant } from "../values/instant.ts";
import { type Acknowledged, acknowledgement } from "./acknowledgement.ts";
import type { ComposedText } from "./compose-text.ts";

/**
 * The acknowledgement as a customer would get it for a mail received at some moment, with the time due computed as the
 * clock does. The number is an example.
 */
export function previewAcknowledgement(
  published: Published,
  asked: Omit<Acknowledged, "dueAt" | "number">,
): ComposedText {
  const { plan, severity, receivedAt } = asked;
  const dueAt = firstResponseDue(published, plan, severity, receivedAt);
  return acknowledgement(published, { ...asked, dueAt, number: "C-1042" });
}

/** Null: nothing is promised, or the calendar never opens. */
function firstResponseDue(
  published: Published,
  plan: string,
  severity: Severity,
  receivedAt: Instant,
): Instant | null {
  const agreement = agreementFor(published, plan, severity);
  const goal = agreement?.goals["first-response"] ?? null;
  const hours = agreement && compiledHours(published, agreement.calendar);
  if (goal === null || !hours) return null;
  const due = addServiceTime(hours, receivedAt, goal);
  return due.kind === "due" ? due.dueAt : null;
}
