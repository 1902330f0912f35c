import { z } from "zod";
import type { Features } from "./features.ts";

const Axis = z.strictObject({
  classes: z.array(z.string()).min(2),
  bias: z.array(z.number()),
  weights: z.record(z.string(), z.array(z.number())),
});

/** `profiles/triage-weights.json`: by axis, what each feature speaks for. Written by `npm run triage:train`. */
export const WeightsFile = z.strictObject({ kind: Axis, service: Axis, severity: Axis });

export interface AxisWeights {
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  readonly weights: ReadonlyMap<string, readonly number[]>;
}
export interface Weights {
  readonly kind: AxisWeights;
  readonly service: AxisWeights;
  readonly severity: AxisWeights;
}

/** Reads the file's text; throws where it is not what the trainer writes. */
export function loadWeights(text: string): Weights {
  const { kind, service, severity } = WeightsFile.parse(JSON.parse(text));
  const axis = ({ weights, ...rest }: z.infer<typeof Axis>): AxisWeights => ({
    ...rest,
    weights: new Map(Object.entries(weights)),
  });
  return { kind: axis(kind), service: axis(service), severity: axis(severity) };
}

/** How probable each class is; they add up to 1. */
export function probabilities({ values }: Features, axis: AxisWeights): ReadonlyMap<string, number> {
  const sums = [...axis.bias];
  for (const [name, value] of values) {
    const weights = axis.weights.get(name);
    if (weights !== undefined) for (let n = 0; n < sums.length; n++) sums[n]! += value * weights[n]!;
  }
  const most = Math.max(...sums);
  const parts = sums.map((sum) => Math.exp(sum - most));
  const whole = parts.reduce((a, b) => a + b, 0);
  return new Map(axis.classes.map((name, n) => [name, parts[n]! / whole]));
}
