import { describe, expect, it } from "vitest";
import { findAnswers, type InverseProblem } from "../../../src/studies/require/answers.ts";
import type { MoveRange, Moves, Target } from "../../../src/studies/require/types.ts";

// Which answers there are of which kind, where the model is a formula and the answer known.

const none = Number.NEGATIVE_INFINITY;
const any = Number.POSITIVE_INFINITY;
const rangesOf = (...ends: [number, number][]): MoveRange[] => ends.map(([low, high]) => ({ low, high }));
const equal = (count: number, reach = 1) =>
  rangesOf(...Array.from({ length: count }, (): [number, number] => [-reach, reach]));
const size = (point: Moves) => Math.hypot(...point);
const sumOf = (slopes: readonly number[]) => (u: Moves) => slopes.reduce((sum, c, i) => sum + c * u[i]!, 0);

async function ask(
  formula: (u: Moves) => number | undefined,
  target: Target,
  ranges: MoveRange[],
  more: Partial<InverseProblem> = {},
) {
  const batches: Moves[][] = [];
  const found = await findAnswers({
    nominal: formula(new Float64Array(ranges.length))!,
    target,
    ranges,
    soft: [...ranges.keys()],
    probe: async (points) => {
      batches.push([...points]);
      return points.map(formula);
    },
    ...more,
  });
  const kinds = found.answers.map(({ kind }) => kind);
  const of = (kind: string) => found.answers.filter((a) => a.kind === kind).map((a) => a.found.point);
  return { ...found, kinds, of, runs: batches.flat().length, batches };
}

describe("one parameter alone", () => {
  it("is found to a four-thousandth of its range, never short of the target", async () => {
    for (const [target, wanted] of [
      [{ low: 0.3, high: any }, 0.3],
      [{ low: none, high: -0.7 }, -0.7],
    ] as const) {
      const { of, answers } = await ask((u) => u[0]!, target, equal(1));
      const [one] = of("one");
      expect(Math.abs(one![0]!)).toBeGreaterThanOrEqual(Math.abs(wanted));
      expect(Math.abs(one![0]!)).toBeLessThanOrEqual(Math.abs(wanted) + 1 / 4096);
      expect(answers[0]!.found.value).toBe(one![0]);
    }
  });

  it("comes with the two next shortest of other parameters", async () => {
    const { of, kinds } = await ask(sumOf([0.5, 1, 0.6, 0.8]), { low: 0.4, high: any }, equal(4));
    expect(kinds.slice(0, 3)).toEqual(["one", "another", "another"]);
    const only = (i: number, u: number) => [0, 1, 2, 3].map((k) => (k === i ? expect.closeTo(u, 3) : 0));
    expect([...of("one")[0]!]).toEqual(only(1, 0.4));
    expect(of("another").map((point) => [...point])).toEqual([only(3, 0.5), only(2, 0.4 / 0.6)]);
  });

  it("is told once, the shorter way, where both directions will do", async () => {
    const { of, kinds } = await ask((u) => u[0]! ** 2 - 0.2 * u[0]!, { low: 0.35, high: any }, equal(2));
    // u² - 0.2 u = 0.35 at 0.7 and -0.5.
    expect(kinds.filter((kind) => kind === "another")).toEqual([]);
    expect(of("one")[0]![0]).toBeCloseTo(-0.5, 3);
  });

  it("is looked for past points without a value, and from the end that has one", async () => {
    const gap = await ask(
      (u) => (u[0]! > 0.2 && u[0]! < 0.5 ? undefined : u[0]!),
      { low: 0.1, high: any },
      equal(1),
    );
    expect(gap.of("one")[0]![0]).toBeGreaterThanOrEqual(0.5);
    expect(gap.of("one")[0]![0]).toBeLessThanOrEqual(0.5 + 1 / 4096);
    const cliff = await ask((u) => (u[0]! > 0.9 ? undefined : u[0]!), { low: 0.3, high: any }, equal(1));
    expect(cliff.of("one")).toEqual([]);
    expect(cliff.of("least")[0]![0]).toBeCloseTo(0.3, 2);
  });

  it("is none where the value jumps over the target", async () => {
    const { answers, closest } = await ask((u) => (u[0]! < 0.5 ? 0 : 4), { low: 2, high: 3 }, equal(1));
    expect(answers).toEqual([]);
    expect(closest.value).toBe(4);
  });
});

