import type { CompleteSettings } from "../embedded/start.ts";
import { readDotEnv, readSettings, type Settings } from "../system/settings.ts";
import { StartError } from "../system/start-error.ts";

/**
 * The settings a command works with: the environment's, completed by the embedded parts that a running `npm start` serves
 * from the same data folder. A command never starts servers.
 */
export async function deskSettings(): Promise<Settings> {
  readDotEnv();
  const first = read(process.env);
  const missing =
    first.databaseUrl === null || first.redisUrl === null || first.imap === null || first.smtp === null;
  if (!missing) return first;
  const { runningEmbedded } = await import("../embedded/start.ts");
  const running = runningEmbedded(first.dataDir);
  if (running === null) return first;
  // The first mailbox of desk.yaml is among what runs; naming it a second time would be refused.
  const { IMAP_URL, ...rest } = running;
  return read({ ...rest, ...(first.mailboxes.length > 0 ? {} : { IMAP_URL }), ...process.env });
}

/** The same with nothing missing, or a `StartError` with the next step. */
export async function completeDeskSettings(): Promise<CompleteSettings> {
  const settings = await deskSettings();
  const { databaseUrl, redisUrl, imap, smtp, deskAddress } = settings;
  if (databaseUrl === null || redisUrl === null || imap === null || smtp === null || deskAddress === null) {
    throw new StartError(
      `no desk is running on ${settings.dataDir}, and not all of DATABASE_URL, REDIS_URL, IMAP_URL, SMTP_URL are set`,
      "Start it with `npm start`, or set them.",
    );
  }
  return { ...settings, databaseUrl, redisUrl, imap, smtp, deskAddress };
}

function read(env: Readonly<Record<string, string | undefined>>): Settings {
  const found = readSettings(env);
  if (found.kind === "settings") return found.settings;
  throw new StartError(
    `settings: ${found.problems.join("; ")}`,
    "Correct them in the environment or in .env.",
  );
}
