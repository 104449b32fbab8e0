import { describe, expect, it } from "vitest";
import {
  aimOf,
  distance,
  drawnBack,
  type Search,
  shortestAnswer,
  shortestMove,
  sideOf,
  size,
  slopesAt,
  steepest,
} from "../../../src/studies/require/search.ts";
import type { MoveRange, Moves, Target, Tried } from "../../../src/studies/require/types.ts";

// The single steps of the search for the shortest answer, each against what can be worked out on paper.

const none = Number.NEGATIVE_INFINITY;
const any = Number.POSITIVE_INFINITY;
const of = (...numbers: number[]): Moves => Float64Array.from(numbers);
const rangesOf = (...ends: [number, number][]): MoveRange[] => ends.map(([low, high]) => ({ low, high }));

/** A formula to probe, with everything that was asked of it. */
function probed(formula: (u: Moves) => number | undefined) {
  const asked: Moves[] = [];
  const probe = async (points: readonly Moves[]) => {
    asked.push(...points.map((point) => point.slice()));
    return points.map(formula);
  };
  return { asked, probe };
}

describe("a target", () => {
  it("is so far from a value, on that side of it", () => {
    const band = { low: 2, high: 3 };
    for (const [value, away, side] of [
      [1, 1, -1],
      [2, 0, 0],
      [2.5, 0, 0],
      [3, 0, 0],
      [5, 2, 1],
    ] as const)
      expect([distance(value, band), sideOf(value, band)]).toEqual([away, side]);
    expect(distance(1, { low: 2, high: any })).toBe(1);
    expect(distance(1, { low: none, high: 0.5 })).toBe(0.5);
  });

  it("is aimed at a hundredth of the way inside its nearer bound, and at the middle of a narrow one", () => {
    expect(aimOf(0, { low: 2, high: any })).toBeCloseTo(2.02, 12);
    expect(aimOf(5, { low: none, high: 3 })).toBeCloseTo(2.98, 12);
    expect(aimOf(-2, { low: 2, high: 9 })).toBeCloseTo(2.04, 12);
    expect(aimOf(12, { low: 2, high: 9 })).toBeCloseTo(8.97, 12);
    expect(aimOf(0, { low: 2, high: 2.01 })).toBeCloseTo(2.005, 12);
    expect(aimOf(4, { low: 2, high: 2.01 })).toBeCloseTo(2.005, 12);
  });
});

describe("the shortest move", () => {
  it("goes to the far end of each range when the gain is out of reach, whichever way that is", () => {
    const ranges = rangesOf([-2, 3], [-4, 5]);
    expect([...shortestMove(of(2, -1), ranges, 99)]).toEqual([3, -4]);
    expect([...shortestMove(of(2, -1), ranges, -99)]).toEqual([-2, 5]);
    expect([...shortestMove(of(2, -1), ranges, 10)]).toEqual([3, -4]);
    expect([...shortestMove(of(0.5), rangesOf([-1, 3]), 99)]).toEqual([3]);
    expect([...shortestMove(of(0.5), rangesOf([-1, 3]), -99)]).toEqual([-1]);
    expect(shortestMove(of(0.5), rangesOf([-1, 3]), 1)[0]).toBeCloseTo(2, 12);
  });

  it("lets those with range left go on alone", () => {
    // 2 u - v with both along the slopes: 6 of the first at its end, 3 of the second.
    const move = shortestMove(of(2, -1), rangesOf([-2, 3], [-4, 5]), 9);
    expect([move[0], move[1]]).toEqual([expect.closeTo(3, 9), expect.closeTo(-3, 9)]);
    expect(size(move)).toBeCloseTo(Math.hypot(3, 3), 9);
    expect([...shortestMove(of(2, 1), rangesOf([-2, 3], [-4, 5]), 0)]).toEqual([0, 0]);
  });
});

