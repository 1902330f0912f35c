import { propose } from "#src/triage/propose.ts";
import type { Weights } from "#src/triage/weights.ts";
import { type Row, taxonomy } from "./lessons.ts";

export interface Score {
  readonly rows: number;
  /** Shares of all, and of the support mails. */
  readonly kind: number;
  readonly service: number;
  readonly severity: number;
  readonly aAsC: number;
  /** Mails that ask for nothing and were not seen as such. */
  readonly missed: number;
  /** Mails that ask for support and were not seen as such. */
  readonly suppressed: number;
  /** A line each, for reading. */
  readonly wrong: readonly string[];
}

const AXES = ["kind", "service", "severity"] as const;

/** How well rows are proposed. @param weightsFor  by the row: held-out rows are judged by what was learnt from the others */
export function scoreOf(rows: readonly Row[], weightsFor: (row: Row) => Weights): Score {
  const judged = rows.map((row) => ({ row, got: propose(row, { taxonomy, weights: weightsFor(row) }) }));
  const support = judged.filter(({ row }) => row.expect.kind !== "not_support");
  const count = (of: typeof judged, holds: (one: (typeof judged)[number]) => boolean): number =>
    of.filter(holds).length;
  const right = (axis: (typeof AXES)[number]) => (one: (typeof judged)[number]) => fits(one, axis);
  return {
    rows: rows.length,
    kind: count(judged, right("kind")) / rows.length,
    service: count(support, right("service")) / support.length,
    severity: count(support, right("severity")) / support.length,
    aAsC: count(support, ({ row, got }) => row.expect.severity === "A" && got.severity === "C"),
    missed: count(judged, ({ row, got }) => row.expect.kind === "not_support" && got.kind !== "not_support"),
    suppressed: count(support, ({ got }) => got.kind === "not_support"),
    wrong: judged.flatMap((one) => {
      const axes = AXES.filter((axis) => !fits(one, axis));
      const said = axes.map((axis) => `${axis} ${one.row.expect[axis]}→${one.got[axis]}`).join(", ");
      return axes.length === 0 ? [] : [`${one.row.file} [${said}] ${one.row.subject}`];
    }),
  };
}

function fits(
  { row, got }: { readonly row: Row; readonly got: ReturnType<typeof propose> },
  axis: (typeof AXES)[number],
): boolean {
  return got[axis] === row.expect[axis] || [row.expect.also?.[axis]].flat().includes(got[axis] ?? undefined);
}

export function describeScore({ wrong: _wrong, ...score }: Score): string {
  const share = (n: number): string => n.toFixed(3);
  return `${score.rows} mails: kind ${share(score.kind)}, service ${share(score.service)}, severity ${share(score.severity)}; A called C ${score.aAsC}, no-support missed ${score.missed}, support suppressed ${score.suppressed}`;
}
