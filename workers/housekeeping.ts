import { housekeepingRole } from "../src/adapters/roles/housekeeping.ts";
import { runWorker } from "../src/adapters/roles/run-worker.ts";

if (import.meta.main) await runWorker(housekeepingRole);
