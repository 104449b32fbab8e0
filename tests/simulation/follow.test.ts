import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { type MeasureFunction, type MeasureRequest, requestFor } from "../../src/scenario/index.ts";
import { Follower, namesIn } from "../../src/simulation/follow.ts";
import { StepReader } from "../../src/simulation/step-reader.ts";
import { systemOf } from "../support/modules.ts";
import { type Solution, stateOf, stepAlong } from "../support/steps.ts";

// Measures of a solution that is known, taken off steps that nobody chose for them.

const system = systemOf(`
  module: m
  title: M
  about: M.
  parameters:
    pace: {value: 1, unit: 1/day, range: [0, 9], tier: assumed, about: P.}
  states:
    x: {unit: 1, initial: 0, rate: -pace * x, about: X.}
    y: {unit: 1, initial: 0, rate: -pace * y, about: Y.}
  values:
    double: {unit: 1, formula: x + x, about: D.}
    square: {unit: 1, formula: x * x, about: S.}
    edge: {unit: 1, formula: "max(x, 16)", about: E.}
    until_two: {unit: 1, formula: "ln(16 - x)", about: U.}
    until_one: {unit: 1, formula: "ln(9 - x)", about: U.}`);
const compiled = compile(system);
const bound = compiled.bind(compiled.defaultParameters());
const ask = (name: MeasureFunction, variable: string, ...given: number[]) =>
  requestFor(name, `m.${variable}`, given, { place: { file: "s.yaml", start: 0, end: 0 } });

const parabola: Solution = [(t) => t * (10 - t), (t) => 2 + t ** 3 / 10];
const waves: Solution = [Math.sin, Math.cos];
const grid = [0, 0.3, 1, 2.2, 4.1, 6.3, 8, 9.5, 10];

interface Way {
  readonly isShown?: boolean;
  readonly times?: readonly number[];
  /** Told of each step that was read while it was shown. */
  readonly onRead?: (step: number) => void;
}

function followed(requests: MeasureRequest[], solution: Solution, way: Way = {}) {
  const { isShown = false, times = grid, onRead = () => {} } = way;
  const end = times.at(-1)!;
  const reader = new StepReader(namesIn(requests), undefined, system, bound);
  const follower = new Follower(requests, reader, end, { relative: 1e-6, absolute: 1e-8 });
  for (let i = 1; i < times.length; i++)
    follower.step(
      stepAlong(solution, times[i - 1]!, times[i]!, {
        isFirst: i === 1,
        isShown,
        onRead: () => onRead(i - 1),
      }),
    );
  follower.finish({ t: end, y: stateOf(solution, end) });
  return follower;
}
const valuesOf = (...args: Parameters<typeof followed>) => {
  const follower = followed(...args);
  expect(follower.broken).toBeUndefined();
  return follower.measures().map(({ value }) => value!);
};

/** Each with what it is of x = t (10 - t) and y = 2 + t³ / 10. */
const known: readonly (readonly [MeasureRequest, number])[] = [
  [ask("at", "x", 3.3), 22.11],
  [ask("at", "x", 0), 0],
  [ask("at", "x", 10), 0],
  [ask("at", "y", 4.1), 2 + 4.1 ** 3 / 10],
  [ask("peak", "x"), 25],
  [ask("peak", "x", 0, 3), 21],
  [ask("peak", "x", 6, 10), 24],
  [ask("trough", "x", 1, 9.5), 4.75],
  [ask("time_of_peak", "x"), 5],
  [ask("auc", "x", 0, 10), 1000 / 6],
  [ask("auc", "x", 2, 8), 132],
  [ask("mean", "x", 2, 8), 22],
  [ask("mean", "x", 3, 3), 21],
  [ask("change", "x", 1, 4), 15],
  [ask("ratio", "x", 1, 5), 25 / 9],
  [ask("days_above", "x", 16), 6],
  [ask("days_below", "x", 16), 4],
  [ask("days_above", "x", 16, 0, 5), 3],
  [ask("time_to", "x", 5), 5 - Math.sqrt(20)],
  [ask("onset", "y", 1), Math.cbrt(10)],
  [ask("half_time", "y"), Math.cbrt(500)],
  [ask("peak", "double"), 50],
  [ask("auc", "double", 0, 10), 1000 / 3],
  [ask("peak", "square"), 625],
  [ask("auc", "square", 0, 10), 10_000 / 3],
  [ask("auc", "square", 0, 3), 900 - 405 + 48.6],
  [ask("trough", "square", 2.5, 8.5), 12.75 ** 2],
  [ask("time_of_peak", "square"), 5],
  [ask("days_above", "square", 256), 6],
  [ask("time_to", "square", 256), 2],
  [ask("auc", "edge", 0, 10), 196],
  [ask("peak", "edge"), 25],
  [ask("time_to", "edge", 20), 5 - Math.sqrt(5)],
  [ask("days_above", "edge", 20), 2 * Math.sqrt(5)],
];
const label = ({ text }: MeasureRequest) => text;

