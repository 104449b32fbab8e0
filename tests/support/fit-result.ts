import type { Fit, FittedParameter } from "../../src/studies/fit/types.ts";

// A fit put down by hand: three parameters, of which the data know one well, one from above only, and one not at all.

const parameter = (name: string, unit: string, start: number, bounds: readonly [number, number]) => ({
  name,
  about: `What ${name} is.`,
  unit,
  tier: "assumed" as const,
  value: start,
  range: bounds,
  bounds,
  scale: bounds[0] > 0 ? ("log" as const) : ("linear" as const),
  start,
});

/** On a linear scale: 1.5 with two standard errors to a side, where the likelihood has risen by the threshold. */
export const slope: FittedParameter = {
  parameter: parameter("pk.slope", "mg/L", 1, [0, 4]),
  value: 1.5,
  standardError: 0.25,
  low: 1,
  high: 2,
  profile: [
    [0.5, 16],
    [1.5, 0],
    [2.5, 16],
    [3.5, 64],
  ],
  determined: "yes",
};
export const speed: FittedParameter = {
  parameter: parameter("pk.speed", "1/hour", 0.5, [0.1, 10]),
  value: 2,
  standardError: 1.5,
  low: undefined,
  high: 4,
  profile: [
    [1, 1],
    [2, 0],
    [4, 4],
  ],
  determined: "open below",
};
export const idle: FittedParameter = {
  parameter: parameter("pk.idle", "1", 1, [0.5, 2]),
  value: 1,
  standardError: undefined,
  low: undefined,
  high: undefined,
  profile: [],
  determined: "no influence",
};

const place = { file: "d.csv", start: 0, end: 1 };
const observation = (arm: string, time: number, value: number, more: object = {}) => ({
  variable: "pk.level",
  arm,
  time,
  value,
  place,
  ...more,
});
const curve = (arm: string, before: (number | undefined)[], fitted: number[]) => ({
  variable: "pk.level",
  unit: "mg/L",
  arm,
  times: [0, 7, 14],
  before,
  fitted,
});

export const fit = {
  subject: {
    title: "Kinetics",
    scenarios: ["Small trial", "b"],
    arms: ["drug", "placebo", "drug"],
    subjects: 1,
    points: 4,
    errors: "additive",
    known: 1,
    usesPriors: false,
  },
  parameters: [slope, speed, idle],
  noise: [{ variable: "pk.level", kind: "additive", value: 0.2 }],
  threshold: 4,
  correlation: [
    [1, 0.97, 0],
    [0.97, 1, 0],
    [0, 0, 1],
  ],
  points: [
    {
      observation: observation("drug", 14, 5, { bar: [4, 6] }),
      unit: "mg/L",
      predicted: 4.5,
      deviation: 0.5,
    },
    {
      observation: observation("drug", 7, 3, { subject: "a" }),
      unit: "mg/L",
      predicted: 3.5,
      deviation: 0.2,
    },
    {
      observation: observation("placebo", 7, 0.5, { isCensored: true }),
      unit: "mg/L",
      predicted: 0.1,
      deviation: 0.2,
    },
    {
      observation: { ...observation("drug", 7, 10), variable: "scale.madrs" },
      unit: "1",
      predicted: 11,
      deviation: 1,
    },
  ],
  goodness: [
    { variable: "pk.level", unit: "mg/L", points: 3, bias: 0.1, rmse: 0.5, explained: 0.876 },
    { variable: "scale.madrs", unit: "1", points: 1, bias: -1, rmse: 1, explained: undefined },
  ],
  deviance: 12.5,
  devianceBefore: 40,
  aic: 20.5,
  starts: [
    { from: [1, 0.5, 1], to: [1.5, 2, 1], deviance: 12.5, iterations: 9, isConverged: true },
    { from: [2, 1, 1], to: [3, 1, 1], deviance: undefined, iterations: 2, isConverged: false },
  ],
  curves: [
    curve("drug", [0, 1, undefined], [0, 3.5, 4.5]),
    curve("placebo", [0, 0, 0], [0, 0.1, 0.2]),
    { ...curve("drug", [20, 15, 12], [20, 11, 10]), variable: "scale.madrs", unit: "1" },
  ],
  notExact: [],
  runs: 123,
} as unknown as Fit;

export const with_ = (parts: object): Fit => ({ ...fit, ...parts }) as Fit;
