import { denseWeights, rodas5pTableau } from "../../solvers/index.ts";
import type { Code } from "./binary.ts";
import type { FunctionBuilder, ModuleBuilder } from "./builder.ts";
import { call, f64, f64x2, get, give, i32, repeat, set, v128, when } from "./instructions.ts";
import type { StepPlan } from "./plans.ts";

/** Functions that a step calls. */
export interface StepParts {
  /** (t): rates at u */
  readonly rates: number;
  /** (shift): 1 when a pivot fails */
  readonly factor: number;
  /** (address): solves in place */
  readonly solve: number;
}

/** What the attempt returns when a pivot fails. */
export const singular = -1;
/** What it returns when the rates of the first stage are not finite; 1 less for each further stage. */
export const nonFinite = -2;

/** Runs over memory 16 bytes at a time, whatever the lanes mean; `body` gets code that loads from a block. */
function overBytes(
  f: FunctionBuilder,
  bytes: number,
  body: (load: (address: number) => Code, at: Code) => Code[],
): void {
  const offset = f.local("i32");
  const at = get(offset);
  f.emit(set(offset, i32.const(0)));
  const once = body((address) => f64x2.load(at, address), at).flat();
  const next = set(offset, i32.add(at, i32.const(16)));
  f.emit(repeat([...once, ...next], i32.lessUnsigned(at, i32.const(Math.ceil(bytes / 16) * 16))));
}

function overVector(
  f: FunctionBuilder,
  plan: StepPlan,
  body: (load: (address: number) => Code, at: Code) => Code[],
): void {
  overBytes(f, plan.dimension * plan.lanes * 8, body);
}

/** i32: 1 when a number between the addresses is not finite. 0 times a number is 0, times infinity NaN. */
export function anyNonFinite(f: FunctionBuilder, module: ModuleBuilder, from: number, to: number): Code {
  const zero = f.keep("v128", module.splat(0));
  const check = f.local("v128");
  f.emit(set(check, zero));
  overBytes(f, to - from, (load) => [set(check, f64x2.add(get(check), f64x2.multiply(load(from), zero)))]);
  return isAnyNaN(get(check));
}

/** start + sum of weights[j] * vector j */
function weighted(start: Code, weights: readonly Code[], vectors: readonly Code[]): Code {
  return weights.reduce((sum, weight, j) => f64x2.add(sum, f64x2.multiply(weight, vectors[j]!)), start);
}

/**
 * One attempt of Rodas5P from the state at `plan.y`, whose rates and derivatives are at hand: (t, h, rtol) to the
 * scaled error (the larger of two lanes), NaN when the new state is not finite, or one of the codes above. The formulas
 * are those of solvers/rodas5p-stepper.ts.
 */
export function defineAttempt(module: ModuleBuilder, plan: StepPlan, parts: StepParts, name: string): number {
  const { gamma, a, C, c, d } = rodas5pTableau;
  const { y, u, k } = plan;
  const [t, h, rtol] = [get(0), get(1), get(2)];
  return module.define(
    ["f64", "f64", "f64"],
    ["f64"],
    (f) => {
      const splat = (value: number) => f.keep("v128", module.splat(value));
      const inverse = f.keep("f64", f64.divide(f64.const(1), h));
      f.emit(when(call(parts.factor, f64.divide(inverse, f64.const(gamma))), give(f64.const(singular))));
      const zero = splat(0);
      for (let stage = 0; stage < k.length; stage++) {
        const before = k.slice(0, stage);
        if (stage >= a.length)
          overVector(f, plan, (load, at) => [f64x2.store(at, u, f64x2.add(load(u), load(k[stage - 1]!)))]);
        else if (stage > 0) {
          const weights = a[stage]!.map(splat);
          overVector(f, plan, (load, at) => [
            f64x2.store(at, u, weighted(load(y), weights, before.map(load))),
          ]);
        }
        if (stage > 0) f.emit(call(parts.rates, f64.add(t, f64.multiply(f64.const(c[stage]!), h))));
        const rates = stage === 0 ? plan.startRates : plan.rates;
        const weights = C[stage]!.map((w) =>
          f.keep("v128", f64x2.splat(f64.multiply(f64.const(w), inverse))),
        );
        const timeWeight =
          d[stage] === 0 ? undefined : f.keep("v128", f64x2.splat(f64.multiply(f64.const(d[stage]!), h)));
        const check = f.local("v128");
        const rate = f.local("v128");
        f.emit(set(check, zero));
        overVector(f, plan, (load, at) => {
          const sum = weighted(get(rate), weights, before.map(load));
          const whole = timeWeight ? f64x2.add(sum, f64x2.multiply(timeWeight, load(plan.dfdt))) : sum;
          return [
            set(rate, load(rates)),
            set(check, f64x2.add(get(check), f64x2.multiply(get(rate), zero))),
            f64x2.store(at, k[stage]!, whole),
          ];
        });
        f.emit(when(isAnyNaN(get(check)), give(f64.const(nonFinite - stage))));
        f.emit(call(parts.solve, i32.const(k[stage]!)));
      }
      f.emit(errorNorm(f, module, plan, rtol));
    },
    name,
  );
}

const isAnyNaN = (value: Code): Code => v128.any(f64x2.notEqual(value, value));

