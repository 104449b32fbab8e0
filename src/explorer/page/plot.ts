import {
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LogarithmicScale,
  type Scale,
} from "chart.js";
import {
  factorEnds,
  factorLabel,
  factorTicks,
  timeAxis,
  type ValueAxis,
  variableAxis,
} from "../../charts/index.ts";
import { digits, inPercent, word } from "../words.ts";
import { Curves, curveOf, isSameLine, type Line, spanOf, stroke, type ThinnedLine } from "./curves.ts";
import { onPaper, stillOptions } from "./paper.ts";

Chart.register(LineController, LinearScale, LogarithmicScale);

export interface PlotStyle {
  readonly ink: string;
  readonly grid: string;
}

/** Space that every plot leaves at its sides, so that one line through all of them marks one time. */
export const inset = { left: 46, right: 10 } as const;
/** Start of the logarithmic time axis: an hour. */
export const firstHour = 1 / 24;

const hour = 1 / 24;
/** Between ticks; labels of smaller ones would not fit beside the axis. */
const smallestStep = 1e-4;
/** Least distance of labels on the time axis, px. */
const labelRoom = 44;
/** Labels of the logarithmic axis: the day, and how many of which unit it is. */
const logTicks = [
  [hour, 1, "hours"],
  [6 * hour, 6, "hours"],
  [1, 1, "days"],
  [3, 3, "days"],
  [7, 1, "weeks"],
  [28, 4, "weeks"],
  [84, 12, "weeks"],
  [364, 1, "years"],
] as const;

/** One chart of lines over time, drawn at once and without animation. */
export class Plot {
  private readonly chart: Chart<"line">;
  private readonly showsTime: boolean;
  private readonly curves = new Curves();
  /** Whether the axes must be laid out again before the next picture. */
  private isStale = true;
  private duration = 84;
  private isLog = false;
  private unit: string | undefined;
  private ruler: ValueAxis = { min: 0, max: 1, step: 0.2, decimals: 1 };
  private range: readonly [number, number] | undefined;
  private drawnWidth = 0;
  /** Axes and level alone, as a picture: their text takes longer than all else in a chart. */
  private axes: HTMLCanvasElement | undefined;
  /** Axes and the curves at the bottom that stay while others move, as a picture. */
  private backdrop:
    | { readonly picture: HTMLCanvasElement; readonly curves: readonly ThinnedLine[] }
    | undefined;

  constructor(canvas: HTMLCanvasElement, showsTime: boolean, look: PlotStyle) {
    this.showsTime = showsTime;
    this.chart = new Chart(canvas, this.configWith(look, this.curves));
  }