describe("measures of known steps", () => {
  it.each([false, true])("are what they are on paper, together; steps shown alone: %s", (isShown) => {
    const values = valuesOf(
      known.map(([request]) => request),
      parabola,
      { isShown },
    );
    for (const [i, [request, wanted]] of known.entries())
      expect(Math.abs(values[i]! - wanted), label(request)).toBeLessThan(
        request.function === "time_of_peak" ? 2e-4 : 2e-6 * Math.max(1, Math.abs(wanted)),
      );
  });

  it.each([false, true])("and each alone; steps shown alone: %s", (isShown) => {
    for (const [request, wanted] of known) {
      const [value] = valuesOf([request], parabola, { isShown });
      expect(Math.abs(value! - wanted), label(request)).toBeLessThan(
        request.function === "time_of_peak" ? 2e-4 : 2e-6 * Math.max(1, Math.abs(wanted)),
      );
    }
  });

  it("are exact of a state whose steps are quartic", () => {
    for (const [request, wanted] of known)
      if (["m.x", "m.y", "m.double"].includes(request.variable))
        expect(valuesOf([request], parabola)[0], label(request)).toBeCloseTo(wanted, 8);
  });

  it("of waves are within the tolerance, though no quartic goes through them", () => {
    const requests = [
      ask("auc", "x", 0, 10),
      ask("peak", "x"),
      ask("trough", "x"),
      ask("time_of_peak", "x", 0, 5),
      ask("days_above", "x", 0),
      ask("auc", "square", 0, 10),
      ask("time_to", "y", 0),
    ];
    const wanted = [
      1 - Math.cos(10),
      1,
      -1,
      Math.PI / 2,
      // From 0 to π and from 2 π to 3 π.
      2 * Math.PI,
      5 - Math.sin(20) / 4,
      Math.PI / 2,
    ];
    const values = valuesOf(requests, waves, { isShown: true });
    for (const [i, value] of values.entries())
      expect(Math.abs(value - wanted[i]!), label(requests[i]!)).toBeLessThan(i === 3 ? 1e-3 : 3e-6);
  });

  it("are the same of many small steps, some of which wait for the end", () => {
    const times = Array.from({ length: 4301 }, (_, i) => i / 430);
    const requests = [
      ask("half_time", "y"),
      ask("half_time", "square"),
      ask("auc", "x", 0, 10),
      ask("peak", "square"),
    ];
    const rising: Solution = [(t) => t, parabola[1]!];
    expect(valuesOf(requests, rising, { times })).toEqual(
      [Math.cbrt(500), Math.sqrt(50), 50, 100].map((value) => expect.closeTo(value, 5)),
    );
  });

  it("come in the order that they are asked for, with their units", () => {
    const requests = [ask("peak", "y"), ask("auc", "x", 0, 1), ask("at", "y", 1)];
    const results = followed(requests, parabola).measures();
    expect(results.map(({ request }) => request)).toEqual(requests);
    expect(results.map(({ unit }) => unit)).toEqual(["1", "day", "1"]);
    expect(namesIn(requests)).toEqual(["m.y", "m.x"]);
    const none = followed(requests, parabola).withoutValues();
    expect(none.map(({ request, value }) => [request, value])).toEqual(
      requests.map((request) => [request, undefined]),
    );
  });
});

