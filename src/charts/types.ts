import type { ArmResult, Column } from "../simulation/index.ts";

export type {
  ArmStyle,
  ChartPoint,
  Figure,
  LegendEntry,
  LineChart,
  NamedChart,
} from "../document/index.ts";

/** An arm that has the variable. `index` is its place among all arms, which decides its look. */
export interface Drawn {
  readonly arm: ArmResult;
  readonly index: number;
  readonly column: Column;
}
