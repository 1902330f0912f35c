import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

/**
 * `npm run sends -- --count N --seed S`: sends N mails to a server that dies at random, the same for the same seed, and
 * fails where one is lost or doubled without saying so. CI sends 500.
 */
const { values } = parseArgs({
  options: { count: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const { status } = spawnSync(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    ...["run", "--config", "test/vitest.config.ts", "--root", "."],
    "test/journeys/dying-server.test.ts",
  ],
  { stdio: "inherit", env: { ...process.env, SENDS: values.count, SENDS_SEED: values.seed } },
);
process.exitCode = status ?? 1;
