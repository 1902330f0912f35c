import { runProcess } from "../system/run-process.ts";
import type { Settings } from "../system/settings.ts";
import { startOperations } from "./operations.ts";
import { prepare } from "./prepare.ts";
import { givenServers } from "./run-worker.ts";

/** The operators' pages in a process of their own. */
export function runOperations(): Promise<void> {
  return runProcess(async () => {
    const settings = givenServers();
    const { context } = await prepare(settings, { sandbox: false, logToTerminal: false });
    const running = await startOperations(context, operationsPlace(settings));
    context.log.info({ owner: context.owner }, "started");
    return running;
  });
}

export function operationsPlace(settings: Settings) {
  const { host, port, url } = settings.operations;
  return { host, port, url, sandbox: null, metricsToken: process.env["METRICS_TOKEN"] || null };
}
