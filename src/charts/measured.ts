import type { Comparison } from "../simulation/index.ts";
import { armStyle } from "./palette.ts";
import type { ChartPoint, LegendEntry, LineDataset } from "./types.ts";

const radius = 4;

/** In a legend: what the points without a line are. */
export const measuredEntry: LegendEntry = {
  label: "measured, in the colour of the arm",
  style: { color: "#808080", dash: [0, 100], marker: "circle" },
};

/**
 * The measured points of one arm as one line of a chart: each error bar is a stroke of its own from its lower end
 * through the value to its upper end. The value has the arm's marker, hollow.
 */
export function measuredLine(
  points: readonly Pick<Comparison, "observation">[],
  arm: { readonly label: string; readonly index: number },
  days: number,
): LineDataset {
  const style = armStyle(arm.index);
  const sorted = [...points].sort((a, b) => a.observation.time - b.observation.time);
  const data: ChartPoint[] = [];
  const radii: number[] = [];
  const add = (x: number, y: number | null, size: number) => {
    data.push({ x, y });
    radii.push(size);
  };
  for (const { observation } of sorted) {
    const x = Number((observation.time / days).toPrecision(6));
    const { value, bar } = observation;
    if (bar) add(x, bar[0], 0);
    add(x, value, radius);
    if (bar) add(x, bar[1], 0);
    add(x, null, 0);
  }
  return {
    label: `${arm.label}, measured`,
    data,
    borderColor: style.color,
    backgroundColor: "#00000000",
    borderWidth: 1.25,
    pointStyle: style.marker,
    pointRadius: radii,
    pointBorderColor: style.color,
    pointBorderWidth: 1.75,
    pointHoverRadius: radii,
    // Half a marker stands outside at the start and the end of the run.
    clip: 2 * radius,
    // Over every curve.
    order: -1,
  };
}
