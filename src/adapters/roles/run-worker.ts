import type { CompleteSettings } from "../embedded/start.ts";
import { runProcess } from "../system/run-process.ts";
import { readDotEnv, settingsOrStartError } from "../system/settings.ts";
import { StartError } from "../system/start-error.ts";
import { startRoles } from "./all.ts";
import type { Role } from "./context.ts";
import { prepare } from "./prepare.ts";

/** One role in a process of its own, on servers that are given. */
export function runWorker(role: Role): Promise<void> {
  return runProcess(async () => {
    const { context } = await prepare(givenServers(), { sandbox: false, logToTerminal: false });
    const running = await startRoles([role], context);
    context.log.info({ owner: context.owner }, "started");
    return running;
  });
}

/** A worker alone starts no embedded parts: two workers would each have their own. */
export function givenServers(): CompleteSettings {
  readDotEnv();
  const settings = settingsOrStartError(process.env);
  const { databaseUrl, redisUrl, imap, smtp, deskAddress } = settings;
  if (databaseUrl === null || redisUrl === null || imap === null || smtp === null || deskAddress === null) {
    throw new StartError(
      "a worker on its own needs DATABASE_URL, REDIS_URL, IMAP_URL and SMTP_URL",
      "Set them, or run `npm start`, which brings its own for what is missing.",
    );
  }
  return { ...settings, databaseUrl, redisUrl, imap, smtp, deskAddress };
}
