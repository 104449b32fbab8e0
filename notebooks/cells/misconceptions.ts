import { correlation, mean } from "./series.ts";
import { word } from "./words.ts";

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

/** Where a person begins, in the model and in every drawing: normal. */
const normal = ({ truth }: Guess) => truth[0]!;
/** The drawing from normal on: one that begins elsewhere goes there at once. */
const fromNormal = (guess: Guess) => [normal(guess), ...guess.drawn.slice(1)];
const change = (guess: Guess, values: readonly number[]) => values.at(-1)! - normal(guess);
/** Share of the largest departure from normal that is there at a time. */
const shareAt = (guess: Guess, values: readonly number[], week: number) => {
  const away = values.map((v) => Math.abs(v - normal(guess)));
  const most = Math.max(...away);
  const at = away[guess.times.findIndex((t) => t >= week)] ?? away.at(-1)!;
  return most > 0 ? at / most : 0;
};
/** Whether nothing happens: it stays at normal. A level line elsewhere is a change, all of it at once. */
const isFlat = (guess: Guess, values: readonly number[]) =>
  values.every((v) => Math.abs(v - normal(guess)) < guess.height / 25);
const isSameWay = (guess: Guess) => change(guess, guess.drawn) * change(guess, guess.truth) > 0;
const extremeOf = (guess: Guess, values: readonly number[]) =>
  values.reduce((a, b) => (Math.abs(b - normal(guess)) > Math.abs(a - normal(guess)) ? b : a), normal(guess));
/** How far the curve comes back from its extreme, as a share of the axis. */
const turnsBack = (guess: Guess, values: readonly number[]) =>
  Math.abs(values.at(-1)! - extremeOf(guess, values)) / guess.height;

/** The correlation heuristic: the stock is drawn with the shape of what flows into it (Sterman 2010). */
export const followsCause = (say: string): Misconception => ({
  id: "follows-cause",
  shows: (guess) => {
    if (!guess.cause || isFlat(guess, guess.drawn)) return false;
    const drawn = fromNormal(guess);
    const withCause = Math.abs(correlation(drawn, guess.cause));
    return withCause > 0.9 && withCause > Math.abs(correlation(drawn, guess.truth)) + 0.02;
  },
  say,
});

/** All of it at once, where it takes time. */
export const tooSoon = (week: number, say: string): Misconception => ({
  id: "too-soon",
  shows: (guess) =>
    isSameWay(guess) &&
    !isFlat(guess, guess.drawn) &&
    shareAt(guess, guess.drawn, week) > shareAt(guess, guess.truth, week) + 0.25,
  say,
});

/** Nothing for long, where it begins at once. */
export const tooLate = (week: number, say: string): Misconception => ({
  id: "too-late",
  shows: (guess) =>
    isSameWay(guess) &&
    !isFlat(guess, guess.drawn) &&
    shareAt(guess, guess.drawn, week) < shareAt(guess, guess.truth, week) - 0.25,
  say,
});

/** A curve that goes and stays, where the model's turns back. */
export const noReturn = (say: string): Misconception => ({
  id: "no-return",
  shows: (guess) => {
    const [drawn, truth] = [guess.drawn, guess.truth].map((v) => extremeOf(guess, v) - normal(guess)) as [
      number,
      number,
    ];
    // It went the model's way, and about as far: else where it ends is not what is to be said of it.
    const isComparable = drawn / truth > 0.5 && drawn / truth < 2;
    const back = turnsBack(guess, guess.truth);
    return isComparable && back > 0.15 && turnsBack(guess, guess.drawn) < back / 3;
  },
  say,
});

/** Up where it goes down, or the other way round. */
export const wrongWay = (say: string): Misconception => ({
  id: "wrong-way",
  shows: (guess) =>
    !isFlat(guess, guess.drawn) &&
    !isFlat(guess, guess.truth) &&
    change(guess, guess.drawn) * change(guess, guess.truth) < 0,
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
    const [drawn, truth] = [change(guess, guess.drawn), change(guess, guess.truth)];
    return (
      !isFlat(guess, guess.drawn) &&
      drawn * truth > 0 &&
      Math.abs(Math.abs(drawn) - Math.abs(truth)) > guess.height / 4
    );
  },
  say,
});

/** Where a drawing lies too high and where too low, for one that shows no way of thinking that has a name. */
export function inPlace({ times, drawn, truth, height }: Guess, say: (value: number) => string): string {
  const off = drawn.map((d, i) => d - truth[i]!);
  const worst = off.reduce((at, d, i) => (Math.abs(d) > Math.abs(off[at]!) ? i : at), 0);
  const isNear = (i: number) => Math.abs(off[i]!) < height / 20;
  const at = { by: say(Math.abs(off[worst]!)), week: Number(times[worst]!.toPrecision(3)) };
  const where = word(off[worst]! > 0 ? "too high" : "too low", at);
  const [start, end] = [isNear(0), isNear(off.length - 1)];
  const told =
    start && end
      ? word("farthest off, start and end right", { where })
      : start
        ? word("farthest off, start right", { where })
        : word(end ? "farthest off, end right" : "farthest off", { where });
  return `${told} ${word("where it turns")}`;
}

/** From 0 (as far off as half the axis) to 100, and the mean distance. */
export function score({ drawn, truth, height }: Guess): { points: number; distance: number } {
  const distance = mean(drawn.map((d, i) => Math.abs(d - truth[i]!)));
  return { points: Math.round(100 * Math.max(0, 1 - distance / (height / 2))), distance };
}
