import type { ClockEvent, Severity } from "../../sla/event.ts";

/** The plan in force after these events. */
export function planOf(events: readonly ClockEvent[], fallback: string): string {
  const last = events.findLast((event) => event.type === "plan" || event.type === "created");
  if (last?.type === "plan") return last.to;
  return last?.type === "created" ? last.plan : fallback;
}

/** The severity in force after these events. */
export function severityOf(events: readonly ClockEvent[], fallback: Severity): Severity {
  const last = events.findLast((event) => event.type === "severity" || event.type === "created");
  if (last?.type === "severity") return last.to;
  return last?.type === "created" ? last.severity : fallback;
}
