import type { Promises } from "../tickets/promises.ts";
import type { TicketState } from "../tickets/state.ts";
import { acrossVersions, versionsOf } from "../tickets/versions.ts";
import type { Ports } from "./ports.ts";

/** What a ticket is promised: by the version it is pinned to, its past by the versions it was pinned to then. */
export async function promisesOf(
  ports: Pick<Ports, "promises">,
  { ticket, events }: Pick<TicketState, "ticket" | "events">,
): Promise<Promises> {
  return acrossVersions(
    await Promise.all(versionsOf(ticket, events).map((version) => ports.promises(version))),
  );
}
