import { Unavailable } from "../../values/trouble.ts";
import { StartError } from "./start-error.ts";

const PATIENCE_MS = 30_000;

/**
 * Runs a process until it is told to end: SIGTERM and SIGINT let work in hand finish, a second one ends at once. What
 * keeps it from starting is one line on standard error and exit code 1.
 */
export async function runProcess(start: () => Promise<AsyncDisposable>): Promise<void> {
  const starting = start();
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(130);
    ending = true;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    // Told to end while still starting: what has been opened is closed once it is there.
    starting
      .then((running) => running[Symbol.asyncDispose]())
      .then(
        () => process.exit(0),
        (error) => giveUp(error),
      );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  await starting.catch(giveUp);
}

function giveUp(error: unknown): void {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

/** Our own words for what we know; for what we do not, the error with its stack, because somebody must look. */
function explain(error: unknown): string {
  if (error instanceof StartError || error instanceof Unavailable) return error.message;
  const { code, address, port } = error as { code?: string; address?: string; port?: number };
  if (code === "EADDRINUSE") {
    return `port ${port} at ${address} is taken. Set OPERATIONS_PORT to another, or stop what uses it.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
