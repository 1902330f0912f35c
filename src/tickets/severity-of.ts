import type { ClockEvent, Severity } from "../sla/event.ts";

/** The severity in force after these events. */
export function severityOf(events: readonly ClockEvent[], fallback: Severity): Severity {
  const last = events.findLast((event) => event.type === "severity" || event.type === "created");
  if (last?.type === "severity") return last.to;
  return last?.type === "created" ? last.severity : fallback;
}
