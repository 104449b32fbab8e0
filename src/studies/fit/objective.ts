import type { Observation } from "../../data/index.ts";
import type { TaskInput } from "../../runs/index.ts";
import { z95 } from "../../statistics/index.ts";
import type { Iterate } from "./descend.ts";
import { noiseKinds, termOf } from "./likelihood.ts";
import type { FitSource } from "./source.ts";
import type { ErrorModel, FitParameter, FittedNoise } from "./types.ts";

/** A noise parameter that is fitted: of one variable. */
export type NoiseAxis = Omit<FittedNoise, "value">;

export interface Prediction {
  readonly observation: Observation;
  readonly predicted: number;
}

export interface ObjectiveOptions {
  readonly errors: ErrorModel;
  /** Parameters are drawn towards their starts, as wide as their bounds are 95% intervals. */
  readonly usesPriors: boolean;
  /** Canonical units in one declared unit, by parameter. */
  readonly factors: ReadonlyMap<string, number>;
  /** Told of every simulation. */
  onRun?(): void;
}

/**
 * Minus the log-likelihood of all points as a function of the parameters on their scales and of ln of the noise
 * parameters, with slopes from the sensitivities of every run.
 */
export class FitObjective {
  readonly noise: readonly NoiseAxis[];
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly points: readonly Observation[];
  private readonly sources: readonly FitSource[];
  private readonly parameters: readonly FitParameter[];
  private readonly options: ObjectiveOptions;
  private readonly noiseOf: ReadonlyMap<string, readonly number[]>;
  /** Reasons for which slopes were taken by differences. */
  readonly notExact = new Set<string>();
  /** Why the last run that failed did. */
  failure: string | undefined;

  constructor(sources: readonly FitSource[], parameters: readonly FitParameter[], options: ObjectiveOptions) {
    this.sources = sources;
    this.parameters = parameters;
    this.options = options;
    this.points = sources.flatMap(({ arms }) => arms.flatMap(({ observations }) => observations));
    const open = [...new Set(this.points.flatMap((one) => (one.error === undefined ? [one.variable] : [])))];
    this.noise = open.flatMap((variable) => noiseKinds[options.errors].map((kind) => ({ variable, kind })));
    this.noiseOf = new Map(
      open.map((variable) => [
        variable,
        this.noise.flatMap((axis, i) => (axis.variable === variable ? [i] : [])),
      ]),
    );
    const scales = this.noise.map(({ variable, kind }) =>
      kind === "additive"
        ? Math.max(
            1e-300,
            ...this.points.filter((one) => one.variable === variable).map((one) => Math.abs(one.value)),
          )
        : 1,
    );
    this.low = Float64Array.from([
      ...parameters.map((one) => onScale(one, one.bounds[0])),
      ...scales.map((scale) => Math.log(1e-5 * scale)),
    ]);
    this.high = Float64Array.from([
      ...parameters.map((one) => onScale(one, one.bounds[1])),
      ...scales.map((scale) => Math.log(10 * scale)),
    ]);
  }

