import "../src/adapters/system/quick-imports.ts";

if (import.meta.main) {
  const { relayRole } = await import("../src/adapters/roles/relay.ts");
  const { runWorker } = await import("../src/adapters/roles/run-worker.ts");
  await runWorker(relayRole);
}
