import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "./log.ts";

/**
 * Runs `work` again and again, `ms` after its last end, on a process timer. Nothing it throws ends it: after a failure it
 * tries again after a second, then ever more seldom, up to half a minute, and says so once until it works again.
 */
export function every(ms: number, log: Log, name: string, work: () => Promise<unknown>): AsyncDisposable {
  const stop = new AbortController();
  const running = loop();

  async function loop(): Promise<void> {
    let failures = 0;
    while (!stop.signal.aborted) {
      try {
        await work();
        if (failures > 0) log.info({ timer: name, failures }, "works again");
        failures = 0;
      } catch (error) {
        failures++;
        if (failures === 1 && !stop.signal.aborted)
          log.warn({ timer: name, err: error }, "failed, tried again");
      }
      const pause = failures === 0 ? ms : Math.min(500 * 2 ** Math.min(failures, 10), 30_000);
      await wait(pause, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}
