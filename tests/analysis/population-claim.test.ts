import { describe, expect, it } from "vitest";
import { check, prepareStudy } from "../../src/analysis/index.ts";
import { prepareArms, samplePerson } from "../../src/runs/index.ts";
import type { Claim } from "../../src/scenario/index.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();
const shipped = library.claims.get("subset-of-treated-people")!;
const size = 10;
const small = (change: Partial<Claim["population"] & object> = {}): Claim => ({
  ...shipped,
  population: { ...shipped.population!, size, ...change },
});
const shareIn = (claim: Claim) => check([claim], library, { rivals: false }).ledger?.results[0]?.value;

describe("a claim about a population", () => {
  it("has the share of plausible subjects above the cut-off as its value", () => {
    const { scenario } = experimentOf(`
scenario: Same
question: Same?
duration: 12 weeks
arms: [{label: drug, care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}]
measure: {noticed: "mean(affect.blunting_equal_mood, week 11, week 12)"}
`);
    const population = library.populations.get("depressed-adults")!;
    const { study } = prepareStudy({ scenario, population, size, seed: 0 }, library).value!;
    const { screens } = population;
    const one = (requests: Claim["measure"][]) =>
      prepareArms([{ arm: { ...shipped.arm, people: [] }, duration: 84, requests }], library);
    const [noticed, screened] = [one([scenario.measures[0]!]), one(screens.map((s) => s.measure))];
    const values: number[] = [];
    for (let subject = 0; subject < size; subject++) {
      const task = [{ arm: 0, person: samplePerson(study.sampler, 0, subject).parameters }];
      const inside = screens.every(({ low, high }, k) => {
        const value = screened.runAll(task)[0]!.values[k]!;
        return value >= low && value <= high;
      });
      if (inside) values.push(noticed.runAll(task)[0]!.values[0]!);
    }
    // Half way between two subjects, since runs in pairs agree with single ones to the tolerance only.
    const sorted = values.toSorted((a, b) => a - b);
    const middle = (sorted[2]! + sorted[3]!) / 2;
    const share = values.filter((v) => v > middle).length / values.length;
    expect(shareIn(small({ above: middle }))).toBeCloseTo(share, 6);
  });

  it("names the populations there are when it asks for another", () => {
    const { ledger, diagnostics } = check([small({ name: "depresed-adults" })], library, { rivals: false });
    expect(ledger).toBeUndefined();
    expect(diagnostics[0]!.message).toBe('There is no population "depresed-adults".');
    expect(diagnostics[0]!.help).toContain("depressed-adults");
  });
});
