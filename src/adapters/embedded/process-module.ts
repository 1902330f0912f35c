import { fork } from "node:child_process";
import type { Kept } from "./process.ts";

/**
 * One of our own modules in a process of its own, which reads what it is `given` as its first message, and ends when the
 * channel to this process does. Never sees this process's environment, which holds secrets.
 */
export function keepModule(path: string, given: object): Kept {
  const child = fork(path, [], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    execArgv: ["--disable-warning=ExperimentalWarning", "--disable-warning=DEP0005"],
    env: { PATH: process.env["PATH"] ?? "" },
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("exit", resolve).on("error", () => resolve(null));
  });
  child.send(given, () => {});
  return {
    process: child,
    ended,
    async stop() {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** The other side: what was given, once; this process ends when its parent does. */
export function given<T>(): Promise<T> {
  process.on("disconnect", () => process.exit(0));
  return new Promise((resolve) => process.once("message", (message) => resolve(message as T)));
}
