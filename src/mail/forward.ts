import type { Message } from "./message.ts";
import type { Forward } from "./reading.ts";

/** A mail passed on; none is recognised yet. */
export function readForward(_message: Message): Forward | null {
  return null;
}
