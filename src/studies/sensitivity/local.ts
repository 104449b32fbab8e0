import type { FlatParameter } from "../../model/index.ts";
import { factorOf, type Setting } from "../factors.ts";
import { daysTo } from "../measures.ts";
import type { LocalSensitivity, Outputs } from "./types.ts";

/** A step of the difference quotient, as a share of the declared range: far above the solver's noise, far below a bend. */
const stepShare = 0.01;

/**
 * Settings for slopes at the nominal parameters: the nominal one, then below and above for every parameter. At an end
 * of the range the difference is one-sided.
 */
export function* localSettings(parameters: readonly FlatParameter[]): Generator<Setting> {
  yield new Map();
  for (const p of parameters) for (const value of around(p)) yield new Map([[p.name, value]]);
}

function around({ value, range: [low, high] }: FlatParameter): [number, number] {
  const step = stepShare * (high - low);
  return [Math.max(low, value - step), Math.min(high, value + step)];
}

/** A difference below this part of the largest value is what rounding and the solver's tolerance leave of none. */
const dust = 1e-7;

/**
 * Slopes times half the declared range, for the measure (first output) and every further output, which are of one
 * variable; largest first.
 */
export function localSensitivities(
  parameters: readonly FlatParameter[],
  outputs: readonly Outputs[],
): LocalSensitivity[] {
  const size = (s: LocalSensitivity) =>
    Math.max(Math.abs(s.ofMeasure ?? 0), ...s.overTime.map((x) => Math.abs(x ?? 0)));
  const largest = (values: Iterable<number | undefined>) => {
    let most = 0;
    for (const value of values) most = Math.max(most, Math.abs(value ?? 0));
    return most;
  };
  const ofMeasure = dust * largest(outputs.map(([first]) => first));
  const overTime = dust * largest(outputs.map((values) => largest(values.slice(1))));
  return parameters
    .map((p, i): LocalSensitivity => {
      const [below, above] = [outputs[1 + 2 * i]!, outputs[2 + 2 * i]!];
      const [from, to] = around(p);
      const slopes = below.map((b, k) => {
        const a = above[k];
        if (a === undefined || b === undefined) return undefined;
        const change = Math.abs(a - b) <= (k === 0 ? ofMeasure : overTime) ? 0 : a - b;
        return (change / (to - from)) * ((p.range[1] - p.range[0]) / 2);
      });
      return { factor: factorOf(p), ofMeasure: slopes[0], overTime: slopes.slice(1) };
    })
    .sort((a, b) => size(b) - size(a));
}

/** The time points at which a trajectory is sampled for local sensitivities. */
// Multiples of a quarter of a day lie on the grid on which runs are sampled anyway.
export const timesOver = (duration: number, count = 60): number[] =>
  daysTo(duration, Math.max(0.25, Math.ceil((duration / count) * 4) / 4));
