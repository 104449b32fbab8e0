import { namingOf } from "../../model/index.ts";
import { type ArmRun, prepareArms, type TaskInput } from "../../runs/index.ts";
import { measureUnit, requestFor } from "../../scenario/index.ts";
import type { StudyContext } from "../study.ts";
import type { FitScenario, FitSource } from "./source.ts";
import type { FittedCurve } from "./types.ts";

/** Times of a curve. */
const steps = 80;

/** Every measured variable over the whole run of its arm, before the fit and after it. */
export async function curvesOf(
  scenarios: readonly FitScenario[],
  sources: readonly FitSource[],
  evaluator: StudyContext["evaluator"],
  fitted: ReadonlyMap<string, number>,
  onRun: () => void,
): Promise<FittedCurve[]> {
  const curves: FittedCurve[] = [];
  for (const [i, { experiment, cast }] of scenarios.entries()) {
    const { duration } = experiment.scenario;
    const times = Array.from({ length: steps + 1 }, (_, k) => (duration * k) / steps);
    const arms = sources[i]!.arms.map(({ arm, observations }) => ({
      arm,
      variables: [...new Set(observations.map(({ variable }) => variable))],
    }));
    const runs = arms.map(
      ({ arm, variables }): ArmRun => ({
        arm,
        duration,
        requests: variables.flatMap((variable) =>
          times.map((time) => requestFor("at", variable, [time], { place: arm.place })),
        ),
      }),
    );
    const prepared = prepareArms(runs, cast, "duration");
    const evaluate = evaluator(prepared);
    const tasks = arms.flatMap((_, arm): TaskInput[] => [
      { arm, isAlone: true },
      { arm, isAlone: true, person: fitted },
    ]);
    const rows: (readonly (number | undefined)[])[] = [];
    for await (const row of evaluate(tasks)) {
      onRun();
      rows.push(row.values);
    }
    for (const [a, { arm, variables }] of arms.entries())
      for (const [v, variable] of variables.entries()) {
        const part = (values: readonly (number | undefined)[]) =>
          values.slice(v * times.length, (v + 1) * times.length);
        const entry = experiment.model.entries.get(variable);
        const unit = entry?.unit.text ?? "1";
        curves.push({
          variable,
          ...(entry?.kind === "state" || entry?.kind === "value" ? namingOf(entry.source) : {}),
          unit: measureUnit(runs[a]!.requests[0]!, unit),
          arm: arm.label,
          times,
          before: part(rows[2 * a]!),
          fitted: part(rows[2 * a + 1]!),
        });
      }
  }
  return curves;
}
