import "../src/adapters/system/quick-imports.ts";

if (import.meta.main) {
  const { escalationsRole } = await import("../src/adapters/roles/queues.ts");
  const { runWorker } = await import("../src/adapters/roles/run-worker.ts");
  await runWorker(escalationsRole);
}
