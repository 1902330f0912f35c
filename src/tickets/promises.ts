import type { AutomaticBudget } from "../outbound/budget.ts";
import type { ClockContext } from "../sla/clock.ts";
import type { Severity } from "../sla/event.ts";
import type { Rung } from "../sla/wake.ts";
import type { Wording } from "./wording.ts";

/** A published policy version with its private settings, compiled: all that rules need to know of it. */
export interface Promises {
  readonly version: string;
  readonly desk: { readonly name: string; readonly address: string; readonly timeZone: string };
  readonly languages: readonly string[];
  readonly defaults: { readonly plan: string; readonly severity: Severity };
  readonly closing: { readonly closeAfterMs: number; readonly followUpReopensMs: number };
  readonly clock: ClockContext;
  /** Ids of the services the policy names. */
  readonly services: readonly string[];
  /** How long an answer waits for `#undo`, unless its author has it otherwise. */
  readonly undoMs: number;
  readonly ladder: readonly Rung[];
  /** Whether a customer is told before a promise slips: the lead is asked, nobody is, or never. */
  readonly slipMail: "ask" | "auto" | "off";
  readonly automaticMail: AutomaticBudget;
  /** What becomes of a mail whose sender belongs to no customer. */
  readonly unknownSender: "default-plan" | "refuse" | "ask";
  readonly wording: Wording;
}
