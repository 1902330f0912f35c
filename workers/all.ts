import "../src/adapters/system/quick-imports.ts";

if (import.meta.main) {
  const { startEverything } = await import("../src/adapters/roles/everything.ts");
  const { runProcess } = await import("../src/adapters/system/run-process.ts");
  await runProcess(startEverything);
}
