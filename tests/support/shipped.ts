import { libraryFiles, packageRoot, readTextFile } from "../../src/files/index.ts";
import { type Library, readLibrary, readScenario } from "../../src/language/index.ts";
import { type Experiment, prepare } from "../../src/scenario/index.ts";
import { type RunOptions, runScenario, type ScenarioResult } from "../../src/simulation/index.ts";

let library: Library | undefined;

/** The shipped models, read once. */
export function shippedLibrary(): Library {
  if (!library) {
    const { value, diagnostics } = readLibrary(libraryFiles(`${packageRoot}/models`));
    if (!value) throw new Error(diagnostics.map((d) => d.message).join("\n"));
    library = value;
  }
  return library;
}

/** A scenario written in a test, against the shipped models. */
export function experimentOf(text: string): Experiment {
  const read = readScenario("test.yaml", text, readTextFile);
  const prepared = read.value && prepare(read.value.scenario, shippedLibrary());
  if (!prepared?.value)
    throw new Error([...read.diagnostics, ...(prepared?.diagnostics ?? [])].map((d) => d.message).join("\n"));
  return prepared.value;
}

export const plainRun: RunOptions = { modelName: "shipped", modelHash: "", version: "test" };

export function runText(text: string, options: Partial<RunOptions> = {}): ScenarioResult {
  return runExperiment(experimentOf(text), options);
}

export function runExperiment(experiment: Experiment, options: Partial<RunOptions> = {}): ScenarioResult {
  return runScenario(experiment, { ...plainRun, ...options });
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
