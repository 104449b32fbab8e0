import { residualOf } from "../../interchange/index.ts";
import type { Comparison, ScenarioResult } from "../../simulation/index.ts";
import { mean } from "../../statistics/index.ts";

/** How the points of one variable in one arm lie about the curve. */
export interface Agreement {
  readonly variable: string;
  readonly arm: string;
  readonly unit: string;
  readonly points: number;
  readonly censored: number;
  /** Mean of measured minus predicted; NaN where no point has a residual. */
  readonly bias: number;
  /** Square root of the mean squared residual. */
  readonly rmse: number;
}

export function agreements({ data = [], arms }: ScenarioResult): Agreement[] {
  const groups = new Map<string, Comparison[]>();
  for (const one of data) {
    const key = JSON.stringify([one.observation.variable, one.observation.arm]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const indices = new Map(arms.map(({ label }, i) => [label, i]));
  return [...groups.values()]
    .map((points): Agreement => {
      const { variable, arm } = points[0]!.observation;
      const residuals = points.flatMap((one) => residualOf(one) ?? []);
      return {
        variable,
        arm,
        unit: points[0]!.unit,
        points: points.length,
        censored: points.filter(({ observation }) => observation.isCensored).length,
        bias: mean(residuals),
        rmse: Math.sqrt(mean(residuals.map((r) => r * r))),
      };
    })
    .sort(
      (a, b) =>
        (a.variable < b.variable ? -1 : a.variable > b.variable ? 1 : 0) ||
        indices.get(a.arm)! - indices.get(b.arm)!,
    );
}
