import { runScenario, type ScenarioResult, type SimulateOptions } from "../../src/simulation/index.ts";
import { experimentOf } from "./shipped.ts";

/** Runs a scenario written in a test on the shipped models. */
export function runText(text: string, options: SimulateOptions = {}): ScenarioResult {
  return runScenario(experimentOf(text), { modelName: "test", modelHash: "0", version: "0", ...options });
}

/** The measures of a scenario by arm and name; a measure without a value is NaN. */
export function measuresOf(result: ScenarioResult): Record<string, Record<string, number>> {
  return Object.fromEntries(
    result.arms.map((arm) => [
      arm.label,
      Object.fromEntries(arm.measures.map((m) => [m.request.name, m.value ?? Number.NaN])),
    ]),
  );
}
