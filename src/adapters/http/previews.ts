import { createHash } from "node:crypto";
import { type Instant, MINUTE } from "../../values/instant.ts";

/** A file that was looked at and may be applied as it was. */
export interface Previewed {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of what it would do: applied only while it would still do the same. */
  readonly outcome: string;
}

const KEPT_MS = 15 * MINUTE;
const MOST_FILES = 8;
const MOST_BYTES = 32 * 1024 * 1024;

interface Kept extends Previewed {
  readonly at: Instant;
}

/**
 * Files that wait for an operator's yes: in the memory of this process, each for a quarter of an hour and for who gave it, few at
 * once. What is pushed out, or lost with the process, is given again: nothing was done with it.
 */
export function openPreviews() {
  const kept = new Map<string, Kept>();
  const dropOld = (now: Instant): void => {
    for (const [key, { at }] of kept) if (now - at > KEPT_MS) kept.delete(key);
    const size = (): number => [...kept.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const key of kept.keys()) if (kept.size > MOST_FILES || size() > MOST_BYTES) kept.delete(key);
  };
  const keyOf = (operatorId: string, hash: string): string => `${operatorId} ${hash}`;
  return {
    /** @returns the name by which it is applied: the hash of its bytes and its name */
    keep(operatorId: string, file: Previewed, now: Instant): string {
      const hash = createHash("sha256").update(file.name).update("\0").update(file.bytes).digest("hex");
      kept.delete(keyOf(operatorId, hash));
      kept.set(keyOf(operatorId, hash), { ...file, at: now });
      dropOld(now);
      return hash;
    },
    /** Null: none of that name is kept for this operator, or not any more. */
    find(operatorId: string, hash: string, now: Instant): Previewed | null {
      dropOld(now);
      return kept.get(keyOf(operatorId, hash)) ?? null;
    },
    drop(operatorId: string, hash: string): void {
      kept.delete(keyOf(operatorId, hash));
    },
  };
}
export type Previews = ReturnType<typeof openPreviews>;
