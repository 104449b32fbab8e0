import type { Dose } from "../pharmacology/index.ts";

/** A stretch of time after which doses repeat themselves, and those of the last such stretch before day 0. */
export interface Round {
  /** days */
  readonly length: number;
  readonly doses: readonly Dose[];
  /** Part of its length by which an interval was stretched so that all come round together; mostly 0. */
  readonly stretch: number;
}

type RepeatedDose = Dose & { readonly every: number };

/** Longest round that is looked for, days, and longest one that is taken where intervals never come round together. */
const longest = 3 * 364;
const longestStretched = 364;
/** Intervals come round together when they do so within this part of the time. */
const together = 1e-7;

/**
 * The shortest round, of at least `shortest` days, of doses that were repeated since always. Where intervals never come round
 * together, the one that needs the least stretching. Undefined where some doses were not repeated.
 *
 * @param doses before day 0, by time
 */
export function roundOf(doses: readonly Dose[], shortest: number): Round | undefined {
  const latest = new Map<string, RepeatedDose>();
  for (const dose of doses) {
    const { drug, amount, every, route, over } = dose;
    if (every === undefined) return undefined;
    const key = `${drug} ${amount} ${every} ${route} ${over} ${phaseOf(dose.time, every).toFixed(6)}`;
    const known = latest.get(key);
    // The same dose at the same time is another one: two tablets, a line for each.
    const isBeside = known !== undefined && dose.time - known.time < together * every;
    latest.set(key, { ...dose, every, amount: isBeside ? known.amount + amount : amount });
  }
  const each = [...latest.values()];
  const slowest = each.reduce((most, { every }) => Math.max(most, every), 0);
  const stretchOf = (length: number) =>
    each.reduce((most, { every }) => Math.max(most, Math.abs(length - countIn(length, every) * every)), 0) /
    length;
  let best = slowest;
  for (let length = slowest; length <= longest && stretchOf(best) > together; length += slowest)
    if (stretchOf(length) <= together || (length <= longestStretched && stretchOf(length) < stretchOf(best)))
      best = length;
  const length = best * Math.max(1, Math.ceil(shortest / best - 1e-9));
  const taken = each.flatMap((one) => within(length, one)).sort((a, b) => a.time - b.time);
  return { length, doses: taken, stretch: stretchOf(best) };
}

/** Days of its interval after which a dose comes: parts of a split dose are told apart by it. */
const phaseOf = (time: number, every: number) => {
  const turns = time / every;
  return Math.max(0, turns - Math.floor(turns + together)) * every;
};

const countIn = (length: number, every: number) => Math.max(1, Math.round(length / every));

/** What is taken of one dose in the round before day 0. */
function within(length: number, { every, ...dose }: RepeatedDose): Dose[] {
  const count = countIn(length, every);
  const offset = phaseOf(dose.time, every);
  return Array.from({ length: count }, (_, i) => ({
    ...dose,
    every,
    time: ((i - count) * length) / count + offset,
  }));
}
