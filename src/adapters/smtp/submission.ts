import type { OutboundWork } from "../../jobs/ports.ts";
import { markedAsRepeat } from "./repeat.ts";
import type { Submission } from "./submit.ts";

/** What goes to the server for a claimed mail: to those who do not have it yet, marked where it may be a second copy. */
export function submissionOf(work: OutboundWork): Submission {
  return {
    reversePath: work.reversePath,
    recipients: work.recipients.filter(({ state }) => state === "waiting").map(({ address }) => address),
    bytes: work.repeats > 0 ? markedAsRepeat(work.bytes) : work.bytes,
  };
}
