import type { Subscription, SupportContact } from "./records.ts";

/** Kinds of partners of desk.yaml that may be one: whoever else works on a case does so in our name. */
export const CONTACT_KINDS: readonly string[] = ["provider", "support-reseller"];

export type ContactJudged =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused"; readonly because: string };

/**
 * Whether a support contact may be written down for a subscription. Our own record always may. A copy of the vendor's only where
 * the vendor has one: not in new commerce, and not where nobody said which commerce it is.
 */
export function mayRecord(
  { source, validFrom, validTo }: Omit<SupportContact, "subscriptionId" | "partner">,
  { commerce }: Pick<Subscription, "commerce">,
): ContactJudged {
  if (validTo !== null && validTo < validFrom)
    return { kind: "refused", because: `its last day, ${validTo}, is before its first, ${validFrom}` };
  if (source === "own" || commerce === "legacy") return { kind: "accepted" };
  const because =
    commerce === "new"
      ? "it is a subscription of new commerce, for which the vendor keeps no support contact; write it down as your own"
      : "nobody wrote down whether it is of new commerce, for which the vendor keeps no support contact; say so first, or write it down as your own";
  return { kind: "refused", because };
}

/**
 * The support contact of a subscription on a day, both its first and its last day included. Our own record wins over a copy of
 * the vendor's, of two the later start; a copy counts for nothing in new commerce. Null: nobody is written down.
 */
export function contactOn(
  contacts: readonly SupportContact[],
  { id, commerce }: Pick<Subscription, "id" | "commerce">,
  day: string,
): SupportContact | null {
  const rank = ({ source, validFrom }: SupportContact): string => `${source === "own" ? 1 : 0} ${validFrom}`;
  const inForce = contacts.filter(
    ({ subscriptionId, validFrom, validTo, source }) =>
      subscriptionId === id &&
      validFrom <= day &&
      day <= (validTo ?? "9999-12-31") &&
      (source === "own" || commerce === "legacy"),
  );
  return inForce.toSorted((a, b) => (rank(a) < rank(b) ? 1 : -1))[0] ?? null;
}
