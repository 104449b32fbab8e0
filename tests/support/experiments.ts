import { readTextFile, scenarioFiles } from "../../src/files/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { type Experiment, prepare } from "../../src/scenario/index.ts";
import { dedent } from "./carets.ts";
import { expectUsable } from "./modules.ts";
import { experimentOf, shippedLibrary } from "./shipped.ts";

// Scenarios on the shipped models beyond what shipped.ts reads: the shipped ones, and those that bring their own files.

/** Paths of the shipped scenarios. */
export const scenarioPaths: readonly string[] = scenarioFiles();

export function shippedExperiment(path: string): Experiment {
  return experimentOf(readTextFile(path)!);
}

/** A scenario that names drug and person files by path, given by their texts. */
export function experimentWithFiles(scenario: string, files: Record<string, string>): Experiment {
  const read = readScenario("scenario.yaml", dedent(scenario), (path) => {
    const text = files[path];
    return text === undefined ? undefined : dedent(text);
  });
  const own = expectUsable(read.value, read.diagnostics, read.texts);
  const { model, drugs, people } = shippedLibrary();
  const { value, diagnostics } = prepare(own.scenario, {
    model,
    drugs: new Map([...drugs, ...own.drugs.map((d) => [d.name, d] as const)]),
    people: new Map([...people, ...own.people.map((p) => [p.name, p] as const)]),
  });
  return expectUsable(value, diagnostics, read.texts);
}
