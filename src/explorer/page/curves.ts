import type { Chart, Plugin, Scale } from "chart.js";
import { type ChartPoint, decimate } from "../../charts/index.ts";
import type { MeasuredPoint } from "../measured.ts";

/** A curve over time. */
export interface Line {
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly color: string;
  /** 0: only the area down to the other edge is seen. */
  readonly width: number;
  readonly dash: readonly number[];
  /** The other edge of an area that the line bounds, at the same times. */
  readonly downTo?: ArrayLike<number>;
  /** A dose, which has corners. */
  readonly isStepped?: boolean;
  /** Measured: hollow points, with error bars where there are some. */
  readonly points?: readonly MeasuredPoint[];
}

/** A line as it is stroked: its points thinned out to what a plot can show, with null for gaps. */
export interface ThinnedLine {
  readonly line: Line;
  readonly points: readonly ChartPoint[];
  readonly otherEdge?: readonly ChartPoint[];
}

/**
 * A line's points for an axis of time.
 *
 * @param width of the plot, px; points are thinned out to what it can show
 * @param start first day of a logarithmic axis, which has no 0: what is before it is left out, or for steps moved there
 */
export function curveOf(line: Line, width: number, start?: number): ThinnedLine {
  if (line.points) {
    const shown = line.points.filter(({ time }) => start === undefined || time >= start);
    return { line, points: shown.map(({ time, value }) => ({ x: time, y: value })) };
  }
  const most = Math.max(200, Math.round(1.5 * width));
  const thin = (values: ArrayLike<number>) =>
    start === undefined
      ? decimate(line.times, values, most)
      : thinByFactors(line, values, start, most).map(({ x, y }) => ({ x: Math.exp(x), y }));
  return { line, points: thin(line.values), ...(line.downTo ? { otherEdge: thin(line.downTo) } : {}) };
}

function thinByFactors(
  { times, isStepped }: Line,
  values: ArrayLike<number>,
  start: number,
  most: number,
): ChartPoint[] {
  const all = Array.from(times);
  const from = isStepped
    ? 0
    : Math.max(
        0,
        all.findIndex((t) => t >= start),
      );
  const factors = all.slice(from).map((t) => Math.log(Math.max(t, start)));
  return decimate(factors, Array.prototype.slice.call(values, from), most);
}

/** Whether two lines look the same and hold the same numbers, which are compared by being the same arrays. */
export function isSameLine(a: Line, b: Line): boolean {
  return (
    a.times === b.times &&
    a.values === b.values &&
    a.downTo === b.downTo &&
    a.points === b.points &&
    a.color === b.color &&
    a.width === b.width &&
    a.isStepped === b.isStepped &&
    a.dash.join() === b.dash.join()
  );
}

/** Lowest and highest value of curves and a level; [Infinity, -Infinity] when there is none. */
export function spanOf(curves: readonly ThinnedLine[], level: number | undefined): readonly [number, number] {
  let [low, high] = level === undefined ? [Infinity, -Infinity] : [level, level];
  for (const { line, points, otherEdge = [] } of curves) {
    for (const { bar } of line.points ?? [])
      if (bar) [low, high] = [Math.min(low, bar[0]), Math.max(high, bar[1])];
    for (const { y } of [...points, ...otherEdge]) {
      if (y === null) continue;
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  return [low, high];
}

/**
 * Strokes curves between the axes of a chart. As datasets they would be laid out anew, element by element, for every
 * picture; while a hand moves that is most of a frame.
 */
export class Curves implements Plugin<"line"> {
  readonly id = "curves";
  /** The first on top. */
  shown: readonly ThinnedLine[] = [];
  /** A level to compare with. */
  level: number | undefined;

  afterDatasetsDraw(chart: Chart<"line">): void {
    stroke(chart, this.shown, this.level);
  }
}

/** Strokes curves, the first on top, and under them a level. */
export function stroke(
  { ctx, chartArea, scales }: Chart<"line">,
  curves: readonly ThinnedLine[],
  level?: number,
): void {
  const { left, top, right, bottom } = chartArea;
  const { x, y } = scales as Record<"x" | "y", Scale>;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top - 2, right - left, bottom - top + 4);
  ctx.clip();
  ctx.lineJoin = "round";
  if (level !== undefined) {
    ctx.strokeStyle = "#808080";
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(left, y.getPixelForValue(level));
    ctx.lineTo(right, y.getPixelForValue(level));
    ctx.stroke();
  }
  for (const { line, points, otherEdge } of [...curves].reverse()) {
    if (otherEdge) {
      ctx.fillStyle = line.color;
      ctx.beginPath();
      trace(ctx, points, x, y);
      trace(ctx, [...otherEdge].reverse(), x, y, true);
      ctx.fill();
    }
    if (line.points) {
      strokePoints(ctx, line, x, y);
      continue;
    }
    if (line.width === 0) continue;
    ctx.strokeStyle = line.color;
    ctx.lineWidth = line.width;
    ctx.setLineDash([...line.dash]);
    ctx.beginPath();
    trace(ctx, points, x, y);
    ctx.stroke();
  }
  ctx.restore();
}

const radius = 4;

/** Hollow points, each with its error bar. */
function strokePoints(ctx: CanvasRenderingContext2D, line: Line, x: Scale, y: Scale): void {
  ctx.strokeStyle = line.color;
  ctx.lineWidth = line.width;
  ctx.setLineDash([]);
  for (const { time, value, bar } of line.points!) {
    const [across, along] = [x.getPixelForValue(time), y.getPixelForValue(value)];
    ctx.beginPath();
    if (bar) {
      const [low, high] = bar.map((end) => y.getPixelForValue(end)) as [number, number];
      ctx.moveTo(across, low);
      ctx.lineTo(across, Math.min(low, along + radius));
      ctx.moveTo(across, Math.max(high, along - radius));
      ctx.lineTo(across, high);
    }
    ctx.moveTo(across + radius, along);
    ctx.arc(across, along, radius, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

/** Goes along points; gaps stay open. */
function trace(
  ctx: CanvasRenderingContext2D,
  points: readonly ChartPoint[],
  x: Scale,
  y: Scale,
  goesOn = false,
): void {
  let isDown = goesOn;
  for (const point of points) {
    if (point.y === null) {
      isDown = false;
      continue;
    }
    const [across, along] = [x.getPixelForValue(point.x), y.getPixelForValue(point.y)];
    if (isDown) ctx.lineTo(across, along);
    else ctx.moveTo(across, along);
    isDown = true;
  }
}
