import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { populationSampler, prepareArms, samplePerson } from "../../src/runs/index.ts";
import { findEquilibrium } from "../../src/simulation/equilibrium.ts";
import { systemOf } from "../support/modules.ts";
import { shippedLibrary } from "../support/shipped.ts";

const module = (states: string) => `
module: m
title: M
about: a system with a switch.
parameters:
  on: { about: switch, unit: 1/day, value: 0, range: [0, 1], tier: assumed, note: test }
states:
${states
  .trim()
  .split("\n")
  .map((line) => `  ${line.trim()}`)
  .join("\n")}
`;

function bothWays(states: string) {
  const compiled = compile(systemOf(module(states)));
  const parameters = compiled.defaultParameters();
  parameters[compiled.layout.parameter("m.on")!] = 1;
  return (["newton", "integration"] as const).map((way) => findEquilibrium(compiled, parameters, way));
}

describe("findEquilibrium", () => {
  it("comes by Newton's iteration where fine integration comes, in people of the shipped populations", () => {
    const library = shippedLibrary();
    for (const population of library.populations!.values()) {
      const { arm, duration } = population.cohort;
      const { systems } = prepareArms([{ arm: { ...arm, people: [] }, duration, requests: [] }], library);
      const [system] = systems;
      const compiled = compile(system!);
      const sampler = populationSampler(population, library, systems).value!;
      for (let subject = 0; subject < 12; subject++) {
        const parameters = compiled.defaultParameters();
        for (const [name, value] of samplePerson(sampler, 7, subject).parameters) {
          const place = compiled.layout.parameter(name);
          if (place !== undefined) parameters[place] = value;
        }
        const [quick, slow] = (["newton", "integration"] as const).map((way) =>
          findEquilibrium(compiled, parameters, way),
        );
        expect(quick!.status).toEqual(slow!.status);
        for (const [i, { name, unit }] of system!.states.entries()) {
          const size = Math.max(Math.abs(slow!.y[i]!), 1e-3 * unit.factor);
          expect(Math.abs(quick!.y[i]! - slow!.y[i]!) / size, `${name} of ${subject}`).toBeLessThan(1e-8);
        }
      }
    }
  });

  it("takes the rest that the start leads to where there are two", () => {
    // x' = (x - 0.5) (x - 1) (x - 2) turned round: rests at 0.5 and 2, parts at 1; y pushes x below 1 first.
    const [quick, slow] = bothWays(`
      x: { about: x, unit: 1, initial: 1, rate: "-on * ((x - 0.5) * (x - 1) * (x - 2) + 0.5 * y)" }
      y: { about: y, unit: 1, initial: 1, rate: "-on * y" }
    `);
    expect(slow!.y[0]).toBeCloseTo(0.5, 6);
    expect(quick!.y[0]).toBeCloseTo(0.5, 9);
    expect(quick!.status.kind).toBe("success");
  });

  it("keeps what is conserved", () => {
    const [quick, slow] = bothWays(`
      x: { about: x, unit: 1, initial: 1, rate: "on * (y - 3 * x)" }
      y: { about: y, unit: 1, initial: 1, rate: "-on * (y - 3 * x)" }
    `);
    expect(slow!.y[0]).toBeCloseTo(0.5, 6);
    expect(quick!.y).toEqual(slow!.y);
  });

  it("says so where something circles for ever, though it circles round a rest", () => {
    const circle = `
      x: { about: x, unit: 1, initial: 1, rate: "on * (y - 1 + (x - 1) * (0.0001 - (x - 1)^2 - (y - 1)^2))" }
      y: { about: y, unit: 1, initial: 1.005, rate: "on * (1 - x + (y - 1) * (0.0001 - (x - 1)^2 - (y - 1)^2))" }
    `;
    for (const { status } of bothWays(circle)) expect(status.kind).toBe("no-equilibrium");
  });

  it.each([["abcd"], ["dcba"]])("fills baselines that read one another (%s)", (order) => {
    // x rests at 2; each value is three times the baseline of the one before it.
    const [a, b, c, d] = order;
    const compiled = compile(
      systemOf(`
module: m
title: M
about: values at rest that read one another.
parameters:
  k: { about: pace, unit: 1/day, value: 1, range: [0, 2], tier: assumed, note: test }
states:
  x: { about: x, unit: 1, initial: 1, rate: "k * (2 - x)" }
values:
  ${a}: { about: first, unit: 1, formula: x }
  ${b}: { about: second, unit: 1, formula: 3 * baseline(${a}) }
  ${c}: { about: third, unit: 1, formula: 3 * baseline(${b}) }
  ${d}: { about: last, unit: 1, formula: 3 * baseline(${c}) }
`),
    );
    const { parameters, status, y } = findEquilibrium(compiled, compiled.defaultParameters());
    expect(status).toMatchObject({ kind: "success", message: "at rest" });
    expect(y[0]).toBeCloseTo(2, 8);
    const at = (name: string) => parameters[compiled.layout.baseline(`m.${name}`)!];
    expect([a, b, c].map((name) => at(name!))).toEqual([2, 6, 18].map((x) => expect.closeTo(x, 7)));
  });

  it("says so where a rate is undefined from the start, and which number is outside what it may be", () => {
    const compiled = compile(
      systemOf(`
        module: m
        title: M
        about: M.
        parameters:
          inflow: {value: 1, unit: 1/hour, range: [0.5, 2], tier: assumed, about: I.}
          volume: {value: 2, unit: 1, range: [0, 4], domain: positive, tier: assumed, about: V.}
        states:
          x: {unit: 1, initial: 2, rate: "inflow * (1 - x / volume)", about: X.}`),
    );
    const at = (volume: number) => {
      const parameters = compiled.defaultParameters();
      parameters[compiled.layout.parameter("m.volume")!] = volume;
      return findEquilibrium(compiled, parameters).status;
    };
    expect(at(3).kind).toBe("success");
    expect(at(0)).toMatchObject({
      kind: "no-equilibrium",
      message:
        "This person has no drug-free equilibrium: the rate of m.x is infinite or undefined where m.volume is 0; it must be above 0.",
    });
  });
});
