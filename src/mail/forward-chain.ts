import { readForward } from "./forward.ts";
import type { Message } from "./message.ts";
import type { Forward } from "./reading.ts";

/** Whoever passes on what was passed on to them, and so on: deeper ones are not looked for. */
const DEEPEST = 4;

/** The mails that were passed on one inside the other, the outermost first. Empty: the message is no forward. */
export function forwardChain(message: Message, outermost: Forward | null): readonly Forward[] {
  const chain: Forward[] = [];
  for (let next = outermost; next !== null && chain.length < DEEPEST; ) {
    chain.push(next);
    const { subject, text } = next;
    next = readForward({ ...message, subject, text, inReplyTo: [], reportParts: [] });
  }
  return chain;
}
