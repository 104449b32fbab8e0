import { uncertainParameters } from "../../analysis/index.ts";
import type { Diagnostic } from "../../diagnostics/index.ts";
import type { FailedRuns } from "../../document/index.ts";
import type { FlatParameter } from "../../model/index.ts";
import { type EvaluateOptions, prepareArms } from "../../runs/index.ts";
import { type Cast, type MeasureRequest, measureUnit } from "../../scenario/index.ts";
import type { Setting } from "../factors.ts";
import { RunCount } from "../failures.ts";
import { unitOfVariable } from "../measures.ts";
import type { Question, StudyContext } from "../study.ts";
import type { Outputs } from "./types.ts";

/** A measure in an arm, or the difference of it between two arms. */
export interface ResponseRequest extends Omit<Question, "title" | "person"> {
  /** Further measures of the same arms. */
  readonly more?: readonly MeasureRequest[] | undefined;
}

/** The model as a function of its uncertain parameters. */
export interface Response {
  readonly diagnostics: readonly Diagnostic[];
  readonly parameters: readonly FlatParameter[];
  /** The measure's unit, and that of the variable it is taken from. */
  readonly unit: string;
  readonly unitOfVariable: string;
  /** For every setting the measure, then the further ones. */
  outputs(settings: Iterable<Setting>, options?: EvaluateOptions): AsyncIterable<Outputs>;
  /** Runs that one setting takes. */
  readonly runsEach: number;
  /** Of all runs so far. */
  readonly failures: FailedRuns | undefined;
}

/** Prepares arms once, to be run under any number of settings. */
export function responseOf(
  request: ResponseRequest,
  cast: Cast,
  evaluator: StudyContext["evaluator"],
): Response {
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
  const count = new RunCount();
  const ofVariable = unitOfVariable(
    request.measure.variable,
    prepared.systems[0] ?? { states: [], values: [] },
  );
  return {
    diagnostics: prepared.diagnostics,
    parameters,
    unit: measureUnit(request.measure, ofVariable),
    unitOfVariable: ofVariable,
    runsEach: arms.length,
    get failures() {
      return count.failures;
    },
    async *outputs(settings, options) {
      const tasks = function* () {
        for (const setting of settings)
          for (const index of arms.keys()) yield { arm: index, parameters: setting };
      };
      let first: Outputs | undefined;
      for await (const { arm: index, values, status } of evaluator(prepared)(tasks(), options)) {
        count.add(status);
        if (!against) yield values;
        else if (index === 0) first = values;
        else yield values.map((other, i) => difference(first![i], other));
      }
    },
  };
}

const difference = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a - b;
