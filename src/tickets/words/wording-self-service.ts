import type { Severity } from "../../sla/event.ts";
import type { Instant } from "../../values/instant.ts";
import type { CaseFacts, owedBy } from "../promises/case-of.ts";
import type { Words } from "./words.ts";

/** Who reads it: their language, their zone (null: the desk's), and when. */
interface Reader {
  readonly language: string;
  readonly timeZone: string | null;
  readonly at: Instant;
}

/** What a customer said by a word. */
export type CustomerSaid =
  | { readonly kind: "urgent"; readonly why: string; readonly raised: boolean }
  | { readonly kind: "closed" }
  /** isOpen: what they wrote with it has opened the case again. */
  | {
      readonly kind: "rated";
      readonly score: number;
      readonly comment: string;
      readonly isOpen: boolean;
    };

export interface CustomerSaidFacts {
  readonly said: CustomerSaid;
  /** Why the desk's answer to them does not leave; null: it does, or none is owed. */
  readonly unheard: string | null;
  readonly number: number;
  readonly subject: string;
  readonly severity: Severity;
  readonly customer: string;
  readonly sender: string;
  readonly promise: { readonly dueAt: Instant } | null;
  readonly assignee: string | null;
  readonly replyAddress: string;
}

/** The texts around a customer's word. */
export interface SelfServiceWording {
  /** Where cases stand; number: the one that was asked about, null: all that are open. */
  status(
    facts: Reader & {
      readonly cases: readonly CaseFacts[];
      readonly more: number;
      readonly number: number | null;
    },
  ): Words;
  /** Taken for solved by an agent; replyAddress: where a score goes, null: nobody is asked for one. */
  resolved(facts: {
    readonly number: number;
    readonly language: string;
    readonly timeZone: string | null;
    readonly closesAt: Instant;
    readonly replyAddress: string | null;
  }): Words;
  /** The question for a score alone, to stand below an agent's words. */
  scoreAsked(facts: {
    readonly number: number;
    readonly language: string;
    readonly replyAddress: string;
  }): Words;
  closedByCustomer(facts: Reader & { readonly number: number; readonly until: Instant }): Words;
  /** Closed by itself, `closeAfter` after it was taken for solved. */
  closed(facts: Reader & { readonly number: number; readonly until: Instant }): Words;
  urgent(
    facts: Reader & {
      readonly number: number;
      readonly plan: string;
      readonly severity: Severity;
      readonly raised: boolean;
      readonly owed: ReturnType<typeof owedBy>;
    },
  ): Words;
  /** To agents. */
  customerSaid(facts: CustomerSaidFacts): Words;
}
