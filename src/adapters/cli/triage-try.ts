import type { FirstMail } from "../../ops/try-first.ts";
import { type TriageTried, tryTriage } from "../../ops/try-triage.ts";
import type { Roster } from "../../tickets/team/roster.ts";
import { type Said, tryMails } from "./try-mails.ts";
import type { TryOptions } from "./try-options.ts";

/** `triage try`: what would be proposed for each mail. Without a desk the words alone speak. */
export function tryTriageOf(paths: readonly string[], options: TryOptions): Promise<void> {
  const said = (mail: FirstMail, roster: Roster | null): Said<TriageTried> => {
    const tried = tryTriage(mail, roster);
    return { tried, lines: inWords(tried) };
  };
  return tryMails(paths, options, { onDesk: said, byWords: (mail) => said(mail, null) });
}

function inWords(one: TriageTried): readonly [string, ...string[]] {
  const { proposal, taken } = one;
  return [
    "",
    ...(proposal === null ? ["  nothing is proposed: it has no words of its own"] : proposalLines(proposal)),
    taken === null
      ? "  no desk was asked: the sender's customer, what they bought and the policy are not known here"
      : `  the ticket begins with: kind ${taken.kind ?? "not said"}, service ${taken.service ?? "not said"}, severity ${taken.severity}`,
    ...(one.notRaised === null
      ? []
      : [`  severity A is shown to the agents and raises nothing: ${one.notRaised}`]),
    one.toSort
      ? `  waits under To sort: ${one.because}`
      : `  does not wait under To sort${one.because === null ? "" : `: ${one.because}`}`,
  ];
}

function proposalLines(proposal: NonNullable<TriageTried["proposal"]>): readonly string[] {
  const axes = ["kind", "service", "severity"] as const;
  return [
    ...axes.flatMap((axis) => {
      const says = proposal[axis];
      if (says === null) return [];
      const words = proposal.evidence.filter((one) => one.axis === axis).flatMap((one) => one.words);
      const because = words.length === 0 ? "" : `  because of ${words.map((word) => `“${word}”`).join(", ")}`;
      return [`  ${axis.padEnd(9)}${says.padEnd(13)}${proposal.sure[axis].toFixed(2)}${because}`];
    }),
    ...(proposal.urgent && proposal.severity !== "A" ? ["  urgent: a few days decide what it costs"] : []),
  ];
}
