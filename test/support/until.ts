import { setTimeout as wait } from "node:timers/promises";

/** Waits for a condition to hold; fails with its name. */
export async function until(
  condition: () => Promise<boolean>,
  what: string,
  patienceMs = 30_000,
): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${patienceMs} ms`);
    await wait(50);
  }
}