describe("a jump between two steps", () => {
  it("counts from its time on, and has no width", () => {
    const requests: [MeasureRequest, number][] = [
      [ask("at", "x", 5), 3],
      [ask("at", "x", 4.9), 1],
      [ask("auc", "x", 0, 10), 20],
      [ask("peak", "x"), 3],
      [ask("trough", "x"), 1],
      [ask("peak", "x", 0, 4), 1],
      [ask("trough", "x", 6, 10), 3],
      [ask("days_above", "x", 2), 5],
      [ask("time_to", "x", 2), 5],
      [ask("change", "x", 4, 6), 2],
      [ask("auc", "square", 0, 10), 50],
      [ask("auc", "square", 4, 6), 10],
    ];
    const before: Solution = [() => 1, () => 0];
    const after: Solution = [() => 3, () => 0];
    for (const isShown of [false, true]) {
      const asked = requests.map(([request]) => request);
      const reader = new StepReader(namesIn(asked), undefined, system, bound);
      const follower = new Follower(asked, reader, 10, { relative: 1e-6, absolute: 1e-8 });
      for (const [from, to, isFirst] of [
        [0, 2, true],
        [2, 5, false],
        [5, 7, true],
        [7, 10, false],
      ] as const)
        follower.step(stepAlong(from < 5 ? before : after, from, to, { isFirst, isShown }));
      follower.finish({ t: 10, y: stateOf(after, 10) });
      for (const [i, { value }] of follower.measures().entries())
        expect(value, requests[i]![0].text).toBeCloseTo(requests[i]![1], 9);
    }
  });
});

describe("what nobody asks about", () => {
  const readOf = (...requests: MeasureRequest[]) => {
    const read = new Set<number>();
    const values = valuesOf(requests, parabola, { isShown: true, onRead: (step) => read.add(step) });
    return { values, read: [...read].sort((a, b) => a - b) };
  };

  it("is not read: before and after what is asked for", () => {
    expect(readOf(ask("at", "square", 9.6)).read).toEqual([7]);
    expect(readOf(ask("auc", "square", 4.5, 6)).read).toEqual([4]);
    // Step 2 ends at 2.2 and the window begins there.
    expect(readOf(ask("auc", "square", 2.2, 3)).read).toEqual([3]);
    expect(readOf(ask("auc", "square", 1.5, 4.1)).read).toEqual([2, 3]);
  });

  it("is not read any more when what was waited for has come", () => {
    const { values, read } = readOf(ask("time_to", "square", 25));
    expect(values[0]).toBeCloseTo(5 - Math.sqrt(20), 5);
    expect(read.at(-1)).toBeLessThanOrEqual(1);
  });
});

describe("what is no number", () => {
  it("is told with the first time at which it is none", () => {
    for (const isShown of [false, true]) {
      const way = { isShown };
      const one = followed([ask("auc", "until_two", 0, 10)], parabola, way);
      expect(one.broken).toMatchObject({ name: "m.until_two", time: expect.closeTo(2, 6) });
      const [first, second] = [ask("auc", "until_two", 0, 10), ask("auc", "until_one", 0, 10)];
      for (const requests of [
        [first, second],
        [second, first],
      ])
        expect(followed(requests, parabola, way).broken).toMatchObject({
          name: "m.until_one",
          time: expect.closeTo(1, 6),
        });
      expect(followed([ask("at", "until_two", 4.5)], parabola, way).broken).toEqual({
        name: "m.until_two",
        time: 4.5,
      });
    }
  });
});
