import { counted, rounded, wrap } from "../text/index.ts";
import { type TimeAxis, timeAxis, variableAxis } from "./axes.ts";
import { decimate, tips, turns } from "./decimate.ts";
import { factorEnds } from "./factors.ts";
import { colored, fontSize, linearAxis, lineChart, logAxis, timeScale, unitTitle } from "./frame.ts";
import { legendLabel } from "./labels.ts";
import { measuredLine } from "./measured.ts";
import { armStyle, pale, referenceStyle } from "./palette.ts";
import { chartSummary } from "./summary.ts";
import type { ChartedResult, ChartPoint, DrawnArm, LineDataset, NamedChart, Scales } from "./types.ts";

/**
 * Beyond this many turns a line is a sawtooth of doses, in which dashes read as noise: its teeth are drawn thin and pale,
 * and the line through their tips carries the arm's dash and markers, as its legend has them.
 */
const sawtooth = 20;
const markersPerLine = 6;
const markerRadius = 4.5;

/** First time that a logarithmic axis of time shows, days. */
const firstHour = 1 / 24;
const firstDays = 3;

/** The chart of one variable, or nothing when no arm has it. */
export function chartOf(
  result: ChartedResult,
  variable: string,
  id: string,
  { hasLogTime = false, hasLogValue = false }: Scales = {},
): NamedChart | undefined {
  const drawn = result.arms.flatMap((arm, index): DrawnArm[] => {
    const column = arm.trajectory.columns.get(variable);
    return column ? [{ arm, index, column }] : [];
  });
  const first = drawn[0]?.column;
  if (!first) return undefined;

  const time: TimeAxis = hasLogTime
    ? { unit: "day", days: 1, end: result.duration, step: 1 }
    : timeAxis(result.duration);
  const lines = drawn.flatMap((one) =>
    linesOf(one, time, result.arms.length, hasLogTime ? firstHour : undefined),
  );
  const measured = result.arms.flatMap(({ label }, index): LineDataset[] => {
    const points = (result.data ?? []).filter(
      ({ observation }) => observation.variable === variable && observation.arm === label,
    );
    return points.length > 0 ? [measuredLine(points, { label, index }, time.days)] : [];
  });
  const [low, high] = extent([...lines, ...measured].flatMap((line) => line.data));
  const references = referencesOf(drawn, low, high);
  const ends = [Math.min(low, ...references), Math.max(high, ...references)] as const;
  const unit = first.axis ?? unitTitle(first.unit);
  const title = first.title ?? variable;
  const about = title === variable ? first.about : `${first.about} ${variable}`;
  // What reaches 0 has no logarithm there.
  const isLogValue = hasLogValue && ends[0] > 0 && Number.isFinite(ends[1]);
  const config = lineChart(
    {
      datasets: [
        ...(measured.length > 0 ? lines.map(withoutMarkers) : lines),
        ...measured,
        ...references.map((level) => referenceLine(level, time.end)),
      ],
    },
    {
      title,
      near: "x",
      scales: {
        x: hasLogTime ? logAxis(time.unit, { min: firstHour / time.days, max: time.end }) : timeScale(time),
        y: isLogValue
          ? logAxis(unit, factorEnds(...ends))
          : linearAxis(unit, variableAxis(...ends, first.unit)),
      },
      subtitle: {
        display: about !== "",
        // Chart.js does not wrap titles; it takes them line by line.
        text: wrap(about, 90),
        font: { size: fontSize.text },
        padding: { bottom: 8 },
      },
      legend: {
        display: lines.length > 1 || measured.length > 0 || references.length > 0,
        position: "bottom",
        // Datasets are listed from the one drawn last to the one drawn first; reversed, arms are in their own order.
        reverse: true,
        labels: { boxWidth: 34, boxHeight: 0, padding: 12, font: { size: fontSize.text } },
      },
    },
  );
  const count = measured.reduce(
    (sum, { pointRadius }) => sum + (pointRadius as number[]).filter(Boolean).length,
    0,
  );
  const summary = [
    chartSummary(title, first.unit, drawn, result.duration),
    ...(count > 0 ? [`${counted(count, "measured point")} on it.`] : []),
  ].join(" ");
  return {
    id,
    title,
    about,
    unit: first.unit,
    summary,
    config,
    showsBaseline: references.length > 0,
    ...(measured.length > 0 ? { showsMeasured: true } : {}),
  };
}

/**
 * The lines of one arm: its curve, and for a sawtooth its teeth as well.
 *
 * @param from first time that is drawn, days
 */
