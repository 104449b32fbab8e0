import { chartOf } from "./chart.ts";
import { legendLabel } from "./labels.ts";
import { measuredEntry } from "./measured.ts";
import { armStyle, referenceStyle } from "./palette.ts";
import type { ChartedResult, Figure, LegendEntry, LineChart, Scales } from "./types.ts";

/** One figure for each plot of the scenario: a chart for each of its variables, arms as lines, one legend. */
export function figuresOf(result: ChartedResult, scales: Scales = {}): Figure[] {
  const taken = new Set<string>();
  const arms = result.arms.map(
    (arm, index): LegendEntry => ({ label: legendLabel(arm), style: armStyle(index) }),
  );
  const baseline: LegendEntry = { label: "drug-free baseline", style: referenceStyle };
  return result.plots.map(({ title, show }) => {
    const id = unique(title, taken);
    const charts = [...new Set(show)].flatMap((variable) => {
      const chart = chartOf(result, variable, unique(`${id}-${variable}`, taken), scales);
      return chart ? [chart] : [];
    });
    const legend = [
      ...arms,
      ...(charts.some((chart) => chart.showsMeasured) ? [measuredEntry] : []),
      ...(charts.some((chart) => chart.showsBaseline) ? [baseline] : []),
    ];
    return { id, title, subtitle: result.question, legend, charts };
  });
}

/** Titles of charts that kept their steps where values were to go by factors, because some are not above 0. */
export const keptLinear = (figures: readonly Figure[]): string[] => [
  ...new Set(
    figures
      .flatMap(({ charts }) => charts)
      .filter(({ config }) => config.options?.scales?.y?.type === "linear")
      .map(({ title }) => title),
  ),
];

/** The configuration without title and legend, for places that write those themselves. */
export function bare(config: LineChart): LineChart {
  const off = { display: false };
  return {
    ...config,
    options: {
      ...config.options,
      plugins: { ...config.options?.plugins, title: off, subtitle: off, legend: off },
    },
  };
}

/** Lower-case letters, digits and dashes; numbered when the name is taken. */
function unique(text: string, taken: Set<string>): string {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  const stem = plain || "plot";
  let id = stem;
  for (let n = 2; taken.has(id); n++) id = `${stem}-${n}`;
  taken.add(id);
  return id;
}
