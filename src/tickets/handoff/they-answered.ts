import type { Instant } from "../../values/instant.ts";
import type { HandoffChange, HandoffRow } from "../handoff-rows.ts";

/** They wrote last: nothing is owed by them. What has ended stays ended. */
export function theyAnswered({ id, endedAt }: HandoffRow, at: Instant, because: string): HandoffChange {
  if (endedAt !== null) return { id, set: { answeredAt: at }, dueAt: null };
  const set = { state: "answered", because, answeredAt: at, expectedAt: null, reminders: 0 } as const;
  return { id, set, dueAt: null };
}
