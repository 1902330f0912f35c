import type { Packet, Route } from "./handoff.ts";
import type { Profile } from "./profile.ts";

/**
 * The way by the vendor's portal: the link that opens it in the customer's context (never the partner's own), by the
 * customer's cloud, the service and the tenant, and what to mind while filing. The most exact link of the profile wins.
 * Where nobody knows the tenant, the link is the one for which none is needed, and the checklist says so.
 */
export function portalRoute(
  profile: Pick<Profile, "vendor">,
  packet: Pick<Packet, "service" | "customer">,
): Route & { readonly by: "portal" } {
  const { vendor } = profile;
  const { cloud, tenantId } = packet.customer;
  const fitting = vendor.portals.filter(
    (portal) =>
      (portal.cloud === undefined || portal.cloud === cloud) &&
      (portal.services === undefined || portal.services.includes(packet.service)) &&
      (tenantId !== null || !portal.link.includes("{tenant}")),
  );
  const best = fitting.toSorted((a, b) => exactness(b) - exactness(a))[0];
  return {
    by: "portal",
    name: vendor.name,
    link: best === undefined ? vendor.home : filledIn(best.link, packet.customer),
    checklist: vendor.checklist,
  };
}

function exactness({ cloud, services, link }: Profile["vendor"]["portals"][number]): number {
  return (
    (cloud === undefined ? 0 : 4) + (services === undefined ? 0 : 2) + (link.includes("{tenant}") ? 1 : 0)
  );
}

/** A link with the customer's ids put in, encoded: whatever an id holds, it stays within its place. */
export function filledIn(
  link: string,
  customer: Pick<Packet["customer"], "tenantId" | "subscriptionId">,
): string {
  return link
    .replaceAll("{tenant}", encodeURIComponent(customer.tenantId ?? ""))
    .replaceAll("{subscription}", encodeURIComponent(customer.subscriptionId ?? ""));
}
