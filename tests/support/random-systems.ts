import fc from "fast-check";
import type { Expression } from "../../src/expressions/index.ts";
import type { FlatSystem } from "../../src/model/index.ts";
import { unit } from "../../src/units/index.ts";
import { tameExpression } from "./random-expressions.ts";

const one = unit("1");
const about = "Made up.";

/** A dimensionless system of the given rates and values; states are `m.y0`, ..., parameters `m.p0`, ... */
export function systemFrom(
  rates: readonly Expression[],
  values: readonly { readonly name: string; readonly expression: Expression }[] = [],
  parameters: readonly number[] = [],
): FlatSystem {
  const zero: Expression = { kind: "number", value: 0, range: { start: 0, end: 0 } };
  return {
    parameters: parameters.map((value, i) => ({
      name: `m.p${i}`,
      about,
      unit: one,
      value,
      range: [-9, 9],
      tier: "assumed",
      domain: "any",
      isChosen: false,
    })),
    states: rates.map((rate, i) => ({
      name: `m.y${i}`,
      about,
      unit: one,
      initial: zero,
      rate,
      holdsDrug: false,
    })),
    values: values.map((value) => ({ ...value, about, unit: one, kind: "value" })),
    effects: [],
    baselines: [],
  };
}

/** Systems of four states, two parameters and three values that read each other, tame at modest points. */
export function anySystem(options: { kinks: boolean }): fc.Arbitrary<FlatSystem> {
  const names = ["m.y0", "m.y1", "m.y2", "m.y3", "m.p0", "m.p1", "t"];
  const formula = (more: readonly string[] = []) =>
    tameExpression([...names, ...more], { ...options, maxDepth: 3 });
  return fc
    .tuple(
      fc.array(formula(["m.v0", "m.v1", "m.v2"]), { minLength: 4, maxLength: 4 }),
      formula(),
      formula(["m.v0"]),
      formula(["m.v0", "m.v1"]),
      fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 2 }),
    )
    .map(([rates, v0, v1, v2, parameters]) =>
      systemFrom(
        rates,
        [v0, v1, v2].map((expression, i) => ({ name: `m.v${i}`, expression })),
        parameters,
      ),
    );
}

export const anyPoint = fc.record({
  t: fc.double({ min: 0, max: 5, noNaN: true }),
  y: fc
    .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 })
    .map((numbers) => Float64Array.from(numbers)),
});

/** Uniform numbers in [0, 1), the same on every machine (mulberry32 by Tommy Ettinger, public domain). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}
