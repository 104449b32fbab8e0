import type { ArmResult, Column, ScenarioResult } from "../simulation/index.ts";

export type {
  ArmStyle,
  ChartPoint,
  Figure,
  LegendEntry,
  LineChart,
  LineDataset,
  NamedChart,
} from "../document/index.ts";

/** What is drawn of a result. */
export type ChartedResult = Pick<ScenarioResult, "arms" | "plots" | "question" | "duration" | "data">;

/** An arm that has the variable. `index` is that among all arms, which decides its look. */
export interface DrawnArm {
  readonly arm: ArmResult;
  readonly index: number;
  readonly column: Column;
}

/** Axes that go by factors instead of steps: time from the first hour on, values where all of them are above 0. */
export interface Scales {
  readonly hasLogTime?: boolean | undefined;
  readonly hasLogValue?: boolean | undefined;
}
