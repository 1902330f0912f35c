import type { DeskFile } from "./desk-schema.ts";
import { wallMs } from "./duration.ts";

/** What desk.yaml's `retention` tells apart, in the order in which it is looked through. */
export const RETENTION_CLASSES = [
  "closedTickets",
  "rawMail",
  "automaticMail",
  "quarantine",
  "audit",
] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

/** For how long each class is kept, in milliseconds; null: for ever. */
export type RetentionTerms = Readonly<Record<RetentionClass, number | null>>;

/**
 * What desk.yaml says. A closed ticket stays at least as long as a mail can open it again: who says less would make the
 * customer's own follow-up a stranger's.
 */
export function retentionTerms({
  retention,
  closing,
}: Pick<DeskFile, "retention" | "closing">): RetentionTerms {
  const ms = (kept: string): number | null => (kept === "forever" ? null : wallMs(kept));
  const terms = Object.fromEntries(
    RETENTION_CLASSES.map((name) => [name, ms(retention[name])]),
  ) as unknown as RetentionTerms;
  const { closedTickets } = terms;
  const least = wallMs(closing.followUpReopens);
  return { ...terms, closedTickets: closedTickets === null ? null : Math.max(closedTickets, least) };
}
