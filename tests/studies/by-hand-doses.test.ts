import { describe } from "vitest";
import { askEveryVerb, type Case, topOf, zeroOf } from "../support/by-hand.ts";
import { drugFile, drugText } from "../support/drugs.ts";

// Measures of levels in plasma, each worked out by hand, by every verb: at the edges of windows and of doses.

const { exp, log, min } = Math;

/** One compartment: 1/day, L, 1/day, part. */
const [k, volume, ka, share] = [0.48, 1000, 24, 0.8];
const calmol = { "calmol.yaml": drugText() };

/** ng/mL after doses [day, mg] by mouth. */
const oral = (doses: readonly (readonly [number, number])[]) => (t: number) =>
  doses.reduce(
    (sum, [at, mg]) =>
      t > at
        ? sum + ((1000 * mg * share * ka) / (volume * (ka - k))) * (exp(-k * (t - at)) - exp(-ka * (t - at)))
        : sum,
    0,
  );

/** Right after the first of three boluses, the second and the third. */
const boluses = [10, 10 * exp(-k) + 10, 10 * exp(-2 * k) + 10 * exp(-k) + 10] as const;

const infusions = (() => {
  const hours = 1 / 12;
  const rise = (10 / hours) * (1000 / (volume * k));
  const one = (t: number) =>
    t <= 0 ? 0 : t <= hours ? rise * (1 - exp(-k * t)) : rise * (1 - exp(-k * hours)) * exp(-k * (t - hours));
  const area = (t: number) =>
    t <= 0
      ? 0
      : t <= hours
        ? rise * (t - (1 - exp(-k * t)) / k)
        : rise * (hours - (1 - exp(-k * hours)) / k) + (one(hours) - one(t)) / k;
  const sum = (f: (t: number) => number) => (t: number) => [0, 1, 2].reduce((s, at) => s + f(t - at), 0);
  return { hours, level: sum(one), area: sum(area) };
})();

const taper = oral([
  [0, 10],
  [1, 10],
  [2, 10],
  [3, 5],
  [4, 5],
]);

const lag = 0.1;
/** A first dose of twice the size, one that is missed, and one that is late. */
const uneven = oral([
  [lag, 20],
  [1 + lag, 10],
  [3.25 + lag, 10],
]);
const unevenArea = (to: number) =>
  [
    [0, 20],
    [1, 10],
    [3.25, 10],
  ].reduce((sum, [at, mg]) => {
    const left = Math.max(0, to - at! - lag);
    const height = (1000 * mg! * share * ka) / (volume * (ka - k));
    return sum + height * ((1 - exp(-k * left)) / k - (1 - exp(-ka * left)) / ka);
  }, 0);

const daily = oral([0, 1, 2].map((at) => [at, 10]));

/** Two compartments: 10 mg into a vein at once on days 0 and 1. */
const twoCompartments = (() => {
  const [toTissue, back] = [600 / volume, 600 / 1500];
  const sum = k + toTissue + back;
  const root = Math.sqrt(sum ** 2 - 4 * k * back);
  const [fast, slow] = [(sum + root) / 2, (sum - root) / 2];
  const parts = [
    [(10 * (fast - back)) / (fast - slow), fast],
    [(10 * (back - slow)) / (fast - slow), slow],
  ] as const;
  const one = (t: number) =>
    t < 0 ? 0 : parts.reduce((all, [height, rate]) => all + height * exp(-rate * t), 0);
  const area = (t: number) =>
    t < 0 ? 0 : parts.reduce((all, [height, rate]) => all + (height * (1 - exp(-rate * t))) / rate, 0);
  return { level: (t: number) => one(t) + one(t - 1), area: (t: number) => area(t) + area(t - 1) };
})();

/** What holds the site trails plasma with a half-life of six hours. */
const trailing = (() => {
  const ke = log(2) / 0.25;
  const level = (t: number) => ((10 * ke) / (ke - k)) * (exp(-k * t) - exp(-ke * t));
  const when = log(ke / k) / (ke - k);
  const held = (c: number) => (0.8 * c) / (10 + c);
  return { level, when, held };
})();

