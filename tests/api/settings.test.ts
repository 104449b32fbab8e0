import { describe, expect, it } from "vitest";
import * as lull from "../../src/index.ts";
import { smallModel } from "../support/every-verb.ts";

// A setting that is passed over in silence gives numbers that nobody asked for.

const model = smallModel({ days: 1, measure: { held: "at(idle.held, end)" } });
const scenario = { duration: "1 day", arms: [{ label: "a" }], measure: { held: "at(idle.held, end)" } };
const plan = { search: "One" };
const points = "time_day,value\n0.5,0\n";

/** Every function with settings, with those that it cannot do without. */
const functions: Readonly<Record<string, (settings: object) => unknown>> = {
  simulate: (settings) => lull.simulate(model, scenario, settings),
  simulator: (settings) => lull.simulator(model)(scenario, settings),
  simulatePopulation: (settings) => lull.simulatePopulation(model, scenario, { size: 1, ...settings }),
  population: (settings) => lull.population(model, scenario, { size: 1, ...settings }),
  search: (settings) => lull.search(model, plan, settings),
  why: (settings) => lull.why(model, scenario, { measure: "held", ...settings }),
  sensitivity: (settings) => lull.sensitivity(model, scenario, { measure: "held", ...settings }),
  requirement: (settings) => lull.requirement(model, scenario, { measure: "held", atLeast: 0, ...settings }),
  scan: (settings) =>
    lull.scan(model, scenario, { measure: "held", vary: { "idle.nothing": [1] }, ...settings }),
  fit: (settings) =>
    lull.fit(
      model,
      { ...scenario, data: "p.csv" },
      { parameters: ["idle.nothing"], files: { "p.csv": points }, ...settings },
    ),
  compare: (settings) => lull.compare(model, scenario, scenario, settings),
  steady: (settings) => lull.steady(model, scenario, settings),
  equations: (settings) => lull.equations(model, settings),
  checkClaims: (settings) => lull.checkClaims(model, [], settings),
};

describe("a setting that there is not", () => {
  it.each(Object.keys(functions))("is refused by %s, with the nearest one", async (name) => {
    const ask = functions[name]!;
    await expect(async () => ask({ knockouts: ["x"] })).rejects.toThrow(
      `invalid setting: knockouts; expected one that ${name}() takes.`,
    );
    await expect(async () => ask({ onprogress: 1 })).rejects.toThrow(/^invalid setting: onprogress;/);
  });

  it("is named with the one that was meant", () => {
    expect(() => functions.simulate!({ knockouts: ["x"] })).toThrow(/"?knockout"?\?$/);
    expect(() => functions.simulate!({ solver: "odex" })).toThrow(/invalid setting: solver/);
    expect(() => functions.simulate!({ seed: 1, duration: "1 day", rtol: 1e-7 })).not.toThrow();
  });

  it("is a word that a setting does not have, too", async () => {
    expect(() => functions.simulator!({ precision: "precise" })).toThrow(
      'invalid precision: precise; expected one of "coarse", "exact"',
    );
    for (const [name, settings] of [
      ["sensitivity", { method: "fast" }],
      ["scan", { way: "zigzag" }],
      ["equations", { to: "pdf" }],
    ] as const)
      await expect(async () => functions[name]!(settings)).rejects.toThrow(/^invalid .+; expected one of/);
  });
});
