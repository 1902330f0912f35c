import type { Instant } from "../values/instant.ts";
import type { FileMark } from "./files.ts";
import type { FormValues } from "./form.ts";
import type { Partner } from "./issue.ts";

/** What is written down about a customer's tenant. */
export interface Tenancy {
  /** Lower case; null: not known. */
  readonly tenantId: string | null;
  /** A cloud instance of the profile. */
  readonly cloud: string;
  readonly access: "granted" | "none" | null;
  readonly accessUntil: Instant | null;
}

export interface Subscription {
  readonly id: string;
  readonly service: string;
  readonly name: string;
  readonly reference: string | null;
  /** A marketplace product: the partner of desk.yaml that publishes it. */
  readonly publisher: string | null;
  /** How it was bought at the vendor; null: nobody wrote it down. */
  readonly commerce: "new" | "legacy" | null;
  readonly endsAt: Instant | null;
}

/** How we stand to the vendor from a day on, for a customer or one subscription. Days are civil dates. */
export interface PartnerModel {
  readonly model: Partner;
  readonly provider: string | null;
  readonly subscriptionId: string | null;
  readonly validFrom: string;
}

/** The right to use a vehicle, as the ledger has it. */
export interface HeldEntitlement {
  readonly id: string;
  readonly vehicle: string;
  readonly name: string;
  readonly validFrom: string;
  /** The last day; null: without end. */
  readonly validTo: string | null;
  /** Null: not counted. */
  readonly unitsLeft: number | null;
  /** Services it is limited to; empty: as the profile says. */
  readonly services: readonly string[];
}

/** A block that somebody passed over. */
export interface Override {
  readonly code: string;
  readonly agentId: string;
  readonly role: string;
  readonly reason: string;
  readonly at: Instant;
}

export interface Diagnosis {
  readonly fields: FormValues;
  /** Why we cannot resolve it although it is within our boundary. */
  readonly unable: string | null;
  readonly overrides: readonly Override[];
  /** What is to go along. */
  readonly files: readonly FileMark[];
}

/** All that is written down for the decision where a ticket goes. */
export interface EscalationRecords {
  /** Null: the ticket is nobody's. */
  readonly tenancy: Tenancy | null;
  readonly subscriptions: readonly Subscription[];
  /** Of these subscriptions, also past ones and those to come. */
  readonly supportContacts: readonly SupportContact[];
  readonly models: readonly PartnerModel[];
  readonly diagnosis: Diagnosis | null;
  readonly entitlements: readonly HeldEntitlement[];
}

export const NO_DIAGNOSIS: Diagnosis = { fields: {}, unable: null, overrides: [], files: [] };

/** Who answers for the support of a subscription, from a day to a day. Days are civil dates. */
export interface SupportContact {
  readonly subscriptionId: string;
  /** A partner of desk.yaml; null: we do. */
  readonly partner: string | null;
  readonly validFrom: string;
  /** The last day; null: without end. */
  readonly validTo: string | null;
  /** Our own record, or a copy of the vendor's. */
  readonly source: "own" | "vendor";
}
