import type { Incident } from "../tickets/incident.ts";

/** What a transaction knows of published incidents. */
export interface IncidentTx {
  /** One with the tickets on it; null: none ever had to do with it. */
  incident(code: string): Promise<Incident | null>;
  /** Numbers of those that go on, the newest first. */
  openIncidents(): Promise<readonly string[]>;
}
