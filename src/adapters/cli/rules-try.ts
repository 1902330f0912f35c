import { assignmentWords, type Tried, tryMail } from "../../ops/try-rules.ts";
import type { Roster } from "../../tickets/team/roster.ts";
import type { Instant } from "../../values/instant.ts";
import { tryMails } from "./try-mails.ts";
import type { TryOptions } from "./try-options.ts";

/** `rules try`: which rule names a mail's team and by what, whom it is told to, what is promised. */
export function tryRules(paths: readonly string[], options: TryOptions): Promise<void> {
  return tryMails(paths, options, {
    onDesk: (mail, roster) => {
      const tried = tryMail(mail, roster);
      return { tried, lines: inWords(tried, roster) };
    },
  });
}

function inWords(one: Tried, { settings }: Roster): readonly [string, ...string[]] {
  const zone = settings.desk.timeZone;
  const when = (at: Instant): string =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);
  const { severity, kind, service, takenBecause: why } = one;
  return [
    `, at ${when(one.at)} (${zone})`,
    `  severity ${severity}, ${kind ?? "kind not known"}, ${service ?? "service not known"}, in ${one.language}, plan ${one.plan}`,
    `    severity ${severity}: ${why.severity}`,
    `    kind ${kind ?? "not known"}: ${why.kind}`,
    `    service ${service ?? "not known"}: ${why.service}`,
    `  team ${one.team ?? "(none)"}: ${one.because}`,
    ...one.passed.map((against, rule) => `    not routing[${rule}]: ${against}`),
    `  assigned: ${one.assignee ?? assignmentWords(one.assignment)}`,
    ...(one.pressing && severity !== "A" ? [pressing(one)] : []),
    ...one.told.map(
      ({ address, at, because }) =>
        `  told: ${address} ${at === one.at ? "at once" : `at ${when(at)}`} (${because})`,
    ),
    ...one.promises.map(({ kind, dueAt }) => `  ${kind}: by ${when(dueAt)}`),
  ];
}

/** People are told as of severity A; the ticket keeps its own. */
function pressing({ proposal }: Tried): string {
  const why = proposal?.severity === "A" ? "it may be severity A" : "a few days decide what it costs";
  return `  pressing: ${why}, so it is told as severity A is`;
}
