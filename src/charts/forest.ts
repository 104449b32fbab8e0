import { rounded } from "../text/index.ts";
import { valueAxis } from "./axes.ts";
import { fontSize, linearAxis, lineChart } from "./frame.ts";
import { armStyle } from "./palette.ts";
import type { LegendEntry, LineDataset, NamedChart } from "./types.ts";

/** A number with its interval. */
export interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Named rows, each with one estimate for every series. */
export interface Forest {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** What the horizontal axis shows. */
  readonly unit: string;
  /** Where that axis ends at the latest: intervals that are guessed from samples may reach beyond what can be. */
  readonly most?: number;
  readonly series: readonly string[];
  readonly rows: readonly { readonly label: string; readonly estimates: readonly Ranged[] }[];
}

/** The legend of the series of a forest chart. */
export const forestLegend = (series: readonly string[]): LegendEntry[] =>
  series.map((label, i) => ({ label, style: { ...armStyle(i), dash: [] } }));

/** Estimates as points with their intervals as lines, a row for each name. */
export function forestChart({ id, title, about, unit, most, series, rows }: Forest): NamedChart {
  const all = rows.flatMap((row) => row.estimates).filter((e) => Number.isFinite(e.value));
  const axis = valueAxis(Math.min(0, ...all.map((e) => e.low)), Math.max(0, ...all.map((e) => e.high)), {
    unit,
    most,
  });
  const labels = rows.map((row) => row.label);
  const config = lineChart(
    { labels, datasets: series.map((label, s) => dataset(label, s, rows, axis.max)) },
    {
      title,
      near: "xy",
      along: "y",
      scales: {
        x: linearAxis(unit, axis),
        y: {
          type: "category",
          labels,
          offset: true,
          title: { display: false, text: "" },
          ticks: { autoSkip: false, font: { size: 11 } },
        },
      },
      subtitle: { display: about !== "", text: about, font: { size: fontSize.text } },
      legend: { display: series.length > 1, position: "bottom" },
    },
  );
  return { id, title, about, unit, summary: summaryOf(title, series, rows), config, showsBaseline: false };
}

/** Distance of the series of a row, in rows. */
const lane = 0.24;

/**
 * Each row as its interval, as far as the axis goes, with the estimate in the middle and a gap after it, so that rows are
 * not joined.
 */
function dataset(label: string, s: number, rows: Forest["rows"], end: number): LineDataset {
  const { color, marker } = armStyle(s);
  const points = rows.flatMap(({ estimates }, row) => {
    const e = estimates[s];
    const y = row + (s - (estimates.length - 1) / 2) * lane;
    if (!e || !Number.isFinite(e.value)) return [];
    return [
      { point: { x: Math.min(e.low, end), y }, radius: 0 },
      { point: { x: e.value, y }, radius: 4.5 },
      { point: { x: Math.min(e.high, end), y }, radius: 0 },
      { point: { x: e.value, y: null }, radius: 0 },
    ];
  });
  return {
    label,
    data: points.map((p) => p.point),
    borderColor: color,
    backgroundColor: color,
    borderWidth: 2,
    pointStyle: marker,
    pointRadius: points.map((p) => p.radius),
    pointHitRadius: points.map((p) => (p.radius > 0 ? 8 : 0)),
    pointBorderColor: color,
    pointBorderWidth: 1.5,
    spanGaps: false,
  };
}

const intervalOf = ({ low, high }: Ranged) =>
  Number.isFinite(low) && Number.isFinite(high) ? ` (${rounded(low, 2)} to ${rounded(high, 2)})` : "";

function summaryOf(title: string, series: readonly string[], rows: Forest["rows"]): string {
  const texts = rows.map(({ label, estimates }) => {
    const numbers = estimates.map(
      (e, i) =>
        `${series.length > 1 ? `${series[i]} ` : ""}${Number.isFinite(e.value) ? `${rounded(e.value, 2)}${intervalOf(e)}` : "no value"}`,
    );
    return `${label}: ${numbers.join(", ")}.`;
  });
  return [`${title}, estimates with 95% intervals.`, ...texts].join(" ");
}
