import { describe, expect, it } from "vitest";
import { readTextFile } from "../../src/files/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { prepare, type Scenario } from "../../src/scenario/index.ts";
import { expectUsable } from "../support/modules.ts";
import { measuresOf, runExperiment, shippedLibrary } from "../support/shipped.ts";

// What the article describes, in the three scenarios that show it, under every rival hypothesis in turn: what scenarios/README.md
// says of them.

const library = shippedLibrary();
const [firstLook, doseResponse, onset] = ["first-look", "dose-response", "onset"].map((name) => {
  const path = `scenarios/${name}.yaml`;
  const read = readScenario(path, readTextFile(path)!, readTextFile);
  return expectUsable(read.value, read.diagnostics, read.texts).scenario;
}) as [Scenario, Scenario, Scenario];

const hypotheses = library.model.modules.flatMap((module) =>
  module.hypotheses.flatMap(({ name, choices, default: own }) =>
    choices
      .filter((choice) => choice.name !== own)
      .map((choice) => [`${module.name}.${name}`, choice.name] as const),
  ),
);

/** Measures by arm and name, with every arm that names no other under this hypothesis. */
function under(scenario: Scenario, name: string, choice: string) {
  const arms = scenario.arms.map((arm) => ({
    ...arm,
    hypotheses: arm.hypotheses.some((h) => h.name === name)
      ? arm.hypotheses
      : [...arm.hypotheses, { name, choice, place: arm.place }],
  }));
  const { value, diagnostics } = prepare({ ...scenario, arms }, library);
  // Measures come from the solution itself, however few of its rows are kept.
  const few = { sampleEvery: scenario.duration, rowsAt: [] };
  return measuresOf(runExperiment(expectUsable(value, diagnostics, library.texts), few));
}

/** Hypotheses under which phasic dopamine is not a twentieth below normal, as scenarios/README.md says. */
const dopamineSpared = ["receptor.vta_2c_tolerance=tolerance", "dopamine.phasic_release=spared"];

describe("under a rival hypothesis", () => {
  it.each(hypotheses)("%s=%s the three scenarios still show what the article describes", (name, choice) => {
    const first = under(firstLook, name, choice);
    const [placebo, drug, noBrake] = ["placebo", "escitalopram 10 mg", "10 mg, no 2C brake"].map(
      (label) => first[label]!,
    ) as [Record<string, number>, Record<string, number>, Record<string, number>];
    expect(drug.firing_lowest!).toBeLessThan(0.7);
    expect(drug.firing_week3!).toBeGreaterThan(drug.firing_lowest! + 0.2);
    expect(drug.prefrontal_week3!).toBeGreaterThan(drug.prefrontal_day1!);
    expect(drug.madrs_change!).toBeLessThan(placebo.madrs_change! - 1);
    expect(drug.blunting_by_drug!).toBeGreaterThan(0.03);
    expect(noBrake.blunting_at_equal_mood!).toBeLessThan(drug.blunting_at_equal_mood!);
    const isSpared = dopamineSpared.includes(`${name}=${choice}`);
    expect(drug.phasic_dopamine! < 0.95, "phasic dopamine is low").toBe(!isSpared);

    const dose = under(doseResponse, name, choice);
    const doses = ["placebo", "2.5 mg", "5 mg", "10 mg", "20 mg", "40 mg"].map((label) => dose[label]!);
    const steps = (measure: string) => doses.slice(1).map((arm, i) => arm[measure]! - doses[i]![measure]!);
    for (const step of steps("blunting_at_equal_mood")) expect(step).toBeGreaterThan(0.003);
    // Of the lift of mood, little is left to gain above 10 mg.
    const [first10, above10] = [
      [0, 1, 2],
      [3, 4],
    ].map((which) => which.reduce((sum, k) => sum - steps("madrs_change")[k]!, 0)) as [number, number];
    expect(above10).toBeLessThan(0.2 * first10);

    const late = under(onset, name, choice)["escitalopram 10 mg"]!;
    expect(late.told_apart_half_time!).toBeGreaterThan(late.mood_down_a_fifth! + 7);
    expect(late.dulling_half_time!).toBeLessThan(late.told_apart_half_time!);
    expect(late.threat_half_time!).toBeLessThan(late.dulling_half_time!);
  });
});
