import type { DatasetColumn, DatasetRow } from "../document/index.ts";
import type { Comparison, ScenarioResult } from "../simulation/index.ts";

export const dataCsvColumns: readonly DatasetColumn[] = [
  { name: "scenario", type: "text" },
  { name: "arm", type: "text" },
  { name: "subject", type: "text" },
  { name: "time_day", type: "number", unit: "day" },
  { name: "variable", type: "text" },
  { name: "value", type: "number" },
  { name: "error", type: "number" },
  { name: "lower", type: "number" },
  { name: "upper", type: "number" },
  { name: "censored", type: "flag" },
  { name: "predicted", type: "number" },
  { name: "residual", type: "number" },
  { name: "unit", type: "text" },
];

/**
 * Measured points beside what the run says of them, a point a row: `error` is the standard deviation that a fit weighs
 * by, `residual` measured minus predicted. Of a censored point `value` is the limit, and there is no residual.
 */
export const dataRows = ({ id, data = [] }: Pick<ScenarioResult, "id" | "data">): DatasetRow[] =>
  data.map((one) => rowOf(id, one));

function rowOf(id: string, one: Comparison): DatasetRow {
  const { observation: o, predicted, unit } = one;
  const residual = residualOf(one);
  return [
    id,
    o.arm,
    o.subject ?? null,
    o.time,
    o.variable,
    o.value,
    o.error ?? null,
    o.bar?.[0] ?? null,
    o.bar?.[1] ?? null,
    o.isCensored ?? false,
    predicted ?? null,
    residual ?? null,
    unit,
  ];
}

/** Measured minus predicted; undefined of a censored point, or where the run did not come so far. */
export const residualOf = ({ observation, predicted }: Comparison): number | undefined =>
  observation.isCensored || predicted === undefined ? undefined : observation.value - predicted;
