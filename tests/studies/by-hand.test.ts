import { describe } from "vitest";
import { askEveryVerb, type Case, zeroOf } from "../support/by-hand.ts";

// Measures of formulas and states that invite mistakes, each worked out by hand, by every verb: in ties, on plateaus, at
// levels that are touched, of formulas of time, of what is over in minutes. Those of doses: `by-hand-doses.test.ts`.

const { exp, log, sin, cos, acos, sqrt, PI, max } = Math;

const number = (name: string, value: number, unit: string) =>
  `  ${name}: {value: ${value}, unit: ${unit}, domain: any, range: [-1000, 1000], tier: assumed, about: A number.}\n`;
const day = number("one", 1, "day");
const turn = "6.283185307179586 * t / one";

const logistic = (t: number) => 1 / (1 + 99 * exp(-0.7 * t));

const cases: readonly Case[] = [
  {
    title:
      "waves: of tops that are alike the first one counts, and a level that is touched is reached and not passed",
    module: `parameters:
${day}values:
  s: {unit: "1", formula: sin(${turn}), about: Sine.}
  c: {unit: "1", formula: cos(${turn}), about: Cosine.}
  square: {unit: "1", formula: sin(${turn})^2, about: Square.}
  size: {unit: "1", formula: abs(sin(${turn})), about: Size.}
`,
    days: 5,
    measure: {
      peak: "peak(own.s)",
      trough: "trough(own.s)",
      top: "time_of_peak(own.s)",
      start: "time_of_peak(own.c)",
      next: "time_of_peak(own.c, day 0.5, day 5)",
      cosine: "peak(own.c)",
      half: "days_above(own.s, 0.5)",
      positive: "days_above(own.s, 0)",
      hump: "auc(own.s, day 0, day 0.5)",
      square: "auc(own.square, day 0, day 5)",
      mean: "mean(own.size, day 0, day 5)",
      crossed: "time_to(own.s, 0.5)",
      touched: "time_to(own.s, 1)",
      passed: "days_above(own.s, 1)",
      zero: "time_to(own.c, 0)",
      unmoved: "half_time(own.s)",
      moved: "onset(own.c, 1)",
      ratio: "ratio(own.c, day 0, day 0.5)",
    },
    right: {
      ...{ peak: 1, trough: -1, top: 0.25, start: 0, next: 1, cosine: 1, half: 5 / 3, positive: 2.5 },
      ...{ hump: 1 / PI, square: 2.5, mean: 2 / PI, crossed: 1 / 12, touched: 0.25, passed: 0 },
      ...{ zero: 0.25, unmoved: undefined, moved: 0.25, ratio: -1 },
    },
    within: { top: 1e-5, next: 1e-5, touched: 1e-5 },
  },
  {
    title: "pieces: plateaus, jumps, constants, and windows without length",
    module: `parameters:
${day}values:
  p: {unit: "1", formula: "if(t < one, t / one, if(t < 2 * one, 1, 3 - t / one))", about: Plateau.}
  j: {unit: "1", formula: "if(t < one, 0, 5)", about: Jump.}
  q: {unit: "1", formula: 1 - (t / one - 1)^2, about: Arch.}
  c: {unit: "1", formula: "2", about: Constant.}
  n: {unit: "1", formula: "-max(t / one - 1, 0)", about: Falls below nothing.}
`,
    days: 3,
    measure: {
      first: "time_of_peak(own.p)",
      passed: "days_above(own.p, 1)",
      above: "days_above(own.p, 0.5)",
      reached: "time_to(own.p, 1)",
      area: "auc(own.p, day 0, day 3)",
      after: "at(own.j, day 1)",
      jump: "time_to(own.j, 2)",
      mean: "mean(own.j, day 0.5, day 1.5)",
      before: "auc(own.j, day 0, day 1)",
      both: "peak(own.j, day 0, day 1)",
      half: "half_time(own.j)",
      arch: "time_of_peak(own.q)",
      arched: "days_above(own.q, 0)",
      higher: "days_above(own.c, 2)",
      lower: "days_below(own.c, 2)",
      there: "time_to(own.c, 2)",
      never: "half_time(own.c)",
      flat: "time_of_peak(own.c, day 1, day 2)",
      instant: "mean(own.p, day 2.5, day 2.5)",
      nothing: "auc(own.p, day 2.5, day 2.5)",
      point: "peak(own.p, day 2.5, day 2.5)",
      low: "trough(own.n)",
      negative: "auc(own.n, day 0, day 3)",
      fallen: "time_to(own.n, -1)",
    },
    right: {
      ...{ first: 1, passed: 0, above: 2, reached: 1, area: 2, after: 5, jump: 1, mean: 2.5, before: 0 },
      ...{ both: 5, half: 1, arch: 1, arched: 2, higher: 0, lower: 0, there: 0, never: undefined },
      ...{ flat: 1, instant: 0.5, nothing: 0, point: 0.5, low: -2, negative: -2, fallen: 2 },
    },
  },
  {
    title: "teeth of a saw: at a jump down what holds after it, at its start and whatever else there is",
    module: `parameters:
${day}values:
  s: {unit: "1", formula: t / one - floor(t / one), about: Sawtooth.}
  q: {unit: "1", formula: "if(t / one - floor(t / one) < 0.25, 1, 0)", about: A quarter of each day.}
`,
    days: 5.5,
    measure: {
      start: "at(own.s, day 0)",
      first: "at(own.s, day 1)",
      third: "at(own.s, day 3)",
      last: "at(own.q, day 5)",
      climb: "peak(own.s, day 0, day 0.5)",
      top: "peak(own.s, day 1, day 1.5)",
      reached: "time_to(own.s, 0.99)",
      area: "auc(own.s, day 0, day 5.5)",
      share: "auc(own.q, day 0, day 5.5)",
      again: "time_of_peak(own.q, day 0.3, day 5)",
      above: "days_above(own.s, 0.5)",
    },
    // A window that begins with a jump holds what comes after it.
    right: {
      ...{ start: 0, first: 0, third: 0, last: 1, climb: 0.5, top: 0.5, reached: 0.99, area: 2.625 },
      ...{ share: 1.5, again: 1, above: 2.5 },
    },
  },
  {
    title: "states: growth, an oscillator, and what only draws near",
    module: `start: written
parameters:
${number("r", 0.7, "1/day")}${number("w", 3, "1/day")}states:
  n: {unit: "1", initial: 0.01, rate: r * n * (1 - n), about: Grows.}
  x: {unit: "1", initial: 1, rate: w * v, about: Swings.}
  v: {unit: "1", initial: 0, rate: -w * x, about: Swings.}
  y: {unit: "1", initial: 0, rate: r * (1 - y), about: Draws near.}
values:
  low: {unit: "1", formula: "min(x, v)", about: The lower one.}
  whole: {unit: "1", formula: x^2 + v^2, about: Stays.}
  ln: {unit: "1", formula: ln(n), about: Below nothing.}
`,
    days: 12,
    measure: {
      half: "time_to(own.n, 0.5)",
      middle: "half_time(own.n)",
      mean: "mean(own.n, day 2, day 9)",
      ln: "at(own.ln, day 3)",
      least: "trough(own.ln)",
      down: "trough(own.x)",
      back: "time_of_peak(own.x, day 0.1, day 3)",
      zero: "time_to(own.x, 0)",
      area: "auc(own.x, day 0, day 1)",
      moved: "onset(own.x, -1.5)",
      low: "peak(own.low)",
      whole: "trough(own.whole)",
      never: "time_to(own.y, 1)",
      soon: "time_to(own.y, 0.9)",
      turned: "at(own.x, day 12)",
    },
    right: {
      half: log(99) / 0.7,
      middle: zeroOf((t) => logistic(t) - (logistic(0) + logistic(12)) / 2, 0, 12),
      mean: (log(exp(6.3) + 99) - log(exp(1.4) + 99)) / 0.7 / 7,
      ln: log(logistic(3)),
      least: log(0.01),
      ...{ down: -1, back: (2 * PI) / 3, zero: PI / 6, area: sin(3) / 3, moved: acos(-0.5) / 3 },
      ...{ low: cos(PI / 4), whole: 1, never: undefined, soon: log(10) / 0.7, turned: cos(36) },
    },
    within: { back: 1e-5 },
  },
  {
    title:
      "edges: a value that keeps to a level on one side of it, on whatever it stands, and jumps of a state's making",
    module: `start: written
parameters:
${day}${number("w", 3, "1/day")}${number("r", 0.7, "1/day")}states:
  x: {unit: "1", initial: 1, rate: w * v, about: Swings.}
  v: {unit: "1", initial: 0, rate: -w * x, about: Swings.}
  d: {unit: "1", initial: 1, rate: -r * d, about: Falls.}
  u: {unit: "1", initial: 0, rate: 0.5 / one, about: Rises.}
values:
  half: {unit: "1", formula: "max(x, 0)", about: Above nothing.}
  raised: {unit: "1", formula: "1000 + max(x, 0) + 1e-11 * sin(1000 * t / one)", about: The same on a height that is not quite even.}
  rest: {unit: "1", formula: "max(d - 0.3, 0)", about: What is left.}
  floor: {unit: "1", formula: "max(d, 0.3)", about: No lower.}
  ramp: {unit: "1", formula: "min(max(u, 0.4), 0.6)", about: Between two levels.}
  bent: {unit: "1", formula: "max(u - 1.1, 0)^2", about: Leaves softly.}
  switch: {unit: "1", formula: "if(u > 1.1, 5, 0)", about: Jumps.}
  top: {unit: "1", formula: "if(x > 0.99, 1, 0)", about: Jumps often.}
`,
    days: 6,
    measure: {
      half: "days_above(own.half, 0)",
      raised: "days_above(own.raised, 1000)",
      rest: "days_above(own.rest, 0)",
      gone: "time_to(own.rest, 0)",
      floor: "time_to(own.floor, 0.3)",
      kept: "days_above(own.floor, 0.3)",
      ramp: "days_above(own.ramp, 0.4)",
      below: "days_below(own.ramp, 0.6)",
      full: "time_to(own.ramp, 0.6)",
      bent: "days_above(own.bent, 0)",
      on: "days_above(own.switch, 0)",
      off: "days_below(own.switch, 5)",
      area: "auc(own.switch, day 1, end)",
      top: "days_above(own.top, 0.5)",
      tops: "mean(own.top, day 0, end)",
      low: "peak(own.ramp, day 0, day 0.8)",
    },
    right: {
      // Of six days of cos(3 t) three halves of a turn, of a third of pi each, are below 0.
      ...{ half: 6 - PI, raised: 6 - PI },
      ...{
        rest: log(1 / 0.3) / 0.7,
        gone: log(1 / 0.3) / 0.7,
        floor: log(1 / 0.3) / 0.7,
        kept: log(1 / 0.3) / 0.7,
      },
      ...{ ramp: 5.2, below: 1.2, full: 1.2, bent: 3.8, on: 3.8, off: 2.2, area: 19 },
      ...{ top: (5 * acos(0.99)) / 3, tops: (5 * acos(0.99)) / 18, low: 0.4 },
    },
  },
  ...[
    { at: 10.2, length: 0.002 },
    { at: 3.7, length: 0.05 },
  ].map(({ at, length }): Case => {
    const [rate, height] = [5, 1000];
    const bell = "exp(-((t - at) / length)^2)";
    return {
      title: `what is over in ${length} days: a bell curve, a pulse, a rise`,
      module: `start: written
parameters:
${number("rate", rate, "1/day")}${number("at", at, "day")}${number("length", length, "day")}states:
  bell: {unit: "1", initial: 0, rate: rate * (${height} * ${bell} - bell), about: Follows a bell curve.}
  arch: {unit: "1", initial: 0, rate: "rate * (${height} / cosh((t - at) / length)^2 - arch)", about: Follows an arch.}
  rise: {unit: "1", initial: 0, rate: rate * (1 / (1 + exp(-(t - at) / length)) - rise), about: Follows a rise.}
values:
  itself: {unit: "1", formula: ${height} * ${bell}, about: The bell curve.}
`,
      days: 30,
      measure: {
        area: "auc(own.bell, day 0, end)",
        arch: "auc(own.arch, day 0, end)",
        itself: "auc(own.itself, day 0, end)",
        peak: "peak(own.itself)",
        when: "time_of_peak(own.itself)",
        rise: "auc(own.rise, day 0, end)",
      },
      right: {
        area: height * length * sqrt(PI),
        arch: 2 * height * length,
        itself: height * length * sqrt(PI),
        peak: height,
        when: at,
        // A rise about a time is worth one at that time.
        rise: 30 - at - (1 - exp(-rate * (30 - at))) / rate,
      },
      // Of a rise symmetric about `at` all that is left are terms of the square of its length.
      within: { rise: max(1e-6, length ** 2) },
    };
  }),
  {
    title: "a pulse of minutes in a month, given by its edges",
    module: `start: written
parameters:
${number("rate", 5, "1/day")}${number("at", 10.2, "day")}${number("length", 0.002, "day")}states:
  y: {unit: "1", initial: 0, rate: "rate * (if(t > at and t < at + length, 1000, 0) - y)", about: Follows a pulse.}
`,
    days: 30,
    measure: { peak: "peak(own.y)", when: "time_of_peak(own.y)", area: "auc(own.y, day 0, end)" },
    right: { peak: 1000 * (1 - exp(-0.01)), when: 10.202, area: 2 },
  },
];

describe("by every verb", () => askEveryVerb(cases));
