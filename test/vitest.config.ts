import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Journeys wait for servers a third of their time: one more than the cores of the smallest machine keeps them busy.
    maxWorkers: 3,
  },
});