describe("slopes by differences", () => {
  const plane = (u: Moves) => 7 + 3 * u[0]! - 2 * u[1]! + u[2]!;
  const at = (...numbers: number[]): Tried => ({
    point: of(...numbers),
    value: plane(of(...numbers)),
  });

  it("are those of a plane, of the free parameters alone", async () => {
    const { asked, probe } = probed(plane);
    const slopes = await slopesAt(at(0.1, 0.2, 0.3), [0, 1], rangesOf([-1, 1], [-1, 1], [-1, 1]), probe);
    expect([...slopes]).toEqual([expect.closeTo(3, 9), expect.closeTo(-2, 9), 0]);
    expect(asked.map((point) => [...point])).toEqual([
      [expect.closeTo(0.12, 12), 0.2, 0.3],
      [0.1, expect.closeTo(0.22, 12), 0.3],
    ]);
  });

  it("look into the range: up where some is left, down at its upper end, no further than it goes", async () => {
    const { asked, probe } = probed(plane);
    const slopes = await slopesAt(
      at(0, 0.99, 0),
      [0, 1, 2],
      rangesOf([-1, 0.02], [-1, 1], [-0.01, 0.005]),
      probe,
    );
    expect([...slopes]).toEqual([expect.closeTo(3, 9), expect.closeTo(-2, 9), expect.closeTo(1, 9)]);
    expect(asked.map((point, i) => point[i])).toEqual([0.02, expect.closeTo(0.97, 12), -0.01]);
  });

  it("are 0 where there is no range or no value", async () => {
    const { probe } = probed((u) => (u[0]! > 0 ? undefined : plane(u)));
    const slopes = await slopesAt(at(0, 0, 0), [0, 1, 2], rangesOf([-1, 1], [0, 0], [-1, 1]), probe);
    expect([...slopes]).toEqual([0, 0, expect.closeTo(1, 9)]);
  });
});

describe("the steepest", () => {
  it("are those that make up the share that is asked for, largest first", () => {
    expect(steepest(of(1, -3, 2), [0, 1, 2])).toEqual([1, 2, 0]);
    // Squares 9 and 4 of 14.
    expect(steepest(of(1, -3, 2), [0, 1, 2], 0.9)).toEqual([1, 2]);
    expect(steepest(of(1, -3, 2), [0, 1, 2], 0.6)).toEqual([1]);
    expect(steepest(of(2, 2), [0, 1], 0.5)).toHaveLength(1);
    expect(steepest(of(5, 1, 3), [1, 2])).toEqual([2, 1]);
  });

  it("are without what makes up a ten-thousandth at most, and without what moves nothing", () => {
    expect(steepest(of(1, 0.009), [0, 1])).toEqual([0]);
    expect(steepest(of(1, 0.011), [0, 1])).toEqual([0, 1]);
    expect(steepest(of(0, 0), [0, 1])).toEqual([]);
    expect(steepest(of(2, 0), [0, 1], 2)).toEqual([0]);
  });
});

describe("a good point drawn back", () => {
  const good = (formula: (u: Moves) => number): Tried => ({
    point: of(1, -2),
    value: formula(of(1, -2)),
  });

  it("lies on its ray, within a thousandth of the nearest that will do", async () => {
    const formula = (u: Moves) => 2 * u[0]!;
    const { asked, probe } = probed(formula);
    const { point, value } = await drawnBack({ target: { low: 0.7, high: any }, probe }, good(formula));
    expect(point[0]).toBeGreaterThanOrEqual(0.35);
    expect(point[0]).toBeLessThanOrEqual(0.35 + 1 / 1024);
    expect(point[1]).toBe(-2 * point[0]!);
    expect(value).toBe(formula(point));
    for (const tried of asked) expect(tried[1]).toBe(-2 * tried[0]!);
  });

  it("keeps to where there are values, and stays where it was if nothing nearer will do", async () => {
    const formula = (u: Moves) => 2 * u[0]!;
    const { probe } = probed((u) => (u[0]! < 0.6 ? undefined : formula(u)));
    const { point } = await drawnBack({ target: { low: 0.7, high: any }, probe }, good(formula));
    expect(point[0]).toBeGreaterThanOrEqual(0.6);
    expect(point[0]).toBeLessThanOrEqual(0.6 + 1 / 1024);
    const nothing = probed(() => undefined);
    const found = good(formula);
    expect(await drawnBack({ target: { low: 0.7, high: any }, probe: nothing.probe }, found)).toBe(found);
  });
});

