import { describe, expect, it } from "vitest";
import { SlopeEquations, type SlopeRun } from "../../src/simulation/linear-slopes.ts";

// Slopes along a solution that is known, with derivatives put down by hand: of x' = -a x and y' = b x - y + c (baseline).

const [a, b, c] = [0.4, 1.5, 2];
const x = (t: number) => Math.exp(-a * t);
/** What x drives in y: the integral of exp(s - t) x(s). */
const driven = (t: number) => (Math.exp(-a * t) - Math.exp(-t)) / (1 - a);
const along = (from: number, to: number) => ({
  from,
  to,
  at: (t: number, into: Float64Array) => into.set([x(t), b * driven(t)]),
});
/** Entries: x by x, y by x, y by y, x by a, y by b, y by the baseline. */
const table = {
  rows: Int32Array.of(0, 1, 1, 0, 1, 1),
  columns: Int32Array.of(0, 0, 1, 2, 3, 4),
  bind: () => () => {},
};
const run: SlopeRun = {
  count: 2,
  s0: Float64Array.of(0, 0, 0, 0),
  fromBaselines: Float64Array.of(0, 0),
  stretches: [along(0, 4)],
  evaluate: (_t, y, out) => out.set([-a, b, -1, -y[0]!, y[0]!, c]),
};
const pointsAt = (...times: number[]) => times.map((time) => ({ time, s: new Float64Array(4) }));
function slopesOf(
  parts: Partial<SlopeRun>,
  times: readonly number[],
  equations = new SlopeEquations(table, 2),
) {
  const points = pointsAt(...times);
  expect(equations.solve({ ...run, ...parts }, points, 1e-9, () => 1e-12)).toBeUndefined();
  return points.map(({ s }) => [...s]);
}
const near = (numbers: readonly number[]) => numbers.map((one) => expect.closeTo(one, 7));

/** By a and by b, of x and then of y. */
const byA = (t: number) => [-t * x(t), (b * (driven(t) - t * x(t))) / (1 - a)];
const byB = (t: number) => [0, driven(t)];
const both = (t: number) => [byA(t)[0]!, byB(t)[0]!, byA(t)[1]!, byB(t)[1]!];
const times = [0.5, 1, 2.5, 4];

describe("slopes along a run", () => {
  it("are those of the closed form, at every point", () => {
    expect(slopesOf({}, times)).toEqual(times.map((t) => near(both(t))));
  });

  it("stay exactly 0 where a parameter does not reach", () => {
    for (const [, byOther] of slopesOf({}, times)) expect(byOther).toBe(0);
  });

  it("begin where they are said to, and at day 0 are that", () => {
    const s0 = Float64Array.of(0.7, 0.3, -1, 0.2);
    const found = slopesOf({ s0 }, [0, ...times]);
    expect(found[0]).toEqual([...s0]);
    for (const [i, t] of times.entries()) {
      const [xa, xb, ya, yb] = both(t);
      const decay = Math.exp(-t);
      expect(found[i + 1]).toEqual(
        near([
          xa! + 0.7 * x(t),
          xb! + 0.3 * x(t),
          ya! + 0.7 * b * driven(t) - decay,
          yb! + 0.3 * b * driven(t) + 0.2 * decay,
        ]),
      );
    }
    expect(slopesOf({ s0 }, [0])).toEqual([[...s0]]);
  });

  it("take in what a baseline moves by", () => {
    const fromBaselines = Float64Array.of(0.5, -0.25);
    for (const [i, found] of slopesOf({ fromBaselines }, times).entries()) {
      const [xa, xb, ya, yb] = both(times[i]!);
      const filled = c * (1 - Math.exp(-times[i]!));
      expect(found).toEqual(near([xa!, xb!, ya! + 0.5 * filled, yb! - 0.25 * filled]));
    }
  });

  it("are the same however often they are asked for, also when they reach elsewhere in between", () => {
    const equations = new SlopeEquations(table, 2);
    const [first, other, again] = [{}, { s0: Float64Array.of(0, 1, 0, 0) }, {}].map((parts) =>
      slopesOf(parts, times, equations),
    );
    expect(again).toEqual(first);
    for (const [i, t] of times.entries())
      expect(other![i]).toEqual(near([both(t)[0]!, x(t), both(t)[2]!, both(t)[3]! + b * driven(t)]));
  });

  it("need nothing where there is nothing to integrate", () => {
    let asked = 0;
    const evaluate: SlopeRun["evaluate"] = () => {
      asked++;
    };
    expect(slopesOf({ evaluate }, [])).toEqual([]);
    expect(slopesOf({ evaluate }, [0])).toEqual([[0, 0, 0, 0]]);
    const nothing = { rows: Int32Array.of(0), columns: Int32Array.of(0), bind: table.bind };
    expect(slopesOf({ evaluate }, [1], new SlopeEquations(nothing, 2))).toEqual([[0, 0, 0, 0]]);
    expect(asked).toBe(0);
  });
});

describe("a run in stretches", () => {
  /** s' = 1 before day 1, 3 from there until day 2, 0 after. */
  const jumps = { rows: Int32Array.of(0), columns: Int32Array.of(1), bind: () => () => {} };
  const stretch = (from: number, to: number) => ({
    from,
    to,
    at: (_t: number, into: Float64Array) => into.fill(to),
  });

  it("is asked within each, never at its ends, with the states of that stretch", () => {
    const asked: [number, number][] = [];
    const point = [0.5, 1, 1.5, 2, 3].map((time) => ({ time, s: new Float64Array(1) }));
    const fault = new SlopeEquations(jumps, 1).solve(
      {
        count: 1,
        s0: Float64Array.of(0),
        fromBaselines: new Float64Array(0),
        stretches: [stretch(0, 1), stretch(1, 2), stretch(2, 3)],
        evaluate(t, y, out) {
          asked.push([t, y[0]!]);
          out[0] = t < 1 ? 1 : t < 2 ? 3 : 0;
        },
      },
      point,
      1e-9,
      () => 1e-12,
    );
    expect(fault).toBeUndefined();
    expect(point.map(({ s }) => s[0])).toEqual(near([0.5, 1, 2.5, 4, 4]));
    for (const [t, end] of asked) {
      expect(t).toBeLessThan(end);
      expect(t).toBeGreaterThan(end - 1);
    }
    expect(new Set(asked.map(([, end]) => end))).toEqual(new Set([1, 2, 3]));
    // Within what it is asked, that is anywhere, and not at one place.
    expect(Math.min(...asked.map(([t]) => t))).toBeLessThan(1e-6);
    expect(Math.max(...asked.map(([t]) => t))).toBeGreaterThan(3 - 1e-6);
  });

  it("that cannot be integrated is told with what to do", () => {
    const points = [{ time: 2, s: new Float64Array(1) }];
    const fault = new SlopeEquations(jumps, 1).solve(
      {
        count: 1,
        s0: Float64Array.of(0),
        fromBaselines: new Float64Array(0),
        stretches: [stretch(0, 2)],
        evaluate: (_t, _y, out) => out.fill(Number.NaN),
      },
      points,
      1e-9,
      () => 1e-12,
    )!;
    expect(fault.kind).not.toBe("success");
    expect(fault.time).toBeLessThan(2);
    expect([fault.message, fault.remedy]).toEqual([
      "The sensitivities could not be integrated.",
      "Set --rtol lower, or fit fewer parameters.",
    ]);
  });
});
