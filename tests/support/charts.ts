import { figuresOf } from "../../src/charts/index.ts";
import type { ChartedResult } from "../../src/charts/types.ts";
import type { NamedChart } from "../../src/document/index.ts";

/** All charts of the scenario, in the order of its plots. */
export function chartsOf(result: ChartedResult): NamedChart[] {
  return figuresOf(result).flatMap((figure) => figure.charts);
}
