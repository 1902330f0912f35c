import type { Case } from "./case.ts";
import type { Partner } from "./issue.ts";
import type { Subscription } from "./records.ts";
import { contactOn } from "./support-contact.ts";

export interface Model {
  readonly model: Partner;
  /** A partner of desk.yaml; null: none is named. */
  readonly provider: string | null;
}

/**
 * How we stand to the vendor for a ticket: what the ticket keeps, else what is in force on the day for its subscription,
 * else with the provider that is its support contact, else for its customer, else for the desk. Of two from one kind the later
 * start wins.
 */
export function modelOf(
  {
    records,
    keptModel,
    terms,
    partners,
    day,
  }: Pick<Case, "records" | "keptModel" | "terms" | "partners" | "day">,
  subscription: Subscription | null,
): Model {
  if (keptModel !== null) return { ...keptModel, provider: keptModel.provider ?? terms.provider };
  const inForce = records.models
    .filter(({ validFrom }) => validFrom <= day)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  const own = inForce.find((one) => one.subscriptionId !== null && one.subscriptionId === subscription?.id);
  const answers = subscription === null ? null : contactOn(records.supportContacts, subscription, day);
  const provider = answers?.partner ?? null;
  if (own === undefined && provider !== null && partners[provider]?.kind === "provider")
    return { model: "indirect_reseller", provider };
  const found = own ?? inForce.find((one) => one.subscriptionId === null);
  return found === undefined
    ? { model: terms.model, provider: terms.provider }
    : { model: found.model, provider: found.provider ?? terms.provider };
}
