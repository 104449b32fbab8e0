import {
  armStyle,
  legendBelow,
  linearAxis,
  namedChart,
  pale,
  percentAxis,
  type Ruler,
  timeAxis,
  unitTitle,
  valueAxis,
  variableAxis,
} from "../../charts/index.ts";
import type { ChartPoint, Figure, LegendEntry, LineDataset, NamedChart } from "../../document/index.ts";
import type { Histogram } from "../../statistics/index.ts";
import { rounded } from "../../text/index.ts";
import type { ArmSummary, PopulationResult, Quantiles } from "./types.ts";

const bandStyles = [
  { label: "median", color: "#0072B2", dash: [], width: 2.5, indices: [2] },
  { label: "middle half of people", color: "#0072B2", dash: [7, 3], width: 1.5, indices: [1, 3] },
  { label: "middle 90% of people", color: "#56B4E9", dash: [2, 2.5], width: 1.5, indices: [0, 4] },
] as const;

/** Figures of a population: the spread over time, how many pass the cut-off when, onset, and the spread at the cut-off. */
export function populationFigures(result: PopulationResult): Figure[] {
  const { arms, study } = result;
  if (result.plausible === 0) return [];
  const subtitle = study.question.scenario.question;
  const legend = arms.map(
    (arm, i): LegendEntry => ({ label: arm.label, style: { ...armStyle(i), marker: "none" } }),
  );
  const weeks = timeAxis(study.question.scenario.duration);
  const time = { title: weeks.unit, min: 0, max: weeks.end, step: weeks.step };
  const x = study.days.map((day) => day / weeks.days);
  const above = `${titleOf(study, study.cutoff.request.variable)} above ${study.cutoff.above}`;
  const sets = [
    ["plausible", "as predicted"],
    ["weighted", "weighted like published groups"],
  ] as const;
  const shareCharts = sets.flatMap(([set, said]) =>
    [
      sharesChart(`above-${set}`, above, said, arms, x, time, (a) => a.prevalenceOverTime[set]),
      sharesChart(`onset-${set}`, study.begun, said, arms, x, time, (a) => a.onsetBy[set]),
    ].filter((chart) => chart !== undefined),
  );
  return [
    { id: "prevalence", title: "How many, and when", subtitle, legend, charts: shareCharts },
    {
      id: "spread",
      title: "How people differ at the end",
      subtitle,
      legend,
      charts: [histogramChart(result)],
    },
    ...study.followed.map((variable): Figure => {
      const id = `bands-${variable.replaceAll(/[^a-z0-9]+/gi, "-")}`;
      return {
        id,
        title: `${titleOf(study, variable)}: people over time`,
        subtitle,
        legend: bandStyles.map(({ label, color, dash }) => ({
          label,
          style: { color, dash, marker: "none" },
        })),
        charts: bandCharts(id, variable, result, x, time),
      };
    }),
  ];
}

interface TimeRuler extends Ruler {
  readonly title: string;
}

function bandCharts(
  id: string,
  variable: string,
  { arms, study }: PopulationResult,
  x: readonly number[],
  time: TimeRuler,
): NamedChart[] {
  const bands = arms.map((arm) => arm.bands.find((b) => b.variable === variable)?.quantiles ?? []);
  const all = bands.flatMap((q) => q.flatMap((one) => [...one]));
  const unit = unitOf(study, variable);
  const axis = variableAxis(Math.min(...all), Math.max(...all), unit);
  return arms.flatMap((arm, i): NamedChart[] => {
    const quantiles = bands[i]!;
    if (quantiles.length === 0) return [];
    const lines = bandStyles.flatMap(({ label, color, dash, width, indices }) =>
      indices.map((quantile) =>
        line(
          label,
          quantiles.map((q, k) => point(x[k]!, q[quantile]!)),
          { color, dash, width },
        ),
      ),
    );
    const last = quantiles.at(-1)!;
    return [
      chartWith({
        id: `${id}-${i + 1}`,
        title: arm.label,
        about: variable,
        unit,
        summary: `${variable} in ${arm.label}: median ${said(quantiles[0]!)} at the start, ${said(last)} at the end.`,
        lines,
        x: time,
        y: { title: study.namings?.get(variable)?.axis ?? unitTitle(unit), ...axis },
      }),
    ];
  });
}

