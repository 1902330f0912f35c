/** How many wrong passwords within `windowMs` until further ones are refused unread. */
export interface SignInLimit {
  /** Milliseconds to wait, 0: go ahead. Counts nothing. */
  waitMs(keys: readonly string[], nowMs: number): number;
  failed(keys: readonly string[], nowMs: number): void;
  succeeded(keys: readonly string[]): void;
}

/** Keys kept at once; a flood of invented names pushes out the oldest. */
const MOST_KEYS = 10_000;

/**
 * A sliding window for each key (an address, a name). In memory: the desk has one server for its operators, and a restart
 * gives an attacker no more than `most` further tries.
 */
export function signInLimit(most = 10, windowMs = 10 * 60_000): SignInLimit {
  const failures = new Map<string, number[]>();
  const recent = (key: string, nowMs: number) =>
    (failures.get(key) ?? []).filter((at) => at > nowMs - windowMs);
  return {
    waitMs(keys, nowMs) {
      const waits = keys.map((key) => {
        const times = recent(key, nowMs);
        return times.length < most ? 0 : times[times.length - most]! + windowMs - nowMs;
      });
      return Math.max(0, ...waits);
    },
    failed(keys, nowMs) {
      for (const key of keys) {
        const times = [...recent(key, nowMs), nowMs];
        failures.delete(key);
        failures.set(key, times);
      }
      for (const key of failures.keys()) {
        if (failures.size <= MOST_KEYS) break;
        failures.delete(key);
      }
    },
    succeeded(keys) {
      for (const key of keys) failures.delete(key);
    },
  };
}
