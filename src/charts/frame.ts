import type { TimeAxis } from "./axes.ts";
import type { LineChart, NamedChart } from "./types.ts";

/** From where to where an axis runs and how far its ticks are apart; `decimals` where ticks must show as many. */
export interface Ruler {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly decimals?: number | undefined;
}

type Options = NonNullable<LineChart["options"]>;
type Plugins = NonNullable<Options["plugins"]>;

export const fontSize = { text: 12, title: 15 } as const;

/** A linear axis with its title. */
export function linearAxis(text: string, ruler: Ruler) {
  const { min, max, step } = ruler;
  return {
    type: "linear",
    min,
    max,
    title: { display: true, text, font: { size: fontSize.text } },
    ticks: { stepSize: step, maxRotation: 0, font: { size: fontSize.text }, ...tickFormat(ruler) },
  } as const;
}

/** The axis of time of a run, from its start. */
export const timeScale = ({ unit, end, step }: TimeAxis) => linearAxis(unit, { min: 0, max: end, step });

/** What stands at an axis of values in a unit. */
export const unitTitle = (unit: string): string => (unit === "1" ? "dimensionless" : unit);

/** A legend under the chart. */
export const legendBelow = { display: true, position: "bottom" } as const;

/** A line and its points in one color. */
export const colored = (color: string) => ({ borderColor: color, backgroundColor: color });

/** An axis by factors, with its title. Its ends are where they are asked for. */
export function logAxis(text: string, { min, max }: Pick<Ruler, "min" | "max">) {
  return {
    type: "logarithmic",
    min: Number(min.toPrecision(3)),
    max: Number(max.toPrecision(3)),
    title: { display: true, text, font: { size: fontSize.text } },
    ticks: {
      maxRotation: 0,
      maxTicksLimit: 8,
      font: { size: fontSize.text },
      format: { maximumSignificantDigits: 2 },
    },
  } as const;
}

function tickFormat({ min, max, step, decimals }: Ruler): { format?: Intl.NumberFormatOptions } {
  if (step < 1e-4 || Math.max(Math.abs(min), Math.abs(max)) >= 1e6)
    return { format: { notation: "scientific", maximumSignificantDigits: 3 } };
  if (decimals === undefined) return {};
  return { format: { minimumFractionDigits: decimals, maximumFractionDigits: decimals } };
}

/** Pixels that a marker may stand out over the ends of the axes: those of values at an end are drawn whole. */
const overhang = 6;

type Points = LineChart["data"]["datasets"][number];

/**
 * Chart.js takes unparsed data for sorted along the index axis, and leaves out whatever follows the first point that
 * looks as if it lay beyond the end of that axis. What is not sorted is parsed.
 */
function withOrder(dataset: Points, index: "x" | "y"): Points {
  const along = dataset.data.map((point) => point[index]).filter((value) => value !== null);
  const isSorted = along.every((value, i) => i === 0 || value >= along[i - 1]!);
  return isSorted ? dataset : { ...dataset, parsing: { xAxisKey: "x", yAxisKey: "y" } };
}

interface FrameStyle {
  readonly title: string;
  readonly near: "x" | "xy";
  readonly along?: "x" | "y";
  readonly scales: Options["scales"];
  readonly legend?: Plugins["legend"];
  readonly subtitle?: Plugins["subtitle"];
}

/**
 * What all charts have in common: drawn at once, numbers in one locale, the tooltip of the nearest point, along x where
 * points of all lines stand above each other ("x") or anywhere ("xy"). Lines go along x, or from row to row ("y").
 */
export function lineChart(data: LineChart["data"], look: FrameStyle): LineChart {
  const { along = "x" } = look;
  return {
    type: "line",
    data: { ...data, datasets: data.datasets.map((one) => withOrder(one, along)) },
    options: {
      ...(along === "y" ? { indexAxis: along } : {}),
      datasets: { line: { clip: overhang } },
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      ...(look.near === "x" ? { normalized: true } : {}),
      locale: "en-US",
      interaction: { mode: "nearest", axis: look.near, intersect: false },
      layout: { padding: { right: 8 } },
      scales: look.scales ?? {},
      plugins: {
        title: {
          display: true,
          text: look.title,
          font: { size: fontSize.title },
          padding: { top: 6, bottom: 2 },
        },
        subtitle: look.subtitle ?? { display: false, text: "", font: { size: fontSize.text } },
        legend: look.legend ?? { display: false, position: "bottom" },
        tooltip: { usePointStyle: true, boxPadding: 4 },
      },
    },
  };
}

/** A chart without a baseline, under its own title unless its look has another. */
export function namedChart(
  about: Omit<NamedChart, "config" | "showsBaseline">,
  datasets: LineChart["data"]["datasets"],
  look: Omit<FrameStyle, "title"> & Partial<Pick<FrameStyle, "title">>,
): NamedChart {
  return { ...about, config: lineChart({ datasets }, { title: about.title, ...look }), showsBaseline: false };
}