describe("the shortest answer", () => {
  const searchFor = (formula: (u: Moves) => number | undefined, target: Target, ranges: MoveRange[]) => {
    const { asked, probe } = probed(formula);
    const seen: Tried[] = [];
    const start = {
      point: new Float64Array(ranges.length),
      value: formula(new Float64Array(ranges.length))!,
    };
    const search: Search = { start, target, ranges, probe, seen: (found) => seen.push(found) };
    return { search, seen, asked };
  };
  const wide = rangesOf([-5, 5], [-5, 5]);
  const plane = (u: Moves) => 1 + 3 * u[0]! + 4 * u[1]!;

  it("of a plane lies along its slopes, and is hardly longer than it must be", async () => {
    for (const [target, sign] of [
      [{ low: 6, high: any }, 1],
      [{ low: none, high: -4 }, -1],
    ] as const)
      for (const slopes of [undefined, of(3, 4)]) {
        const { search } = searchFor(plane, target, wide);
        const { point, value } = (await shortestAnswer(search, [0, 1], slopes))!;
        expect(distance(value, target)).toBe(0);
        expect(value).toBe(plane(point));
        expect(size(point)).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(size(point)).toBeLessThan(1.002);
        expect(point[0]! / size(point)).toBeCloseTo(0.6 * sign, 6);
        expect(point[1]! / size(point)).toBeCloseTo(0.8 * sign, 6);
      }
  });

  it("moves the free parameters alone, and is none without any", async () => {
    const { search } = searchFor(plane, { low: 6, high: any }, wide);
    const { point } = (await shortestAnswer(search, [1], of(3, 4)))!;
    expect(point[0]).toBe(0);
    expect(point[1]).toBeGreaterThanOrEqual(1.25);
    expect(point[1]).toBeLessThan(1.253);
    expect(await shortestAnswer(search, [], of(3, 4))).toBeUndefined();
    expect(await shortestAnswer(search, [])).toBeUndefined();
  });

  it("shows everything that it tried, with its value", async () => {
    const { search, seen } = searchFor(plane, { low: 6, high: any }, wide);
    await shortestAnswer(search, [0, 1]);
    expect(seen.length).toBeGreaterThan(3);
    for (const { point, value } of seen) expect(value).toBe(plane(point));
    // Along one step: all of it, and less.
    const [all, ...less] = seen.slice(0, 4).map(({ point }) => size(point));
    expect(less.map((length) => length / all!)).toEqual(
      [0.6, 0.3, 0.1].map((share) => expect.closeTo(share, 9)),
    );
  });

  it("comes into a narrow band by several steps, from either side", async () => {
    const bent = (u: Moves) => Math.exp(3 * u[0]!) - 1;
    const up = searchFor(bent, { low: 3, high: 3.2 }, rangesOf([-1, 1]));
    const found = (await shortestAnswer(up.search, [0]))!;
    expect(found.point[0]).toBeGreaterThanOrEqual(Math.log(4) / 3);
    expect(found.point[0]).toBeLessThan(Math.log(4) / 3 + 0.002);
    const down = searchFor(bent, { low: -0.9, high: -0.85 }, rangesOf([-1, 1]));
    const lower = (await shortestAnswer(down.search, [0]))!;
    expect(lower.point[0]).toBeLessThanOrEqual(Math.log(0.15) / 3);
    expect(lower.point[0]).toBeGreaterThan(Math.log(0.15) / 3 - 0.002);
  });

  it("turns on the way, where the slopes do", async () => {
    // Outside a circle about (-1, -2) that goes through the target: the nearest point lies along (1, 2).
    const bent = (u: Moves) => ((u[0]! + 1) ** 2 + (u[1]! + 2) ** 2 - 5) / 5;
    const best = Math.sqrt(10) - Math.sqrt(5);
    const { search } = searchFor(bent, { low: 1, high: any }, rangesOf([-2, 2], [-2, 2]));
    // Along slopes that are wrong it would be 1.07 long.
    expect(size((await shortestAnswer(search, [0, 1], of(0.8, 0.4)))!.point)).toBeLessThan(1.02 * best);
    expect(size((await shortestAnswer(search, [0, 1]))!.point)).toBeLessThan(1.003 * best);
  });

  it("is none where nothing moves, where there are no values, and where the range ends too soon", async () => {
    for (const formula of [
      () => 1,
      (u: Moves) => (size(u) > 0.03 ? undefined : plane(u)),
      (u: Moves) => 1 + Math.tanh(u[0]!),
    ]) {
      const { search, asked } = searchFor(formula, { low: 6, high: any }, wide);
      expect(await shortestAnswer(search, [0, 1])).toBeUndefined();
      for (const point of asked) for (const u of point) expect(Math.abs(u)).toBeLessThanOrEqual(5);
      expect(asked.length).toBeLessThan(60);
    }
  });
});
