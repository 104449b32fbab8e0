import { renderDiagnostics } from "../../src/diagnostics/index.ts";
import { compilePetab, readPetab, readSbml } from "../../src/interchange/index.ts";
import { compartment, parameter, reaction, sbml, species } from "./sbml.ts";

// Problems whose solutions are known in closed form: A decays with rate k from a0 in a compartment of size 2.

export const decay = (rest: Partial<Parameters<typeof sbml>[0]> = {}) =>
  sbml({
    compartments: [compartment("c", 2)],
    species: [species("A", 'initialConcentration="0" hasOnlySubstanceUnits="false"')],
    parameters: [parameter("k", 0.5), parameter("a0", 4)],
    initial: { A: "a0" },
    reactions: [reaction("r", { from: ["A"], law: ["times", "k", "A", "c"] })],
    ...rest,
  });

export const table = (...rows: string[]) => `${rows.map((row) => row.replaceAll(" ", "\t")).join("\n")}\n`;

export type Files = Record<string, string>;

export const version2 = (files: Files): Files => ({
  "problem.yaml": `format_version: 2.0.0
parameter_files: [parameters.tsv]
model_files: {m: {language: sbml, location: model.xml}}
measurement_files: [measurements.tsv]
observable_files: [observables.tsv]
${files["conditions.tsv"] ? "condition_files: [conditions.tsv]" : ""}
${files["experiments.tsv"] ? "experiment_files: [experiments.tsv]" : ""}
`,
  "parameters.tsv": table(
    "parameterId lowerBound upperBound nominalValue estimate",
    "k 0.01 5 0.5 true",
    "a0 0.1 50 4 true",
  ),
  "observables.tsv": table("observableId observableFormula noiseFormula", "obs A 0.5"),
  "model.xml": decay(),
  ...files,
});

export const version1 = (files: Files): Files => ({
  "problem.yaml": `format_version: 1
parameter_file: parameters.tsv
problems:
  - sbml_files: [model.xml]
    condition_files: [conditions.tsv]
    measurement_files: [measurements.tsv]
    observable_files: [observables.tsv]
`,
  "parameters.tsv": table(
    "parameterId parameterScale lowerBound upperBound nominalValue estimate",
    "k log10 0.01 5 0.5 1",
    "a0 lin 0.1 50 4 1",
  ),
  "observables.tsv": table("observableId observableFormula noiseFormula", "obs A 0.5"),
  "conditions.tsv": table("conditionId", "c0"),
  "model.xml": decay(),
  ...files,
});

export function compiled(files: Files) {
  const texts = new Map(Object.entries(files));
  const { value, diagnostics } = readPetab("problem.yaml", files["problem.yaml"]!, (path) => texts.get(path));
  if (!value) throw new Error(renderDiagnostics(diagnostics, texts));
  const model = readSbml("model.xml", files["model.xml"]!).value!;
  const { program, diagnostics: faults } = compilePetab(value, () => ({ language: "sbml", model }));
  if (!program) throw new Error(renderDiagnostics(faults, texts));
  return { problem: value, program };
}
