import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The newest refresh token between two starts, for endpoints that hand out a new one each time and end the old one some
 * day (Microsoft: 90 days). One file for each token that the settings name: a new one there begins anew.
 */
export interface KeptToken {
  /** Null: none is kept yet. */
  load(): string | null;
  /** Best effort: what cannot be written is asked for again from the settings' own at the next start. */
  save(refreshToken: string): void;
}

export function keptToken(folder: string, seed: string): KeptToken {
  const name = createHash("sha256").update(seed).digest("hex").slice(0, 32);
  const file = join(folder, `refresh-token-${name}`);
  return {
    load() {
      try {
        return readFileSync(file, "utf8").trim() || null;
      } catch {
        return null;
      }
    },
    save(refreshToken) {
      const fresh = `${file}.${process.pid}`;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(fresh, refreshToken, { mode: 0o600 });
        renameSync(fresh, file);
      } catch (error) {
        // Said and not thrown: the token in hand is good, and mail goes on until the next start.
        const { code } = error as NodeJS.ErrnoException;
        process.emitWarning(
          `the newest refresh token cannot be kept in ${folder} (${code}): after a restart the settings' own is used again`,
        );
      }
    },
  };
}
