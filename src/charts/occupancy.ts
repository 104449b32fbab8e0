import type { DosePoint, OccupancyByDose } from "../analysis/index.ts";
import { rounded } from "../text/index.ts";
import { valueAxis } from "./axes.ts";
import { colored, linearAxis, namedChart } from "./frame.ts";
import { armStyle } from "./palette.ts";
import type { Figure, LineDataset, NamedChart } from "./types.ts";

const looks = { steady: armStyle(0), single: armStyle(1) };

/** Measured and predicted occupancy by dose, a chart for each drug and site. */
export function occupancyFigure(drugs: readonly OccupancyByDose[]): Figure {
  const legend = [
    { label: "steady state", style: { ...looks.steady, dash: [] } },
    { label: "after a single dose", style: looks.single },
  ];
  return {
    id: "occupancy",
    title: "Occupancy by dose: measured (points, with SD) and predicted (lines)",
    subtitle: "A normal metaboliser who takes the drug once a day, or once.",
    legend,
    charts: drugs.map(chart),
  };
}

function chart({ drug, site, measured, steady, single }: OccupancyByDose): NamedChart {
  const doses = [...(steady ?? []), ...(single ?? [])].map((p) => p.dose);
  const x = valueAxis(0, Math.max(...doses) / 1.05);
  const title = `${drug.title}, ${site}`;
  const isSingle = (after: number | undefined) => after !== undefined;
  const datasets = [false, true].flatMap((once) => {
    const line = once ? single : steady;
    if (!line) return [];
    const points = measured.filter((m) => isSingle(m.item.after) === once).map((m) => m.item);
    return [curve(line, once), ...points.map((item) => point(item, once))];
  });
  const id = `occupancy-${drug.name}-${site}`;
  return namedChart(
    { id, title, about: aboutOf(measured), unit: "1", summary: summaryOf(title, measured) },
    datasets,
    {
      near: "xy",
      scales: {
        x: linearAxis("mg", { ...x, min: 0 }),
        y: linearAxis("share held", { min: 0, max: 1, step: 0.2 }),
      },
    },
  );
}

function curve(line: readonly DosePoint[], once: boolean): LineDataset {
  const { color, dash } = once ? looks.single : { ...looks.steady, dash: [] };
  return {
    label: once ? "predicted after a single dose" : "predicted at steady state",
    data: line.map((p) => ({ x: p.dose, y: p.occupancy })),
    ...colored(color),
    borderDash: [...dash],
    borderWidth: 2,
    pointRadius: 0,
    cubicInterpolationMode: "monotone",
  };
}

/** A measurement as a marker, on a bar of one standard deviation either way. */
function point(item: OccupancyByDose["measured"][number]["item"], once: boolean): LineDataset {
  const { color, marker } = once ? looks.single : looks.steady;
  const bar = item.sd ? [-item.sd, 0, item.sd] : [0];
  return {
    label: item.about ?? "measured",
    data: bar.map((d) => ({ x: item.dose, y: Math.min(1, Math.max(0, item.value + d)) })),
    ...colored(color),
    borderWidth: 1.5,
    pointStyle: marker,
    pointRadius: bar.map((d) => (d === 0 ? 4.5 : 0)),
    pointBorderColor: color,
  };
}

function aboutOf(measured: OccupancyByDose["measured"]): string {
  const miss = measured.map((m) => Math.abs(m.predicted - m.item.value));
  return `Predictions miss by ${rounded(miss.reduce((a, b) => a + b, 0) / miss.length, 2)} on average, ${rounded(Math.max(...miss), 2)} at most.`;
}

const summaryOf = (title: string, measured: OccupancyByDose["measured"]) =>
  [
    `${title}: measured and predicted occupancy.`,
    ...measured.map(
      ({ item, predicted }) =>
        `${rounded(item.dose, 3)} mg${item.after === undefined ? " a day" : ` once, after ${rounded(item.after * 24, 3)} hours`}: measured ${rounded(item.value, 2)}, predicted ${rounded(predicted, 2)}.`,
    ),
  ].join(" ");
