import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

/**
 * `npm run chaos -- --minutes N --seed S`: two nodes under load for N minutes, with processes killed, networks cut, Redis
 * emptied and clocks set by chance, the same for the same seed. Fails where a mail is lost, doubled or unaccounted for.
 * CI meets each trouble once.
 */
const { values } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, seed: { type: "string", default: "1" } },
});
const { status } = spawnSync(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    ...["run", "--config", "test/vitest.config.ts", "--root", ".", "--disableConsoleIntercept=true"],
    "test/journeys/storm.test.ts",
  ],
  { stdio: "inherit", env: { ...process.env, CHAOS_MINUTES: values.minutes, CHAOS_SEED: values.seed } },
);
process.exitCode = status ?? 1;
