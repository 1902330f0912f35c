import type { Promises } from "../tickets/promises/promises.ts";
import { acrossVersions, versionsOf } from "../tickets/promises/versions.ts";
import type { TicketState } from "../tickets/state.ts";
import type { Ports } from "./ports.ts";

/**
 * What a ticket is promised: by the version it is pinned to, its past by the versions it was pinned to then, or by
 * `versions`. Mail about it leaves from the mailbox that it came to.
 */
export async function promisesOf(
  ports: Pick<Ports, "promises">,
  { ticket, events }: Pick<TicketState, "ticket" | "events">,
  versions: readonly string[] = versionsOf(ticket, events),
): Promise<Promises> {
  const promises = acrossVersions(await Promise.all(versions.map((version) => ports.promises(version))));
  return answeringFrom(promises, ticket.deskAddress ?? null);
}

/** The same promises, kept from another address; null: from the one that the policy names. */
export function answeringFrom(promises: Promises, address: string | null): Promises {
  return address === null ? promises : { ...promises, desk: { ...promises.desk, address } };
}
