import type { Proposal } from "../../triage/propose.ts";
import type { FoundNotice } from "../incident/notice-on-ticket.ts";
import type { NewMail } from "./incoming-mail.ts";

/** What is thought of a customer's first mail; null each: there are no words, it holds no notice of the vendor's. */
export interface ThoughtOf {
  readonly proposal: Proposal | null;
  readonly notice: FoundNotice | null;
}

/** As a new ticket takes it. */
export function notNull({ proposal, notice }: ThoughtOf): Pick<NewMail, "proposal" | "vendorNotice"> {
  return { ...(proposal && { proposal }), ...(notice && { vendorNotice: notice }) };
}
