import { expect, it } from "vitest";
import { renderDiagnostics } from "../../../src/diagnostics/index.ts";
import { compilePetab, readPetab, readSbml } from "../../../src/interchange/index.ts";
import { compiled, decay, type Files, table, version1, version2 } from "../../support/petab.ts";
import { compartment, parameter, reaction, species } from "../../support/sbml.ts";

// What the specifications of PEtab 1 and 2 allow, each in a problem whose solution is known in closed form.

const simulated = (files: Files) =>
  compiled(files)
    .program.evaluate()
    .simulations.map(({ value }) => value);

function expectClose(actual: readonly number[], expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, want] of expected.entries())
    expect(Math.abs(actual[i]! - want), `value ${i}: ${actual[i]} for ${want}`).toBeLessThan(2e-6);
}

const rows1 = (...rows: string[]) => table("observableId simulationConditionId time measurement", ...rows);
const prepared = (...rows: string[]) =>
  table("observableId preequilibrationConditionId simulationConditionId time measurement", ...rows);

it("version 1: points of one observable and time have observables and noise of their own", () => {
  const files = version1({
    "parameters.tsv": table(
      "parameterId parameterScale lowerBound upperBound nominalValue estimate",
      "k log10 0.01 5 0.5 1",
      "scale log 0.1 50 3 1",
      "sd1 log 0.1 50 0.2 1",
    ),
    "observables.tsv": table(
      "observableId observableFormula noiseFormula",
      "obs observableParameter1_obs*A+observableParameter2_obs noiseParameter1_obs",
    ),
    "measurements.tsv": table(
      "observableId simulationConditionId time measurement observableParameters noiseParameters",
      "obs c0 0 1 scale;1 sd1",
      "obs c0 0 1 scale;1 sd1",
      "obs c0 2 1 2;k 0.7",
    ),
  });
  const { simulations } = compiled(files).program.evaluate();
  expectClose(
    simulations.flatMap(({ value, noise }) => [value, noise]),
    [13, 0.2, 13, 0.2, 8 * Math.exp(-1) + 0.5, 0.7],
  );
});

it.each([
  ["a number", "3", 3],
  ["an estimated parameter", "start", 6],
])("version 1: a condition sets a species to %s, also where the model has an amount", (_, cell, start) => {
  for (const initial of ['initialConcentration="9"', 'initialAmount="18"']) {
    const files = version1({
      "model.xml": decay({
        species: [species("A", `${initial} hasOnlySubstanceUnits="false"`)],
        initial: {},
      }),
      "conditions.tsv": table("conditionId A", `c0 ${cell}`, "c1 NaN", "c2 "),
      "parameters.tsv": table(
        "parameterId parameterScale lowerBound upperBound nominalValue estimate",
        "start lin 0 9 6 1",
      ),
      "measurements.tsv": rows1("obs c0 0 1", "obs c0 2 1", "obs c1 0 1", "obs c2 0 1"),
    });
    expectClose(simulated(files), [start, start * Math.exp(-1), 9, 9]);
  }
});

it("version 1: a condition sets a compartment, by which amounts become concentrations", () => {
  const files = version1({
    "model.xml": decay({
      species: [species("A", 'initialAmount="8" hasOnlySubstanceUnits="false"')],
      initial: {},
    }),
    "conditions.tsv": table("conditionId c", "c0 4", "c1 size"),
    "parameters.tsv": table(
      "parameterId parameterScale lowerBound upperBound nominalValue estimate",
      "size lin 0 20 16 1",
    ),
    "measurements.tsv": rows1("obs c0 0 1", "obs c1 0 1", "obs c1 2 1"),
  });
  expectClose(simulated(files), [2, 0.5, 0.5 * Math.exp(-1)]);
});

it("version 1: what a condition sets stands before initial assignments that read it", () => {
  const files = version1({
    "model.xml": decay({
      parameters: [parameter("k", 0.5), parameter("a0", 4), parameter("base", 1)],
      initial: { A: ["times", 2, "a0"], a0: ["plus", "base", 1] },
    }),
    "conditions.tsv": table("conditionId base k", "c0 3 1", "c1 from NaN"),
    "parameters.tsv": table(
      "parameterId parameterScale lowerBound upperBound nominalValue estimate",
      "from lin 0 9 5 1",
    ),
    "measurements.tsv": rows1("obs c0 0 1", "obs c0 1 1", "obs c1 0 1", "obs c1 2 1"),
  });
  expectClose(simulated(files), [8, 8 * Math.exp(-1), 12, 12 * Math.exp(-1)]);
});

