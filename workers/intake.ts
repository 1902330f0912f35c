import { intakeRole } from "../src/adapters/roles/intake.ts";
import { runWorker } from "../src/adapters/roles/run-worker.ts";

if (import.meta.main) await runWorker(intakeRole);
