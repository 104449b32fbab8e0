import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fit as fitPoints } from "../../src/index.ts";
import { drugText } from "../support/drugs.ts";
import { byEveryVerb, type Question, smallModel } from "../support/every-verb.ts";

// Any measure of any drug, by every verb of the library, whatever is sampled and however the run is split, against the
// closed form of one compartment with first-order absorption.

interface Case {
  /** mg */
  readonly dose: number;
  /** hours between doses */
  readonly every: number;
  /** 1/day */
  readonly absorption: number;
  /** L/day */
  readonly clearance: number;
  /** L */
  readonly volume: number;
  /** The level that is waited for, as a share of the highest. */
  readonly share: number;
  /** Where the run is split, and from and to when it is measured, in parts of the run. */
  readonly split: number;
  readonly window: readonly [number, number];
}

const days = 3;

/** Four decimals, so that a text says the same number. */
const part = (from: number, to: number) =>
  fc.integer({ min: from * 10_000, max: to * 10_000 }).map((n) => n / 10_000);

const cases: fc.Arbitrary<Case> = fc
  .record({
    dose: fc.integer({ min: 1, max: 40 }),
    every: fc.constantFrom(6, 8, 12, 24),
    absorption: part(3, 60),
    rate: part(0.2, 2.5),
    volume: fc.integer({ min: 20, max: 2000 }),
    share: part(0.1, 0.9),
    split: part(0.05, 0.95),
    window: fc.tuple(part(0, 0.45), part(0.55, 1)),
  })
  .map(({ rate, ...rest }) => ({ ...rest, clearance: Number((rate * rest.volume).toFixed(4)) }));

const heightOf = ({ dose, absorption, clearance, volume }: Case) =>
  (1000 * dose * 0.8 * absorption) / (volume * (absorption - clearance / volume));
const timesOf = ({ every }: Case) => Array.from({ length: (days * 24) / every }, (_, i) => (i * every) / 24);

/** ng/mL at a day, on paper. */
function levelOf(one: Case): (day: number) => number {
  const [height, k, ka] = [heightOf(one), one.clearance / one.volume, one.absorption];
  const after = (t: number) => (t > 0 ? height * (Math.exp(-k * t) - Math.exp(-ka * t)) : 0);
  return (day) => timesOf(one).reduce((sum, at) => sum + after(day - at), 0);
}

const pointsOf = (one: Case) =>
  ["time_day,value", ...[0.3, 1.1, 2.2].map((day) => `${day},${levelOf(one)(day)}`), ""].join("\n");

interface OnPaper {
  readonly text: string;
  readonly value: number;
}

/** What each measure is on paper; the first is the peak. */
function onPaper(one: Case): OnPaper[] {
  const { every, absorption: ka, clearance, volume, share } = one;
  const [height, times, k, level] = [heightOf(one), timesOf(one), clearance / volume, levelOf(one)];
  const integral = (to: number) =>
    times.reduce((sum, at) => {
      const rest = Math.max(0, to - at);
      return sum + height * ((1 - Math.exp(-k * rest)) / k - (1 - Math.exp(-ka * rest)) / ka);
    }, 0);
  /** Between two doses the level rises to one peak and falls. */
  const tops = times.map((at) => {
    let [low, high] = [at, at + every / 24];
    for (let i = 0; i < 200; i++) {
      const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
      if (level(a) < level(b)) low = a;
      else high = b;
    }
    return low;
  });
  const peak = Math.max(...tops.map(level));
  const wanted = share * peak;
  const within = tops.findIndex((top) => level(top) >= wanted);
  let [before, after] = [times[within]!, tops[within]!];
  for (let i = 0; i < 200; i++) {
    const middle = (before + after) / 2;
    if (level(middle) < wanted) before = middle;
    else after = middle;
  }
  const [from, to] = one.window.map((x) => Number((x * days).toFixed(4))) as [number, number];
  const area = integral(to) - integral(from);
  const of = "plasma.calmol";
  return [
    { text: `peak(${of})`, value: peak },
    { text: `auc(${of}, day ${from}, day ${to})`, value: area },
    { text: `mean(${of}, day ${from}, day ${to})`, value: area / (to - from) },
    { text: `time_to(${of}, ${wanted})`, value: after },
    { text: `at(${of}, day ${to})`, value: level(to) },
  ];
}

/** What a fit at its own estimate takes for the level at its points, as a ratio of that on paper. */
async function fittedRatios(one: Case, question: Question): Promise<number[]> {
  const { volume } = one;
  const fitted = await fitPoints(
    smallModel(question),
    {
      duration: `${days} days`,
      arms: [{ label: "whole", ...question.arm }],
      data: { file: "points.csv", variable: "plasma.calmol" },
    },
    {
      parameters: ["calmol.volume"],
      bounds: { "calmol.volume": [volume / 2, 2 * volume] },
      profiles: false,
      files: { "points.csv": pointsOf(one) },
    },
  );
  const [estimate] = fitted.result.parameters;
  const level = levelOf({ ...one, volume: estimate!.value });
  return fitted.result.points.map(({ observation, predicted }) => predicted / level(observation.time));
}

describe("measures", () => {
  it("are the same, and right, by every verb, on any grid, in a run of one piece or two", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const { dose, every, absorption, clearance, volume, split } = one;
        const wanted = onPaper(one);
        const question = {
          files: { "calmol.yaml": drugText({ absorption, clearance, volume }) },
          days,
          arm: { treatment: `calmol ${dose} mg every ${every} hours` },
          measure: Object.fromEntries(wanted.map(({ text }, i) => [`m${i}`, text])),
          split: split * days,
        };
        for (const [verb, told] of Object.entries(await byEveryVerb(question)))
          for (const [i, { text, value: right }] of wanted.entries()) {
            const value = told[`m${i}`];
            if (value === undefined && verb.startsWith("search")) continue;
            expect(Math.abs(value! / right - 1), `${text} by ${verb}`).toBeLessThan(1e-6);
          }
        for (const ratio of await fittedRatios(one, question))
          expect(Math.abs(ratio - 1), "a fit").toBeLessThan(1e-6);
      }),
      { numRuns: 4 },
    );
  });
});