const flow = {
  species: [
    species("A", 'initialConcentration="0" hasOnlySubstanceUnits="false"'),
    species("B", 'initialConcentration="7" hasOnlySubstanceUnits="false"'),
  ],
  reactions: [
    reaction("in", { to: ["A"], law: ["times", "p", "c"] }),
    reaction("out", { from: ["A"], law: ["times", "k", "A", "c"] }),
  ],
  parameters: [parameter("k", 0.5), parameter("a0", 4), parameter("p", 1)],
};
const both = table("observableId observableFormula noiseFormula", "obs A 0.5", "obsB B 0.5");

it("version 1: after a pre-equilibration NaN leaves a species at rest where it is, and a number sets it", () => {
  const files = version1({
    "model.xml": decay(flow),
    "observables.tsv": both,
    "conditions.tsv": table("conditionId p A B", "rest 3 NaN 2", "keep 0 NaN NaN", "set 0 1 5"),
    "parameters.tsv": table(
      "parameterId parameterScale lowerBound upperBound nominalValue estimate",
      "k log10 0.01 5 0.5 1",
    ),
    "measurements.tsv": prepared(
      "obs rest keep 0 1",
      "obsB rest keep 1 1",
      "obs rest set 0 1",
      "obs rest set 2 1",
      "obsB rest set 2 1",
    ),
  });
  expectClose(simulated(files), [6, 2, 1, Math.exp(-1), 5]);
});

it("version 1: a parameter that a simulation leaves out has the model's value, not that before", () => {
  const files = version1({
    "model.xml": decay({ ...flow, initial: {} }),
    "conditions.tsv": table("conditionId p", "rest 3", "run NaN"),
    "parameters.tsv": table(
      "parameterId parameterScale lowerBound upperBound nominalValue estimate",
      "k log10 0.01 5 0.5 1",
    ),
    "measurements.tsv": prepared("obs rest run 0 1", "obs rest run inf 1"),
  });
  expectClose(simulated(files), [6, 2]);
});

it("version 1: a compartment of its own before and after a pre-equilibration", () => {
  const files = version1({
    "model.xml": decay({ ...flow, initial: {} }),
    "conditions.tsv": table("conditionId p c", "rest 3 4", "run 0 4"),
    "parameters.tsv": table(
      "parameterId parameterScale lowerBound upperBound nominalValue estimate",
      "k log10 0.01 5 0.5 1",
    ),
    "measurements.tsv": prepared("obs rest run 0 1", "obs rest run 2 1"),
  });
  expectClose(simulated(files), [6, 6 * Math.exp(-1)]);
});

it("version 2: a species with a rate rule, and a compartment, are set in a period", () => {
  const files = version2({
    "model.xml": decay({ reactions: [], rates: { A: ["times", -1, "k", "A"] } }),
    "conditions.tsv": table("conditionId targetId targetValue", "up A 2*A+extra", "big c 4"),
    "parameters.tsv": table(
      "parameterId lowerBound upperBound nominalValue estimate",
      "k 0.01 5 0.5 true",
      "extra 0 9 3 true",
    ),
    "observables.tsv": table("observableId observableFormula noiseFormula", "obs A+0*c 0.5"),
    "experiments.tsv": table("experimentId time conditionId", "e 0 ", "e 2 up"),
    "measurements.tsv": table("observableId experimentId time measurement", "obs e 2 1", "obs e 4 1"),
  });
  const at2 = 8 * Math.exp(-1) + 3;
  expectClose(simulated(files), [at2, at2 * Math.exp(-1)]);
});

it("version 2: placeholders may stand with spaces, and an observable may read another", () => {
  const { simulations } = compiled(
    version2({
      "observables.tsv": [
        "observableId\tobservableFormula\tnoiseFormula\tobservablePlaceholders\tnoisePlaceholders",
        "half\tA/2\t1\t\t",
        "obs\ts*half + t0\t0.1*half + n\ts; t0\tn",
        "",
      ].join("\n"),
      "measurements.tsv": table(
        "observableId time measurement observableParameters noiseParameters",
        "obs 0 1 6;1 0.3",
      ),
    }),
  ).program.evaluate();
  expectClose([simulations[0]!.value, simulations[0]!.noise], [13, 0.5]);
});

