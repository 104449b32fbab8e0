import { rounded } from "../charts/index.ts";
import { residualOf } from "../interchange/index.ts";
import type { Comparison, ScenarioResult } from "../simulation/index.ts";

// Measured points beside what the run says of them.

/** How the points of one variable in one arm lie about the curve. */
export interface Agreement {
  readonly variable: string;
  readonly arm: string;
  readonly unit: string;
  readonly points: number;
  readonly censored: number;
  /** Mean of measured minus predicted. */
  readonly bias: number | undefined;
  /** Square root of the mean squared residual. */
  readonly rmse: number | undefined;
}

export function agreements({ data = [], arms }: ScenarioResult): Agreement[] {
  const groups = new Map<string, Comparison[]>();
  for (const one of data) {
    const key = JSON.stringify([one.observation.variable, one.observation.arm]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const places = new Map(arms.map(({ label }, i) => [label, i]));
  return [...groups.values()]
    .map((points): Agreement => {
      const { variable, arm } = points[0]!.observation;
      const residuals = points.flatMap((one) => residualOf(one) ?? []);
      const mean = (values: readonly number[]) =>
        values.length > 0 ? values.reduce((sum, x) => sum + x, 0) / values.length : undefined;
      const square = mean(residuals.map((r) => r * r));
      return {
        variable,
        arm,
        unit: points[0]!.unit,
        points: points.length,
        censored: points.filter(({ observation }) => observation.isCensored).length,
        bias: mean(residuals),
        rmse: square === undefined ? undefined : Math.sqrt(square),
      };
    })
    .sort(
      (a, b) =>
        (a.variable < b.variable ? -1 : a.variable > b.variable ? 1 : 0) ||
        places.get(a.arm)! - places.get(b.arm)!,
    );
}

const number = (value: number | undefined) => (value === undefined ? "-" : rounded(value));

export const agreementHead = ["Measured", "Arm", "Points", "Mean residual", "RMSE", "Unit"] as const;

/** A row of text for each variable and arm. */
export const agreementRows = (result: ScenarioResult): string[][] =>
  agreements(result).map(({ variable, arm, points, censored, bias, rmse, unit }) => [
    variable,
    arm,
    censored > 0 ? `${points} (${censored} below the limit)` : String(points),
    number(bias),
    number(rmse),
    unit === "1" ? "" : unit,
  ]);

export const residualHead = [
  "Time (day)",
  "Variable",
  "Arm",
  "Subject",
  "Measured",
  "Error",
  "Predicted",
  "Residual",
] as const;

/** A row of text for each point. */
export const residualRows = ({ data = [] }: ScenarioResult): string[][] =>
  data.map((one) => {
    const { time, variable, arm, subject = "", value, error, isCensored } = one.observation;
    return [
      rounded(time, 4),
      variable,
      arm,
      subject,
      `${isCensored ? "below " : ""}${rounded(value, 4)}`,
      error === undefined ? "" : rounded(error),
      one.predicted === undefined ? "-" : rounded(one.predicted, 4),
      number(residualOf(one)),
    ];
  });
