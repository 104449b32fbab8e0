import { describe, expect, it } from "vitest";
import { runaways } from "../../src/analysis/index.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

// Whatever the parameters within their declared ranges, the model stays within bounds and comes to rest on the drug.
// `lull doctor --draws 10000` asks the same of as many draws as one likes.

const arm = (treatment: string) => `
scenario: s
question: q
duration: 20 weeks
person: depressed-adult
care: trial
arms: [{label: a, treatment: ${treatment}}]
`;

describe("the shipped model over its declared ranges", () => {
  it.each([
    ["escitalopram 20 mg", "escitalopram 20 mg daily", 60],
    ["fluoxetine with its metabolite, then stopped", "fluoxetine 60 mg daily until week 8", 20],
  ])("runs away in no draw, comes to rest, and keeps to its bounds: %s", (_, treatment, draws) => {
    const problem = experimentOf(arm(treatment)).problems[0]!;
    const found = [...runaways(problem, shippedLibrary(), { draws, seed: 20 })];
    expect(found).toHaveLength(draws);
    expect(found.filter((r) => r !== undefined)).toEqual([]);
  });

  it("names what runs away where a range lets it", () => {
    const problem = experimentOf(arm("escitalopram 20 mg daily")).problems[0]!;
    const parameters = problem.system.parameters.map((p) =>
      p.name === "habenula.gaba_shift" ? { ...p, range: [-90, -80] as const } : p,
    );
    const wild = { ...problem, system: { ...problem.system, parameters } };
    for (const found of runaways(wild, shippedLibrary(), { draws: 2 }))
      expect(found?.says).toMatch(/habenula|vta|dopamine|raphe/);
  });
});
