import { startEmbedded } from "../../src/adapters/embedded/start.ts";
import { settingsOrStartError } from "../../src/adapters/system/settings.ts";
import { StartError } from "../../src/adapters/system/start-error.ts";

/** A process that holds embedded parts as `npm start` does: says where they are in one line of JSON, stays until SIGTERM. */
try {
  const log = { info: () => {}, warn: () => {} };
  const embedded = await startEmbedded(settingsOrStartError(process.env), { log });
  process.on("SIGTERM", () => void embedded.stop().then(() => process.exit(0)));
  setInterval(() => {}, 60_000);
  const { postgres, redis, mail, env } = embedded;
  console.log(
    JSON.stringify({
      pid: postgres?.pid(),
      attached: postgres?.attached,
      redis: redis?.name,
      mail: mail?.name,
      env,
    }),
  );
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