/** Adds the last stage to u, and returns the largest part of that stage, which estimates the error: see `scaledNorm`. */
function errorNorm(f: FunctionBuilder, module: ModuleBuilder, plan: StepPlan, rtol: Code): Code {
  const { u, y, atol, k } = plan;
  const estimate = k.at(-1)!;
  const relative = f.keep("v128", f64x2.splat(rtol));
  const least = f.keep("v128", module.splat(Number.MIN_VALUE));
  const zero = f.keep("v128", module.splat(0));
  const [error, state, largest] = [f.local("v128"), f.local("v128"), f.local("v128")];
  f.emit(set(largest, zero));
  overVector(f, plan, (load, at) => {
    const size = f64x2.pseudoMax(f64x2.abs(get(state)), f64x2.abs(load(y)));
    const scale = f64x2.add(load(atol), f64x2.multiply(relative, size));
    const bySize = f64x2.divide(f64x2.abs(get(error)), f64x2.pseudoMax(scale, least));
    return [
      set(error, load(estimate)),
      set(state, f64x2.add(load(u), get(error))),
      f64x2.store(at, u, get(state)),
      // A state that is not finite makes the result NaN.
      set(largest, f64x2.max(get(largest), f64x2.add(bySize, f64x2.multiply(get(state), zero)))),
    ];
  });
  const lane = (i: 0 | 1) => f64x2.extract(i, get(largest));
  return f64.max(lane(0), lane(1));
}

/** (): the coefficients of dense output; (theta): the state there, to `plan.interpolated`. */
export function defineDenseOutput(module: ModuleBuilder, plan: StepPlan): void {
  const { H } = rodas5pTableau;
  const { y, u, q, k } = plan;
  module.define(
    [],
    [],
    (f) => {
      for (const [i, row] of H.entries()) {
        const weights = row.map((w) => f.keep("v128", module.splat(w)));
        overVector(f, plan, (load, at) => [
          f64x2.store(at, q[i]!, weighted(module.splat(0), weights, k.map(load))),
        ]);
      }
    },
    "prepare",
  );
  module.define(
    ["f64"],
    [],
    (f) => {
      const theta = f.keep("v128", f64x2.splat(get(0)));
      const rest = f.keep("v128", f64x2.subtract(module.splat(1), theta));
      overVector(f, plan, (load, at) => {
        const [q1, q2, q3] = q.map(load) as [Code, Code, Code];
        const inner = f64x2.add(q2, f64x2.multiply(theta, q3));
        const curve = f64x2.multiply(rest, f64x2.add(q1, f64x2.multiply(theta, inner)));
        const end = f64x2.multiply(theta, f64x2.add(load(u), curve));
        return [f64x2.store(at, plan.interpolated, f64x2.add(f64x2.multiply(rest, load(y)), end))];
      });
    },
    "interpolate",
  );
}

/**
 * (bytes of the list at `plan.wanted`): its states, two at a time, at the start, the quarters and the end, to
 * `plan.quarters`; a further i32 is how many bytes the states take at each of these.
 */
export function defineQuarters(module: ModuleBuilder, plan: StepPlan): void {
  const { y, u, k, wanted, quarters } = plan;
  module.define(
    ["i32", "i32"],
    [],
    (f) => {
      const weights = [0.25, 0.5, 0.75].map((theta) => ({
        rest: f.keep("v128", module.splat(1 - theta)),
        theta: f.keep("v128", module.splat(theta)),
        stages: denseWeights(theta).map((weight) => f.keep("v128", module.splat(weight))),
      }));
      const [item, into] = [f.local("i32"), f.local("i32")];
      const [first, second] = [f.local("i32"), f.local("i32")];
      const [start, end, stage] = [f.local("v128"), f.local("v128"), f.local("v128")];
      const sums = weights.map(() => f.local("v128"));
      const both = (address: number) =>
        f64x2.loadLane(1, get(second), address, f64x2.loadZero(get(first), address));
      const at = [f.local("i32"), f.local("i32"), f.local("i32"), f.local("i32")];
      const once = [
        set(first, i32.load(get(item), wanted)),
        set(second, i32.load(get(item), wanted + 4)),
        set(start, both(y)),
        set(end, both(u)),
        ...weights.map(({ rest, theta }, q) =>
          set(sums[q]!, f64x2.add(f64x2.multiply(rest, get(start)), f64x2.multiply(theta, get(end)))),
        ),
        ...k.flatMap((address, j) => [
          set(stage, both(address)),
          ...weights.map(({ stages }, q) =>
            set(sums[q]!, f64x2.add(get(sums[q]!), f64x2.multiply(stages[j]!, get(stage)))),
          ),
        ]),
        f64x2.store(get(into), quarters, get(start)),
        ...at.map((position, node) => set(position, i32.add(get(node === 0 ? into : at[node - 1]!), get(1)))),
        ...sums.map((sum, q) => f64x2.store(get(at[q]!), quarters, get(sum))),
        f64x2.store(get(at[3]!), quarters, get(end)),
        set(into, i32.add(get(into), i32.const(16))),
        set(item, i32.add(get(item), i32.const(8))),
      ].flat();
      f.emit(set(item, i32.const(0)), set(into, i32.const(0)));
      f.emit(repeat(once, i32.lessUnsigned(get(item), get(0))));
    },
    "quarters",
  );
}
