import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Expression, evaluate } from "../../src/expressions/index.ts";
import { type FlatSystem, type PossibleRange, possibleRange } from "../../src/model/index.ts";
import { systemOf } from "../support/modules.ts";
import { tameExpression } from "../support/random-expressions.ts";

// From where to where a variable can go at all, by the form of its formula.

const range = (formula: string) => {
  const system = systemOf(`
    module: m
    title: M
    about: M.
    parameters:
      part: {value: 0.5, unit: 1, range: [0, 1], tier: assumed, about: A fraction.}
      size: {value: 2, unit: 1, range: [1, 4], tier: assumed, about: Not below 0.}
      any: {value: 2, unit: 1, range: [-4, 4], tier: assumed, about: Any sign.}
      hour: {value: 2, unit: hour, range: [1, 4], tier: assumed, about: Above 0.}
    states:
      x: {unit: 1, initial: 0, rate: (1 - x) * x / hour, about: A state.}
      after: {unit: 1, initial: 3, rate: "(2 * part - after) / hour", about: Follows.}
      onwards: {unit: 1, initial: 0, rate: "(tanh(x) * after - onwards) / (hour * (1 + size))", about: Follows.}
      away: {unit: 1, initial: 0, rate: "(part - away) / (-hour)", about: Flees.}
      itself: {unit: 1, initial: 0, rate: "(part + itself - itself) / hour", about: Reads itself.}
    values:
      v: {unit: 1, formula: "${formula}", about: V.}
      w: {unit: 1, formula: 2 * v, about: Reads it.}`);
  const { low, high } = possibleRange(system, "m.v")!;
  return [low, high];
};
const { POSITIVE_INFINITY: endless } = Number;

describe("`possibleRange`", () => {
  it.each([
    ["part", [0, 1]],
    ["1 - part", [0, 1]],
    ["part * part / 2", [0, 0.5]],
    ["size", [0, endless]],
    ["-size", [-endless, 0]],
    ["any", [-endless, endless]],
    ["x", [-endless, endless]],
    ["after", [0, 3]],
    ["onwards", [-3, 3]],
    ["away", [-endless, endless]],
    ["itself", [-endless, endless]],
    ["hill(x, size, 2)", [0, 1]],
    ["1 - part * hill(x, size, any)", [0, 1]],
    ["1 / (1 + exp(x))", [0, 1]],
    ["exp(-size)", [0, 1]],
    ["size / (1 + size)", [0, endless]],
    ["1 / part", [1, endless]],
    ["size * (any / (1 + size))", [-endless, endless]],
    ["tanh(x)", [-1, 1]],
    ["3 * sin(x) + 4", [1, 7]],
    ["x^2", [0, endless]],
    ["x^3", [-endless, endless]],
    ["part^any", [0, endless]],
    ["part^2.5", [0, 1]],
    ["sqrt(part)", [0, 1]],
    ["abs(x)", [0, endless]],
    ["min(max(x, 0), 60)", [0, 60]],
    ["if(x > 1, part, 2)", [0, 2]],
    ["if(x > 1 and x < 2, 1, 0)", [0, 1]],
    ["t / hour", [0, endless]],
  ])("of %s is %j", (formula, wanted) => expect(range(formula)).toEqual(wanted));

  it("keeps to declared bounds, in the declared unit, and knows nothing of other names", () => {
    const system = systemOf(`
      module: m
      title: M
      about: M.
      parameters:
        one: {value: 1, unit: nM, range: [0.5, 2], tier: assumed, about: O.}
      states:
        x: {unit: 1, initial: 1, rate: "0", about: X.}
      values:
        score: {unit: nM, formula: one * x, bounds: [5, 60], about: A score.}
        half: {unit: uM, formula: score / 2, about: Half of it.}`);
    expect(possibleRange(system, "m.score")).toEqual({ low: 5, high: 60, unit: "nM" });
    const half = possibleRange(system, "m.half")!;
    expect(half.unit).toBe("uM");
    expect(half.low).toBeCloseTo(0.0025, 12);
    expect(half.high).toBeCloseTo(0.03, 12);
    expect(possibleRange(system, "m.nothing")).toBeUndefined();
  });

  it("is the same whatever else was asked about before, on a loop too", () => {
    const loop = () =>
      systemOf(`
        module: m
        title: M
        about: M.
        parameters:
          hour: {value: 2, unit: hour, range: [1, 4], tier: assumed, about: Above 0.}
        states:
          follower: {unit: 1, initial: 0, rate: (goal - follower) / hour, about: Follows.}
        values:
          goal: {unit: 1, formula: "min(max(follower, 0), 1)", about: A share.}`);
    const one: PossibleRange = { low: 0, high: 1, unit: "1" };
    for (const order of [
      ["m.goal", "m.follower", "m.goal"],
      ["m.follower", "m.goal", "m.follower"],
    ]) {
      const system = loop();
      for (const name of order) expect(possibleRange(system, name), `${name} of ${order}`).toEqual(one);
    }
  });

  it("holds whatever a formula is and whatever its states are", () => {
    const names = ["m.a", "m.b"];
    fc.assert(
      fc.property(
        tameExpression(names, { kinks: true }),
        fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 2 }),
        (expression: Expression, point) => {
          const unit = { text: "1", factor: 1 };
          const rate = { kind: "number", value: 1 };
          const states = names.map((name) => ({ name, unit, initial: rate, rate, holdsDrug: false }));
          const values = [{ name: "m.v", unit, expression }];
          const system = { parameters: [], states, values } as unknown as FlatSystem;
          const { low, high } = possibleRange(system, "m.v")!;
          const value = evaluate(expression, {
            name: (name) => point[names.indexOf(name)]!,
            baseline: () => Number.NaN,
            gate: () => Number.NaN,
          });
          const slack = 1e-9 * Math.abs(value);
          expect(value).toBeGreaterThanOrEqual(low - slack);
          expect(value).toBeLessThanOrEqual(high + slack);
        },
      ),
      { numRuns: 500, seed: 5 },
    );
  });
});