describe("a bound that is itself not good enough", () => {
  const above = (low: number): Target => ({ low, high: any, isOpen: true });
  const below = (high: number): Target => ({ low: none, high, isOpen: true });

  it("is passed, or there is no answer", async () => {
    for (const [target, sign] of [
      [above(0.5), 1],
      [below(-0.5), -1],
    ] as const) {
      const { answers } = await ask((u) => u[0]!, target, equal(1));
      expect(answers.length).toBeGreaterThan(0);
      for (const { found } of answers) expect(sign * found.value).toBeGreaterThan(0.5);
    }
    // The end of the range gives 1 and no more.
    const { answers, closest } = await ask((u) => u[0]!, above(1), equal(1));
    expect(answers).toEqual([]);
    expect(closest.value).toBe(1);
    expect((await ask((u) => u[0]!, { low: 1, high: any }, equal(1))).of("one")).toEqual([
      Float64Array.of(1),
    ]);
  });

  it("is left by a small move where the declared values lie on it", async () => {
    for (const [at, target, sign] of [
      [2, above(2), 1],
      [2, below(2), -1],
      [0, above(0), 1],
    ] as const) {
      const { answers, kinds } = await ask((u) => at + u[0]! + u[1]!, target, equal(2));
      expect(kinds).toEqual(expect.arrayContaining(["one", "least"]));
      for (const { found } of answers) {
        expect(sign * (found.value - at)).toBeGreaterThan(0);
        expect(size(found.point)).toBeLessThan(1e-3);
      }
    }
  });
});

describe("two parameters", () => {
  // The steepest have hardly any range, so that the two others need the shortest move together.
  const ranges = rangesOf([-0.01, 0.01], [-0.01, 0.01], [-2, 2], [-2, 2]);

  it("are those that need the shortest move together, not the steepest", async () => {
    for (const [target, sign] of [
      [{ low: 0.5, high: any }, 1],
      [{ low: none, high: -0.5 }, -1],
    ] as const) {
      const [two] = (await ask(sumOf([10, 9, 1, 1]), target, ranges)).of("two");
      expect([two![0], two![1]]).toEqual([0, 0]);
      expect(two![2]! * sign).toBeCloseTo(0.25, 3);
      expect(two![3]! * sign).toBeCloseTo(0.25, 3);
    }
  });

  it("are tried where slopes alone do not reach, those first that miss least", async () => {
    const formula = (u: Moves) => sumOf([2, 1.9, 1, 1])(u) + 3 * u[2]! * u[3]!;
    const short = rangesOf([-0.1, 0.1], [-0.1, 0.1], [-1, 1], [-1, 1]);
    const { of } = await ask(formula, { low: 3, high: any }, short);
    const [two] = of("two");
    expect([two![0], two![1]]).toEqual([0, 0]);
    // s + s + 3 s² = 3.
    expect(two![2]).toBeCloseTo((Math.sqrt(40) - 2) / 6, 2);
  });
});

