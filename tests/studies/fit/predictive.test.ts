import { describe, expect, it } from "vitest";
import { isInside, type PredictivePoint, panelOf, spansOf } from "../../../src/studies/fit/predictive.ts";
import { tellFit } from "../../../src/studies/fit/tell.ts";
import {
  concentration,
  fitOf,
  gauss,
  hours,
  type Kinetics,
  pkCsv,
  pkScenario,
  truth,
} from "../../support/fit.ts";

const asked = ["pk.ka", "pk.ke", "pk.volume"];

/** Ten people whose elimination differs by 30 %, with a scatter of 0.2 mg/L, as so many columns of a table. */
function tenPeople(
  of: (s: number) => Kinetics = (s) => ({ ...truth, ke: truth.ke * Math.exp(0.3 * gauss(99, s)) }),
) {
  const rows = Array.from({ length: 10 }, (_, s) =>
    hours.map((hour, i) => `${hour},${concentration(hour, of(s)) + 0.2 * gauss(s + 1, i)},s${s}`),
  );
  return `time,value,subject\n${rows.flat().join("\n")}\n`;
}

const percentilesOf = (panels: readonly { readonly bins: ReturnType<typeof panelOf>["bins"] }[]) =>
  panels.flatMap(({ bins }) => bins.flatMap(({ percentiles }) => percentiles));