  /** Coordinates of values of the parameters, with noise as large as the points lie about the runs there. */
  async startAt(values: readonly number[]): Promise<Float64Array | undefined> {
    const at = this.parameters.map((one, i) => onScale(one, values[i]!));
    const rows = await this.simulate(at, []);
    if (!rows) return undefined;
    const noise = this.noise.map(({ variable, kind }, k) => {
      const own = rows.predictions.filter(
        ({ observation: o }) => o.variable === variable && o.error === undefined && !o.isCensored,
      );
      const residuals = own.map(({ observation: o, predicted }) =>
        kind === "additive"
          ? o.value - predicted
          : kind === "log"
            ? Math.log(o.value / predicted)
            : (o.value - predicted) / predicted,
      );
      const size = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / Math.max(1, residuals.length));
      const [low, high] = [this.low[at.length + k]!, this.high[at.length + k]!];
      // Two noises of one variable share what there is.
      const part = this.noiseOf.get(variable)!.length;
      const wanted = Math.log(Math.max(size, Number.MIN_VALUE) / part);
      return Number.isFinite(wanted) ? Math.min(high, Math.max(low + 2, wanted)) : (low + high) / 2;
    });
    return Float64Array.from([...at, ...noise]);
  }

  readonly evaluateAt = async (at: Float64Array): Promise<Iterate | undefined> => {
    const { parameters, noise, options } = this;
    const count = parameters.length;
    const n = count + noise.length;
    const rows = await this.simulate(
      at.subarray(0, count),
      parameters.map(({ name }) => name),
    );
    if (!rows) return undefined;
    let value = 0;
    const gradient = new Float64Array(n);
    const curvature = new Float64Array(n * n);
    const amounts = Array.from(at.subarray(count), Math.exp);
    // Of a canonical parameter by its coordinate.
    const inner = parameters.map((one, i) => {
      const factor = options.factors.get(one.name)!;
      return one.scale === "log" ? Math.exp(at[i]!) * factor : factor;
    });
    for (const [i, { observation, predicted }] of rows.predictions.entries()) {
      const indices = observation.error === undefined ? this.noiseOf.get(observation.variable)! : [];
      const term = termOf(
        options.errors,
        { value: observation.value, error: observation.error, isCensored: observation.isCensored ?? false },
        predicted,
        indices.map((k) => amounts[k]!),
      );
      if (!term || !Number.isFinite(term.value)) return undefined;
      value += term.value;
      const slopes = inner.map((factor, j) => factor * rows.slopes[i * count + j]!);
      for (let j = 0; j < count; j++) {
        gradient[j]! += term.byPrediction * slopes[j]!;
        for (let k = 0; k < count; k++) curvature[j * n + k]! += term.pp * slopes[j]! * slopes[k]!;
      }
      for (const [a, p] of indices.entries()) {
        gradient[count + p]! += term.byNoise[a]!;
        for (let j = 0; j < count; j++) {
          const cross = term.pn[a]! * slopes[j]!;
          curvature[j * n + count + p]! += cross;
          curvature[(count + p) * n + j]! += cross;
        }
        for (const [b, q] of indices.entries()) curvature[(count + p) * n + count + q]! += term.nn[a + b]!;
      }
    }
    if (options.usesPriors)
      for (const [j, one] of parameters.entries()) {
        const spread = (this.high[j]! - this.low[j]!) / (2 * z95);
        const away = (at[j]! - onScale(one, one.start)) / spread;
        value += 0.5 * away * away;
        gradient[j]! += away / spread;
        curvature[j * n + j]! += 1 / (spread * spread);
      }
    if (!Number.isFinite(value) || !gradient.every(Number.isFinite)) return undefined;
    return { at: at.slice(), value, gradient, curvature };
  };

  async predictions(at: Float64Array): Promise<readonly Prediction[] | undefined> {
    return (await this.simulate(at.subarray(0, this.parameters.length), []))?.predictions;
  }

  /** Standard deviation that a point is weighed by. */
  deviation({ variable, error, value }: Observation, predicted: number, at: Float64Array): number {
    if (error !== undefined) return error;
    const own = this.noiseOf.get(variable)!.map((k) => Math.exp(at[this.parameters.length + k]!));
    const { errors } = this.options;
    if (errors === "log") return own[0]! * value;
    if (errors === "proportional") return own[0]! * Math.abs(predicted);
    return errors === "combined" ? Math.hypot(own[0]!, own[1]! * predicted) : own[0]!;
  }

  /** A measured value that the error model makes of a prediction with a standard normal number. */
  scattered(point: Observation, predicted: number, at: Float64Array, z: number): number {
    const { errors } = this.options;
    const deviation = this.deviation(point, predicted, at);
    return errors === "log" ? predicted * Math.exp((deviation / point.value) * z) : predicted + deviation * z;
  }

  /** Canonical values of the parameters at a point. */
  setting(at: ArrayLike<number>): Map<string, number> {
    const { factors } = this.options;
    return new Map(
      this.parameters.map((one, i) => [one.name, fromScale(one, at[i]!) * factors.get(one.name)!]),
    );
  }

  /** All points with their predictions and, of those asked for, slopes by canonical parameters. */
  private async simulate(
    at: ArrayLike<number>,
    slopes: readonly string[],
  ): Promise<{ predictions: Prediction[]; slopes: Float64Array } | undefined> {
    const person = this.setting(at);
    const predictions: Prediction[] = [];
    const all: number[] = [];
    for (const { arms, evaluate } of this.sources) {
      const tasks = arms.map(
        ({ index }): TaskInput => ({
          ...{ arm: index, person },
          ...(slopes.length > 0 ? { slopes } : { isAlone: true }),
        }),
      );
      for await (const row of evaluate(tasks)) {
        this.options.onRun?.();
        const { observations } = arms[row.task]!;
        if (row.status.kind !== "success" || row.values.some((v) => v === undefined)) {
          this.failure = row.status.message;
          return undefined;
        }
        if (row.notExact !== undefined) this.notExact.add(row.notExact);
        for (const [i, observation] of observations.entries())
          predictions.push({ observation, predicted: row.values[i]! });
        if (row.slopes) for (const slope of row.slopes) all.push(slope);
      }
    }
    return { predictions, slopes: Float64Array.from(all) };
  }
}

/** A declared value as a coordinate, and back. */
export const onScale = ({ scale }: Pick<FitParameter, "scale">, value: number): number =>
  scale === "log" ? Math.log(value) : value;
export const fromScale = ({ scale }: Pick<FitParameter, "scale">, at: number): number =>
  scale === "log" ? Math.exp(at) : at;
