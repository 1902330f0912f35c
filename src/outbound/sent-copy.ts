import { HOUR, type Instant, MINUTE, plus } from "../values/instant.ts";

/** How a copy of an answer comes into the mailbox's Sent folder. */
export type SentCopyMode = "append" | "server" | "none";

/** Who knows what about an account. */
export interface SentCopyFacts {
  /** What the settings say; null: nothing. */
  readonly wanted: SentCopyMode | null;
  /** What `mailbox test` saw: the provider puts a copy there itself. Null: not tested. */
  readonly byServer: boolean | null;
  readonly provider: "generic" | "microsoft365" | "google" | "sandbox";
}

/** Settings, then what was measured, then what the provider is known to do. A second copy is worse than a late one. */
export function sentCopyMode({ wanted, byServer, provider }: SentCopyFacts): SentCopyMode {
  if (wanted !== null) return wanted;
  if (byServer !== null) return byServer ? "server" : "append";
  return ({ microsoft365: "server", google: "server", generic: "append", sandbox: "none" } as const)[
    provider
  ];
}

/** Waits before the next try to put a copy there; after the last it is given up. The mail itself was sent long before. */
const WAITS: readonly number[] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR];

/** When a copy is tried again that could not be stored; null: given up. */
export function copyAgain(attempts: number, now: Instant): Instant | null {
  const wait = WAITS[attempts - 1];
  return wait === undefined ? null : plus(now, wait);
}
