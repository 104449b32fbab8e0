import { describe, expect, it } from "vitest";
import { findAnswers, type InverseProblem } from "../../../src/studies/require/answers.ts";
import { shortestMove } from "../../../src/studies/require/search.ts";
import type { Moves } from "../../../src/studies/require/types.ts";

const ranges = (count: number, reach = 1) =>
  Array.from({ length: count }, () => ({ low: -reach, high: reach }));
const size = (point: Moves) => Math.hypot(...point);

/** A question about a formula; every probe is counted. */
function ask(
  formula: (u: Moves) => number | undefined,
  question: Partial<InverseProblem> & Pick<InverseProblem, "target" | "ranges">,
) {
  let runs = 0;
  const found = findAnswers({
    nominal: formula(new Float64Array(question.ranges.length))!,
    soft: [...question.ranges.keys()],
    probe: async (points) => {
      runs += points.length;
      return points.map(formula);
    },
    ...question,
  });
  return found.then((result) => ({ ...result, runs }));
}

describe("shortestMove", () => {
  it("lies along the slopes, and is as long as the gain needs", () => {
    const move = shortestMove(Float64Array.of(3, 4), ranges(2, 10), 50);
    expect(move[0]).toBeCloseTo(6, 9);
    expect(move[1]).toBeCloseTo(8, 9);
  });

  it("stops at the ranges, and lets the others do the rest", () => {
    // Without limits the move would be (0.9, 0.3); the first may go no further than 0.5.
    const move = shortestMove(
      Float64Array.of(3, 1),
      [
        { low: -1, high: 0.5 },
        { low: -5, high: 5 },
      ],
      3,
    );
    expect(move[0]).toBeCloseTo(0.5, 9);
    expect(move[1]).toBeCloseTo(1.5, 9);
  });

  it("goes down for a negative gain, and to the corner when the gain is out of reach", () => {
    expect([...shortestMove(Float64Array.of(2, -1), ranges(2), -1.5)].map((x) => Math.sign(x))).toEqual([
      -1, 1,
    ]);
    expect([...shortestMove(Float64Array.of(2, -1, 0), ranges(3), 99)]).toEqual([1, -1, 0]);
  });
});

describe("findAnswers", () => {
  const slopes = [1, 0.6, 0.3, 0.05];
  const linear = (u: Moves) => slopes.reduce((sum, c, i) => sum + c * u[i]!, 1);

  it("finds the exact answers of a linear model", async () => {
    const { answers } = await ask(linear, {
      target: { low: 1.5, high: Number.POSITIVE_INFINITY },
      ranges: ranges(4),
    });
    const of = (kind: string) => answers.filter((a) => a.kind === kind).map((a) => a.found.point);
    expect(of("one")[0]![0]).toBeCloseTo(0.5, 2);
    expect([...of("one")[0]!].slice(1)).toEqual([0, 0, 0]);
    expect(of("another")).toHaveLength(1);
    expect(of("another")[0]![1]).toBeCloseTo(0.5 / 0.6, 2);
    expect(size(of("two")[0]!)).toBeCloseTo(0.5 / Math.hypot(1, 0.6), 2);
    // Leaving out the least important one costs hardly anything, so it is left out.
    expect(size(of("least")[0]!)).toBeCloseTo(0.5 / Math.hypot(1, 0.6, 0.3), 2);
    expect(of("least")[0]![3]).toBe(0);
    for (const { found } of answers) expect(linear(found.point)).toBeGreaterThanOrEqual(1.5);
  });

  it("finds answers for an upper bound and for a narrow band that is overshot by every end", async () => {
    const lower = await ask(linear, {
      target: { low: Number.NEGATIVE_INFINITY, high: 0.8 },
      ranges: ranges(4),
    });
    expect(lower.answers.find((a) => a.kind === "one")!.found.point[0]).toBeCloseTo(-0.2, 2);
    const band = await ask(linear, { target: { low: 1.2, high: 1.21 }, ranges: ranges(4) });
    for (const { found } of band.answers) {
      expect(found.value).toBeGreaterThanOrEqual(1.2);
      expect(found.value).toBeLessThanOrEqual(1.21);
    }
    expect(band.answers.map((a) => a.kind)).toContain("one");
  });

  it("takes a few when neither one nor two suffice", async () => {
    const flat = (u: Moves) => u.reduce((sum, x) => sum + x, 0);
    const { answers } = await ask(flat, { target: { low: 3.5, high: 9 }, ranges: ranges(8) });
    expect(answers.map((a) => a.kind)).toEqual(["few", "least"]);
    expect([...answers[0]!.found.point].filter((x) => x !== 0)).toHaveLength(4);
    expect(size(answers[1]!.found.point)).toBeCloseTo(3.5 / Math.sqrt(8), 1);
  });

  it("looks among the soft numbers alone, where the shortest answer moved others", async () => {
    const { answers } = await ask(linear, { target: { low: 1.4, high: 9 }, ranges: ranges(4), soft: [1, 2] });
    const soft = answers.find((a) => a.kind === "soft")!.found.point;
    expect([soft[0], soft[3]]).toEqual([0, 0]);
    expect(size(soft)).toBeCloseTo(0.4 / Math.hypot(0.6, 0.3), 2);
  });

  it("stays in the ranges, and follows a model that bends", async () => {
    const bent = (u: Moves) => Math.exp(1.5 * u[0]!) * (1 + 0.5 * u[1]! + u[0]! * u[1]!);
    const target = { low: 4, high: Number.POSITIVE_INFINITY };
    const { answers } = await ask(bent, { target, ranges: ranges(2) });
    const least = answers.find((a) => a.kind === "least")!.found;
    expect(bent(least.point)).toBeGreaterThanOrEqual(4);
    for (const u of least.point) expect(Math.abs(u)).toBeLessThanOrEqual(1);
    // The best of a fine grid is no better.
    let best = Number.POSITIVE_INFINITY;
    for (let a = 0; a <= 1; a += 0.005)
      for (let b = -1; b <= 1; b += 0.005)
        if (bent(Float64Array.of(a, b)) >= 4) best = Math.min(best, Math.hypot(a, b));
    expect(size(least.point)).toBeLessThan(1.03 * best);
  });

  it("says how close it came when nothing does it", async () => {
    const { answers, closest } = await ask((u) => Math.tanh(u[0]! + u[1]!), {
      target: { low: 2, high: 3 },
      ranges: ranges(2),
    });
    expect(answers).toEqual([]);
    expect(closest.value).toBeCloseTo(Math.tanh(2), 3);
    expect([...closest.point]).toEqual([1, 1]);
  });

  it("walks around points without a value", async () => {
    const { answers } = await ask((u) => (u[0]! > 0.4 ? undefined : 1 + u[0]! + 0.5 * u[1]!), {
      target: { low: 1.45, high: 9 },
      ranges: ranges(2),
    });
    expect(answers.length).toBeGreaterThan(0);
    for (const { found } of answers) {
      expect(found.point[0]!).toBeLessThanOrEqual(0.4);
      expect(found.value).toBeGreaterThanOrEqual(1.45);
    }
  });

  it("does not move what has no range", async () => {
    const { answers } = await ask(linear, {
      target: { low: 1.3, high: 9 },
      ranges: [{ low: -1, high: 0 }, ...ranges(3)],
    });
    expect(answers.length).toBeGreaterThan(1);
    for (const { found } of answers) expect(found.point[0]! <= 0).toBe(true);
  });
});
