import { describe, expect, it } from "vitest";
import { modesOf } from "../../src/solvers/index.ts";
import { densePattern } from "../../src/solvers/sparsity.ts";

/** Modes of a matrix given by rows. */
const modes = (rows: readonly (readonly number[])[], sizes = rows.map(() => 1)) =>
  modesOf(
    rows.length,
    densePattern(rows.length),
    Float64Array.from(rows.flatMap((_, j) => rows.map((row) => row[j]!))),
    sizes,
  );
const sharesOf = ({ parts }: { parts: readonly { state: number; share: number }[] }) =>
  [...parts].sort((a, b) => a.state - b.state).map(({ share }) => Number(share.toFixed(9)));

describe("modesOf", () => {
  it("gives the eigenvalues of two coupled states, slowest first, each with half of both", () => {
    const [slow, quick] = modes([
      [-2, 1],
      [1, -2],
    ]);
    expect(slow!.real).toBeCloseTo(-1, 12);
    expect(quick!.real).toBeCloseTo(-3, 12);
    expect(sharesOf(slow!)).toEqual([0.5, 0.5]);
  });

  it("tells a pair that swings once, with its frequency", () => {
    const found = modes([
      [-1, 2],
      [-2, -1],
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]!.real).toBeCloseTo(-1, 12);
    expect(found[0]!.imaginary).toBeCloseTo(2, 12);
    expect(sharesOf(found[0]!)).toEqual([0.5, 0.5]);
  });

  it("finds shares by hand, and the same ones in other units", () => {
    // Eigenvalues of [[-1, 1], [2, -4]] are (-5 +- sqrt(17)) / 2; of state 1 the share is (l + 4) / (2 l + 5).
    const slowest = (-5 + Math.sqrt(17)) / 2;
    const share = (slowest + 4) / (2 * slowest + 5);
    for (const unit of [1, 1e6]) {
      const [slow] = modes(
        [
          [-1, 1 / unit],
          [2 * unit, -4],
        ],
        [1, unit],
      );
      expect(slow!.real).toBeCloseTo(slowest, 9);
      expect(slow!.parts[0]).toEqual({ state: 0, share: expect.closeTo(share, 9) });
    }
  });

  it("knows neutral from growing", () => {
    const [neutral] = modes([
      [-1, 1],
      [1, -1],
    ]);
    expect(neutral!.isNeutral).toBe(true);
    expect(modes([[0.01]])[0]).toMatchObject({ real: 0.01, isNeutral: false });
  });
});
