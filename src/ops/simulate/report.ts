import type { Count, Tally, Turned } from "./tally.ts";
import { shareMet } from "./tally.ts";

/** What a simulation found, for people and for `--json`. */
export interface Report {
  /** The version the other policy would be. */
  readonly policy: string;
  /** What was looked at, in words: `tickets since 2026-08-26`, `the mails of archive.mbox`. */
  readonly of: string;
  readonly tickets: number;
  readonly is: Tally;
  /** As it was recorded; null: nothing was promised then. */
  readonly was: Tally | null;
  /** Numbers of tickets that would have fared otherwise, at most the first hundred of each. */
  readonly turned: {
    readonly [way in Turned]: { readonly tickets: number; readonly first: readonly number[] };
  };
  /** What was supposed where nothing is known. */
  readonly assumptions: readonly string[];
}

export interface ChartRow {
  readonly label: string;
  readonly is: Count;
  readonly was: Count | null;
}

export interface ChartSection {
  readonly title: string;
  readonly rows: readonly ChartRow[];
}

const DAY_NAMES: Readonly<Record<string, string>> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

/** The rows of all charts: severities, weekdays, kinds of promise. What neither side promised has no row. */
export function chartSections({ is, was }: Pick<Report, "is" | "was">): readonly ChartSection[] {
  const rows = (by: "severity" | "weekday" | "target"): readonly ChartRow[] =>
    Object.entries<Count>(is[by]).flatMap(([key, count]) => {
      const before = was === null ? null : (was[by] as Readonly<Record<string, Count>>)[key]!;
      const label = DAY_NAMES[key] ?? key;
      return isEmpty(count) && (before === null || isEmpty(before))
        ? []
        : [{ label, is: count, was: before }];
    });
  const sections = [
    { title: "By severity", rows: rows("severity") },
    { title: "By the weekday on which the promise began", rows: rows("weekday") },
    { title: "By kind of promise", rows: rows("target") },
  ];
  return sections.filter((section) => section.rows.length > 0);
}

function isEmpty({ met, missed, open }: Count): boolean {
  return met + missed + open === 0;
}

/** `85 %`; nothing decided is a dash. Rounded down, so that 100 % means all. */
export function percentMet(count: Count): string {
  const share = shareMet(count);
  return share === null ? "–" : `${Math.floor(share * 100)} %`;
}

/** All promises of one side in a sentence. */
export function summed(count: Count): string {
  const { met, missed, open } = count;
  const undecided = open === 0 ? "" : `, ${open} not decided yet`;
  return `${met} met, ${missed} missed (${percentMet(count)} met)${undecided}`;
}

/** Which tickets would have fared otherwise; empty where nothing was recorded. */
export function turnedInWords({ turned, was }: Report): readonly string[] {
  if (was === null) return [];
  return Object.entries(turned).map(([way, { tickets, first }]) => {
    const shown = first.slice(0, 10).map((number) => `#${number}`);
    const more = tickets > shown.length ? ` and ${tickets - shown.length} more` : "";
    return `${tickets} ${tickets === 1 ? "ticket" : "tickets"} ${way}${tickets === 0 ? "" : `: ${shown.join(", ")}${more}`}`;
  });
}
