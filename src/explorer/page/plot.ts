import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type Scale,
} from "chart.js";
import { type ChartPoint, decimate, timeAxis, type ValueAxis, valueAxis } from "../../charts/index.ts";

Chart.register(Filler, LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

export interface Line {
  readonly times: Float64Array;
  readonly values: Float32Array;
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
  /** The other edge of an area that the line bounds, at the same times. */
  readonly downTo?: Float32Array;
  /** A dose, which has corners. */
  readonly isStepped?: boolean;
}

export interface Look {
  readonly ink: string;
  readonly grid: string;
}

/** Space that every plot leaves at its sides, so that one line through all of them marks one time. */
export const inset = { left: 46, right: 10 } as const;
/** Start of the logarithmic time axis: an hour. */
export const firstHour = 1 / 24;

const pointsPerLine = 260;
const hour = 1 / 24;
const logTicks = [
  [hour, "1 h"],
  [6 * hour, "6 h"],
  [1, "1 d"],
  [3, "3 d"],
  [7, "1 wk"],
  [28, "4 wk"],
  [84, "12 wk"],
  [364, "1 yr"],
] as const;

/** One chart of lines over time, drawn at once and without animation. */
export class Plot {
  private readonly chart: Chart<"line", ChartPoint[]>;
  private duration = 84;
  private isLog = false;
  private ruler: ValueAxis = { min: 0, max: 1, step: 0.2, decimals: 1 };
  private range: readonly [number, number] | undefined;

  constructor(canvas: HTMLCanvasElement, showsTime: boolean, look: Look) {
    const font = { size: 11 };
    this.chart = new Chart<"line", ChartPoint[]>(canvas, {
      type: "line",
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        parsing: false,
        normalized: true,
        events: [],
        layout: { padding: { right: inset.right, top: 6 } },
        elements: { point: { radius: 0 }, line: { borderJoinStyle: "round" } },
        scales: {
          x: {
            type: "linear",
            min: 0,
            max: 84,
            ticks: {
              display: showsTime,
              color: look.ink,
              font,
              maxRotation: 0,
              autoSkip: false,
              callback: (value) => this.timeLabel(Number(value)),
            },
            grid: { color: look.grid, drawTicks: showsTime },
            border: { color: look.grid },
            afterBuildTicks: (axis) => this.timeTicks(axis),
          },
          y: {
            type: "linear",
            ticks: {
              color: look.ink,
              font,
              padding: 4,
              autoSkip: false,
              callback: (value) => Number(value).toFixed(this.ruler.decimals),
            },
            afterBuildTicks: (axis) => {
              axis.ticks = valueTicks(this.ruler, showsTime ? 6 : 3);
            },
            grid: { color: look.grid },
            border: { display: false },
            afterFit: (axis) => {
              axis.width = inset.left;
            },
          },
        },
      },
    });
  }

  /** Time axis in weeks, or by factors from the first hour to the end. */
  setTime(duration: number, isLog: boolean): void {
    if (duration === this.duration && isLog === this.isLog) return;
    this.duration = duration;
    this.isLog = isLog;
    const scales = this.chart.options.scales as Record<string, Record<string, unknown>>;
    Object.assign(scales.x!, {
      type: isLog ? "logarithmic" : "linear",
      min: isLog ? firstHour : 0,
      max: duration,
    });
  }

  setLook({ ink, grid }: Look): void {
    const { x, y } = this.chart.options.scales as Record<string, never>;
    for (const axis of [x, y] as unknown as { ticks: { color: string }; grid: { color: string } }[]) {
      axis.ticks.color = ink;
      axis.grid.color = grid;
    }
  }

  /**
   * Draws lines; the first stands on top. While a slider moves the value axis only ever grows, so that what moves is
   * the curve and not the ruler.
   */
  draw(lines: readonly Line[], isMoving: boolean, reference?: number): void {
    const datasets = lines.flatMap((line, i) => {
      const along = (values: Float32Array, fill: "-1" | false) => ({
        data: this.onAxis(decimate(line.times, values, pointsPerLine), line.isStepped === true),
        borderColor: line.color,
        backgroundColor: line.color,
        borderWidth: line.width,
        borderDash: [...line.dash],
        fill,
        order: i,
      });
      return line.downTo
        ? [along(line.downTo, false), along(line.values, "-1")]
        : [along(line.values, false)];
    });
    let [low, high] = reference === undefined ? [Infinity, -Infinity] : [reference, reference];
    for (const { data } of datasets)
      for (const { y } of data) {
        if (y === null) continue;
        low = Math.min(low, y);
        high = Math.max(high, y);
      }
    if (isMoving && this.range) [low, high] = [Math.min(low, this.range[0]), Math.max(high, this.range[1])];
    this.range = [low, high];
    const axis = valueAxis(low, high);
    this.ruler = axis;
    const { y } = this.chart.options.scales as Record<string, { min: number; max: number; ticks: object }>;
    Object.assign(y!, { min: axis.min, max: axis.max });
    const bar =
      reference === undefined
        ? []
        : [
            {
              data: [
                { x: this.isLog ? firstHour : 0, y: reference },
                { x: this.duration, y: reference },
              ],
              borderColor: "#808080",
              borderWidth: 1,
              borderDash: [],
              backgroundColor: "#808080",
              fill: false as const,
              order: 99,
            },
          ];
    this.chart.data.datasets = [...datasets, ...bar];
    this.chart.update("none");
  }

  resize(): void {
    this.chart.resize();
  }

  destroy(): void {
    this.chart.destroy();
  }

  /** A logarithmic axis has no 0: what is before the first hour is left out, or for steps moved there. */
  private onAxis(points: readonly ChartPoint[], isStepped: boolean): ChartPoint[] {
    if (!this.isLog) return [...points];
    if (isStepped) return points.map(({ x, y }) => ({ x: Math.max(x, firstHour), y }));
    return points.filter(({ x }) => x >= firstHour);
  }

  private timeTicks(axis: Scale): void {
    if (this.isLog) {
      axis.ticks = logTicks.filter(([day]) => day <= this.duration * 1.001).map(([value]) => ({ value }));
      return;
    }
    const { step, days, end } = timeAxis(this.duration);
    const count = Math.floor(end / step + 1e-9);
    axis.ticks = Array.from({ length: count + 1 }, (_, i) => ({ value: i * step * days }));
  }

  private timeLabel(day: number): string {
    if (this.isLog) return logTicks.find(([value]) => Math.abs(value / day - 1) < 1e-6)?.[1] ?? "";
    const { days, unit } = timeAxis(this.duration);
    return day === 0 ? `${unit} 0` : String(Number((day / days).toPrecision(6)));
  }
}

/** Round values along an axis, at most about `most` of them, 0 among them where it is on the axis. */
function valueTicks({ min, max, step }: ValueAxis, most: number): { value: number }[] {
  const stride = Math.max(1, Math.ceil((max - min) / step / most - 1e-9)) * step;
  const first = Math.ceil(min / stride - 1e-9);
  const count = Math.floor(max / stride + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => ({ value: Number(((first + i) * stride).toPrecision(10)) }));
}

/** Where a time lies on the axis, 0 to 1. */
export function shareOf(time: number, duration: number, isLog: boolean): number {
  if (!isLog) return Math.min(1, Math.max(0, time / duration));
  const share = Math.log(Math.max(time, firstHour) / firstHour) / Math.log(duration / firstHour);
  return Math.min(1, share);
}

/** The time at a place of the axis. */
export function timeAt(share: number, duration: number, isLog: boolean): number {
  const inside = Math.min(1, Math.max(0, share));
  return isLog ? firstHour * (duration / firstHour) ** inside : inside * duration;
}
