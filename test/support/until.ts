import { setTimeout as wait } from "node:timers/promises";

/** Waits for a condition to hold; fails with its name and, where given, what was there instead. */
export async function until(
  condition: () => Promise<boolean>,
  what: string,
  patienceMs = 30_000,
  seen: () => Promise<string> = async () => "",
): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${patienceMs} ms. ${await seen()}`);
    }
    await wait(50);
  }
}
