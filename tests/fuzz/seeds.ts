import { dedent } from "../support/carets.ts";
import { soundFiles } from "../support/files.ts";
import { compartment, event, parameter, reaction, sbml, species } from "../support/sbml.ts";

/** Sound files of one kind of input, by name, and which of them are to be damaged. */
export interface Seed {
  readonly reader: "models" | "sbml" | "petab";
  readonly files: Readonly<Record<string, string>>;
  readonly damaged: readonly string[];
}

/** A small model with every kind of file, and what is asked of it. */
const small: Record<string, string> = {
  ...soundFiles,
  "model.yaml": soundFiles["model.yaml"]!.replace("[m.yaml]", "[m.yaml, n.yaml]"),
  "n.yaml": dedent(`
    module: n
    title: N
    about: Fear rises with what m pushes.
    parameters:
      gain: {value: 0.5, unit: 1, range: [0.1, 2], tier: assumed, about: G., note: Assumed.}
      wait: {value: 2, unit: hour, range: [1, 4], tier: animal, about: W., sources: [smith2001]}
    states:
      fear: {unit: 1, initial: 1, rate: "(1 + gain * (lift - 1) - fear) / wait", about: F.}
    values:
      relief: {unit: 1, formula: "if(fear > 0, hill(fear, 1, 2) / baseline(fear), 0)", about: R.}
    effects:
      lift: {formula: "m.x ^ 0.5", about: L., sources: [smith2001]}
    hypotheses:
      slow: {question: How fast?, default: quick, choices: {quick: {about: Q., sources: [smith2001]}, late: {about: Late., sources: [smith2001], parameters: {n.wait: 4 hour}}}}`),
  "population.yaml": dedent(`
    population: people
    title: People
    about: Anyone.
    people: {age: {shares: {adult: 0.5}, note: Assumed.}}
    kinetics: {all: {clearance: {cv: 0.4, note: Assumed.}}}
    spread: 0.5
    parameters: {n.gain: {distribution: {normal: [0.5, 0.1], within: [0.2, 1]}, note: Assumed.}}
    cohort: {duration: 2 days, treatment: calmol 5 mg daily}
    inclusion: {alive: {measure: "at(m.x, day 1)", above: 0}}
    targets: {calm: {mean_of: "at(m.x, day 2)", is: 0.5, within: 0.5, says: Half are calm., sources: [smith2001]}}`),
  "claim.yaml": dedent(`
    claim: claim
    row: row
    says: It falls.
    contested: settled
    duration: 2 days
    treatment: calmol 5 mg daily
    measure: "ratio_to_reference(at(m.x, day 2))"
    expect: {below: 1}
    carried_by: [m.push]
    no_effect: 1
    sources: [smith2001]`),
  "scenario.yaml": dedent(`
    scenario: S
    question: Q
    duration: 2 days
    person: adult
    arms:
      - {label: a, care: trial, set: {m.tau: 2}}
      - {label: b, like: a, treatment: [{drug: calmol, dose: 5 mg, every: 1 day, until: day 1}]}
      - {label: c, like: b, knockout: {m.push: 0.5}, hypothesis: {n.slow: late}}
      - {label: d, treatment: calmol 5 mg twice daily for 1 day then taper over 1 day}
      - {label: e, treatment: {events: doses.csv, drug: calmol}}
    measure: {late: "mean(m.x, day 1, day 2)", calm: "time_to(n.fear, 0.9)", sum: "auc(plasma.calmol, day 0, end)"}
    plot: [all, {title: T, show: [m.x]}]`),
  "doses.csv": dedent(`
    time,amt,cmt,evid,ii,addl,ss,rate
    0,5,calmol,1,24,1,0,0
    36,5,calmol,1,0,0,0,0
    40,.,.,0,0,0,0,0`),
  "search.yaml": dedent(`
    search: Lower or add
    question: What helps?
    duration: 3 days
    people: 4
    seed: 5
    population: people
    hypotheses: [n.slow]
    reference: stay
    strategies:
      - {label: stay, treatment: calmol 10 mg daily}
      - {label: "{dose} mg", treatment: "calmol 10 mg daily until day 1 then {dose} mg", over: {dose: [5]}}
    objectives:
      feeling: {measure: "mean(m.x, day 1, day 3)", better: lower, step: 0.05}
      tablets: {tablets: {from: day 1}, better: lower, step: 2}`),
};

