import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { printFormula } from "../../src/expressions/index.ts";
import {
  type FlatSystem,
  flatten,
  joinModules,
  type ModuleSource,
  unusedParameters,
  usersOf,
} from "../../src/model/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { unit } from "../../src/units/index.ts";
import { checkCarets } from "../support/carets.ts";
import { diagnosticsOfModel, modelOf, problemOf, readModules, systemOf } from "../support/modules.ts";

const check = (fixture: string) => checkCarets(fixture, (text) => diagnosticsOfModel([text]));
const head = "module: m\n      title: M\n      about: M.";

/** x follows an effect that a signal drives to `signal`; the signal is switched on by the care. */
const driven = `
  module: m
  title: M
  about: M.
  parameters:
    signal: {value: 1, unit: 1, range: [0, 9], tier: assumed, about: S.}
    tau: {value: 0.5, unit: day, range: [0, 9], tier: assumed, about: T.}
  states:
    x: {unit: 1, initial: 1, rate: "(push - x) / tau", about: X.}
  effects:
    push: {formula: signal, about: P.}
`;

/** Where x rests under a gate, for a person whose own signal is `before`. */
function rest(gate: number, before: number, during: number): number {
  const system = systemOf(driven);
  const trajectory = simulate(
    problemOf(system, {
      before: new Map([["m.signal", before]]),
      during: new Map([["m.signal", during]]),
      gates: new Map([["m.push", gate]]),
      duration: 20,
    }),
    compile(system),
  );
  return trajectory.columns.get("m.x")!.values.at(-1)!;
}

