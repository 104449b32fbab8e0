import { colored, legendBelow, linearAxis, namedChart, type Ruler } from "./frame.ts";
import { armStyle, referenceStyle } from "./palette.ts";
import type { ChartPoint, LegendEntry, NamedChart } from "./types.ts";

export interface Scatter extends Omit<NamedChart, "config" | "showsBaseline"> {
  /** Over the chart, where that is not its title. */
  readonly heading?: string;
  /** Those that have a color, a marker and a place in the legend of their own. */
  readonly named: readonly { readonly label: string; readonly point: ChartPoint }[];
  /** All others, in grey, under one label. */
  readonly others: { readonly label: string; readonly points: readonly ChartPoint[] };
  readonly x: ScatterAxis;
  readonly y: ScatterAxis;
}

interface ScatterAxis extends Ruler {
  readonly title: string;
}

/** The legend of a scatter chart. */
export const scatterLegend = ({ named, others }: Pick<Scatter, "named" | "others">): LegendEntry[] => [
  ...named.map(({ label }, i) => ({ label, style: { ...armStyle(i), dash: [] } })),
  ...(others.points.length > 0
    ? [{ label: others.label, style: { ...referenceStyle, marker: "circle" as const } }]
    : []),
];

/** Points in a plane of two numbers: a few with names, the others in grey. */
export function scatterChart({ heading, named, others, x, y, ...about }: Scatter): NamedChart {
  const datasets = [
    ...named.map(({ label, point }, i) => ({
      label,
      data: [point],
      showLine: false,
      pointRadius: 6,
      pointStyle: armStyle(i).marker,
      pointBorderWidth: 2,
      ...colored(armStyle(i).color),
    })),
    {
      label: others.label,
      data: [...others.points],
      showLine: false,
      pointRadius: 3,
      ...colored(referenceStyle.color),
    },
  ];
  return namedChart(about, datasets, {
    ...(heading === undefined ? {} : { title: heading }),
    near: "xy",
    scales: { x: linearAxis(x.title, x), y: linearAxis(y.title, y) },
    legend: legendBelow,
  });
}
