import type { Recipient } from "../outbound/delivery.ts";
import type { Instant } from "../values/instant.ts";

/** A mail out as somebody finds it who would act on it. */
export interface OutgoingMail {
  readonly state:
    | "held"
    | "ready"
    | "submitting"
    | "accepted"
    | "deferred"
    | "unsure"
    | "failed"
    | "bounced"
    | "cancelled";
  readonly recipients: readonly Recipient[];
  readonly dueAt: Instant | null;
}

export interface OutgoingOrder {
  readonly act: "retry" | "cancel";
  /** Whoever asks has read that it may arrive twice. */
  readonly sure: boolean;
  /** Nothing may leave. */
  readonly shadow: boolean;
}

export type ArmedOutgoing =
  /** Due now, for these recipients; `repeat`: marked as a possible second copy. */
  | { readonly kind: "retry"; readonly recipients: readonly Recipient[]; readonly repeat: boolean }
  /** `wasOnItsWay`: until now it was to be sent, and its ticket must hear that it is not. */
  | { readonly kind: "cancel"; readonly wasOnItsWay: boolean };

export type OutgoingDecision =
  | ArmedOutgoing
  | { readonly kind: "ask"; readonly because: string }
  | { readonly kind: "nothing"; readonly because: string };

const RETRIED = ["deferred", "failed", "unsure", "bounced"] as const;
const CANCELLED = ["held", "ready", "deferred", "failed", "unsure", "bounced"] as const;

/** What an order can be for, so that a page offers nothing else. */
export function mayAct(act: OutgoingOrder["act"], state: OutgoingMail["state"]): boolean {
  return ((act === "retry" ? RETRIED : CANCELLED) as readonly string[]).includes(state);
}

/**
 * What becomes of a mail that somebody wants sent again or not at all. One that may have arrived is sent again only by
 * somebody who knows that; one that a worker has in its hands is left to it. Recipients that took the mail never get it
 * again.
 */
export function decideOutgoing(mail: OutgoingMail, { act, sure, shadow }: OutgoingOrder): OutgoingDecision {
  if (mail.state === "submitting")
    return nothing("it is being sent at this moment; look again in two minutes");
  if (!mayAct(act, mail.state)) return nothing(`it is ${mail.state}`);
  if (act === "cancel")
    return { kind: "cancel", wasOnItsWay: ["held", "ready", "deferred"].includes(mail.state) };
  if (shadow) return nothing("the desk is in shadow: nothing leaves until answerable go");
  const recipients = mail.recipients.map((one) =>
    one.state === "accepted" ? one : { ...one, state: "waiting" as const },
  );
  if (!recipients.some(({ state }) => state === "waiting")) return nothing("every recipient has taken it");
  const mayDouble = mail.state === "unsure";
  if (mayDouble && !sure)
    return { kind: "ask", because: "it may have arrived: nobody knows. Sent again, it may arrive twice" };
  return { kind: "retry", recipients, repeat: mayDouble };
}

function nothing(because: string): OutgoingDecision {
  return { kind: "nothing", because };
}
