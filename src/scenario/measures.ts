import type { Place } from "../diagnostics/index.ts";

/**
 * One variable over a whole run: what measures are taken from. Times are days, values in the variable's declared unit.
 * At a dose the value is the one just after it; the one just before belongs to the time that ends there.
 */
export interface Curve {
  /** the day on which the run ends */
  readonly end: number;
  /** how large the variable counts: changes are judged against it */
  readonly size: number;
  at(time: number): number;
  integral(from: number, to: number): number;
  /** The largest and the smallest value from one time to another, both included, and the first time of each. */
  extremes(from: number, to: number): { readonly highest: Extreme; readonly lowest: Extreme };
  /** First time at which `excess` of the value is 0 or more. It must be largest at an end of any range of values. */
  first(excess: (value: number) => number): number | undefined;
  /** Days within a window on which `excess` of the value is above 0; it only rises with the value, or only falls. */
  daysWhile(excess: (value: number) => number, from: number, to: number): number;
}

export interface Extreme {
  readonly value: number;
  readonly time: number;
}

/** One thing to say besides the variable: a time in the run, or a level in the variable's unit. */
interface Argument {
  readonly kind: "time" | "level";
  readonly name: string;
  /** The level is how far x moves. */
  readonly isChange?: true;
  /** What holds where it is left out; absent: it must be given. */
  readonly otherwise?: number;
}

/** Everything there is to know of one kind of measure. */
export interface Measure {
  /** What comes after the variable. */
  readonly arguments: readonly Argument[];
  /** What it says, in the names of the arguments and `x`. */
  readonly about: string;
  readonly unit: "as x" | "x times day" | "day" | "1";
  /**
   * What it looks at: x at its times, x within the window from its first time to its last, x throughout, or x until it
   * has passed one of the levels below.
   */
  readonly looks: "at times" | "within" | "throughout" | "until passed";
  /**
   * What decides it, where it does not look at single times: all that x does (the default), the area under x, how high
   * or low x comes, when it is highest, or when x passes certain levels. Elsewhere x need not be known so closely.
   *
   * @param given as for `take`
   * @param start x at the start of the run
   * @param end x at its end, not a number as long as that is not known
   */
  readonly hangsOn?:
    | "area"
    | "highest"
    | "lowest"
    | "time of highest"
    | ((given: readonly number[], start: number, end: number) => readonly number[]);
  /** For a measure that waits for something that may never come: what is shown then, and why there is no value. */
  readonly missing?: { readonly shown: string; readonly why: string };
  /** @param given all arguments, those left out filled in, and the day of the end for `end` */
  take(curve: Curve, given: readonly number[]): number | undefined;
}

const time = (name: string): Argument => ({ kind: "time", name });
const level: Argument = { kind: "level", name: "level" };
const between = [time("from"), time("to")];
const within = [
  { ...time("from"), otherwise: 0 },
  { ...time("to"), otherwise: Number.POSITIVE_INFINITY },
];
const neverReached = { shown: "never", why: "the level is not reached" };
/** Changes smaller than this share of its size are taken as no change at all. */
const noChange = 1e-9;

