import type { ISSUE_KINDS, PARTNERS, PRODUCT_CLASSES, SCOPES, SEVERITIES } from "./profile-schema.ts";

export type Partner = (typeof PARTNERS)[number];

/** One issue as the table sees it. One issue that cannot be split: a mail with two is two. */
export interface Issue {
  readonly kind: (typeof ISSUE_KINDS)[number];
  /** An id of the profile's services. */
  readonly service: string;
  readonly productClass: (typeof PRODUCT_CLASSES)[number];
  readonly scope: (typeof SCOPES)[number];
  readonly severity: (typeof SEVERITIES)[number] | null;
  /** Inside the boundary and not marked as unable to resolve. */
  readonly withinBaseline: boolean;
  readonly matchesServiceIncident: string | null;
  /** What the one it was delivered by has said of it, e.g. `unable_to_resolve`. */
  readonly deliveryResult: string | null;
}

/** A plan or units as the ledger has them at the moment of the question. */
export interface Entitlement {
  readonly vehicle: string;
  readonly active: boolean;
  /** Undefined: not counted. */
  readonly unitsLeft?: number;
  /** False: it is limited to other services; otherwise as the profile says. */
  readonly covers?: boolean;
}

/**
 * What is known about an issue, by the names in `decisions.yaml`: `diagnosis`, `tenant_id`, …, and `access` in words.
 * What has no entry is not known.
 */
export type EvidenceFacts = Readonly<Record<string, boolean | string>>;

/** What a desk has set for itself. */
export interface EscalationSettings {
  /** Services that an indirect reseller files itself where a vehicle takes it. */
  readonly resellerDirectFile?: readonly string[];
  /** Who delivers, by `kind/service`, `kind/*` or `*`; the most exact wins. Without an entry: in house. */
  readonly delivery?: Readonly<Record<string, string>>;
  readonly vehicleOrder?: readonly string[];
  readonly minimumVehicle?: Readonly<Record<string, string | null>>;
  /** What is not known blocks (the desk), or is not judged (rows from outside). */
  readonly unknownEvidence: "missing" | "not-judged";
}
