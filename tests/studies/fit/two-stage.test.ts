import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { fitSubjects, globalTwoStage, nameOf } from "../../../src/studies/fit/subjects.ts";

// People as a normal population, where its estimates can be worked out on paper.

/** Of one parameter: estimates with the variances that they are known with. */
const one = (estimates: readonly number[], variances: readonly number[]) =>
  globalTwoStage(
    estimates.map((value) => Float64Array.of(value)),
    variances.map((variance) => new Matrix([[1 / variance]])),
  );
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("subjects as a population", () => {
  it("that are known exactly have their own mean and spread", () => {
    const { typical, spread, subjects, errors } = one([1, 2, 3], [1e-9, 1e-9, 1e-9]);
    expect(typical[0]).toBeCloseTo(2, 8);
    expect(spread.get(0, 0)).toBeCloseTo(2 / 3, 6);
    expect(subjects.map(([value]) => value)).toEqual([1, 2, 3].map((value) => expect.closeTo(value, 6)));
    expect(errors[0]).toBeCloseTo(Math.sqrt(2 / 3 / 3), 6);
  });

  it("that are known as well as each other spread by what is left of their scatter", () => {
    const { typical, spread, subjects, errors } = one([1, 2, 3], [0.2, 0.2, 0.2]);
    const left = 2 / 3 - 0.2;
    expect(typical[0]).toBeCloseTo(2, 6);
    expect(spread.get(0, 0)).toBeCloseTo(left, 6);
    const shrunk = left / (2 / 3);
    expect(subjects.map(([value]) => value)).toEqual(
      [2 - shrunk, 2, 2 + shrunk].map((value) => expect.closeTo(value, 6)),
    );
    expect(errors[0]).toBeCloseTo(Math.sqrt(2 / 3 / 3), 6);
  });

  it("that are known unequally fulfil the equations of the largest likelihood", () => {
    const estimates = [1, 2, 4, 7, 3];
    const variances = [0.1, 2, 0.5, 1, 0.2];
    const { typical, spread, subjects, errors } = one(estimates, variances);
    const [mean, between] = [typical[0]!, spread.get(0, 0)];
    const weights = variances.map((variance) => 1 / (between + variance));
    expect(sum(weights.map((w, i) => w * (estimates[i]! - mean)))).toBeCloseTo(0, 6);
    expect(sum(weights.map((w, i) => (w * (estimates[i]! - mean)) ** 2 - w))).toBeCloseTo(0, 6);
    for (const [i, value] of estimates.entries())
      expect(subjects[i]![0]).toBeCloseTo(
        (mean / between + value / variances[i]!) / (1 / between + 1 / variances[i]!),
        6,
      );
    expect(errors[0]).toBeCloseTo(1 / Math.sqrt(sum(weights)), 6);
  });

  it("have a spread for each parameter, and what two of them share", () => {
    const points = [
      [1, 1],
      [-1, -1],
      [2, 0],
      [-2, 0],
    ] as const;
    const { typical, spread } = globalTwoStage(
      points.map((point) => Float64Array.from(point)),
      points.map(() => Matrix.diag([1e9, 1e9])),
    );
    expect(typical).toEqual([expect.closeTo(0, 8), expect.closeTo(0, 8)]);
    expect(spread.to2DArray().flat()).toEqual(
      [10 / 4, 2 / 4, 2 / 4, 2 / 4].map((value) => expect.closeTo(value, 6)),
    );
  });

  it("that scatter no more than they are uncertain are left after 500 rounds of the method", () => {
    // Their spread goes to nothing, ever more slowly: the rounds by hand.
    const scatter = 2 / 3;
    let spread = 1e-8 + scatter;
    for (let round = 0; round < 500; round++) {
      const share = spread / (spread + scatter);
      spread = 1e-10 + share * scatter + share ** 2 * scatter;
    }
    const found = one([1, 2, 3], [scatter, scatter, scatter]);
    expect(found.spread.get(0, 0) / spread).toBeCloseTo(1, 6);
    expect(found.typical[0]).toBeCloseTo(2, 9);
  });
});

describe("who is a subject", () => {
  it("is said by the data, or by the arm where they say nothing", () => {
    expect(nameOf({ subject: "s1", arm: "drug" })).toBe("s1");
    expect(nameOf({ arm: "drug" })).toBe("drug");
  });

  it("two are too few for a spread, which is said with what to do", async () => {
    const observations = ["a", "b", "a"].map((subject) => ({ subject, arm: "drug" }));
    const asked = fitSubjects(
      [{ experiment: { observations } }] as never,
      {} as never,
      { at: new Float64Array(1), noise: [] },
      [],
      () => {
        throw new Error("nothing is fitted");
      },
    );
    await expect(asked).rejects.toThrow(
      "A spread between subjects needs at least 3 of them, but the data have 2.\nTell subjects apart with a column subject.",
    );
  });
});
