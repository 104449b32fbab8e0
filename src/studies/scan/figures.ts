import {
  armStyle,
  colored,
  heatChart,
  heatLegend,
  linearAxis,
  namedChart,
  unitTitle,
  valueAxis,
} from "../../charts/index.ts";
import type { ArmStyle, ChartPoint, Figure } from "../../document/index.ts";
import { plain, quantity, unitAfter } from "../../text/index.ts";
import { askedWords } from "../question.ts";
import type { Scan, ScanAxis } from "./types.ts";

/** A curve of the fan: one value of the second axis. */
interface FanCurve {
  readonly label: string;
  readonly style: ArmStyle;
  readonly points: readonly ChartPoint[];
}

/** Curves beyond this could not be told apart: those between are left out of the picture, not of the table. */
const mostCurves = 7;

/** What a picture says of values that nothing speaks for. */
const outsideWords = (axes: readonly ScanAxis[]) =>
  axes
    .flatMap(({ name, outside, range, unit }) =>
      outside.length > 0 && range
        ? `; of ${name} ${range[0]} to ${plain(range[1])}${unitAfter(unit)} is declared`
        : [],
    )
    .join("");

/** The measure over the first number; of two on a grid a fan of curves, one for each value of the second. */
export function scanFigure(result: Scan): Figure {
  const { axes, unit, measure } = result;
  const [first, second] = axes;
  const curves = curvesOf(result);
  const xs = first!.values;
  const ys = curves.flatMap(({ points }) => points.flatMap(({ y }) => (y === null ? [] : [y])));
  const x = valueAxis(Math.min(...xs), Math.max(...xs), { unit: first!.unit });
  const datasets = curves.map(({ label, style, points }) => ({
    label,
    data: [...points],
    ...colored(style.color),
    borderDash: [...style.dash],
    borderWidth: 2,
    pointStyle: style.marker,
    pointRadius: 3,
    fill: false,
  }));
  const ends = curves.map(({ label, points }) => {
    const known = points.flatMap(({ y }) => (y === null ? [] : [y]));
    return known.length === 0
      ? `${label}: no value.`
      : `${label}: from ${quantity(known[0]!, unit)} to ${quantity(known.at(-1)!, unit)}.`;
  });
  const about = { id: "scan-curves", title: measure, about: "", unit, summary: ends.join(" ") };
  return {
    id: "scan",
    title: "What comes out",
    subtitle: `${askedWords(result)}${second && result.way === "zip" ? `; ${second.name} goes along` : ""}${outsideWords(axes)}`,
    legend: curves.length > 1 ? curves.map(({ label, style }) => ({ label, style })) : [],
    charts: [
      namedChart(about, datasets, {
        near: "xy",
        scales: {
          x: linearAxis(named(first!.name, first!.unit), x),
          y: linearAxis(unitTitle(unit), valueAxis(Math.min(...ys), Math.max(...ys), { unit })),
        },
      }),
    ],
  };
}

/** Columns and rows beyond this are left out of the picture, not of the table. */
const mostCells = 30;

/** Two numbers on a grid as a map: the first across, the second up. */
export function scanMap(result: Scan): Figure[] {
  const { axes, points, way, unit, measure } = result;
  const [first, second] = axes;
  if (!second || way === "zip" || first!.values.length < 2 || second.values.length < 2) return [];
  const [across, up] = [ascending(first!.values), ascending(second.values)];
  const values = across.map((i) => up.map((j) => points[i * second.values.length + j]!.value));
  const axis = ({ name, unit: own, values: all }: ScanAxis, indices: readonly number[]) => ({
    name: named(name, own),
    labels: indices.map((i) => String(plain(all[i]!))),
  });
  const heat = { values, unit };
  return [
    {
      id: "scan-map",
      title: "Map",
      subtitle: askedWords(result),
      legend: heatLegend(heat),
      charts: [
        heatChart({
          ...heat,
          id: "scan-cells",
          title: measure,
          columns: axis(first!, across),
          rows: axis(second, up),
        }),
      ],
    },
  ];
}

/** Indices of values, the smallest first; of many an even choice. */
function ascending(values: readonly number[]): number[] {
  const positions = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  return spread(positions, mostCells);
}

/** Some of a list, evenly, its ends among them. */
function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!);
}

const named = (name: string, unit: string) => (unit === "1" ? name : `${name} (${unit})`);

function curvesOf({ axes, points, way, measure }: Scan): FanCurve[] {
  const [first, second] = axes;
  const sorted = (list: readonly ChartPoint[]) => [...list].sort((a, b) => a.x - b.x);
  const point = (x: number, value: number | undefined): ChartPoint => ({
    x,
    y: value === undefined ? null : Number(value.toPrecision(6)),
  });
  if (!second || way === "zip")
    return [
      {
        label: measure,
        style: armStyle(0),
        points: sorted(points.map(({ at, value }) => point(at[0]!, value))),
      },
    ];
  const count = second.values.length;
  const picked = spread([...second.values.keys()], mostCurves);
  return picked.map((j, i) => ({
    label: `${second.name} ${plain(second.values[j]!)}${unitAfter(second.unit)}`,
    style: armStyle(i),
    points: sorted(first!.values.map((x, k) => point(x, points[k * count + j]!.value))),
  }));
}
