import type { Message } from "./message.ts";
import type { Authentication, Receiver } from "./reading.ts";

/** Proof of the sender; nothing is taken as proved yet. */
export function readAuthentication(_message: Message, receiver: Receiver): Authentication {
  return { proved: null, because: `no proof read for provider ${receiver.provider}` };
}
