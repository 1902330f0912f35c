import type { OutboundWork } from "../../jobs/ports.ts";
import { type Content, piecesOf, withFields } from "./content.ts";
import { type DkimKey, dkimField } from "./dkim.ts";
import { REPEAT_MARK } from "./repeat.ts";
import type { Submission } from "./submit.ts";

/**
 * What goes to the server for a claimed mail: to those who do not have it yet, signed where there is a key, marked where
 * it may be a second copy.
 */
export async function submissionOf(
  work: Pick<OutboundWork, "reversePath" | "recipients" | "repeats">,
  content: Content,
  key: DkimKey | null,
): Promise<Submission> {
  const signature = key === null ? "" : await dkimField(piecesOf(content).read(), key);
  const mark = work.repeats > 0 ? REPEAT_MARK : "";
  return {
    reversePath: work.reversePath,
    recipients: work.recipients.filter(({ state }) => state === "waiting").map(({ address }) => address),
    bytes: withFields(`${mark}${signature}`, content),
  };
}
