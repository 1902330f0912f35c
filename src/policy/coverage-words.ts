import type { Cell, Coverage } from "./coverage.ts";
import type { Work } from "./duty.ts";

/** `technical/azure, severity A, in pt-BR`. */
export function cellName({ kind, service, severity, language }: Work): string {
  const spoken = language === null ? "" : `, in ${language}`;
  return `${kind}/${service ?? "other"}, severity ${severity}${spoken}`;
}

/** Cells that nobody delivers at some time, those with the same times together: `…: nobody on Sat 18:00–24:00`. */
export function gapLines({ cells }: Coverage): readonly string[] {
  const gaps = Map.groupBy(
    cells.filter((cell) => cell.gaps.length > 0),
    ({ gaps }) => gaps.join(", "),
  );
  return [...gaps].map(([times, same]) => `${namesOf(same)}: nobody on ${times}`);
}

/** Cells that several deliver at some time. */
export function overlapLines({ cells }: Coverage): readonly string[] {
  const overlapping = cells.filter(({ overlaps }) => overlaps.length > 0);
  const groups = Map.groupBy(overlapping, ({ overlaps }) => JSON.stringify(overlaps));
  return [...groups.values()].flatMap((same) => {
    const pairs = Map.groupBy(
      same[0]!.overlaps,
      ({ first, also }) => `${first} and ${also}; ${first} gets it`,
    );
    return [...pairs].map(
      ([who, times]) => `${namesOf(same)}: ${times.map(({ at }) => at).join(", ")}: ${who}`,
    );
  });
}

const MOST_NAMED = 6;

function namesOf(cells: readonly Cell[]): string {
  const names = cells.slice(0, MOST_NAMED).map(({ work }) => cellName(work));
  const more = cells.length - names.length;
  return `${names.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
