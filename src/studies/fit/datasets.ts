import type { Dataset } from "../../document/index.ts";
import type { Fit } from "./types.ts";

/** Estimates, points with residuals, profiles and curves as tables for other programs. */
export function fitDatasets(fit: Fit): Dataset[] {
  const text = (name: string) => ({ name, type: "text" as const });
  const number = (name: string, unit?: string) => ({ name, type: "number" as const, unit });
  return [
    {
      name: "estimates",
      columns: [
        text("parameter"),
        text("unit"),
        ...["before", "value", "standard_error", "low", "high"].map((name) => number(name)),
        text("determined"),
      ],
      rows: () =>
        fit.parameters.map(({ parameter, value, standardError, low, high, determined }) => [
          parameter.name,
          parameter.unit,
          parameter.start,
          value,
          standardError ?? null,
          low ?? null,
          high ?? null,
          determined,
        ]),
    },
    {
      name: "residuals",
      columns: [
        text("arm"),
        text("subject"),
        number("time_day", "day"),
        text("variable"),
        ...["value", "predicted", "residual", "deviation"].map((name) => number(name)),
        { name: "censored", type: "flag" },
        text("unit"),
      ],
      rows: () =>
        fit.points.map(({ observation: o, predicted, deviation, unit }) => [
          o.arm,
          o.subject ?? null,
          o.time,
          o.variable,
          o.value,
          predicted,
          o.isCensored ? null : o.value - predicted,
          deviation,
          o.isCensored ?? false,
          unit,
        ]),
    },
    {
      name: "profiles",
      columns: [text("parameter"), text("unit"), number("value"), number("rise")],
      rows: () =>
        fit.parameters.flatMap(({ parameter, profile }) =>
          profile.map(([at, rise]) => [parameter.name, parameter.unit, at, rise]),
        ),
    },
    {
      name: "curves",
      columns: [
        text("arm"),
        number("time_day", "day"),
        text("variable"),
        number("before"),
        number("fitted"),
        text("unit"),
      ],
      rows: () =>
        fit.curves.flatMap(({ arm, times, variable, before, fitted, unit }) =>
          times.map((time, k) => [arm, time, variable, before[k] ?? null, fitted[k] ?? null, unit]),
        ),
    },
  ];
}