/** Clearance doubles from day 1.5 on, half of the way in six hours. */
const doubling = (t: number) => {
  const [after, rate] = [Math.max(0, t - 1.5), log(2) / 0.25];
  return 10 * exp(-k * (t + after - (1 - exp(-rate * after)) / rate));
};

const cases: readonly Case[] = [
  {
    title:
      "boluses: a dose belongs to the window that begins with it, and both its sides to one that ends with it",
    files: calmol,
    days: 3,
    arm: { treatment: "calmol 10 mg iv daily" },
    measure: {
      start: "at(plasma.calmol, day 0)",
      second: "at(plasma.calmol, day 1)",
      low: "trough(plasma.calmol, day 0, day 1)",
      high: "peak(plasma.calmol, day 0.5, day 1)",
      when: "time_of_peak(plasma.calmol, day 0, day 1)",
      end: "at(plasma.calmol, end)",
      mean: "mean(plasma.calmol, day 1, day 2)",
      ratio: "ratio(plasma.calmol, day 0, day 1)",
      change: "change(plasma.calmol, day 0, day 1)",
      above: "days_above(plasma.calmol, 10, day 0, day 2)",
      jump: "time_to(plasma.calmol, 15)",
      moved: "onset(plasma.calmol, 3)",
      half: "half_time(plasma.calmol)",
    },
    right: {
      start: 10,
      second: boluses[1],
      low: boluses[1] - 10,
      high: boluses[1],
      when: 1,
      end: boluses[2] * exp(-k),
      mean: (boluses[1] * (1 - exp(-k))) / k,
      ratio: boluses[1] / 10,
      change: boluses[1] - 10,
      above: 1,
      jump: 1,
      moved: log(10 / 7) / k,
      half: 1,
    },
  },
  {
    title: "infusions: highest as they end",
    files: calmol,
    days: 3,
    arm: { treatment: "calmol 10 mg iv over 2 hours daily" },
    measure: {
      start: "at(plasma.calmol, day 0)",
      peak: "peak(plasma.calmol, day 0, day 1)",
      when: "time_of_peak(plasma.calmol)",
      first: "auc(plasma.calmol, day 0, hour 2)",
      across: "auc(plasma.calmol, hour 1, day 2.04)",
      reached: "time_to(plasma.calmol, 8)",
      low: "trough(plasma.calmol, hour 2, day 2)",
      above: "days_above(plasma.calmol, 9, day 0, day 1)",
    },
    right: {
      start: 0,
      peak: infusions.level(infusions.hours),
      when: 2 + infusions.hours,
      first: infusions.area(infusions.hours),
      across: infusions.area(2.04) - infusions.area(1 / 24),
      reached: zeroOf((t) => infusions.level(t) - 8, 0, infusions.hours),
      low: infusions.level(1),
      above:
        zeroOf((t) => infusions.level(t) - 9, infusions.hours, 1) -
        zeroOf((t) => infusions.level(t) - 9, 0, infusions.hours),
    },
  },
  {
    title: "a taper, and after it",
    files: calmol,
    days: 10,
    arm: {
      treatment: [
        { drug: "calmol", dose: "10 mg", every: "1 day", until: "day 3" },
        { drug: "calmol", dose: "5 mg", every: "1 day", from: "day 3", until: "day 5" },
      ],
    },
    measure: {
      end: "at(plasma.calmol, end)",
      below: "days_below(plasma.calmol, 1, day 5, day 10)",
      low: "trough(plasma.calmol, day 2, day 5)",
      ratio: "ratio(plasma.calmol, day 6, day 9)",
      change: "change(plasma.calmol, day 5, day 10)",
      when: "time_of_peak(plasma.calmol)",
    },
    right: {
      end: taper(10),
      below: 10 - zeroOf((t) => taper(t) - 1, 5, 10),
      low: min(...[2, 3, 4, 5].map(taper)),
      ratio: taper(9) / taper(6),
      change: taper(10) - taper(5),
      when: topOf(taper, 2, 2.9),
    },
    within: { when: 1e-5 },
  },
  {
    title: "a window without length at a dose: what holds after it",
    files: calmol,
    days: 3,
    arm: { treatment: "calmol 10 mg iv daily" },
    measure: {
      at: "at(plasma.calmol, day 1)",
      mean: "mean(plasma.calmol, day 1, day 1)",
      area: "auc(plasma.calmol, day 1, day 1)",
      above: "days_above(plasma.calmol, 1, day 1, day 1)",
      when: "time_of_peak(plasma.calmol, day 1, day 1)",
      peak: "peak(plasma.calmol, day 1, day 1)",
      most: "days_above(plasma.calmol, 0)",
      none: "days_below(plasma.calmol, 0)",
    },
    right: {
      at: boluses[1],
      mean: boluses[1],
      area: 0,
      above: 0,
      when: 1,
      peak: boluses[1],
      most: 3,
      none: 0,
    },
  },
  {
    title: "a lag, a first dose of twice the size, one that is missed and one that is late",
    files: {
      "calmol.yaml": drugFile("calmol", { bioavailability: share, clearance: k * volume, volume, lag }),
    },
    days: 4,
    arm: {
      treatment: [
        {
          ...{ drug: "calmol", dose: "10 mg", every: "1 day", loading: "20 mg" },
          ...{ miss: "day 2", late: { by: "6 hours", on: "day 3" } },
        },
      ],
    },
    measure: {
      waits: "at(plasma.calmol, day 0.1)",
      still: "at(plasma.calmol, day 1.1)",
      area: "auc(plasma.calmol, day 0, end)",
      part: "auc(plasma.calmol, day 0.05, day 3.3)",
      low: "trough(plasma.calmol, day 1.2, day 4)",
      first: "time_to(plasma.calmol, 5)",
      when: "time_of_peak(plasma.calmol)",
      end: "at(plasma.calmol, end)",
      empty: "days_below(plasma.calmol, 0.01, day 0, day 1)",
    },
    right: {
      waits: 0,
      still: uneven(1.1),
      area: unevenArea(4),
      part: unevenArea(3.3) - unevenArea(0.05),
      low: uneven(3.35),
      first: zeroOf((t) => uneven(t) - 5, 0.1, 0.25),
      when: topOf(uneven, 1.1, 2),
      end: uneven(4),
      empty: zeroOf((t) => uneven(t) - 0.01, 0.1, 0.25),
    },
    within: { when: 1e-5 },
  },
  {
    title: "two compartments",
    files: {
      "calmol.yaml": drugFile("calmol", {
        ...{ clearance: k * volume, volume, peripheral_volume: 1500, peripheral_flow: 600 },
      }),
    },
    days: 5,
    arm: { treatment: "calmol 10 mg iv daily until day 2" },
    measure: {
      end: "at(plasma.calmol, end)",
      area: "auc(plasma.calmol, day 0, end)",
      low: "trough(plasma.calmol, day 0, day 2)",
      ratio: "ratio(plasma.calmol, day 2, day 4)",
      passed: "days_above(plasma.calmol, 5)",
      half: "half_time(plasma.calmol)",
    },
    right: {
      end: twoCompartments.level(5),
      area: twoCompartments.area(5),
      low: min(twoCompartments.level(1) - 10, twoCompartments.level(2)),
      ratio: twoCompartments.level(4) / twoCompartments.level(2),
      passed:
        zeroOf((t) => twoCompartments.level(t) - 5, 0, 0.99) +
        zeroOf((t) => twoCompartments.level(t) - 5, 1, 5) -
        1,
      half: zeroOf((t) => twoCompartments.level(t) - (10 + twoCompartments.level(5)) / 2, 0, 0.99),
    },
  },
  {
    title: "what trails plasma, and what it holds of a site",
    files: {
      "calmol.yaml": drugFile("calmol", { clearance: k * volume, volume, effect_site_half_life: 0.25 }),
    },
    days: 4,
    arm: { treatment: [{ drug: "calmol", dose: "10 mg", every: "10 days", route: "iv" }] },
    measure: {
      level: "peak(calmol.effect_site)",
      when: "time_of_peak(target.sert_inhibitor)",
      held: "peak(target.sert_inhibitor)",
      above: "days_above(target.sert_inhibitor, 0.2)",
      reached: "time_to(target.sert_inhibitor, 0.2)",
      end: "at(target.sert_inhibitor, end)",
    },
    right: {
      level: trailing.level(trailing.when),
      when: trailing.when,
      held: trailing.held(trailing.level(trailing.when)),
      above:
        zeroOf((t) => trailing.held(trailing.level(t)) - 0.2, trailing.when, 4) -
        zeroOf((t) => trailing.held(trailing.level(t)) - 0.2, 0, trailing.when),
      reached: zeroOf((t) => trailing.held(trailing.level(t)) - 0.2, 0, trailing.when),
      end: trailing.held(trailing.level(4)),
    },
    within: { when: 1e-5 },
  },
  {
    title: "an infusion that outlasts the run",
    files: calmol,
    days: 3,
    arm: {
      treatment: [
        { drug: "calmol", dose: "24 mg", every: "10 days", from: "day 2", route: "iv", duration: "2 days" },
      ],
    },
    measure: {
      before: "at(plasma.calmol, day 2)",
      end: "at(plasma.calmol, end)",
      peak: "peak(plasma.calmol)",
      when: "time_of_peak(plasma.calmol)",
      area: "auc(plasma.calmol, day 0, end)",
      moved: "onset(plasma.calmol, 1)",
    },
    right: {
      ...{ before: 0, when: 3 },
      end: (12 / k) * (1 - exp(-k)),
      peak: (12 / k) * (1 - exp(-k)),
      area: (12 / k) * (1 - (1 - exp(-k)) / k),
      moved: 2 - log(1 - k / 12) / k,
    },
  },
  {
    title: "tablets and a vein at once",
    files: calmol,
    days: 3,
    arm: {
      treatment: [
        { drug: "calmol", dose: "10 mg", every: "1 day" },
        { drug: "calmol", dose: "5 mg", every: "1 day", from: "hour 12", route: "iv" },
      ],
    },
    measure: {
      jump: "change(plasma.calmol, day 0.4999, day 0.5)",
      end: "at(plasma.calmol, end)",
      high: "peak(plasma.calmol, day 0.3, day 0.5)",
      when: "time_of_peak(plasma.calmol)",
    },
    right: {
      jump: 5 + daily(0.5) - daily(0.4999),
      end: daily(3) + [2.5, 1.5, 0.5].reduce((sum, t) => sum + 5 * exp(-k * t), 0),
      high: 5 + daily(0.5),
      when: 2.5,
    },
  },
  {
    title: "clearance that doubles by and by",
    files: calmol,
    days: 4,
    arm: {
      treatment: [{ drug: "calmol", dose: "10 mg", every: "10 days", route: "iv" }],
      changes: [{ at: "day 1.5", set: { "calmol.clearance": 2 * k * volume }, half_life: "6 hours" }],
    },
    measure: {
      at: "at(plasma.calmol, day 1.5)",
      soon: "at(plasma.calmol, day 1.7)",
      end: "at(plasma.calmol, end)",
      half: "half_time(plasma.calmol)",
      below: "days_below(plasma.calmol, 2)",
    },
    right: {
      at: doubling(1.5),
      soon: doubling(1.7),
      end: doubling(4),
      half: zeroOf((t) => doubling(t) - (10 + doubling(4)) / 2, 0, 4),
      below: 4 - zeroOf((t) => doubling(t) - 2, 0, 4),
    },
  },
];

describe("by every verb", () => askEveryVerb(cases));