describe("flatten", () => {
  it("makes the same of the same module once, and something else of one with another name or of a rate under another hypothesis", () => {
    const follower = `
      module: a
      title: A
      about: A.
      parameters:
        speed: {value: 2, unit: 1/day, range: [1, 3], tier: assumed, about: S.}
      states:
        x: {unit: 1, initial: 1, rate: "speed * (1 - x)", about: X.}
      values:
        twice: {unit: 1, formula: "2 * x", about: T.}
        pace: {unit: 1/day, formula: "rate_of(x)", about: P.}
      hypotheses:
        how: {question: Q?, default: quick, choices: {quick: {about: Q.}, slow: {about: S., formulas: {a.x: "speed * (1 - x) / 10"}}}}
    `;
    const other = `
      module: b
      title: B
      about: B.
      values:
        one: {unit: 1, formula: "1 + 0", about: O.}
    `;
    const { modules, diagnostics } = readModules(follower, other);
    expect(diagnostics).toEqual([]);
    const [a, b] = modules as [ModuleSource, ModuleSource];
    const flat = (of: readonly ModuleSource[], how = "quick") =>
      flatten(joinModules(of).value!, new Map([["a.how", how]])).value!;
    const value = (system: FlatSystem, name: string) => system.values.find((v) => v.name === name)!;
    const [alone, beside, slow] = [flat([a]), flat([a, b]), flat([a, b], "slow")];
    expect(value(beside, "a.twice")).toBe(value(alone, "a.twice"));
    expect(value(slow, "a.twice")).toBe(value(alone, "a.twice"));
    expect(slow.parameters[0]).toBe(alone.parameters[0]);
    expect(printFormula(value(alone, "a.pace").expression)).toBe("a.speed * (1 - a.x)");
    expect(printFormula(value(slow, "a.pace").expression)).toBe("a.speed * (1 - a.x) / 10");
    expect(printFormula(slow.states[0]!.rate)).toBe("a.speed * (1 - a.x) / 10");
    const renamed = flatten(joinModules([{ ...a, name: "c" }]).value!).value!;
    expect(value(renamed, "c.twice").expression).toMatchObject({ right: { name: "c.x" } });
    const hourly = flatten(joinModules([{ ...a, time: unit("hour") }]).value!).value!;
    expect(printFormula(hourly.states[0]!.rate)).not.toBe(printFormula(alone.states[0]!.rate));
  });

  it("`flatten` prints a circle of values with its path and every place", () => {
    const [fault] = check(`
      ${head}
      values:
        free: {unit: 1, formula: "c", about: F.}
        a: {unit: 1, formula: "b + 1", about: A.}
        b: {unit: 1, formula: "c + 1", about: B.}
        c: {unit: 1, formula: "a + 1", about: C.}
        ^ cyclic-value`);
    expect(fault?.message).toContain("m.c -> m.a -> m.b -> m.c");
    expect(fault?.notes).toHaveLength(2);
  });

  it("`flatten` reports a value that feeds itself", () => {
    const [fault] = check(`
      ${head}
      values:
        a: {unit: 1, formula: "a + 1", about: A.}
        ^ cyclic-value`);
    expect(fault?.message).toContain("m.a -> m.a");
  });

  it("`flatten` lets no state depend on baseline(), directly or through values", () => {
    check(`
      ${head}
      parameters:
        tau: {value: 1, unit: day, range: [0, 9], tier: assumed, about: T.}
      states:
        x: {unit: 1, initial: 1, rate: "(relative - x) / tau", about: X.}
        ^ baseline-feeds-state
        y: {unit: 1, initial: 1, rate: "(baseline(x) - y) / tau", about: Y.}
        ^ baseline-feeds-state
        z: {unit: 1, initial: 1, rate: "(1 - z) / tau", about: Z.}
      values:
        shift: {unit: 1, formula: "z / baseline(z)", about: S.}
        relative: {unit: 1, formula: "shift", about: R.}`);
  });

  it("`flatten` puts values in an order in which each stands after what it reads", () => {
    const system = systemOf(`
      module: m
      title: M
      about: M.
      values:
        last: {unit: 1, formula: "middle + first", about: L.}
        middle: {unit: 1, formula: "2 * first", about: M.}
        first: {unit: 1, formula: "1", about: F.}`);
    expect(system.values.map((v) => v.name)).toEqual(["m.first", "m.middle", "m.last"]);
  });

  it("`flatten` gives numbers in canonical units", () => {
    const system = systemOf(`
      module: m
      title: M
      about: M.
      parameters:
        tau: {value: 12, unit: hour, range: [6, 24], tier: assumed, about: T.}
      states:
        x: {unit: ng/mL, initial: 5, rate: "-x / tau", about: X.}`);
    expect(system.parameters[0]).toMatchObject({ value: 0.5, range: [0.25, 1] });
    expect(system.states[0]?.initial).toMatchObject({ value: expect.closeTo(5e-3, 12) });
  });

  it.each([
    [1, 1, 3, 3],
    [0, 1, 3, 1],
    [0.5, 1, 3, 2],
    [0, 2, 3, 2],
    [0.5, 2, 3, 2.5],
    [0, 2, 2, 2],
  ])(
    "`flatten` gates an effect: with gate %d, from %d on the way to %d, it gives %d",
    (gate, before, during, wanted) => {
      expect(rest(gate, before, during)).toBeCloseTo(wanted, 5);
    },
  );

  it("`flatten` reports a hypothesis and a choice that there is not, with the nearest", () => {
    const rival = `${driven}  hypotheses:
    why: {question: Q?, default: one, choices: {one: {about: O.}, two: {about: T.}}}
`;
    const faults = (name: string, choice: string) =>
      flatten(modelOf(rival), new Map([[name, choice]])).diagnostics;
    expect(faults("m.whi", "one")).toMatchObject([
      { code: "unknown-hypothesis", help: 'Did you mean "m.why"?' },
    ]);
    expect(faults("m.why", "twoo")).toMatchObject([{ code: "unknown-choice", help: 'Did you mean "two"?' }]);
    expect(faults("m.why", "two")).toEqual([]);
  });
});

describe("unusedParameters", () => {
  const model = modelOf(
    driven,
    `
    module: n
    title: N
    about: N.
    parameters:
      idle: {value: 1, unit: 1, range: [0, 9], tier: assumed, about: I.}
    values:
      seen: {unit: 1, formula: "m.x + m.signal", about: S.}`,
  );

  it("`unusedParameters` warns of a parameter that no formula reads", () => {
    expect(unusedParameters(model)).toMatchObject([
      { severity: "warning", code: "unused-parameter", message: expect.stringContaining('"n.idle"') },
    ]);
  });

  it("`usersOf` lists what reads a name, in its own module and in others", () => {
    expect(usersOf("m.signal", model)).toEqual(["m.push", "n.seen"]);
    expect(usersOf("m.x", model)).toEqual(["m.x", "n.seen"]);
  });
});
