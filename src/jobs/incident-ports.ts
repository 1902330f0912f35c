import type { WaitingNews } from "../tickets/acts/world.ts";
import type { Incident } from "../tickets/incident/incident.ts";
import type { Instant } from "../values/instant.ts";

/** What a transaction knows of published incidents. */
export interface IncidentTx {
  /** One with the tickets on it; null: none ever had to do with it. */
  incident(code: string): Promise<Incident | null>;
  /** Numbers of those that go on, the newest first. */
  openIncidents(): Promise<readonly string[]>;
  /** What has not been told yet of what some acts said, locked. */
  waitingNews(orders: readonly string[]): Promise<readonly WaitingNews[]>;
  /** When to look again: a mail of the agent is stored and not yet read, and it may be `#undo`. Null: none is. */
  waitsForAgent(agentId: string, since: Instant): Promise<Instant | null>;
}
