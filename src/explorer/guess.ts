/** A guessed curve: a value, 0 to 1, at each of its weeks. */
export interface Guess {
  readonly weeks: readonly number[];
  readonly values: readonly number[];
}

export interface Stroke {
  /** day */
  readonly time: number;
  readonly value: number;
}

const weeks = [0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
/** The weeks that can be set by a slider, for those who do not draw. */
export const steeredWeeks = [2, 6, 12] as const;
export const noGuess: Guess = { weeks, values: weeks.map(() => 0) };

const inside = (value: number) => Math.min(1, Math.max(0, value));

/** The guess after a stroke from one point to another; what lies between them is on the straight line. */
export function drawn({ values }: Guess, from: Stroke, to: Stroke): Guess {
  const [first, last] = from.time <= to.time ? [from, to] : [to, from];
  // A stroke reaches half of the way to the points beside it, so that a dot is seen too.
  const nearest = weeks.reduce((a, b) => (Math.abs(b * 7 - to.time) < Math.abs(a * 7 - to.time) ? b : a));
  return {
    weeks,
    values: values.map((value, i) => {
      const week = weeks[i]!;
      const day = week * 7;
      if (week === 0) return 0;
      if (week === nearest) return inside(to.value);
      if (day < first.time || day > last.time) return value;
      const share = (day - first.time) / (last.time - first.time || 1);
      return inside(first.value + share * (last.value - first.value));
    }),
  };
}

/** The guess with its value at one of the steered weeks; between those it goes straight. */
export function steered(guess: Guess, week: number, value: number): Guess {
  const knots = [0, ...steeredWeeks];
  const at = (knot: number) => (knot === 0 ? 0 : knot === week ? inside(value) : guessAt(guess, knot));
  return {
    weeks,
    values: weeks.map((one) => {
      const next = Math.max(
        1,
        knots.findIndex((knot) => knot >= one),
      );
      const [from, to] = [knots[next - 1]!, knots[next]!];
      return at(from) + ((one - from) / (to - from)) * (at(to) - at(from));
    }),
  };
}

/** The guessed value at one of its weeks. */
export const guessAt = ({ values }: Guess, week: number) => values[weeks.indexOf(week)] ?? 0;
