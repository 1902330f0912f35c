import "../src/adapters/system/quick-imports.ts";

if (import.meta.main) {
  const { housekeepingRole } = await import("../src/adapters/roles/housekeeping.ts");
  const { runWorker } = await import("../src/adapters/roles/run-worker.ts");
  await runWorker(housekeepingRole);
}