describe("a few parameters", () => {
  it("are those that reach furthest within their ranges, no more than are needed", async () => {
    const ranges = rangesOf([-1, 0.1], [-1, 1], [-1, 1], [-1, 1], [-1, 0.1]);
    const { of, kinds } = await ask(sumOf([1, 1, 1, 1, 1]), { low: 2.5, high: any }, ranges);
    expect(kinds).toEqual(["few", "least"]);
    const [few] = of("few");
    expect([few![0], few![4]]).toEqual([0, 0]);
    for (const i of [1, 2, 3]) expect(few![i]).toBeCloseTo(2.5 / 3, 2);
  });

  it("may be all that there are, each in the direction that helps, downwards too", async () => {
    const ranges = rangesOf([-1, 0], [0, 1], [-1, 0]);
    const { of, kinds } = await ask(sumOf([1, -1, 1]), { low: none, high: -2.5 }, ranges);
    expect(kinds).toEqual(["few", "least"]);
    expect([...of("few")[0]!]).toEqual([-1, 1, -1].map((way) => expect.closeTo((way * 2.5) / 3, 2)));
  });

  it("are not looked for where one or two will do", async () => {
    expect((await ask(sumOf([1, 1, 1]), { low: 0.5, high: any }, equal(3))).kinds).not.toContain("few");
    expect((await ask(sumOf([1, 1, 1]), { low: 1.5, high: any }, equal(3))).kinds).toEqual(["two", "least"]);
  });
});

describe("the least", () => {
  it("leaves out what hardly moves, up and down", async () => {
    for (const target of [
      { low: 0.5, high: any },
      { low: none, high: -0.5 },
    ]) {
      const [least] = (await ask(sumOf([1, 0.6, 0.09]), target, equal(3))).of("least");
      expect(least![2]).toBe(0);
      expect(size(least!)).toBeCloseTo(0.5 / Math.hypot(1, 0.6), 2);
      const [all] = (await ask(sumOf([1, 0.6, 0.11]), target, equal(3))).of("least");
      expect(Math.abs(all![2]!)).toBeGreaterThan(0);
    }
  });

  it("keeps many that hardly move, where without them it would be a twentieth longer", async () => {
    const many = [1, ...Array.from({ length: 40 }, () => 0.09)];
    const [least] = (await ask(sumOf(many), { low: 0.5, high: any }, equal(41))).of("least");
    expect(size(least!)).toBeCloseTo(0.5 / Math.sqrt(1 + 40 * 0.09 ** 2), 2);
    expect([...least!].filter((u) => u === 0)).toEqual([]);
  });

  it("has a soft one beside it only where it moves what is known", async () => {
    const slopes = sumOf([1, 0.6, 0.09]);
    const target = { low: 0.3, high: any };
    expect((await ask(slopes, target, equal(3))).kinds).not.toContain("soft");
    // What is known is left at its value already.
    expect((await ask(slopes, target, equal(3), { soft: [0, 1] })).kinds).not.toContain("soft");
    const [soft] = (await ask(slopes, target, equal(3), { soft: [1] })).of("soft");
    expect([...soft!]).toEqual([0, expect.closeTo(0.5, 2), 0]);
    expect((await ask(slopes, target, equal(3), { soft: [] })).kinds).not.toContain("soft");
  });
});

describe("what is run on the way", () => {
  it("is no more for a parameter that has no range", async () => {
    const target = { low: 0.5, high: any };
    const free = await ask(sumOf([1, 0.6]), target, equal(2));
    const held = await ask(sumOf([1, 0.6, 5]), target, [...equal(2), { low: 0, high: 0 }], {
      soft: [0, 1, 2],
    });
    expect(held.runs).toBe(free.runs);
    expect(held.kinds).toEqual(free.kinds);
    for (const point of held.batches.flat()) expect(point[2]).toBe(0);
  });

  it("is asked for in batches of which none is empty, and tells the closest of all", async () => {
    const formula = (u: Moves) => 1 - (u[0]! - 0.5) ** 2;
    const { answers, closest, batches } = await ask(formula, { low: 2, high: any }, equal(1));
    expect(answers).toEqual([]);
    for (const batch of batches) expect(batch.length).toBeGreaterThan(0);
    const best = Math.max(...batches.flat().map((point) => formula(point)));
    expect(closest.value).toBeGreaterThan(0.9);
    expect(closest.value).toBeLessThanOrEqual(best);
    expect(formula(closest.point)).toBe(closest.value);
  });
});
