/** How time is read: in weeks, in days for runs of less than two weeks, and shorter ones of models from elsewhere in less. */
export interface TimeAxis {
  readonly unit: "week" | "day" | "hour" | "minute" | "second";
  readonly days: number;
  /** End of the axis, in its unit. */
  readonly end: number;
  readonly step: number;
}

/** The range of an axis, the distance of its ticks, and the decimals that tell ticks apart. */
export interface ValueAxis {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly decimals: number;
}

const weekSteps = [1, 2, 4, 8, 13, 26, 52, 104] as const;
const mostTimeTicks = 7;

/** Values smaller than this are taken for the rounding of 0, where nothing is known of how large they should be. */
const noise = 1e-12;
/** The same as a part of the size of what is drawn. */
const relativeNoise = 1e-9;

/** Units of time, with their length in days and the shortest run that is read in them, in days. */
const timeUnits = [
  ["week", 7, 14],
  ["day", 1, 1],
  ["hour", 1 / 24, 1 / 4],
  ["minute", 1 / 1440, 1 / 72],
  ["second", 1 / 86400, 0],
] as const;

export function timeAxis(duration: number): TimeAxis {
  const [unit, days] = timeUnits.find(([, , least]) => duration >= least * (1 - 1e-9)) ?? timeUnits[1];
  const end = duration / days;
  const step =
    unit === "week"
      ? (weekSteps.find((s) => end / s <= mostTimeTicks) ?? niceStep(end / mostTimeTicks))
      : niceStep(end / mostTimeTicks);
  return { unit, days, end: Number(end.toPrecision(12)), step };
}

/**
 * The axis of a variable. One without a unit is of the size of 1, so that what is far below is the rounding of 0, and
 * where it stays between 0 and 1, as shares do, the axis does not promise more than 1. One with a unit may be of any
 * size: picomoles written in moles are no rounding.
 *
 * @param most where the axis ends at the latest
 */
export const variableAxis = (low: number, high: number, unit: string, most?: number): ValueAxis =>
  unit === "1"
    ? valueAxis(low, high, { noise: relativeNoise, most: most ?? (low >= 0 && high <= 1 ? 1 : undefined) })
    : valueAxis(low, high, { unit, most });

interface AxisOptions {
  /** of what is drawn; with one it may be of any size, and nothing is too small but 0 */
  readonly unit?: string | undefined;
  /** values below are taken for the rounding of 0 */
  readonly noise?: number;
  /** where the axis ends at the latest */
  readonly most?: number | undefined;
}

/**
 * An axis for values from `lowest` to `highest`, with air and round ticks. Starts at 0 where the values come near it; never
 * blows a change of under a twentieth of the value up to the height of the chart.
 */
export function valueAxis(
  lowest: number,
  highest: number,
  { unit = "1", noise: least = unit === "1" ? noise : 0, most = Number.POSITIVE_INFINITY }: AxisOptions = {},
): ValueAxis {
  // What is left of rounding where nothing happens is a line at 0.
  const areNumbers = Number.isFinite(lowest) && Number.isFinite(highest);
  if (!areNumbers || (lowest >= -least && highest <= least))
    return { min: 0, max: 1, step: 0.2, decimals: 1 };
  const size = Math.max(Math.abs(lowest), Math.abs(highest));
  // An end that is the rounding of 0 beside the other asks for no room below 0, nor above.
  const [low, high] = [lowest, highest].map((x) => (Math.abs(x) <= relativeNoise * size ? 0 : x)) as [
    number,
    number,
  ];
  const span = Math.max(high - low, size / 20);
  const middle = (low + high) / 2;
  let bottom = Math.min(low, middle - span / 2) - span * 0.05;
  let top = Math.min(Math.max(high, middle + span / 2) + span * 0.05, most);
  // A line along the bottom of the frame still reads, so 0 needs no air below it.
  if (low >= 0 && (bottom < 0 || low < 0.3 * high)) bottom = 0;
  if (high <= 0 && (top > 0 || high > 0.3 * low)) top = 0;
  const step = niceStep((top - bottom) / 5);
  const clean = (x: number) => Number(x.toPrecision(10));
  const min = clean(Math.floor(bottom / step + 1e-9) * step);
  const max = clean(Math.ceil(top / step - 1e-9) * step);
  return { min, max, step, decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
}

/** An axis of per cent from 0 for values up to `top`, with air above them, but never beyond 100. */
export function percentAxis(top: number): ValueAxis {
  const axis = valueAxis(0, Math.min(100, top));
  return axis.max <= 100 ? axis : { min: 0, max: 100, step: 20, decimals: 0 };
}

/** The smallest of 1, 2 or 5 times a power of ten that is at least `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(10));
}
