import { runOperations } from "../src/adapters/roles/run-worker.ts";

if (import.meta.main) await runOperations();