const table = {
  at: {
    arguments: [time("time")],
    about: "x at a time",
    unit: "as x",
    looks: "at times",
    take: (x, [at]) => x.at(at!),
  },
  mean: {
    arguments: between,
    about: "mean of x from a time to another",
    unit: "as x",
    looks: "within",
    hangsOn: "area",
    take: (x, [from, to]) => (from === to ? x.at(from!) : x.integral(from!, to!) / (to! - from!)),
  },
  peak: {
    arguments: within,
    about: "largest x",
    unit: "as x",
    looks: "within",
    hangsOn: "highest",
    take: (x, [from, to]) => x.extremes(from!, to!).highest.value,
  },
  trough: {
    arguments: within,
    about: "smallest x",
    unit: "as x",
    looks: "within",
    hangsOn: "lowest",
    take: (x, [from, to]) => x.extremes(from!, to!).lowest.value,
  },
  onset: {
    arguments: [{ ...level, name: "d", isChange: true }],
    about: "first day that x has moved by d",
    unit: "day",
    looks: "until passed",
    hangsOn: ([by], start) => [start - Math.abs(by!), start + Math.abs(by!)],
    missing: neverReached,
    take(x, [by]) {
      const start = x.at(0);
      return x.first((value) => Math.abs(value - start) - Math.abs(by!));
    },
  },
  time_to: {
    arguments: [level],
    about: "first day at a level",
    unit: "day",
    looks: "until passed",
    hangsOn: ([wanted]) => [wanted!],
    missing: neverReached,
    take(x, [wanted]) {
      const side = Math.sign(x.at(0) - wanted!) || 1;
      return x.first((value) => side * (wanted! - value));
    },
  },
  half_time: {
    arguments: [],
    about: "day of half of the change",
    unit: "day",
    looks: "throughout",
    hangsOn: (_, start, end) => [(start + end) / 2],
    missing: { shown: "never", why: "nothing changes" },
    take(x) {
      const start = x.at(0);
      const change = x.at(x.end) - start;
      return Math.abs(change) < noChange * x.size
        ? undefined
        : x.first((value) => (value - start) / change - 0.5);
    },
  },
  change: {
    arguments: between,
    about: "x at the second time less x at the first",
    unit: "as x",
    looks: "at times",
    take: (x, [from, to]) => x.at(to!) - x.at(from!),
  },
  auc: {
    arguments: between,
    about: "area under x from a time to another",
    unit: "x times day",
    looks: "within",
    hangsOn: "area",
    take: (x, [from, to]) => x.integral(from!, to!),
  },
  ratio: {
    arguments: between,
    about: "x at the second time as a multiple of x at the first",
    unit: "1",
    looks: "at times",
    take: (x, [from, to]) => x.at(to!) / x.at(from!),
  },
  time_of_peak: {
    arguments: within,
    about: "day of the largest x",
    unit: "day",
    looks: "within",
    hangsOn: "time of highest",
    take: (x, [from, to]) => x.extremes(from!, to!).highest.time,
  },
  days_above: {
    arguments: [level, ...within],
    about: "days on which x is above a level",
    unit: "day",
    looks: "within",
    hangsOn: ([level]) => [level!],
    take: (x, [least, from, to]) => x.daysWhile((value) => value - least!, from!, to!),
  },
  days_below: {
    arguments: [level, ...within],
    about: "days on which x is below a level",
    unit: "day",
    looks: "within",
    hangsOn: ([level]) => [level!],
    take: (x, [most, from, to]) => x.daysWhile((value) => most! - value, from!, to!),
  },
} as const satisfies Record<string, Measure>;

export type MeasureFunction = keyof typeof table;

/** Every measure there is. A new one is one entry here: whatever a verb, a report or a page needs to know is in it. */
export const measures: Readonly<Record<MeasureFunction, Measure>> = table;

/** From `low` to `high`, infinite where there is no limit. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** A number to be taken from a trajectory, for example `mean(affect.blunting, week 7, week 8)`. */
export interface MeasureRequest {
  readonly name: string;
  readonly text: string;
  readonly function: MeasureFunction;
  readonly variable: string;
  /** Times in days and levels, in the order of the measure's arguments. Infinity stands for the end of the run. */
  readonly arguments: readonly number[];
  /** What its value is compared with, where that is known: the limits of a condition or an expectation. */
  readonly limits?: Limits | undefined;
  readonly place: Place;
}

/** How it is written, for example `peak(x, from?, to?)`. */
export const signatureOf = (name: MeasureFunction): string =>
  `${name}(${["x", ...measures[name].arguments.map((a) => (a.otherwise === undefined ? a.name : `${a.name}?`))].join(", ")})`;

/** A measure as a program asks for it, with the text that a person would have written; its name unless said. */
export function requestFor(
  name: MeasureFunction,
  variable: string,
  given: readonly number[],
  { place, named }: { readonly place: Place; readonly named?: string | undefined },
): MeasureRequest {
  const words = given.map((value, i) => {
    if (measures[name].arguments[i]?.kind !== "time") return String(value);
    return value === Number.POSITIVE_INFINITY ? "end" : `day ${value}`;
  });
  const text = `${name}(${[variable, ...words].join(", ")})`;
  return { name: named ?? text, text, function: name, variable, arguments: given, place };
}

