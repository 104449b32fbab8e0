import { didYouMean } from "../../diagnostics/index.ts";
import { StudyFault } from "../study.ts";
import type { FitOptions } from "./options.ts";
import { type FitScenario, type FitSource, sourceOf } from "./source.ts";
import type { FittedHypothesis } from "./types.ts";

/**
 * The same points fitted under each hypothesis of the hypotheses asked for, one hypothesis at a time and all others as the
 * scenario has them, compared by Akaike's criterion. One under which the fit fails stays in the list, without a number.
 */
export async function hypothesesOf(
  scenarios: readonly FitScenario[],
  options: Pick<FitOptions, "hypotheses" | "evaluator" | "arms">,
  fitTo: (sources: readonly FitSource[]) => Promise<{ deviance: number; coordinates: number }>,
): Promise<FittedHypothesis[]> {
  const known = new Map(scenarios.flatMap(({ experiment }) => [...experiment.model.hypotheses]));
  const names = options.hypotheses === "all" ? [...known.keys()] : options.hypotheses;
  const fitted: FittedHypothesis[] = [];
  for (const name of names) {
    const hypothesis = known.get(name);
    if (!hypothesis)
      throw new StudyFault(
        `There is no hypothesis "${name}".\n${didYouMean(name, known.keys(), `There are ${[...known.keys()].join(", ")}.`)}`,
      );
    for (const { name: choice } of hypothesis.choices) {
      const sources = scenarios.map((one) => sourceOf(one, { ...options, hypothesis: { name, choice } }));
      let found: { deviance: number; coordinates: number } | undefined;
      try {
        found = await fitTo(sources);
      } catch (error) {
        if (!(error instanceof StudyFault)) throw error;
      }
      // Nothing is asked of these equations any more, so their threads may go.
      for (const { evaluate } of sources) for await (const _ of evaluate([], { isOver: true }));
      fitted.push({
        hypothesis: name,
        choice,
        isDefault: choice === hypothesis.default,
        deviance: found?.deviance,
        aic: found && found.deviance + 2 * found.coordinates,
        weight: undefined,
      });
    }
  }
  return withWeights(fitted);
}

/** Akaike weights within each hypothesis (Burnham & Anderson 2002, 2.9). */
export function withWeights(fitted: readonly FittedHypothesis[]): FittedHypothesis[] {
  return fitted.map((own) => {
    if (own.aic === undefined) return own;
    const rivals = fitted.flatMap((one) =>
      one.hypothesis === own.hypothesis && one.aic !== undefined ? [one.aic] : [],
    );
    const sum = rivals.reduce((total, aic) => total + Math.exp(-0.5 * (aic - own.aic!)), 0);
    return { ...own, weight: 1 / sum };
  });
}
