import { type Instant, plus, SECOND } from "../../values/instant.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";

/** When what an agent writes leaves: it waits as long as they, or the desk, want `#undo` to find it. */
export function leavesAt(
  { undoSeconds }: Pick<AgentRow, "undoSeconds">,
  promises: Pick<Promises, "undoMs">,
  now: Instant,
): Instant {
  return plus(now, undoSeconds === null ? promises.undoMs : undoSeconds * SECOND);
}
