import { median, quantile } from "../../statistics/index.ts";
import type { PredictiveBin, PredictivePanel } from "./types.ts";

// A visual predictive check: percentiles of the measured points of a span of time beside those of data sets that the fit
// makes at the same times (Holford 2005, PAGE 14, abstract 738), with prediction correction where what is predicted
// differs within a span (Bergstrand, Hooker, Wallin & Karlsson 2011, 10.1208/s12248-011-9255-z).

/** Percentiles that are compared, where a span has points enough to have them. */
const shares = [0.1, 0.5, 0.9];
/** Fewer points than this have a middle and nothing beyond. */
const enoughForTails = 5;
/** Fewer subjects in an arm are shown together with those of other arms. */
export const enoughForPanel = 5;

/** A measured point with what the fit expects of it, and what each made data set has in its place. */
export interface PredictivePoint {
  /** days */
  readonly time: number;
  readonly value: number;
  /** Nothing but that it is below the value is known. */
  readonly isCensored: boolean;
  /** For the typical subject. */
  readonly expected: number;
  /** One a made data set; NaN where its run failed. */
  readonly simulated: Float64Array;
}

type Labels = Pick<PredictivePanel, "variable" | "unit" | "arm">;

/** The points of one panel compared. `each`: how many points a subject has on average, and so how many spans are of use. */
export function panelOf(labels: Labels, points: readonly PredictivePoint[], each: number): PredictivePanel {
  const limits = points.flatMap(({ isCensored, value }) => (isCensored ? [value] : []));
  const limit = limits.length === 0 ? Number.NEGATIVE_INFINITY : Math.max(...limits);
  // What is censored has no place on another scale, and a value of 0 or below no ratio.
  const canCorrect = limits.length === 0 && points.every(({ expected }) => expected > 0);
  let isCorrected = false;
  const shown: { time: number; value: number }[] = [];
  const bins = spansOf(points, each).map((span): PredictiveBin => {
    const times = span.map(({ time }) => time);
    const usual = median(span.map(({ expected }) => expected));
    isCorrected ||= canCorrect && span.some(({ expected }) => Math.abs(expected / usual - 1) > 1e-6);
    const onPanel = ({ expected }: PredictivePoint, value: number) =>
      canCorrect ? (value * usual) / expected : Math.max(limit, value);
    const measured = span.map((point) => onPanel(point, point.value));
    for (const [i, { time }] of span.entries()) shown.push({ time, value: measured[i]! });
    const replicates = Array.from({ length: span[0]!.simulated.length }, (_, r) =>
      ascending(
        span.flatMap((point) =>
          Number.isFinite(point.simulated[r]!) ? [onPanel(point, point.simulated[r]!)] : [],
        ),
      ),
    ).filter(({ length }) => length > 0);
    const sorted = ascending(measured);
    return {
      time: median(times),
      from: Math.min(...times),
      to: Math.max(...times),
      points: span.length,
      percentiles: shares
        .filter((share) => share === 0.5 || span.length >= enoughForTails)
        .map((share) => {
          const made = ascending(replicates.map((values) => quantile(values, share)));
          const [low, middle, high] = [0.025, 0.5, 0.975].map((at) => quantile(made, at));
          return { share, observed: quantile(sorted, share), low: low!, middle: middle!, high: high! };
        }),
    };
  });
  return { ...labels, isCorrected, isCensored: limits.length > 0, points: shown, bins };
}

/**
 * Points in spans of time: one for each time where subjects were measured at the same times, else as many as a subject has
 * points, with about as many points in each.
 */
export function spansOf<T extends { readonly time: number }>(points: readonly T[], each: number): T[][] {
  const groups = [
    ...groupedBy(
      [...points].sort((a, b) => a.time - b.time),
      ({ time }) => time,
    ).values(),
  ];
  if (groups.length <= 1.5 * each) return groups;
  const wanted = points.length / Math.max(1, Math.round(each));
  let before = 0;
  // A time goes with the span in which the middle of its points lies.
  const placed = groups.map((group) => {
    const span = Math.floor((before + group.length / 2) / wanted);
    before += group.length;
    return { span, group };
  });
  return [...groupedBy(placed, ({ span }) => span).values()].map((own) => own.flatMap(({ group }) => group));
}

/** Items under their keys, both in the order in which they come. */
export function groupedBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const own = groups.get(key);
    if (own) own.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const ascending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

/** Whether a measured percentile lies where those of made data sets lie. */
export const isInside = ({ observed, low, high }: PredictiveBin["percentiles"][number]): boolean =>
  observed >= low && observed <= high;
