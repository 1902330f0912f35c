/** One mail to learn from: its features, and which class it is. */
export interface Lesson {
  readonly values: ReadonlyMap<string, number>;
  readonly is: number;
}

export interface Learnt {
  readonly bias: readonly number[];
  readonly weights: ReadonlyMap<string, readonly number[]>;
}

const ROUNDS = 30;
const RATE = 0.1;
/** Keeps the first steps of a weight short. */
const WARM = 0.01;
/** Of each mail this share of features is left out each time, so that no single word decides alone. */
const LEFT_OUT = 0.3;
/** What was seen less often is chance: pairs of words, and everything else. */
const LEAST = { pair: 3, other: 2 };

interface Row {
  readonly at: Int32Array;
  readonly by: Float64Array;
  readonly is: number;
}

/**
 * Multinomial logistic regression with a quadratic penalty, mail by mail with a step size of its own for each weight
 * (AdaGrad). A mail moves only the weights of its features, so a round costs what the mails are long, and the penalty of a
 * weight is spread over the mails that have it. Chance comes from a fixed seed: the same lessons give the same weights.
 *
 * @param penalty  how strongly a weight is drawn to 0, by the name of its feature
 */
export function learn(
  lessons: readonly Lesson[],
  classes: number,
  penalty: (feature: string) => number,
): Learnt {
  const counts = countsOf(lessons);
  const names = [...counts.keys()];
  const rows = rowsOf(lessons, names);
  const drawn = Float64Array.from([...names.map((name) => penalty(name) / counts.get(name)!), 0]);
  const model: Model = {
    classes,
    drawn,
    weights: new Float64Array(drawn.length * classes),
    squares: new Float64Array(drawn.length * classes).fill(WARM),
  };
  const chance = chanceFrom(1);
  const order = rows.map((_, n) => n);
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, chance);
    const rate = RATE * (1 - round / ROUNDS) + 0.005;
    for (const n of order) step(rows[n]!, model, rate, chance);
  }
  const of = (at: number): number[] => [...model.weights.subarray(at * classes, (at + 1) * classes)];
  return { bias: of(names.length), weights: new Map(names.map((name, at) => [name, of(at)])) };
}

function countsOf(lessons: readonly Lesson[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { values } of lessons)
    for (const name of values.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const least = (name: string): number => (name.startsWith("pair ") ? LEAST.pair : LEAST.other);
  return new Map([...counts].filter(([name, count]) => count >= least(name)));
}

/** The last feature is always there: what is likely without any word. */
function rowsOf(lessons: readonly Lesson[], names: readonly string[]): readonly Row[] {
  const index = new Map(names.map((name, at) => [name, at]));
  return lessons.map(({ values, is }) => {
    const known = [...values].filter(([name]) => index.has(name));
    return {
      at: Int32Array.from([...known.map(([name]) => index.get(name)!), names.length]),
      by: Float64Array.from([...known.map(([, by]) => by), 1]),
      is,
    };
  });
}

/** Numbers from 0 to 1 by a linear congruence. */
function chanceFrom(start: number): () => number {
  let seed = start;
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

function shuffle(order: number[], chance: () => number): void {
  for (let n = order.length - 1; n > 0; n--) {
    const k = Math.floor(chance() * (n + 1));
    [order[n], order[k]] = [order[k]!, order[n]!];
  }
}

interface Model {
  readonly classes: number;
  /** By feature. */
  readonly drawn: Float64Array;
  /** By feature and class; `squares` adds up the squared slopes so far. */
  readonly weights: Float64Array;
  readonly squares: Float64Array;
}

function step(row: Row, { classes, drawn, weights, squares }: Model, rate: number, chance: () => number) {
  const last = row.at.length - 1;
  const kept = row.by.map((by, k) => (k === last || chance() >= LEFT_OUT ? by : 0));
  const off = new Float64Array(classes);
  for (let k = 0; k <= last; k++) {
    if (kept[k] === 0) continue;
    for (let c = 0; c < classes; c++) off[c]! += weights[row.at[k]! * classes + c]! * kept[k]!;
  }
  const most = Math.max(...off);
  let whole = 0;
  for (let c = 0; c < classes; c++) whole += off[c] = Math.exp(off[c]! - most);
  for (let c = 0; c < classes; c++) off[c] = off[c]! / whole - (c === row.is ? 1 : 0);
  for (let k = 0; k <= last; k++) {
    if (kept[k] === 0) continue;
    for (let c = 0; c < classes; c++) {
      const i = row.at[k]! * classes + c;
      const slope = off[c]! * kept[k]! + drawn[row.at[k]!]! * weights[i]!;
      squares[i]! += slope ** 2;
      weights[i]! -= (rate * slope) / Math.sqrt(squares[i]!);
    }
  }
}
