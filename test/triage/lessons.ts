import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { featuresOf } from "#src/triage/features.ts";
import { partsOf } from "#src/triage/parts.ts";
import { loadTaxonomy, type Taxonomy } from "#src/triage/taxonomy.ts";
import { learn } from "./learn.ts";

const ROWS = "test/fixtures/triage";
const AXES = {
  kind: ["commercial", "technical", "not_support"],
  service: ["microsoft365", "azure", "dynamics365", "other", "unknown"],
  severity: ["A", "B", "C"],
} as const;

/** A mail and what it is, as a line of a file holds it. A file is one author's. */
export interface Row {
  readonly file: string;
  readonly subject: string;
  readonly body: string;
  readonly expect: {
    readonly kind: string;
    readonly service: string | null;
    readonly severity: string | null;
    /** What would be right as well. */
    readonly also?: Readonly<Record<string, string | readonly string[]>>;
  };
}

export const taxonomy: Taxonomy = taxonomyHere();

function taxonomyHere(): Taxonomy {
  const loaded = loadTaxonomy(readFileSync("profiles/taxonomy.yaml", "utf8"), "taxonomy.yaml");
  if (loaded.kind === "refused") throw new Error(JSON.stringify(loaded.problems));
  return loaded;
}

export function rowsOf(path: string): readonly Row[] {
  return readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => ({ ...(JSON.parse(line) as Row), file: basename(path, ".jsonl") }));
}

/** All that is kept to learn from. */
export function allRows(): readonly Row[] {
  const files = readdirSync(ROWS).filter((name) => name.endsWith(".jsonl"));
  return files.toSorted().flatMap((name) => rowsOf(join(ROWS, name)));
}

const known = new Map<Row, ReadonlyMap<string, number>>();

/** Each is read once: leaving one author out after the other learns from the same mails. */
function valuesOf(row: Row): ReadonlyMap<string, number> {
  const values =
    known.get(row) ?? featuresOf(partsOf(row.subject, row.body, taxonomy.automatic), taxonomy).values;
  known.set(row, values);
  return values;
}

/** How strongly each sort of feature is drawn to 0: single words are many, and say little alone. */
const PENALTY: Readonly<Record<string, number>> = {
  idea: 0.04,
  subject: 0.08,
  starts: 0.08,
  theirs: 0.08,
  passed: 0.08,
  quoted: 0.08,
  ask: 0.06,
  not: 0.06,
  after: 0.06,
  meet: 0.06,
  voice: 0.06,
  first: 0.08,
  last: 0.08,
  shape: 0.08,
  word: 0.1,
  pair: 0.13,
};
/** About a product a single word says even less. */
const OF_SERVICE = 3;
/** Weights that are smaller are left out of the file. */
const LEAST_WEIGHT = 0.12;

/** What the weights file holds after these rows. */
export function train(rows: readonly Row[]): string {
  const read = rows.map((row) => ({ row, values: valuesOf(row) }));
  const axes = Object.entries(AXES).map(([axis, classes]) => {
    const lessons = read.flatMap(({ row, values }) => {
      const is = (classes as readonly string[]).indexOf(String(row.expect[axis as keyof typeof AXES]));
      const told = axis === "kind" ? values : new Map([...values].filter(([name]) => !ofKindOnly(name)));
      return is < 0 ? [] : [{ values: told, is }];
    });
    const { bias, weights } = learn(lessons, classes.length, penaltyOf(axis));
    const kept = [...weights]
      .filter(([, by]) => Math.max(...by.map(Math.abs)) >= LEAST_WEIGHT)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const named = Object.fromEntries(kept.map(([name, by]) => [name, rounded(by)]));
    return [axis, { classes, bias: rounded(bias), weights: named }] as const;
  });
  return pretty(axes);
}

/** Who speaks tells whether support is asked for, not of what it is or how bad. */
const KIND_ONLY: ReadonlySet<string> = new Set(["voice", "first", "last"]);
const ofKindOnly = (name: string): boolean => KIND_ONLY.has(name.slice(0, name.indexOf(" ")));

const penaltyOf =
  (axis: string) =>
  (name: string): number => {
    const sort = name.slice(0, name.indexOf(" "));
    const isWord = sort === "word" || sort === "pair";
    return PENALTY[sort]! * (isWord && axis === "service" ? OF_SERVICE : 1);
  };

const rounded = (by: readonly number[]): number[] => by.map((n) => Math.round(n * 100) / 100);

type Written = {
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  readonly weights: object;
};

/** A line a feature, so that a change can be read. */
function pretty(axes: readonly (readonly [string, Written])[]): string {
  const parts = axes.map(([axis, { classes, bias, weights }]) => {
    const lines = Object.entries(weights).map(
      ([name, by]) => `      ${JSON.stringify(name)}: ${JSON.stringify(by)}`,
    );
    return `  ${JSON.stringify(axis)}: {\n    "classes": ${JSON.stringify(classes)},\n    "bias": ${JSON.stringify(bias)},\n    "weights": {\n${lines.join(",\n")}\n    }\n  }`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}
