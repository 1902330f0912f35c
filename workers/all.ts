import { startEverything } from "../src/adapters/roles/everything.ts";
import { runProcess } from "../src/adapters/system/run-process.ts";

if (import.meta.main) await runProcess(startEverything);
