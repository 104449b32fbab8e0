import { describe, expect, it } from "vitest";
import { initialPoint } from "../../src/model/baseline.ts";
import { flatten } from "../../src/model/index.ts";
import { joinWithDrugs } from "../../src/scenario/index.ts";
import { checkCarets } from "../support/carets.ts";
import { diagnosticsOfModel } from "../support/modules.ts";
import { shippedLibrary } from "../support/shipped.ts";

const check = (fixture: string) => checkCarets(fixture, (text) => diagnosticsOfModel([text]));
const head = "module: m\n      title: M\n      about: M.";

describe("checkBaseline", () => {
  it("`checkBaseline` names the effect that is not 1, with its value", () => {
    const [fault] = check(`
      ${head}
      parameters:
        level: {value: 2, unit: 1, range: [0, 9], tier: assumed, about: L.}
      effects:
        brake: {formula: "1 / level", about: B.}
        ^^^^^ effect-baseline
        fine: {formula: "level / 2", about: F.}`);
    expect(fault?.message).toContain("is 0.5 at the drug-free baseline");
  });

  it("`checkBaseline` takes an effect for 1 within a millionth, and no further", () => {
    const faults = (level: number) =>
      diagnosticsOfModel([
        `
module: m
title: M
about: M.
parameters:
  level: {value: ${level}, unit: 1, range: [0, 9], tier: assumed, about: L.}
effects:
  push: {formula: level, about: P.}`,
      ]).map((d) => d.code);
    for (const level of [1, 1 + 9e-7, 1 - 9e-7])
      expect(faults(level), `${level}`).not.toContain("effect-baseline");
    for (const level of [1 + 1.1e-6, 1 - 1.1e-6, 1.05])
      expect(faults(level), `${level}`).toContain("effect-baseline");
  });

  it("`checkBaseline` names the state that drifts, with its rate in the declared unit", () => {
    const [fault] = check(`
      ${head}
      parameters:
        tau: {value: 2, unit: hour, range: [1, 9], tier: assumed, about: T.}
        target: {value: 3, unit: ng/mL, range: [0, 9], tier: assumed, about: T.}
      states:
        level: {unit: ng/mL, initial: 2, rate: "(target - level) / tau", about: L.}
        ^^^^^ baseline-drift
        still: {unit: ng/mL, initial: target, rate: "(target - still) / tau", about: S.}`);
    expect(fault?.message).toContain("drifts by 12 ng/mL per day");
  });

  it("`checkBaseline` names what has no finite value, in words", () => {
    const faults = check(`
      ${head}
      parameters:
        zero: {value: 0, unit: 1, range: [0, 9], tier: assumed, about: Z.}
        tau: {value: 0, unit: day, range: [0, 9], tier: assumed, about: T.}
      states:
        x: {unit: 1, initial: 0, rate: "(1 - x) / tau", about: X.}
        ^ baseline-not-finite
      values:
        log: {unit: 1, formula: "ln(zero - 1)", about: L.}
        ^^^ baseline-not-finite`);
    expect(faults.map(({ message }) => message)).toEqual([
      '"m.log" has no value at the drug-free baseline.',
      '"rate of m.x" is infinite at the drug-free baseline.',
    ]);
  });

  it("`checkBaseline` holds rival hypotheses to the same promise", () => {
    const text = `
      module: m
      title: M
      about: M.
      effects:
        push: {formula: 1, about: P.}
      hypotheses:
        why: {question: Q?, default: one, choices: {one: {about: O.}, two: {about: T., formulas: {m.push: "1.5"}}}}`;
    expect(diagnosticsOfModel([text])).toEqual([]);
    expect(diagnosticsOfModel([text], new Map([["m.why", "two"]])).map((d) => d.code)).toEqual([
      "effect-baseline",
    ]);
  });

  it("`initialPoint` is at rest with every effect 1 in the shipped model, under every choice of hypotheses", () => {
    const { model: source, drugs } = shippedLibrary();
    const model = joinWithDrugs(source, [...drugs.values()]).value!;
    const choices = [...model.hypotheses].flatMap(([name, h]) =>
      h.choices.map((c) => [name, c.name] as const),
    );
    expect(choices.length).toBeGreaterThan(4);
    for (const choice of choices) {
      const system = flatten(model, new Map([choice])).value!;
      const { numbers, rates } = initialPoint(system);
      for (const effect of system.effects) expect(numbers.get(effect)).toBeCloseTo(1, 9);
      for (const [, rate] of rates) expect(rate).toBeCloseTo(0, 9);
    }
  });
});
