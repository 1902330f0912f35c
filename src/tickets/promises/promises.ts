import type { Partner } from "../../escalation/issue.ts";
import type { PartnerTerms } from "../../escalation/issuer.ts";
import type { Profile } from "../../escalation/profile.ts";
import type { AutomaticBudget } from "../../outbound/budget.ts";
import type { Work } from "../../policy/duty.ts";
import type { RetentionTerms } from "../../policy/retention.ts";
import type { Assignment, Route } from "../../policy/routing.ts";
import type { Plan } from "../../policy/schema.ts";
import type { ServiceHours } from "../../service-hours/compiled.ts";
import type { ClockContext } from "../../sla/clock.ts";
import type { Severity } from "../../sla/event.ts";
import type { Rung } from "../../sla/wake.ts";
import type { Instant } from "../../values/instant.ts";
import type { Wording } from "../words/wording.ts";

/** A team of desk.yaml; addresses in lower case. */
export interface Team {
  readonly name: string;
  readonly members: readonly string[];
  readonly lead: string | null;
  readonly manager: string | null;
  /** When somebody of it is on duty, a name of the policy's hours; null: whenever. */
  readonly hours: string | null;
}

/** How handoffs are followed up, and what the customer is told of them. */
export interface HandoffTerms {
  /** Service time between reminders of one that is unfiled or unanswered, and how many there are. */
  readonly remindEveryMs: number;
  readonly reminders: number;
  readonly tellCustomer: { readonly handedOn: boolean; readonly name: boolean; readonly caseNumber: boolean };
}

/** A profile as it was read, and the hash of its files: what was decided by it can be told apart later. */
export interface PinnedProfile {
  readonly profile: Profile;
  readonly hash: string;
}

/** How the desk stands to the vendor, where no customer's record says otherwise. */
export interface UpstreamTerms {
  readonly model: Partner;
  /** A partner of desk.yaml. */
  readonly provider: string | null;
  readonly resellerDirectFile: readonly string[];
  /** Null: the profile's order. */
  readonly vehicles: readonly string[] | null;
  readonly minimumVehicle: Readonly<Record<string, string>>;
  /** Lower case. */
  readonly ownTenants: readonly string[];
  /** Whether the customer is asked for what is missing when an agent says so, or at once. */
  readonly ask: "agent" | "auto";
}

/** A published policy version with its private settings, compiled: all that rules need to know of it. */
export interface Promises {
  readonly version: string;
  readonly desk: { readonly name: string; readonly address: string; readonly timeZone: string };
  readonly languages: readonly string[];
  readonly defaults: { readonly plan: string; readonly severity: Severity };
  readonly closing: { readonly closeAfterMs: number; readonly followUpReopensMs: number };
  readonly clock: ClockContext;
  /** In the order of desk.yaml: the first takes what no rule gives to another. */
  readonly teams: readonly Team[];
  /** Others who do part of the support, by their name in desk.yaml. */
  readonly partners: Readonly<Record<string, PartnerTerms>>;
  readonly handoffs: HandoffTerms;
  readonly upstream: UpstreamTerms;
  /** What a plan costs, as the policy says it; undefined: it does not. */
  readonly priceOf: (plan: string) => Plan["price"];
  /** The profile that desk.yaml names; null: there is no such file. */
  readonly profile: PinnedProfile | null;
  /** The team or partner that delivers a piece of work at a moment; null: no rule says. */
  readonly deliverer: (work: Work, at: Instant) => string | null;
  readonly routes: readonly Route[];
  readonly assignment: Assignment;
  /** Hours by name; null: there are none of that name. */
  readonly hoursNamed: (name: string) => ServiceHours | null;
  /** Whether agents get their work list each morning. */
  readonly workList: boolean;
  /** Ids of the services the policy names. */
  readonly services: readonly string[];
  /** How long an answer waits for `#undo`, unless its author has it otherwise. */
  readonly undoMs: number;
  readonly ladder: readonly Rung[];
  /** What stands below an answer to the customer in place of the agent's own signature; empty: nothing. */
  readonly signature: (agentName: string, language: string) => string;
  /** Whether a customer is asked how it was, with the mail that says it is solved. */
  readonly satisfaction: "ask" | "off";
  /** Whether a customer is told before a promise slips: the lead is asked, nobody is, or never. */
  readonly slipMail: "ask" | "auto" | "off";
  readonly automaticMail: AutomaticBudget;
  /** Whether a customer is told that their case has closed by itself. */
  readonly closedNotice: boolean;
  readonly retention: RetentionTerms;
  /** What becomes of a mail whose sender belongs to no customer. */
  readonly unknownSender: "default-plan" | "refuse" | "ask";
  readonly wording: Wording;
}
