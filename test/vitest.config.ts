import { defineConfig } from "vitest/config";

/** One process goes from file to file of these and keeps what it has loaded: nothing in them changes a module. */
const TOGETHER = ["rules", "jobs", "adapters", "pages"].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    globalSetup: ["test/support/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Journeys wait for servers a third of their time: one more than the cores of the smallest machine keeps them busy.
    maxWorkers: 3,
    // In the order of their names: journeys, which are long and wait, come first, and the short ones fill the end.
    projects: [
      { extends: true, test: { name: "alone", include: ["test/**/*.test.ts"], exclude: TOGETHER } },
      { extends: true, test: { name: "together", include: TOGETHER, isolate: false } },
    ],
  },
});
