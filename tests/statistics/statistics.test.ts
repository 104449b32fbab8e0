import { describe, expect, it } from "vitest";
import {
  cholesky,
  covariance,
  effectiveSize,
  falseDiscovery,
  halfWidthOfMean,
  histogram,
  mean,
  quantile,
  quantileOfT,
  rankCorrelation,
  rowsDrawnAgain,
  shareEstimate,
  spanOfDraws,
  standardDeviation,
  statisticsOfRows,
  timesDrawn,
  triangular,
  twoSidedTail,
  weightedCorrelation,
  weightedMean,
  weightedQuantile,
  weightedSpread,
  z95,
} from "../../src/statistics/index.ts";

describe("moments", () => {
  it("are those of the textbook", () => {
    expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
    expect(weightedSpread([2, 4, 4, 4, 5, 5, 7, 9], Array(8).fill(3))).toBe(2);
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 14);
    expect(covariance([1, 2, 3], [6, 4, 2])).toBe(-2);
    expect(standardDeviation([3])).toBe(0);
    expect(mean([])).toBeNaN();
  });

  it("count a weight of 3 as three values", () => {
    expect(weightedMean([1, 5], [3, 1])).toBe(mean([1, 1, 1, 5]));
    expect(effectiveSize([2, 2, 2])).toBe(3);
    expect(effectiveSize([1, 0])).toBe(1);
    expect(effectiveSize([])).toBe(0);
  });
});

describe("quantiles", () => {
  it("`quantile` is type 7 of Hyndman and Fan: R gives 1.3, 2.5 and 3.7 for 1 to 4", () => {
    expect([0.1, 0.5, 0.9].map((p) => quantile([1, 2, 3, 4], p))).toEqual([1.3, 2.5, 3.7]);
    expect(quantile([7], 0.975)).toBe(7);
  });

  it("`weightedQuantile` is type 1: the value at which the weights reach the share", () => {
    expect(weightedQuantile([4, 3, 2, 1], [1, 1, 1, 1], [0.1, 0.5, 0.75, 0.76])).toEqual([1, 2, 3, 4]);
    expect(weightedQuantile([10, 20], [0.9, 0.1], [0.5, 0.9, 0.95])).toEqual([10, 10, 20]);
    expect(weightedQuantile([10, 20], [0, 0], [0.5])).toBeUndefined();
  });
});

describe("intervals", () => {
  it("`quantileOfT` agrees with tables (97.5%)", () => {
    const table = { 1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 10: 2.228, 30: 2.042, 120: 1.98 };
    for (const [freedom, t] of Object.entries(table))
      expect(Math.abs(quantileOfT(Number(freedom)) / t - 1), freedom).toBeLessThan(2e-3);
    expect(quantileOfT(1e9)).toBeCloseTo(z95, 8);
  });

  it("`halfWidthOfMean` is t s / sqrt(n), and infinite where nothing is left to judge by", () => {
    // 1 to 5: s = sqrt(2.5), t(4) = 2.776.
    expect(halfWidthOfMean([1, 2, 3, 4, 5])).toBeCloseTo((2.776 * Math.sqrt(2.5)) / Math.sqrt(5), 2);
    expect(halfWidthOfMean([1, 2, 3, 4, 5], 2)).toBeCloseTo((3.182 * Math.sqrt(10 / 3)) / Math.sqrt(5), 2);
    expect(halfWidthOfMean([1])).toBe(Number.POSITIVE_INFINITY);
  });

  it("`shareEstimate` is Wilson's: 8 of 10 lie in 0.490 to 0.943", () => {
    const { low, high } = shareEstimate(0.8, 10);
    expect([low, high].map((x) => x.toFixed(3))).toEqual(["0.490", "0.943"]);
    expect(shareEstimate(0.8, 0).low).toBeNaN();
  });
});

describe("correlations", () => {
  it("of ranks do not see a monotone bend, and ties share their mean rank", () => {
    const x = [1, 2, 3, 4, 5, 6];
    expect(rankCorrelation(x, x.map(Math.exp)).value).toBeCloseTo(1, 12);
    // R: cor(c(1,2,2,3,4), c(1,3,2,4,5), method = "spearman") is 0.9746794.
    expect(rankCorrelation([1, 2, 2, 3, 4], [1, 3, 2, 4, 5]).value).toBeCloseTo(0.9746794, 7);
    expect(weightedCorrelation([1, 1], [1, 2], [1, 1])).toBeNaN();
  });
});

