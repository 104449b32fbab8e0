import type { Diagnostic } from "../../diagnostics/index.ts";
import type { FlatParameter } from "../../model/index.ts";
import { type EvaluateMany, type PreparedArms, prepareArms } from "../../runs/index.ts";
import { type Arm, type Cast, type MeasureRequest, measureUnit } from "../../scenario/index.ts";
import { uncertainParameters } from "../uncertainty.ts";
import type { Factor, Outputs } from "./types.ts";

/** How prepared arms are to be evaluated: in this thread or on several. */
export type Evaluator = (prepared: PreparedArms) => EvaluateMany;

/** A measure in an arm, or the difference of it between two arms. */
export interface ResponseRequest {
  readonly arm: Arm;
  readonly against?: Arm | undefined;
  /** days */
  readonly duration: number;
  readonly measure: MeasureRequest;
  /** Further measures of the same arms. */
  readonly more?: readonly MeasureRequest[] | undefined;
}

/** Values of parameters by name, in canonical units. */
export type Setting = ReadonlyMap<string, number>;

/** The model as a function of its uncertain parameters. */
export interface Response {
  readonly diagnostics: readonly Diagnostic[];
  readonly parameters: readonly FlatParameter[];
  /** The measure's unit, and that of the variable it is taken from. */
  readonly unit: string;
  readonly unitOfVariable: string;
  /** For every setting the measure, then the further ones. */
  outputs(settings: Iterable<Setting>, onProgress?: (runs: number) => void): Promise<Outputs[]>;
  /** Runs that one setting takes. */
  readonly runsEach: number;
}

/** Prepares arms once, to be run under any number of settings. */
export function responseOf(request: ResponseRequest, cast: Cast, evaluator: Evaluator): Response {
  const { arm, against, duration } = request;
  const requests = [request.measure, ...(request.more ?? [])];
  const arms = against ? [arm, against] : [arm];
  const prepared = prepareArms(
    arms.map((one) => ({ arm: one, duration, requests, isOften: true })),
    cast,
  );
  const isUsable = !prepared.diagnostics.some((d) => d.severity === "error");
  const fixed = new Set(arms.flatMap((one) => one.set.map((s) => s.name)));
  const parameters = isUsable
    ? uncertainParameters(prepared.systems, cast).filter((p) => !p.isChosen && !fixed.has(p.name))
    : [];
  const system = prepared.systems[0];
  const variable = [...(system?.states ?? []), ...(system?.values ?? [])].find(
    (v) => v.name === request.measure.variable,
  );
  const unitOfVariable = variable?.unit.text ?? "1";
  return {
    diagnostics: prepared.diagnostics,
    parameters,
    unit: measureUnit(request.measure, unitOfVariable),
    unitOfVariable,
    runsEach: arms.length,
    async outputs(settings, onProgress) {
      const tasks = function* () {
        for (const setting of settings)
          for (const index of arms.keys()) yield { arm: index, parameters: setting };
      };
      const results: Outputs[] = [];
      let first: Outputs | undefined;
      for await (const { arm: index, values } of evaluator(prepared)(
        tasks(),
        onProgress ? { onProgress } : {},
      )) {
        if (!against) results.push(values);
        else if (index === 0) first = values;
        else results.push(values.map((other, i) => difference(first![i], other)));
      }
      return results;
    },
  };
}

const difference = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a - b;

/** A parameter for people, in its declared unit. */
export const factorOf = ({ name, about, unit, tier, value, range }: FlatParameter): Factor => ({
  name,
  about,
  unit: unit.text,
  tier,
  value: value / unit.factor,
  range: [range[0] / unit.factor, range[1] / unit.factor],
});
