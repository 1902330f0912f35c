import type { Work } from "../policy/duty.ts";
import type { Instant } from "../values/instant.ts";
import type { Said } from "./extract.ts";
import type { KnownFile } from "./files.ts";
import type { Partner } from "./issue.ts";
import type { Profile } from "./profile.ts";
import type { EscalationRecords } from "./records.ts";

/** All that is known of a ticket when it is asked where it goes. */
export interface Case {
  readonly ticket: {
    readonly kind: "commercial" | "technical";
    readonly service: string;
    readonly severity: "A" | "B" | "C";
    readonly subject: string;
    readonly language: string;
  };
  readonly profile: Profile;
  readonly records: EscalationRecords;
  /** desk.yaml `upstream`. */
  readonly terms: {
    readonly model: Partner;
    readonly provider: string | null;
    readonly resellerDirectFile: readonly string[];
    readonly vehicles: readonly string[] | null;
    readonly minimumVehicle: Readonly<Record<string, string>>;
    readonly ownTenants: readonly string[];
  };
  /** The partners of desk.yaml, by name. */
  readonly partners: Readonly<Record<string, { readonly kind: string; readonly name?: string }>>;
  readonly deliverer: (work: Work, at: Instant) => string | null;
  /** What the one it was delivered by has said of it; null: nothing, or it was delivered by nobody else. */
  readonly deliveryResult: string | null;
  /** Nothing is charged for the work, or the customer has accepted the price. */
  readonly priceAccepted: boolean;
  /** The model that the ticket keeps although another is in force by now. */
  readonly keptModel: { readonly model: Partner; readonly provider: string | null } | null;
  /** What the customer's side wrote. */
  readonly said: readonly Said[];
  /** What stands in the customer's conversation beside text, and what the mail that asks brings itself. */
  readonly files: readonly KnownFile[];
  /** Who is on the customer's side: lower-case addresses, and names. */
  readonly customers: ReadonlySet<string>;
  readonly names: readonly string[];
  readonly now: Instant;
  /** The civil date of `now` in the desk's zone. */
  readonly day: string;
}
