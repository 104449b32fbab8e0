import { type Dataset, dataset, field } from "../../document/index.ts";
import type { Fit } from "./types.ts";

/** Estimates, points with residuals, profiles and curves as tables for other programs. */
export const fitDatasets = ({ parameters, points, curves }: Fit): Dataset[] => [
  dataset("estimates", () => parameters, [
    field.text("parameter", (one) => one.parameter.name),
    field.text("unit", (one) => one.parameter.unit),
    field.number("before", (one) => one.parameter.start),
    field.number("value", (one) => one.value),
    field.number("standard_error", (one) => one.standardError),
    field.number("low", (one) => one.low),
    field.number("high", (one) => one.high),
    field.text("determined", (one) => one.determined),
  ]),
  dataset("residuals", () => points, [
    field.text("arm", (one) => one.observation.arm),
    field.text("subject", (one) => one.observation.subject),
    field.number("time_day", (one) => one.observation.time, "day"),
    field.text("variable", (one) => one.observation.variable),
    field.number("value", (one) => one.observation.value),
    field.number("predicted", (one) => one.predicted),
    field.number("residual", ({ observation: { isCensored, value }, predicted }) =>
      isCensored ? null : value - predicted,
    ),
    field.number("deviation", (one) => one.deviation),
    field.flag("censored", (one) => one.observation.isCensored ?? false),
    field.text("unit", (one) => one.unit),
  ]),
  dataset(
    "profiles",
    () =>
      parameters.flatMap(({ parameter, profile }) =>
        profile.map(([value, rise]) => ({ parameter, value, rise })),
      ),
    [
      field.text("parameter", (one) => one.parameter.name),
      field.text("unit", (one) => one.parameter.unit),
      field.number("value", (one) => one.value),
      field.number("rise", (one) => one.rise),
    ],
  ),
  dataset("curves", () => curves.flatMap((curve) => curve.times.map((time, k) => ({ curve, time, k }))), [
    field.text("arm", (one) => one.curve.arm),
    field.number("time_day", (one) => one.time, "day"),
    field.text("variable", (one) => one.curve.variable),
    field.number("before", ({ curve, k }) => curve.before[k]),
    field.number("fitted", ({ curve, k }) => curve.fitted[k]),
    field.text("unit", (one) => one.curve.unit),
  ]),
];
