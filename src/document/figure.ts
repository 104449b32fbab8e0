import type { ChartConfiguration, ChartDataset } from "chart.js";

/** x in weeks (days for short runs), y in the variable's unit; null leaves a gap. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number | null;
}

/** A Chart.js configuration without functions: it survives `JSON.stringify`. Text colors are left to the page. */
export type LineChart = ChartConfiguration<"line", ChartPoint[]>;

/** One line of such a chart. */
export type LineDataset = ChartDataset<"line", ChartPoint[]>;

/** How an arm's line looks. Color, dashes and marker each tell arms apart on their own. */
export interface ArmStyle {
  readonly color: string;
  readonly dash: readonly number[];
  readonly marker: "circle" | "triangle" | "rect" | "rectRot" | "star" | "crossRot";
}

/** A line of the legend: an arm, or the drug-free baseline, which has no markers. */
export interface LegendEntry {
  readonly label: string;
  readonly style: Omit<ArmStyle, "marker"> & { readonly marker: ArmStyle["marker"] | "none" };
}

/** One variable over time, all arms. */
export interface NamedChart {
  /** Unique in the result and fit for a file name or an HTML id. */
  readonly id: string;
  /** The variable's name. */
  readonly title: string;
  readonly about: string;
  readonly unit: string;
  /** What the picture shows, in words: start, end, lowest and highest of each arm. */
  readonly summary: string;
  readonly config: LineChart;
  /** True when a thin grey line marks the drug-free baseline. */
  readonly showsBaseline: boolean;
  /** True when measured points lie over the curves. */
  readonly showsMeasured?: boolean | undefined;
}

/** One plot of the scenario: small multiples that share a legend. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** The scenario's question. */
  readonly subtitle: string;
  readonly legend: readonly LegendEntry[];
  readonly charts: readonly NamedChart[];
}
