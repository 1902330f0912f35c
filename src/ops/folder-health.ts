import { type Instant, MINUTE } from "../values/instant.ts";
import { span } from "./words.ts";

export interface FolderSync {
  readonly lastSyncAt: Instant | null;
  readonly lastError: string | null;
  readonly lastErrorAt: Instant | null;
}

export interface FolderHealth {
  readonly kind: "well" | "trouble";
  readonly because: string;
}

/** A folder is polled each minute even where IDLE works; five without one is trouble. */
const LATE_MS = 5 * MINUTE;

/** Whether a folder is being read: its last error came after its last good reading, or that is too long ago. */
export function folderHealth({ lastSyncAt, lastError, lastErrorAt }: FolderSync, now: Instant): FolderHealth {
  if (lastError !== null && (lastSyncAt === null || (lastErrorAt ?? 0) > lastSyncAt))
    return { kind: "trouble", because: lastError };
  if (lastSyncAt === null) return { kind: "trouble", because: "not read yet" };
  if (now - lastSyncAt > LATE_MS)
    return { kind: "trouble", because: `not read for ${span(now - lastSyncAt)}` };
  return { kind: "well", because: "" };
}