/** The times that a measure asks for, in days; infinity stands for the end of the run. */
export const timesOf = ({ function: name, arguments: given }: MeasureRequest): number[] =>
  given.filter((_, i) => measures[name].arguments[i]?.kind === "time");

/** Whether a measure asks for a level, or has limits. */
export const hasLevel = ({ function: name, arguments: given, limits }: MeasureRequest): boolean =>
  limits !== undefined || given.some((_, i) => measures[name].arguments[i]!.kind === "level");

/** The level that a measure asks for though x, which goes from `low` to `high`, can never have it, or move so far; or a limit that decides nothing. */
export function levelOutside(
  { function: name, arguments: given, limits }: MeasureRequest,
  x: Limits,
): number | undefined {
  const { arguments: wanted, unit } = measures[name];
  const moves = { low: x.low - x.high, high: x.high - x.low };
  const level = given.find((value, i) => {
    const { kind, isChange } = wanted[i]!;
    return kind === "level" && isBeyond(value, isChange ? moves : x);
  });
  if (level !== undefined || !limits || unit !== "as x") return level;
  const range = name === "change" ? moves : x;
  const { low, high } = limits;
  const isEmpty = low > range.high || high < range.low;
  const isAll = isBeyond(low, range) && isBeyond(high, range);
  return isEmpty || isAll
    ? [high, low].find((end) => Number.isFinite(end) && isBeyond(end, range))
    : undefined;
}

function isBeyond(value: number, { low, high }: Limits): boolean {
  const slack = 1e-9 * Math.abs(value);
  return value < low - slack || value > high + slack || !Number.isFinite(value);
}

/** Whether a run of `end` days reaches every time that a measure asks for. */
export const isWithin = (request: MeasureRequest, end: number): boolean =>
  timesOf(request).every((time) => time <= end || time === Number.POSITIVE_INFINITY);

/**
 * A measure of a run of `end` days as it is taken of a run that begins as that one does and goes on; undefined where what comes
 * after would change it. A dose at the very end belongs to what comes after: times there are moved before it by rounding.
 */
export function ofLongerRun(request: MeasureRequest, end: number): MeasureRequest | undefined {
  const { looks, arguments: wanted } = measures[request.function];
  if (looks === "throughout" || !isWithin(request, end)) return undefined;
  const beforeEnd = end * (1 - Number.EPSILON);
  const given = givenTo(request, end).map((value, i) =>
    wanted[i]!.kind === "time" ? Math.min(value, beforeEnd) : value,
  );
  return { ...request, arguments: given };
}

/** What a measure of a run of `end` days is, by its value in a longer run: what comes after the end has not come. */
export const upToEnd = (request: MeasureRequest, value: number | undefined, end: number) =>
  measures[request.function].looks === "until passed" && value !== undefined && value > end
    ? undefined
    : value;

/** The unit of a measure of a variable that has the given unit. */
export function measureUnit({ function: name }: MeasureRequest, variable: string): string {
  const { unit } = measures[name];
  switch (unit) {
    case "as x":
      return variable;
    case "x times day":
      return variable === "1" ? "day" : `${variable}*day`;
    default:
      return unit;
  }
}

/** The part of a run of a length of `end` days that a measure looks at; a single time is a window without length. */
export function windowsOf(
  request: MeasureRequest,
  end: number,
): { readonly from: number; readonly to: number }[] {
  const { looks, arguments: wanted } = measures[request.function];
  if (looks === "throughout" || looks === "until passed") return [{ from: 0, to: end }];
  const times = givenTo(request, end).filter((_, i) => wanted[i]!.kind === "time");
  return looks === "within"
    ? [{ from: times[0]!, to: times.at(-1)! }]
    : times.map((one) => ({ from: one, to: one }));
}

/** Takes a measure; undefined where it has no value. */
export function takeFrom(curve: Curve, request: MeasureRequest): number | undefined {
  const value = measures[request.function].take(curve, givenTo(request, curve.end));
  return Number.isFinite(value) ? value : undefined;
}

/** All arguments, those left out filled in, and the end as a day. */
export const givenTo = (request: MeasureRequest, end: number): number[] =>
  measures[request.function].arguments.map(({ kind, otherwise }, i) => {
    const value = request.arguments[i] ?? otherwise!;
    return kind === "time" && value === Number.POSITIVE_INFINITY ? end : value;
  });
