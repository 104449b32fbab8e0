import { rounded, unitAfter } from "../text/index.ts";
import { fontSize, namedChart } from "./frame.ts";
import { heatColor } from "./palette.ts";
import type { LegendEntry, LineDataset, NamedChart } from "./types.ts";

/** A number for each pair of a column and a row. */
export interface Heat {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly columns: HeatAxis;
  readonly rows: HeatAxis;
  /** `values[column][row]`; undefined leaves the cell empty. */
  readonly values: readonly (readonly (number | undefined)[])[];
}

export interface HeatAxis {
  /** What stands at the axis. */
  readonly name: string;
  /** A label for each column or row; the first row is at the bottom. */
  readonly labels: readonly string[];
}

/** Shades in the legend. */
const shades = 5;

/** The colors of a heat map with the numbers that they stand for, the smallest first. */
export function heatLegend({ values, unit }: Pick<Heat, "values" | "unit">): LegendEntry[] {
  const { low, high } = spanOf(values);
  const count = low === high ? 1 : shades;
  return Array.from({ length: count }, (_, i) => {
    const value = count === 1 ? low : low + ((high - low) * i) / (count - 1);
    return {
      label: rounded(value, 3) + unitAfter(unit),
      style: { color: heatColor(value, low, high), dash: [], marker: "rect" },
    };
  });
}

/** Cells colored by their number, a column and a row for each value whatever the distance between values. */
export function heatChart({ id, title, unit, columns, rows, values }: Heat): NamedChart {
  const { low, high } = spanOf(values);
  const top = rows.labels.length - 1;
  const datasets = values.flatMap((column, i) =>
    column.flatMap((value, j): LineDataset[] => {
      if (value === undefined) return [];
      const color = heatColor(value, low, high);
      // Rows of an axis of names go down.
      const y = top - j;
      const edge = y - 0.5;
      return [
        {
          label: `${columns.labels[i]}, ${rows.labels[j]}`,
          data: [
            { x: i + 0.5, y: edge },
            { x: i + 1.5, y: edge },
          ],
          fill: { value: y + 0.5 },
          backgroundColor: color,
          borderWidth: 0,
          pointRadius: 0,
          pointHitRadius: 0,
        },
      ];
    }),
  );
  const axis = ({ name }: HeatAxis, labels: readonly string[], offset: boolean) => ({
    type: "category" as const,
    labels: [...labels],
    offset,
    title: { display: true, text: name, font: { size: fontSize.text } },
    ticks: { autoSkip: true, maxRotation: 0, font: { size: fontSize.text } },
    grid: { display: false },
  });
  return namedChart({ id, title, about: "", unit, summary: summaryOf(values, columns, rows) }, datasets, {
    near: "xy",
    // Across, Chart.js draws nothing beyond the middles of the first and the last name: two without a name stand around.
    scales: {
      x: axis(columns, ["", ...columns.labels, ""], false),
      y: axis(rows, [...rows.labels].reverse(), true),
    },
  });
}

function spanOf(values: Heat["values"]): { readonly low: number; readonly high: number } {
  const known = values.flat().filter((value): value is number => value !== undefined);
  return { low: Math.min(...known), high: Math.max(...known) };
}

function summaryOf(values: Heat["values"], columns: HeatAxis, rows: HeatAxis): string {
  const cells = values.flatMap((column, i) => column.map((value, j) => ({ value, i, j })));
  const known = cells.filter(
    (cell): cell is { value: number; i: number; j: number } => cell.value !== undefined,
  );
  const [least] = known.toSorted((a, b) => a.value - b.value);
  const [most] = known.toSorted((a, b) => b.value - a.value);
  const where = ({ i, j }: { i: number; j: number }) =>
    `${columns.name} ${columns.labels[i]}, ${rows.name} ${rows.labels[j]}`;
  return `A map of ${columns.labels.length} by ${rows.labels.length} cells, from ${rounded(least!.value, 3)} (${where(least!)}) to ${rounded(most!.value, 3)} (${where(most!)}).`;
}
