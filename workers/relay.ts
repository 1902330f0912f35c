import { relayRole } from "../src/adapters/roles/relay.ts";
import { runWorker } from "../src/adapters/roles/run-worker.ts";

if (import.meta.main) await runWorker(relayRole);
