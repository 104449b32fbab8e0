import { levenbergMarquardt } from "ml-levenberg-marquardt";
import { type Diagnostic, isUsable } from "../diagnostics/index.ts";
import type { FlatParameter } from "../model/index.ts";
import { type ArmValues, prepareArms } from "../runs/index.ts";
import type { Cast, Claim } from "../scenario/index.ts";
import { defaults } from "../simulation/index.ts";
import { ClaimTable } from "./claim-table.ts";
import { uncertainParameters } from "./uncertainty.ts";
import { expectation, holds } from "./verdict.ts";

/** How one anchor stands before and after the fit. */
export interface AnchorResult {
  readonly claim: Claim;
  readonly expected: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly holds: boolean;
}

/** One fitted parameter: where it was and where the anchors draw it, in its declared unit. */
export interface CalibratedParameter {
  readonly name: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
  readonly range: readonly [number, number];
}

export interface Calibration {
  readonly anchors: readonly AnchorResult[];
  readonly parameters: readonly CalibratedParameter[];
  /** Sum of squares of the scaled residuals of the calibration anchors, prior included. */
  readonly before: number;
  readonly after: number;
  readonly iterations: number;
}

/** A parameter that the anchors do not need stays where its evidence put it: weight of moving by half its range. */
const priorWeight = 0.5;
/** A residual for an anchor without a value: far outside, but finite. */
const worst = 3;
/** Step of the slopes, in ranges. It goes up, so nothing is fitted nearer than that to the upper end of its range: there it would have no slope. */
const step = 1e-3;

/**
 * Fits all parameters of tier `fitted` to the claims of kind `calibration` by least squares (Levenberg-Marquardt, within
 * the declared ranges), with a weak pull towards the present values. Validation anchors are predicted with the result,
 * never fitted. There is nothing random in it.
 *
 * @param options.iterations most steps of the optimiser; after 0 everything is as in the model files
 */
export function calibrate(
  claims: readonly Claim[],
  cast: Cast,
  options: { readonly iterations: number; onProgress?(error: number): void },
): { calibration?: Calibration; diagnostics: readonly Diagnostic[] } {
  const table = new ClaimTable();
  // What holds over a population is no single run; `check` tells it.
  const anchors = claims.filter((claim) => claim.kind !== "article" && !claim.population);
  const cells = anchors.map((claim) => table.cell(claim));
  // Its slopes are differences over small steps, which want less noise than a study's results do.
  const prepared = prepareArms(table.runs(), cast).with({ rtol: defaults.rtol });
  if (!isUsable(prepared.diagnostics)) return { diagnostics: prepared.diagnostics };
  // What a drug binds is fitted to binding data in the drug's own file.
  const own = new Set(cast.model.modules.map((module) => module.name));
  const free = uncertainParameters(prepared.systems, cast).filter(
    (p) => p.tier === "fitted" && own.has(p.name.slice(0, p.name.indexOf("."))),
  );

  const valuesAt = (scaled: readonly number[]): (number | undefined)[] => {
    const draw = new Map(free.map((p, i) => [p.name, atScaled(p, scaled[i]!)]));
    const runs: ArmValues[] = Array.from({ length: prepared.count }, (_, i) => prepared.run(i, draw));
    return cells.map((cell) => table.read(cell, runs));
  };
  const fitted = anchors.flatMap((claim, i) => (claim.kind === "calibration" ? [i] : []));
  const start = free.map((p) => (p.value - p.range[0]) / (p.range[1] - p.range[0]));
  const residualsOf = (scaled: readonly number[], values = valuesAt(scaled)): number[] => [
    ...fitted.map((i) => residual(anchors[i]!, values[i])),
    ...scaled.map((u, i) => priorWeight * 2 * (u - start[i]!)),
  ];
  const squares = (residuals: readonly number[]) => residuals.reduce((sum, r) => sum + r * r, 0);
  const before = valuesAt(start);
  const residualsBefore = residualsOf(start, before);
  const indices = residualsBefore.map((_, i) => i);
  const fit =
    fitted.length === 0 || free.length === 0 || options.iterations === 0
      ? { parameterValues: start, iterations: 0 }
      : levenbergMarquardt(
          { x: indices, y: indices.map(() => 0) },
          (scaled) => {
            const residuals = residualsOf(scaled);
            options.onProgress?.(squares(residuals));
            return (index) => residuals[index]!;
          },
          {
            initialValues: start.map((u) => Math.min(u, 1 - step)),
            minValues: free.map(() => 0),
            maxValues: free.map(() => 1 - step),
            gradientDifference: step,
            damping: 0.1,
            maxIterations: options.iterations,
            errorTolerance: 1e-6,
          },
        );
  const reached = fit.parameterValues === start ? before : valuesAt(fit.parameterValues);
  const residualsAfter = residualsOf(fit.parameterValues, reached);
  // The optimiser may end on a trial that was worse; then nothing has been gained and nothing is moved.
  const better = squares(residualsAfter) < squares(residualsBefore);
  const end = better ? fit.parameterValues : start;
  const after = better ? reached : before;
  return {
    diagnostics: prepared.diagnostics,
    calibration: {
      anchors: anchors.map((claim, i) => ({
        claim,
        expected: expectation(claim),
        before: before[i],
        after: after[i],
        holds: holds(claim, after[i]),
      })),
      parameters: free.map((p, i) => ({
        name: p.name,
        unit: p.unit.text,
        before: p.value / p.unit.factor,
        after: atScaled(p, end[i]!) / p.unit.factor,
        range: [p.range[0] / p.unit.factor, p.range[1] / p.unit.factor],
      })),
      before: squares(residualsBefore),
      after: better ? squares(residualsAfter) : squares(residualsBefore),
      iterations: fit.iterations,
    },
  };
}

const atScaled = (p: FlatParameter, u: number) =>
  p.range[0] + Math.min(1, Math.max(0, u)) * (p.range[1] - p.range[0]);

/**
 * How badly an anchor is missed. Inside its interval a residual is a tenth of the distance from the middle in half
 * widths; outside it grows with the logarithm of the distance, so that an anchor that the model cannot reach (or that
 * another one contradicts) does not drag all the rest away.
 */
function residual(claim: Claim, value: number | undefined): number {
  if (value === undefined) return worst;
  const { low, high } = claim.expect;
  if (Number.isFinite(low) && Number.isFinite(high)) {
    const z = (value - (low + high) / 2) / ((high - low) / 2);
    return Math.sign(z) * (Math.min(Math.abs(z), 1) / 10 + Math.log1p(Math.max(0, Math.abs(z) - 1)));
  }
  const bound = Number.isFinite(low) ? low : high;
  const outside = Number.isFinite(low) ? low - value : value - high;
  return Math.log1p(Math.max(0, outside) / (Math.abs(bound) / 5 || 1));
}
