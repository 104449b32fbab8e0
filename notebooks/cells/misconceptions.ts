import { correlation, mean } from "./series.ts";

/** What a reader drew and what the model says, at the same times. */
export interface Guess {
  /** weeks */
  readonly times: readonly number[];
  readonly drawn: readonly number[];
  readonly truth: readonly number[];
  /** What drives it, at the same times, where the question has one. */
  readonly cause?: readonly number[] | undefined;
  /** Height of the drawing's axis. */
  readonly height: number;
}

/** A way of thinking that leads astray, how a drawing shows it, and what to say then. */
export interface Misconception {
  readonly id: string;
  shows(guess: Guess): boolean;
  readonly say: string;
}

const change = (values: readonly number[]) => values.at(-1)! - values[0]!;
/** Share of the largest departure from the start that is there at a time. */
const shareAt = ({ times }: Guess, values: readonly number[], week: number) => {
  const start = values[0]!;
  const most = Math.max(...values.map((v) => Math.abs(v - start)));
  const at = values[times.findIndex((t) => t >= week)] ?? values.at(-1)!;
  return most > 0 ? Math.abs(at - start) / most : 0;
};
const isFlat = ({ height }: Guess, values: readonly number[]) =>
  Math.max(...values) - Math.min(...values) < height / 25;
/** How far the curve comes back from its extreme, as a share of the axis. */
const turnsBack = ({ height }: Guess, values: readonly number[]) => {
  const start = values[0]!;
  const extreme = values.reduce((a, b) => (Math.abs(b - start) > Math.abs(a - start) ? b : a), start);
  return Math.abs(values.at(-1)! - extreme) / height;
};

/** The correlation heuristic: the stock is drawn with the shape of what flows into it (Sterman 2010). */
export const followsCause = (say: string): Misconception => ({
  id: "follows-cause",
  shows: (guess) => {
    if (!guess.cause || isFlat(guess, guess.drawn)) return false;
    const withCause = Math.abs(correlation(guess.drawn, guess.cause));
    return withCause > 0.9 && withCause > Math.abs(correlation(guess.drawn, guess.truth)) + 0.02;
  },
  say,
});

/** All of it at once, where it takes time. */
export const tooSoon = (week: number, say: string): Misconception => ({
  id: "too-soon",
  shows: (guess) =>
    !isFlat(guess, guess.drawn) &&
    shareAt(guess, guess.drawn, week) > shareAt(guess, guess.truth, week) + 0.25,
  say,
});

/** Nothing for long, where it begins at once. */
export const tooLate = (week: number, say: string): Misconception => ({
  id: "too-late",
  shows: (guess) =>
    !isFlat(guess, guess.drawn) &&
    shareAt(guess, guess.drawn, week) < shareAt(guess, guess.truth, week) - 0.25,
  say,
});

/** A curve that goes and stays, where the model's turns back. */
export const noReturn = (say: string): Misconception => ({
  id: "no-return",
  shows: (guess) =>
    turnsBack(guess, guess.truth) > 0.15 && turnsBack(guess, guess.drawn) < turnsBack(guess, guess.truth) / 3,
  say,
});

/** Up where it goes down, or the other way round. */
export const wrongWay = (say: string): Misconception => ({
  id: "wrong-way",
  shows: (guess) =>
    !isFlat(guess, guess.drawn) &&
    !isFlat(guess, guess.truth) &&
    change(guess.drawn) * change(guess.truth) < 0,
  say,
});

/** Nothing happens, where something does. */
export const nothingHappens = (say: string): Misconception => ({
  id: "nothing-happens",
  shows: (guess) => isFlat(guess, guess.drawn) && !isFlat(guess, guess.truth),
  say,
});

/** The right way, but far too much or too little. */
export const wrongSize = (say: string): Misconception => ({
  id: "wrong-size",
  shows: (guess) => {
    const [drawn, truth] = [change(guess.drawn), change(guess.truth)];
    return drawn * truth > 0 && Math.abs(Math.abs(drawn) - Math.abs(truth)) > guess.height / 4;
  },
  say,
});

/** Where a drawing lies too high and where too low, for one that shows no way of thinking that has a name. */
export function inPlace({ times, drawn, truth, height }: Guess, say: (value: number) => string): string {
  const off = drawn.map((d, i) => d - truth[i]!);
  const worst = off.reduce((at, d, i) => (Math.abs(d) > Math.abs(off[at]!) ? i : at), 0);
  const isNear = (i: number) => Math.abs(off[i]!) < height / 20;
  const where = (i: number) =>
    `${say(Math.abs(off[i]!))} too ${off[i]! > 0 ? "high" : "low"} at week ${Number(times[i]!.toPrecision(3))}`;
  const right = [0, off.length - 1].filter(isNear).map((i) => (i === 0 ? "start" : "end"));
  return `It is farthest off ${where(worst)}${right.length > 0 ? `; its ${right.join(" and its ")} ${right.length > 1 ? "are" : "is"} about right` : ""}. Where does the model's curve turn, and what turns there?`;
}

/** From 0 (as far off as half the axis) to 100, and the mean distance. */
export function score({ drawn, truth, height }: Guess): { points: number; distance: number } {
  const distance = mean(drawn.map((d, i) => Math.abs(d - truth[i]!)));
  return { points: Math.round(100 * Math.max(0, 1 - distance / (height / 2))), distance };
}