const document = sbml({
  compartments: [compartment("c", 2)],
  species: [
    species(
      "A",
      'initialConcentration="4" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"',
    ),
    species("B", 'initialAmount="0" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"'),
  ],
  parameters: [parameter("k", 0.5), parameter("a0", 4), parameter("p", 1, false), parameter("q", 1, false)],
  initial: { A: "a0" },
  functions: { f: ["lambda", "x", ["times", "x", 2]] },
  rules: { p: ["call", "f", "A"] },
  rates: { q: ["minus", 1, "q"] },
  reactions: [reaction("r", { from: ["A"], to: ["B"], law: ["times", "k", "A", "c"] })],
  events: [event(["gt", ["time"], 1], { q: 3 })],
});

const table = (...rows: string[]) => `${rows.map((row) => row.replaceAll(" ", "\t")).join("\n")}\n`;
const decay = sbml({
  compartments: [compartment("c", 2)],
  species: [species("A", 'initialConcentration="0" hasOnlySubstanceUnits="false"')],
  parameters: [parameter("k", 0.5), parameter("a0", 4)],
  initial: { A: "a0" },
  reactions: [reaction("r", { from: ["A"], law: ["times", "k", "A", "c"] })],
});

const version2: Record<string, string> = {
  "problem.yaml": dedent(`
    format_version: 2.0.0
    parameter_files: [parameters.tsv]
    model_files: {m: {language: sbml, location: model.xml}}
    measurement_files: [measurements.tsv]
    observable_files: [observables.tsv]
    condition_files: [conditions.tsv]
    experiment_files: [experiments.tsv]`),
  "parameters.tsv": table(
    "parameterId lowerBound upperBound nominalValue estimate",
    "k 0.01 5 0.5 true",
    "a0 0.1 50 4 true",
  ),
  "observables.tsv": table("observableId observableFormula noiseFormula", "obs A 0.5+0.1*A"),
  "measurements.tsv": table("observableId experimentId time measurement", "obs e1 1 2.4", "obs e1 2 1.5"),
  "conditions.tsv": table("conditionId targetId targetValue", "c1 k 0.7"),
  "experiments.tsv": table("experimentId time conditionId", "e1 0 c1"),
  "model.xml": decay,
};

const version1: Record<string, string> = {
  "problem.yaml": dedent(`
    format_version: 1
    parameter_file: parameters.tsv
    problems:
      - sbml_files: [model.xml]
        condition_files: [conditions.tsv]
        measurement_files: [measurements.tsv]
        observable_files: [observables.tsv]`),
  "parameters.tsv": table(
    "parameterId parameterScale lowerBound upperBound nominalValue estimate",
    "k log10 0.01 5 0.5 1",
    "a0 lin 0.1 50 4 1",
  ),
  "observables.tsv": table("observableId observableFormula noiseFormula", "obs A 0.5"),
  "conditions.tsv": table("conditionId k", "c0 0.6"),
  "measurements.tsv": table(
    "observableId simulationConditionId time measurement",
    "obs c0 1 2.4",
    "obs c0 inf 0.1",
  ),
  "model.xml": decay,
};

export const seeds: readonly Seed[] = [
  { reader: "models", files: small, damaged: Object.keys(small) },
  { reader: "sbml", files: { "model.xml": document }, damaged: ["model.xml"] },
  { reader: "petab", files: version2, damaged: Object.keys(version2) },
  { reader: "petab", files: version1, damaged: Object.keys(version1) },
];
