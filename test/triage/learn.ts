/** One mail to learn from: its features, and which class it is. */
export interface Lesson {
  readonly values: ReadonlyMap<string, number>;
  readonly is: number;
}

export interface Learnt {
  readonly bias: readonly number[];
  readonly weights: ReadonlyMap<string, readonly number[]>;
}

const ROUNDS = 60;
const RATE = 0.05;
const BATCH = 128;
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
 * Multinomial logistic regression with a quadratic penalty, by Adam over small batches. Chance comes from a fixed seed: the
 * same lessons give the same weights.
 *
 * @param penalty  how strongly a weight is drawn to 0, by the name of its feature
 */
export function learn(
  lessons: readonly Lesson[],
  classes: number,
  penalty: (feature: string) => number,
): Learnt {
  const names = namesOf(lessons);
  const size = names.length + 1;
  const rows = rowsOf(lessons, names);
  const drawn = Float64Array.from([...names.map(penalty), 0], (by) => by / rows.length);
  const chance = chanceFrom(1);
  const weights = new Float64Array(size * classes);
  const adam = {
    first: new Float64Array(weights.length),
    second: new Float64Array(weights.length),
    steps: 0,
  };
  const slopes = new Float64Array(weights.length);
  const order = rows.map((_, n) => n);
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, chance);
    const rate = RATE * (1 - round / ROUNDS) + 0.001;
    for (let begin = 0; begin < order.length; begin += BATCH) {
      const batch = order.slice(begin, begin + BATCH);
      slopes.fill(0);
      for (const n of batch) addSlope(rows[n]!, weights, classes, slopes, chance);
      for (let i = 0; i < weights.length; i++) {
        slopes[i] = slopes[i]! / batch.length + drawn[Math.floor(i / classes)]! * weights[i]!;
      }
      step(weights, slopes, adam, rate);
    }
  }
  const of = (at: number): number[] => [...weights.subarray(at * classes, (at + 1) * classes)];
  return { bias: of(size - 1), weights: new Map(names.map((name, at) => [name, of(at)])) };
}

function namesOf(lessons: readonly Lesson[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { values } of lessons)
    for (const name of values.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([name, count]) => count >= (name.startsWith("pair ") ? LEAST.pair : LEAST.other))
    .map(([name]) => name);
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

function addSlope(
  { at, by, is }: Row,
  weights: Float64Array,
  classes: number,
  slopes: Float64Array,
  chance: () => number,
): void {
  const kept = new Float64Array(by.length);
  for (let k = 0; k < by.length; k++) kept[k] = k === by.length - 1 || chance() >= LEFT_OUT ? by[k]! : 0;
  const sums = new Float64Array(classes);
  for (let k = 0; k < at.length; k++) {
    if (kept[k] !== 0)
      for (let c = 0; c < classes; c++) sums[c]! += weights[at[k]! * classes + c]! * kept[k]!;
  }
  const most = Math.max(...sums);
  const parts = sums.map((sum) => Math.exp(sum - most));
  const whole = parts.reduce((a, b) => a + b, 0);
  for (let c = 0; c < classes; c++) {
    const off = parts[c]! / whole - (c === is ? 1 : 0);
    for (let k = 0; k < at.length; k++) if (kept[k] !== 0) slopes[at[k]! * classes + c]! += off * kept[k]!;
  }
}

function step(
  weights: Float64Array,
  slopes: Float64Array,
  adam: { first: Float64Array; second: Float64Array; steps: number },
  rate: number,
): void {
  adam.steps += 1;
  const [c1, c2] = [1 - 0.9 ** adam.steps, 1 - 0.999 ** adam.steps];
  for (let i = 0; i < weights.length; i++) {
    adam.first[i] = 0.9 * adam.first[i]! + 0.1 * slopes[i]!;
    adam.second[i] = 0.999 * adam.second[i]! + 0.001 * slopes[i]! ** 2;
    weights[i]! -= (rate * (adam.first[i]! / c1)) / (Math.sqrt(adam.second[i]! / c2) + 1e-8);
  }
}