function linesOf(
  { arm, index, column }: DrawnArm,
  { days, end }: TimeAxis,
  arms: number,
  from = 0,
): LineDataset[] {
  const style = armStyle(index);
  const all = thinned(arm.trajectory.times, column.values, from).map(({ x, y }) => ({
    x: Number((x / days).toPrecision(6)),
    y: y === null ? null : Number(y.toPrecision(6)),
  }));
  const isBusy = turns(all) > sawtooth;
  const data = isBusy ? tips(all) : all;
  const curve: LineDataset = {
    label: legendLabel(arm),
    data,
    ...colored(style.color),
    borderWidth: isBusy ? 1.75 : 2.25,
    borderDash: [...style.dash],
    borderJoinStyle: "round",
    pointStyle: style.marker,
    pointRadius: markerRadii(data, (index + 0.5) / arms, end),
    pointBorderColor: style.color,
    pointBorderWidth: 1.5,
    pointHoverRadius: 6,
    // Dashed lines lie over the solid first arm, so that equal curves still show both.
    order: arms - index,
  };
  if (!isBusy) return [curve];
  const teeth: LineDataset = {
    ...curve,
    label: `${legendLabel(arm)}, dose by dose`,
    data: all,
    borderColor: pale(style.color),
    borderWidth: 1,
    borderDash: [],
    pointRadius: 0,
    // Under every curve.
    order: 2 * arms - index,
  };
  return [curve, teeth];
}

/** The points of a curve that are drawn; on an axis by factors, which has room for the first hours, all of the first days. */
function thinned(times: ArrayLike<number>, values: ArrayLike<number>, from: number): ChartPoint[] {
  const points = decimate(times, values);
  if (from === 0) return points;
  const early = Array.from(times, (x, i): ChartPoint => ({ x, y: values[i] ?? null })).filter(
    ({ x }) => x >= from && x <= firstDays,
  );
  return [...early, ...points.filter(({ x }) => x > firstDays)];
}

/** Where there are measured points nothing else is a point. */
const withoutMarkers = (line: LineDataset): LineDataset => ({ ...line, pointRadius: 0 });

/** A marker now and then, each arm's at times of its own, so that lines on top of each other can be told apart. */
function markerRadii(data: readonly ChartPoint[], phase: number, end: number): number[] {
  const radii = data.map(() => 0);
  const last = data[data.length - 1]?.x ?? 0;
  let next = 0;
  for (let k = 0; k < markersPerLine; k++) {
    const wanted = (end * (k + phase)) / markersPerLine;
    // The last point of a run that failed early is worth a marker: it shows where the line stops.
    if (wanted > last && k > 0) {
      if (last < end) radii[data.length - 1] = markerRadius;
      break;
    }
    while (next < data.length - 1 && data[next]!.x < wanted) next++;
    // On a sawtooth the marker sits on the tooth, not somewhere on its way down.
    let at = next;
    for (let i = Math.max(0, next - 3); i <= Math.min(data.length - 1, next + 3); i++)
      if ((data[i]!.y ?? Number.NEGATIVE_INFINITY) > (data[at]!.y ?? Number.NEGATIVE_INFINITY)) at = i;
    if (data.length > 0) radii[at] = markerRadius;
  }
  return radii;
}

/** Where the drug-free baseline runs: for dimensionless variables, when it lies in or near what is drawn. */
function referencesOf(drawn: readonly DrawnArm[], low: number, high: number): number[] {
  const near = Math.max((high - low) / 2, Math.max(Math.abs(low), Math.abs(high)) / 20);
  const levels = drawn.flatMap(({ arm, column }) => {
    const level = arm.trajectory.baseline.get(column.name);
    if (level === undefined || !Number.isFinite(level) || column.unit !== "1") return [];
    return level >= low - near && level <= high + near ? [Number(level.toPrecision(4))] : [];
  });
  const distinct = [...new Set(levels)];
  // Many people, many baselines: lines would only be in the way.
  return distinct.length <= 2 ? distinct : [];
}

const referenceLine = (y: number, end: number): LineDataset => ({
  label: `drug-free baseline (${rounded(y)})`,
  data: [
    { x: 0, y },
    { x: end, y },
  ],
  ...colored(referenceStyle.color),
  borderWidth: 1,
  borderDash: [],
  pointRadius: 0,
  pointHitRadius: 0,
  pointHoverRadius: 0,
  order: 1000,
});

function extent(points: readonly ChartPoint[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { y } of points) {
    if (y === null) continue;
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  return [low, high];
}