describe("percentiles of made data sets", () => {
  /** Points of one time: standard normal numbers, and as many made ones of another spread. */
  const points = (count: number, sd: number, seed: number): PredictivePoint[] =>
    Array.from({ length: count }, (_, i) => ({
      time: 7,
      value: 10 + gauss(seed, i),
      isCensored: false,
      expected: 10,
      simulated: Float64Array.from({ length: 200 }, (_, r) => 10 + sd * gauss(1000 + r, i)),
    }));
  const labels = { variable: "x", unit: "1", arm: undefined };

  it("lie about those of the distribution, as wide as order statistics are", () => {
    const [bin] = panelOf(labels, points(50, 1, 3), 1).bins;
    const [low, middle, high] = bin!.percentiles;
    expect(bin!.percentiles.map(({ share }) => share)).toEqual([0.1, 0.5, 0.9]);
    for (const [at, z] of [
      [low, -1.2816],
      [middle, 0],
      [high, 1.2816],
    ] as const) {
      expect(at!.middle).toBeCloseTo(10 + z, 0);
      // Standard error of a sample quantile: sqrt(p (1 - p) / n) over the density there.
      const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
      const error = Math.sqrt((at!.share * (1 - at!.share)) / 50) / density;
      expect((at!.high - at!.low) / (2 * 1.96 * error)).toBeGreaterThan(0.8);
      expect((at!.high - at!.low) / (2 * 1.96 * error)).toBeLessThan(1.2);
    }
  });

  it("hold the measured ones in about 95 of 100 data sets that come about as they do, and their tails not where the spread is another", () => {
    const shareInside = (sd: number, tail: (share: number) => boolean) => {
      const all = Array.from({ length: 80 }, (_, seed) => panelOf(labels, points(30, sd, seed + 7), 1));
      const found = percentilesOf(all).filter(({ share }) => tail(share));
      return found.filter(isInside).length / found.length;
    };
    expect(shareInside(1, () => true)).toBeGreaterThan(0.9);
    expect(shareInside(1, () => true)).toBeLessThan(0.99);
    // The tails of three times the spread are two standard errors further out than those measured ones reach.
    expect(shareInside(3, (share) => share !== 0.5)).toBeLessThan(0.1);
  });

  it("take points of a span to what is expected of its middle, but not where some are below a limit", () => {
    const two = [1, 2, 4].map((expected, i) => ({
      time: i,
      value: 1.5 * expected,
      isCensored: false,
      expected,
      simulated: Float64Array.of(expected, 2 * expected),
    }));
    const { bins, isCorrected, points: shown } = panelOf(labels, two, 1);
    expect(isCorrected).toBe(true);
    expect(bins).toHaveLength(1);
    expect(bins[0]).toMatchObject({ time: 1, from: 0, to: 2, points: 3 });
    expect(shown.map(({ value }) => value)).toEqual([3, 3, 3]);
    expect(bins[0]!.percentiles[0]).toMatchObject({ share: 0.5, observed: 3, middle: 3 });
    const below = panelOf(labels, [{ ...two[0]!, value: 1.8, isCensored: true }, ...two.slice(1)], 1);
    expect(below.isCorrected).toBe(false);
    expect(below.points.map(({ value }) => value)).toEqual([1.8, 3, 6]);
    // Of the made points 1, 2, 4 and 2, 4, 8 the first is below the limit: it counts as 1.8.
    expect(below.bins[0]!.percentiles[0]!.middle).toBe(3);
  });

  it("are taken of every time where subjects share their times, else of as many spans as a subject has points", () => {
    const timed = (times: readonly number[]) => times.map((time) => ({ time }));
    expect(spansOf(timed([0, 7, 14, 0, 7, 14, 0, 7]), 2.7).map((span) => span.length)).toEqual([3, 3, 2]);
    const apart = spansOf(timed(Array.from({ length: 40 }, (_, i) => (i * 17) % 40)), 4);
    expect(apart.map((span) => span.length)).toEqual([10, 10, 10, 10]);
    expect(apart[1]!.map(({ time }) => time)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });
});

describe("a visual predictive check", () => {
  it("finds ten people where the fit of each expects them, and their tails not where all were taken for one", async () => {
    const csv = tenPeople()
      .replace("subject", "subject,sd")
      .replaceAll(/(s\d)$/gm, "$1,0.2");
    const scenario = pkScenario(csv);
    const [each, one] = await Promise.all(
      [true, false].map((bySubject) =>
        fitOf([scenario], asked, { bySubject, replicates: 150, profiles: false }),
      ),
    );
    const inside = (fit: typeof each) => {
      const all = percentilesOf(fit!.predictive!.panels);
      expect(all).toHaveLength(3 * hours.length);
      return all.filter(isInside).length / all.length;
    };
    expect(each!.predictive).toMatchObject({ replicates: 150, vary: "parameters", failed: 0 });
    expect(inside(each)).toBeGreaterThan(0.9);
    expect(one!.predictive!.vary).toBe("nothing");
    expect(inside(one)).toBeLessThan(0.8);
    // The logarithm of the level falls with ke, so that the middle of made subjects is that of the typical person.
    const later = each!.predictive!.panels[0]!.bins[hours.indexOf(12)]!;
    const [ka, ke, volume] = each!.people!.typical.map(({ value }) => value.value);
    const typical = concentration(12, { ka: ka!, ke: ke!, volume: volume! });
    expect(later.percentiles.find(({ share }) => share === 0.5)!.middle / typical).toBeCloseTo(1, 1);
    const told = tellFit(each!);
    expect(told.answers.at(-1)).toMatch(/^In the visual predictive check 3\d of 39 percentiles/);
    expect(told.sections.find(({ title }) => title === "Visual predictive check")!.figures).toHaveLength(1);
    const rows = [...told.datasets!.find(({ name }) => name === "predictive-check")!.rows()];
    expect(rows).toHaveLength(3 * hours.length);
    expect(tellFit(one!).sections.at(-1)!.says![0]).toContain(
      "where they differ more, measured tails lie outside",
    );
  });

  it("is left out where there are no subjects, and where it is not wanted", async () => {
    const alone = await fitOf([pkScenario(pkCsv(0.1, 7))], asked, { replicates: 50, profiles: false });
    expect(alone.predictive).toBeUndefined();
    const unwanted = await fitOf([pkScenario(tenPeople())], asked, { profiles: false });
    expect(unwanted.predictive).toBeUndefined();
  });
});
