import type { CaseNumberShapes } from "./case-number.ts";
import type { Profile } from "./profile.ts";

/** Whose mails and case numbers belong to a handoff. */
export interface Issuer {
  /** A partner of desk.yaml by its name, or `vendor`. */
  readonly id: string;
  /** Whole addresses, and domains (with those below them), lower case: from nobody else does a mail count as theirs. */
  readonly senders: readonly string[];
  readonly caseNumbers: CaseNumberShapes;
}

/** A partner of desk.yaml, compiled. */
export interface PartnerTerms {
  readonly kind: string;
  /** As agents and, where the desk says so, customers read it. */
  readonly name: string;
  readonly address: string;
  readonly senders: readonly string[];
  /** A name of the policy's hours; null: always. */
  readonly hours: string | null;
  /** Within how much time of these hours they answer; null: nothing is agreed. */
  readonly responseMs: number | null;
  readonly caseNumbers: CaseNumberShapes;
  /** In which language they are written to; null: the desk's first. */
  readonly language: string | null;
}

/** A partner that is written to. */
export function issuerOfPartner(id: string, { senders, caseNumbers }: PartnerTerms): Issuer {
  return { id, senders, caseNumbers };
}

/** The vendor of a profile: filed with by portal, who then writes by mail. */
export function issuerOfVendor({ vendor }: Pick<Profile, "vendor">): Issuer {
  return { id: "vendor", senders: vendor.sender_domains, caseNumbers: vendor.case_numbers };
}

/** Whether an address is one of theirs: exactly, or in one of their domains or below it. */
export function isSender(address: string, senders: readonly string[]): boolean {
  const wanted = address.toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf("@") + 1);
  if (!wanted.includes("@") || domain === "") return false;
  return senders.some((sender) =>
    sender.includes("@") ? sender === wanted : domain === sender || domain.endsWith(`.${sender}`),
  );
}