  /** As it is now: on the screen, or again on paper, where times are always shown and each axis takes its own room. */
  private configWith(
    look: PlotStyle,
    curves: Curves,
    isPaper = false,
    factors?: { readonly min: number; readonly max: number },
  ): ChartConfiguration<"line"> {
    const font = { size: 11 };
    const mostTicks = this.showsTime ? 6 : 3;
    const showsTime = this.showsTime || isPaper;
    return {
      type: "line",
      data: { datasets: [] },
      plugins: [curves],
      ...(isPaper ? onPaper : {}),
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        ...(isPaper ? stillOptions : {}),
        events: [],
        layout: { padding: { right: inset.right, top: 6 } },
        scales: {
          x: {
            type: this.isLog ? "logarithmic" : "linear",
            min: this.isLog ? firstHour : 0,
            max: this.duration,
            ticks: {
              display: showsTime,
              color: look.ink,
              font,
              maxRotation: 0,
              // Else the last label takes room beside the axis, which then ends before those of the other plots.
              align: "inner",
              autoSkip: false,
              callback: (value) => this.timeLabel(Number(value)),
            },
            grid: { color: look.grid, drawTicks: showsTime },
            border: { color: look.grid },
            afterBuildTicks: (axis) => this.timeTicks(axis),
            afterTickToLabelConversion: (axis) => leaveRoom(axis),
          },
          y: {
            type: factors ? "logarithmic" : "linear",
            min: (factors ?? this.ruler).min,
            max: (factors ?? this.ruler).max,
            ticks: {
              color: look.ink,
              font,
              padding: 4,
              autoSkip: false,
              callback: (value) =>
                factors ? this.factorLabel(Number(value)) : this.valueLabel(Number(value)),
            },
            afterBuildTicks: (axis) => {
              axis.ticks = factors
                ? factorTicks(factors.min, factors.max, mostTicks).map((value) => ({ value }))
                : valueTicks(this.ruler, mostTicks);
            },
            grid: { color: look.grid },
            border: { display: false },
            afterFit: (axis) => {
              axis.width = inset.left;
            },
          },
        },
      },
    };
  }

  /** Time axis in weeks, or by factors from the first hour to the end. */
  setTime(duration: number, isLog: boolean): void {
    if (duration === this.duration && isLog === this.isLog) return;
    this.duration = duration;
    this.isLog = isLog;
    this.isStale = true;
    const scales = this.chart.options.scales as Record<string, Record<string, unknown>>;
    Object.assign(scales.x!, {
      type: isLog ? "logarithmic" : "linear",
      min: isLog ? firstHour : 0,
      max: duration,
    });
  }

  /** What the values are measured in; those without a unit, "1", are shares, which the axis tells in per cent. */
  setUnit(unit: string): void {
    if (unit !== this.unit) this.isStale = true;
    this.unit = unit;
  }

  setLook({ ink, grid }: PlotStyle): void {
    this.isStale = true;
    const { x, y } = this.chart.options.scales as Record<string, never>;
    for (const axis of [x, y] as unknown as { ticks: { color: string }; grid: { color: string } }[]) {
      axis.ticks.color = ink;
      axis.grid.color = grid;
    }
  }

  /**
   * Draws lines; the first stands on top. While a slider moves the value axis only ever grows, so that what moves is
   * the curve and not the ruler.
   * @param span values that the axis reaches at least, and no more where nothing lies beyond
   */
  draw(
    lines: readonly Line[],
    isMoving: boolean,
    reference?: number,
    span?: readonly [number, number],
  ): void {
    const { width } = this.chart;
    const before = this.isStale || width !== this.drawnWidth ? [] : this.curves.shown;
    this.drawnWidth = width;
    this.curves.shown = lines.map(
      (line) =>
        before.find((curve) => isSameLine(curve.line, line)) ??
        curveOf(line, width, this.isLog ? firstHour : undefined),
    );
    if (reference !== this.curves.level) this.axes = undefined;
    this.curves.level = reference;
    let [low, high] = spanOf(this.curves.shown, reference);
    if (span) [low, high] = [Math.min(low, span[0]), Math.max(high, span[1])];
    if (isMoving && this.range) [low, high] = [Math.min(low, this.range[0]), Math.max(high, this.range[1])];
    this.range = [low, high];
    const ruler = variableAxis(low, high, this.unit ?? "1", span && high <= span[1] ? span[1] : undefined);
    if (ruler.min !== this.ruler.min || ruler.max !== this.ruler.max) this.isStale = true;
    if (this.isStale) {
      this.ruler = ruler;
      const { y } = this.chart.options.scales as Record<string, { min: number; max: number }>;
      Object.assign(y!, { min: ruler.min, max: ruler.max });
    }
    this.drawAxes();
    const { shown } = this.curves;
    let moving = shown.length;
    if (isMoving) while (moving > 0 && before.includes(shown[moving - 1]!)) moving--;
    this.drawOver(moving);
  }

  /** Has a picture of the axes as they are now: laid out and drawn anew only where that is another one. */
  private drawAxes(): void {
    const { chart, curves } = this;
    if (!this.isStale && this.axes && isAsLarge(this.axes, chart.canvas)) return;
    const { shown } = curves;
    curves.shown = [];
    if (this.isStale) chart.update("none");
    else chart.render();
    curves.shown = shown;
    this.isStale = false;
    this.axes = copyOf(chart.canvas);
    this.backdrop = undefined;
  }

  /** Strokes the first so many curves, which move, over a picture of all that does not. */
  private drawOver(moving: number): void {
    const { chart } = this;
    const { shown } = this.curves;
    const still = shown.slice(moving);
    const known = this.backdrop?.curves ?? [];
    if (known.length !== still.length || known.some((curve, i) => curve !== still[i])) {
      put(this.axes!, chart);
      stroke(chart, still);
      this.backdrop = still.length > 0 ? { picture: copyOf(chart.canvas), curves: still } : undefined;
    } else put(this.backdrop?.picture ?? this.axes!, chart);
    stroke(chart, shown.slice(0, moving));
  }

  /** Whether there is something to see, and all of it is above 0. */
  get isPositive(): boolean {
    const [low, high] = this.span;
    return low > 0 && Number.isFinite(high);
  }

  private get span(): readonly [number, number] {
    return spanOf(this.curves.shown, this.curves.level);
  }

  /**
   * The same picture on paper.
   *
   * @param isLog with values by factors, where all of them are above 0
   */
  drawOn(paper: HTMLCanvasElement, look: PlotStyle, color: (line: string) => string, isLog = false): void {
    const factors = isLog && this.isPositive ? factorEnds(...this.span) : undefined;
    const curves = new Curves();
    curves.level = this.curves.level;
    curves.shown = this.curves.shown.map((curve) => ({
      ...curve,
      line: { ...curve.line, color: color(curve.line.color) },
    }));
    new Chart(paper, this.configWith(look, curves, true, factors)).destroy();
  }

  /** The time and the value at a place of the canvas, px. */
  at(x: number, y: number): { time: number; value: number } {
    const { scales } = this.chart;
    return { time: scales.x!.getValueForPixel(x) ?? 0, value: scales.y!.getValueForPixel(y) ?? 0 };
  }

  resize(): void {
    this.chart.resize();
  }

  destroy(): void {
    this.chart.destroy();
  }

  private timeTicks(axis: Scale): void {
    if (this.isLog) {
      const width = axis.chart.width - inset.left - inset.right;
      const pixelOf = (day: number) => width * shareOf(day, this.duration, true);
      const days = logTicks.map(([day]) => day).filter((day) => day <= this.duration * 1.001);
      // From the end backwards what has room before the one that follows.
      const shown: number[] = [];
      for (const day of days.reverse()) {
        const later = shown.at(-1);
        if (later === undefined || pixelOf(later) - pixelOf(day) >= labelRoom) shown.push(day);
      }
      axis.ticks = shown.reverse().map((value) => ({ value }));
      return;
    }
    const { step, days, end } = timeAxis(this.duration);
    const count = Math.floor(end / step + 1e-9);
    axis.ticks = Array.from({ length: count + 1 }, (_, i) => ({ value: i * step * days }));
  }

  private valueLabel(value: number): string {
    const { decimals, step } = this.ruler;
    if (step < smallestStep) return digits(value.toPrecision(3).replace(/\.?0*(e|$)/, "$1"));
    return this.unit === "1" ? inPercent(value, Math.max(0, decimals - 2)) : digits(value.toFixed(decimals));
  }

  /** A tick of an axis by factors, in per cent with as many decimals as it takes. */
  private factorLabel(value: number): string {
    if (this.unit !== "1") return digits(factorLabel(value));
    const decimals = Math.max(0, -2 - Math.floor(Math.log10(value) + 1e-9));
    return decimals > 3 ? `${digits(factorLabel(100 * value))}%` : inPercent(value, decimals);
  }

  private timeLabel(day: number): string {
    if (this.isLog) {
      const tick = logTicks.find(([value]) => Math.abs(value / day - 1) < 1e-6);
      return tick ? word(`log tick ${tick[2]}`, { n: tick[1] }) : "";
    }
    const { days, unit } = timeAxis(this.duration);
    return day === 0 ? word(`axis ${unit}`) : digits(String(Number((day / days).toPrecision(6))));
  }
}

