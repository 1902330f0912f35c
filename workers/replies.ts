import { repliesRole } from "../src/adapters/roles/queues.ts";
import { runWorker } from "../src/adapters/roles/run-worker.ts";

if (import.meta.main) await runWorker(repliesRole);