describe("resampling", () => {
  it("gives the standard error of a mean: 100 draws of variance 1/12", () => {
    const values = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);
    const [{ value, low, high } = { value: 0, low: 0, high: 0 }] = statisticsOfRows(
      100,
      rowsDrawnAgain(100, 500, 3),
      [(rows) => mean(Array.from(rows, (row) => values[row]!))],
    );
    expect(value).toBeCloseTo(0.5, 12);
    const half = z95 * Math.sqrt(1 / 12 / 100);
    expect(Math.abs((high - low) / 2 / half - 1)).toBeLessThan(0.1);
  });

  it("draws as many rows as there are", () => {
    expect(timesDrawn(50, 1, 2).reduce((a, b) => a + b)).toBe(50);
    expect(timesDrawn(50, 1, 2)).not.toEqual(timesDrawn(50, 1, 3));
  });

  it("`spanOfDraws` leaves out what is no number and never misses the value", () => {
    const drawn = [Number.NaN, ...Array.from({ length: 41 }, (_, i) => i)];
    expect(spanOfDraws(20, drawn)).toEqual({ value: 20, low: 1, high: 39 });
    expect(spanOfDraws(-3, drawn).low).toBe(-3);
    expect(spanOfDraws(1, []).high).toBeNaN();
  });
});

describe("distributions", () => {
  it("`triangular` has the mean (low + mode + high) / 3", () => {
    const drawn = Array.from({ length: 10_000 }, (_, i) => triangular((i + 0.5) / 10_000, 1, 2, 6));
    expect(mean(drawn)).toBeCloseTo(3, 3);
    expect(triangular(0.3, 2, 2, 2)).toBe(2);
  });

  it("`histogram` counts what lies outside in the outer bins", () => {
    expect(histogram([-1, 0.5, 1.5, 9], [1, 1, 1, 1], [0, 2], 2)).toEqual({
      edges: [0, 1, 2],
      shares: [0.5, 0.5],
    });
  });

  it("`cholesky` multiplies back, and has no factor of correlations that contradict each other", () => {
    const matrix = [
      [4, 2, -2],
      [2, 10, 2],
      [-2, 2, 5],
    ];
    const factor = cholesky(matrix)!;
    for (const [i, row] of matrix.entries())
      for (const [j, value] of row.entries())
        expect(factor[i]!.reduce((sum, f, k) => sum + f * factor[j]![k]!, 0)).toBeCloseTo(value, 12);
    const all = [
      [1, 0.9, 0.9],
      [0.9, 1, -0.9],
      [0.9, -0.9, 1],
    ];
    expect(cholesky(all)).toBeUndefined();
  });

  it("`cholesky` takes products that differ in their last bit by the order they were taken in", () => {
    const [r, a, b] = [0.3, 0.1, 0.7];
    expect(r * a * b).not.toBe(r * b * a);
    const factor = cholesky([
      [a * a, r * a * b],
      [r * b * a, b * b],
    ])!;
    expect(factor[1]![0]).toBeCloseTo(r * b, 12);
  });
});

describe("many comparisons", () => {
  it("`twoSidedTail` is that of tables of the normal distribution, near 0 and far out", () => {
    // The C library: erfc(z / sqrt 2)
    const known = [
      [0, 1],
      [0.5, 0.6170750774519738],
      [1.959963984540054, 0.05],
      [4.2, 2.6691498031812692e-5],
      [4.3, 1.7079810941983632e-5],
      [10, 1.5239706048321186e-23],
    ] as const;
    for (const [z, p] of known) {
      expect(Math.abs(twoSidedTail(z) / p - 1)).toBeLessThan(1e-9);
      expect(twoSidedTail(-z)).toBe(twoSidedTail(z));
    }
  });

  it("`falseDiscovery` adjusts as Benjamini and Hochberg do, whatever the order", () => {
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.9), "BH")
    const adjusted = falseDiscovery([0.01, 0.04, 0.03, 0.005, 0.9]);
    [0.025, 0.05, 0.05, 0.025, 0.9].forEach((p, i) => {
      expect(adjusted[i]).toBeCloseTo(p, 12);
    });
    expect(falseDiscovery([])).toEqual([]);
    expect(falseDiscovery([Number.NaN, 0.5])).toEqual([1, 1]);
  });
});