/** Width of a character of a label, px, and what two labels leave between them. */
const [letter, space] = [6, 8];

/** The first label of the time axis names the unit; the one after it is left out where it would run into that. */
function leaveRoom({ ticks, chart, type }: Scale): void {
  const [first, second] = ticks;
  if (!first || !second || type !== "linear") return;
  const step = (chart.width - inset.left - inset.right) / (ticks.length - 1);
  const needed = letter * (String(first.label).length + String(second.label).length / 2) + space;
  if (needed > step) second.label = "";
}

const isAsLarge = (picture: HTMLCanvasElement, { width, height }: HTMLCanvasElement) =>
  picture.width === width && picture.height === height;

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const picture = document.createElement("canvas");
  Object.assign(picture, { width: canvas.width, height: canvas.height });
  // What is not seen has no size, and no picture.
  if (canvas.width > 0 && canvas.height > 0) picture.getContext("2d")?.drawImage(canvas, 0, 0);
  return picture;
}

/** Shows a picture in the place of all that a chart shows. */
function put(picture: HTMLCanvasElement, { ctx, canvas }: Chart<"line">): void {
  if (picture.width === 0 || picture.height === 0) return;
  ctx.save();
  ctx.resetTransform();
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(picture, 0, 0);
  ctx.restore();
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
