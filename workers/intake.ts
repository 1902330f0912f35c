import "../src/adapters/system/quick-imports.ts";

if (import.meta.main) {
  const { intakeRole } = await import("../src/adapters/roles/intake.ts");
  const { runWorker } = await import("../src/adapters/roles/run-worker.ts");
  await runWorker(intakeRole);
}
