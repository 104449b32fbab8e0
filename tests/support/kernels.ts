import type { BoundSystem, CompiledSystem } from "../../src/compile/index.ts";
import { evaluate } from "../../src/expressions/index.ts";
import type { FlatSystem } from "../../src/model/index.ts";

/** What a bound system computes at one point. */
export interface Numbers {
  readonly rates: Float64Array;
  readonly values: Float64Array;
  /** Nonzeros of the Jacobian. */
  readonly jacobian: Float64Array;
  readonly timeDerivative: Float64Array;
}

export function numbersAt(compiled: CompiledSystem, bound: BoundSystem, t: number, y: Float64Array): Numbers {
  const n = bound.dimension;
  const numbers = {
    rates: new Float64Array(n),
    values: new Float64Array(compiled.system.values.length),
    jacobian: new Float64Array(bound.jacobian!.pattern.rowIndices.length),
    timeDerivative: new Float64Array(n),
  };
  bound.rates(t, y, numbers.rates);
  bound.values(t, y, numbers.values);
  bound.jacobian!.evaluate(t, y, numbers.jacobian);
  bound.timeDerivative!(t, y, numbers.timeDerivative);
  return numbers;
}

/** The dense Jacobian, row by row. */
export function denseJacobian(bound: BoundSystem, t: number, y: Float64Array): Float64Array[] {
  const { pattern, evaluate: fill } = bound.jacobian!;
  const nonzeros = new Float64Array(pattern.rowIndices.length);
  fill(t, y, nonzeros);
  const dense = Array.from({ length: bound.dimension }, () => new Float64Array(bound.dimension));
  for (let column = 0; column < bound.dimension; column++)
    for (let k = pattern.columnPointers[column]!; k < pattern.columnPointers[column + 1]!; k++)
      dense[pattern.rowIndices[k]!]![column] = nonzeros[k]!;
  return dense;
}

/** Rates and values by walking the formulas as trees: the plainest way to compute them. */
export function walkedTrees(
  system: FlatSystem,
  compiled: CompiledSystem,
  p: Float64Array,
  t: number,
  y: Float64Array,
): Pick<Numbers, "rates" | "values"> {
  const { layout } = compiled;
  const numbers = new Map<string, number>([["t", t]]);
  for (const { name } of system.parameters) numbers.set(name, p[layout.parameter(name)!]!);
  system.states.forEach(({ name }, i) => {
    numbers.set(name, y[i]!);
  });
  const lookup = {
    name: (name: string) => numbers.get(name)!,
    gate: (name: string) => p[layout.gate(name)!]!,
    baseline: (name: string) => p[layout.baseline(name)!]!,
  };
  const values = system.values.map((value) => {
    const number = evaluate(value.expression, lookup);
    numbers.set(value.name, number);
    return number;
  });
  const rates = system.states.map((state) => evaluate(state.rate, lookup));
  return { rates: Float64Array.from(rates), values: Float64Array.from(values) };
}

/**
 * d f / d x at 0 by central differences with two steps, extrapolated (Richardson), so that the error is of the order
 * of h^4. `at(dx)` writes f there into `out`.
 */
export function difference(
  at: (dx: number, out: Float64Array) => void,
  size: number,
  h: number,
): Float64Array {
  const central = (step: number) => {
    const [above, below] = [new Float64Array(size), new Float64Array(size)];
    at(step, above);
    at(-step, below);
    return above.map((value, i) => (value - below[i]!) / (2 * step));
  };
  const [coarse, fine] = [central(h), central(h / 2)];
  return fine.map((value, i) => (4 * value - coarse[i]!) / 3);
}

/** Largest distance of two lists of numbers, relative to their sizes (absolute below 1). */
export function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce(
    (most, x, i) => Math.max(most, Object.is(x, b[i]) ? 0 : Math.abs(x - b[i]!) / Math.max(1, Math.abs(x))),
    a.length === b.length ? 0 : Number.POSITIVE_INFINITY,
  );
}