const said = (q: Quantiles) => `${rounded(q[2])} (middle 90%: ${rounded(q[0])} to ${rounded(q[4])})`;

function sharesChart(
  id: string,
  title: string,
  said: string,
  arms: readonly ArmSummary[],
  x: readonly number[],
  time: TimeRuler,
  sharesOf: (arm: ArmSummary) => readonly number[],
): NamedChart | undefined {
  if (arms.every((arm) => sharesOf(arm).length === 0)) return undefined;
  const lines = arms.map((arm, i) =>
    line(
      arm.label,
      sharesOf(arm).map((share, k) => point(x[k]!, 100 * share)),
      { ...armStyle(i), width: 2.25 },
    ),
  );
  const ends = arms.map((arm) => `${arm.label} ${Math.round(100 * (sharesOf(arm).at(-1) ?? 0))}%`);
  return chartWith({
    id,
    title,
    about: `Share of people, ${said}`,
    unit: "%",
    summary: `${title}: share of people, ${said}, over time; at the end ${ends.join(", ")}.`,
    lines,
    x: time,
    y: { title: "% of people", min: 0, max: 100, step: 20 },
  });
}

function histogramChart({ arms, study }: PopulationResult): NamedChart {
  const { request, above } = study.cutoff;
  const lines = arms.map((arm, i) => line(arm.label, outline(arm.histogram), { ...armStyle(i), width: 2 }));
  const top = Math.max(...arms.flatMap((arm) => arm.histogram.shares)) * 100;
  const edges = arms[0]!.histogram.edges;
  const unit = unitOf(study, request.variable);
  const span = valueAxis(edges[0]!, edges.at(-1)!, { unit });
  const cut = line("cut-off", [point(above, 0), point(above, Math.min(100, top * 1.05))], {
    color: "#808080",
    dash: [2, 2.5],
    width: 1.5,
  });
  return chartWith({
    id: "histogram",
    title: request.text,
    about: `Share of people, as predicted, in each of ${edges.length - 1} steps; the dotted line is the cut-off, ${above}`,
    unit: "%",
    summary: `Histogram of ${request.text} by arm, with a line at ${above}.`,
    lines: [...lines, cut],
    x: { title: unit === "1" ? request.variable : unit, min: span.min, max: span.max, step: span.step },
    y: { title: "% of people", ...percentAxis(top * 1.05) },
  });
}

/** A histogram as a line around its bars. */
function outline({ edges, shares }: Histogram): ChartPoint[] {
  return [
    point(edges[0]!, 0),
    ...shares.flatMap((share, i) => [point(edges[i]!, 100 * share), point(edges[i + 1]!, 100 * share)]),
    point(edges.at(-1)!, 0),
  ];
}

const point = (x: number, y: number): ChartPoint => ({
  x: Number(x.toPrecision(6)),
  y: Number.isFinite(y) ? Number(y.toPrecision(6)) : null,
});

/** What people call a variable. */
const titleOf = ({ namings }: PopulationResult["study"], variable: string) =>
  namings?.get(variable)?.title ?? variable;

function unitOf({ arms }: PopulationResult["study"], variable: string): string {
  for (const { requests, units } of arms) {
    const at = requests.findIndex((r) => r.variable === variable && r.function === "at");
    if (at >= 0) return units[at]!;
  }
  return "1";
}

interface LineLook {
  readonly color: string;
  readonly dash: readonly number[];
  readonly width: number;
}

function line(label: string, data: ChartPoint[], { color, dash, width }: LineLook): LineDataset {
  return {
    label,
    data,
    borderColor: color,
    backgroundColor: pale(color),
    borderWidth: width,
    borderDash: [...dash],
    borderJoinStyle: "round",
    pointRadius: 0,
    pointHitRadius: 4,
  };
}

/** A chart of lines with its axes and a legend of lines. */
const chartWith = ({
  lines,
  x,
  y,
  ...about
}: Parameters<typeof namedChart>[0] & {
  readonly lines: LineDataset[];
  readonly x: TimeRuler;
  readonly y: TimeRuler;
}) =>
  namedChart(about, lines, {
    near: "x",
    scales: { x: linearAxis(x.title, x), y: linearAxis(y.title, y) },
    legend: { ...legendBelow, labels: { boxWidth: 34, boxHeight: 0, padding: 12 } },
  });