it("version 2: the mapping table names parameters of the table, of conditions and of formulas", () => {
  const files = version2({
    "problem.yaml": `format_version: 2.0.0
parameter_files: [parameters.tsv]
model_files: {m: {language: sbml, location: model.xml}}
measurement_files: [measurements.tsv]
observable_files: [observables.tsv]
condition_files: [conditions.tsv]
experiment_files: [experiments.tsv]
mapping_files: [mapping.tsv]
`,
    "mapping.tsv": table("petabEntityId modelEntityId", "rate k", "start a0", "seen A", "k k"),
    "parameters.tsv": table(
      "parameterId lowerBound upperBound nominalValue estimate",
      "rate 0.01 5 1 true",
      "start 0.1 50 3 true",
    ),
    "observables.tsv": table("observableId observableFormula noiseFormula", "obs seen+0*rate 0.5"),
    "conditions.tsv": table("conditionId targetId targetValue", "quick rate 2*rate"),
    "experiments.tsv": table("experimentId time conditionId", "e 0 ", "f 0 quick"),
    "measurements.tsv": table("observableId experimentId time measurement", "obs e 1 1", "obs f 1 1"),
  });
  expectClose(simulated(files), [3 * Math.exp(-1), 3 * Math.exp(-2)]);
  const { program } = compiled(files);
  expectClose(
    program.evaluate(new Map([["rate", 2]])).simulations.map(({ value }) => value),
    [3 * Math.exp(-2), 3 * Math.exp(-4)],
  );
});

it("version 2: two models share tables, each with observables that the other lacks", () => {
  const files: Files = {
    ...version2({
      "conditions.tsv": table("conditionId targetId targetValue", "c1 k 1", "c2 q 2"),
      "experiments.tsv": table("experimentId time conditionId", "e 0 c1", "f 0 c2"),
      "observables.tsv": table(
        "observableId observableFormula noiseFormula",
        "obs A 0.5",
        "other B*gain 0.5",
      ),
      "parameters.tsv": table(
        "parameterId lowerBound upperBound nominalValue estimate",
        "a0 0.1 50 4 true",
        "gain 0 9 3 true",
        "q 0 9 0.1 true",
      ),
      "measurements.tsv": table(
        "observableId experimentId time measurement modelId",
        "obs e 1 1 m",
        "other f 1 1 second",
      ),
    }),
    "second.xml": decay({
      species: [species("B", 'initialConcentration="5" hasOnlySubstanceUnits="false"')],
      compartments: [compartment("c", 1)],
      parameters: [parameter("q", 1)],
      initial: {},
      reactions: [reaction("r", { from: ["B"], law: ["times", "q", "B", "c"] })],
    }),
  };
  files["problem.yaml"] = files["problem.yaml"]!.replace(
    "location: model.xml}",
    "location: model.xml}, second: {language: sbml, location: second.xml}",
  );
  const { value, diagnostics } = readPetab("problem.yaml", files["problem.yaml"]!, (path) => files[path]);
  if (!value) throw new Error(renderDiagnostics(diagnostics, new Map(Object.entries(files))));
  const models = new Map(
    ["model.xml", "second.xml"].map((path, i) => [value.models[i]!.id, readSbml(path, files[path]!).value!]),
  );
  const { program, diagnostics: faults } = compilePetab(value, (id) => ({
    language: "sbml",
    model: models.get(id)!,
  }));
  expect(renderDiagnostics(faults, new Map(Object.entries(files)))).toBe("");
  expectClose(
    program!.evaluate().simulations.map(({ value: one }) => one),
    [4 * Math.exp(-1), 15 * Math.exp(-2)],
  );
});

it("version 2: an extension that the problem needs is refused, one that it can do without is not", () => {
  const files = version2({ "measurements.tsv": table("observableId time measurement", "obs 0 1") });
  const yaml = (required: boolean) =>
    `${files["problem.yaml"]}extensions:\n  select: {version: 1.0.0, required: ${required}}\n`;
  const read = (text: string) => readPetab("problem.yaml", text, (path) => files[path]);
  expect(read(yaml(false)).diagnostics).toEqual([]);
  const [first] = read(yaml(true)).diagnostics;
  expect(`${first!.message} ${first!.place!.file}`).toMatch(/needs the extension "select".*problem\.yaml/);
});
