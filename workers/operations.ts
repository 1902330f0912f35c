import "../src/adapters/system/quick-imports.ts";

if (import.meta.main) {
  const { runOperations } = await import("../src/adapters/roles/run-operations.ts");
  await runOperations();
}
