import type { Acted } from "./act.ts";

/** What became of one command, for the receipt. */
export type Outcome = Pick<Acted & { readonly kind: "done" }, "line" | "stopped">;

/** A receipt is read on a telephone: what went as it should is shown this often, and then counted. */
const MOST_SHOWN = 20;

/**
 * What commands did as the receipt lists them: the first of them, and all that something stopped (of those there are no more than
 * commands in a mail), each with its own further lines below its first; then how many more there were.
 */
export function sayOutcomes(outcomes: readonly Outcome[]): Pick<Outcome, "line" | "stopped"> {
  const shown = outcomes.filter(({ stopped }, n) => n < MOST_SHOWN || stopped !== undefined);
  const left = outcomes.length - shown.length;
  const lines = [...shown.map(({ line }) => line), ...(left > 0 ? [`and ${left} more, all done`] : [])];
  const stopped = outcomes.filter((outcome) => outcome.stopped !== undefined);
  const isAll = stopped.length === outcomes.length && stopped.every((outcome) => outcome.stopped === "all");
  return {
    line: lines.join("\n- "),
    ...(stopped.length > 0 ? { stopped: isAll ? ("all" as const) : ("some" as const) } : {}),
  };
}
