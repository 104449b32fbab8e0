import { type Diagnostic, error, suggestion } from "../../diagnostics/index.ts";
import { type PreparedArms, prepareArms } from "../../runs/index.ts";
import { type Cast, type Experiment, predictionOf } from "../../scenario/index.ts";
import { compileSbml, type SbmlProgram } from "../sbml/program.ts";
import type { SbmlModel } from "../sbml/types.ts";
import { withParameters } from "./model.ts";
import { type ObservableRules, withObservables } from "./observables.ts";
import type { PetabExperiment, PetabMeasurement, PetabProblem, PetabSimulation } from "./types.ts";

/** An arm of a scenario as a model of a PEtab problem: `language: lull`, `location: scenario.yaml#label of the arm`. */
export interface LullArm {
  readonly experiment: Experiment;
  readonly cast: Cast;
  readonly label: string;
}

/**
 * Measurements in one arm. Person, care and doses are the scenario's; the table of parameters says values of the person's, and
 * the mapping table which of its ids mean what in the model. All is in declared units, and time in days from the start of the run.
 */
export class LullRun {
  readonly diagnostics: Diagnostic[] = [];
  private readonly problem: PetabProblem;
  private readonly measurements: readonly PetabMeasurement[];
  /** Variables of the model by the ids that formulas have for them. */
  private readonly variables: ReadonlyMap<string, string>;
  /** Parameters of the model by their ids, with canonical units in one declared. */
  private readonly parameters = new Map<string, { readonly name: string; readonly factor: number }>();
  private readonly prepared: PreparedArms | undefined;
  private readonly formulas: SbmlProgram | undefined;
  private readonly rules: readonly ObservableRules[] = [];
  private readonly times: readonly number[];

  constructor(
    problem: PetabProblem,
    { experiment, cast, label }: LullArm,
    { periods }: PetabExperiment,
    measurements: readonly PetabMeasurement[],
  ) {
    this.problem = problem;
    this.measurements = measurements;
    this.times = [...new Set(measurements.map(({ time }) => time))];
    const { scenario, problems, model } = experiment;
    for (const { time, changes } of periods)
      if (time !== 0 || changes.length > 0)
        this.complain(
          "petab-lull-condition",
          "Conditions do not change a model of Lull's: its arms are the conditions.",
          changes[0]?.value.place ?? measurements[0]!.place,
        );
    for (const { time, place } of measurements)
      if (!(time >= 0 && time <= scenario.duration))
        this.complain(
          "petab-time",
          `The run lasts from day 0 to day ${scenario.duration}, not to ${time}.`,
          place,
        );
    const own = new Set(problem.parameters.map(({ id }) => id));
    const entities = [...problem.mapping].filter(([id]) => !own.has(id));
    const names = [...model.entries.keys()];
    for (const [, name] of entities)
      if (!model.entries.has(name))
        this.complain(
          "petab-mapping",
          `The model has no "${name}".`,
          measurements[0]!.place,
          suggestion(name, names),
        );
    this.variables = new Map(entities);
    if (this.diagnostics.length > 0) return;
    const i = problems.findIndex((one) => one.label === label);
    const requests = [...this.variables.values()].flatMap((variable) =>
      this.times.map((time) => {
        const point = { variable, time, arm: label, value: 0, place: measurements[0]!.place };
        return predictionOf(point, problems[i]!.doses);
      }),
    );
    this.prepared = prepareArms(
      [{ arm: scenario.arms[i]!, duration: scenario.duration, requests, isOften: true }],
      cast,
      "duration",
    );
    this.diagnostics.push(...this.prepared.diagnostics);
    if (this.diagnostics.some((d) => d.severity === "error")) return;
    for (const { id, place } of problem.parameters) {
      const name = problem.mapping.get(id);
      if (name === undefined) continue;
      const known = this.prepared.systemOf(0).parameters.find((one) => one.name === name);
      if (known) this.parameters.set(id, { name, factor: known.unit.factor });
      else if (!model.entries.has(name))
        this.complain(
          "petab-mapping",
          `The model has no parameter "${name}".`,
          place,
          suggestion(name, names),
        );
    }
    const { model: whole, rules } = withObservables(
      problem,
      measurements,
      withParameters(noModel(measurements[0]!, [...this.variables.keys()]), problem.parameters),
      new Map(),
    );
    this.rules = rules;
    const compiled = compileSbml(whole);
    this.diagnostics.push(...compiled.diagnostics);
    this.formulas = compiled.value;
  }

  simulate(values: ReadonlyMap<string, number>): PetabSimulation[] {
    const { problem, measurements, formulas, rules, times } = this;
    const known = new Map(
      problem.parameters.flatMap(({ id, nominal }) => {
        const value = values.get(id) ?? nominal;
        return value === undefined ? [] : [[id, value] as const];
      }),
    );
    const person = new Map(
      [...this.parameters].flatMap(([id, { name, factor }]) =>
        known.has(id) ? [[name, known.get(id)! * factor] as const] : [],
      ),
    );
    const [run] = this.prepared!.runAll([{ arm: 0, person, isAlone: true }]);
    return measurements.map((measurement, m): PetabSimulation => {
      const at = times.indexOf(measurement.time);
      const set = new Map(known);
      for (const [k, id] of [...this.variables.keys()].entries()) {
        const value = run!.values[k * times.length + at];
        if (value === undefined) return { measurement, value: Number.NaN, noise: Number.NaN };
        set.set(id, value);
      }
      const found = formulas!.run({ times: [measurement.time], set });
      const take = (id: string) => found.series(id)[0] ?? Number.NaN;
      return { measurement, value: take(rules[m]!.observable), noise: take(rules[m]!.noise) };
    });
  }

  private complain(...fault: Parameters<typeof error>): void {
    this.diagnostics.push(error(...fault));
  }
}

/** A model of nothing but quantities that are set before it is read: formulas are worked out in it. */
function noModel({ place }: PetabMeasurement, ids: readonly string[]): SbmlModel {
  return {
    level: 3,
    version: 2,
    id: "formulas",
    name: "formulas",
    notes: "",
    place,
    units: new Map(),
    functions: [],
    compartments: [],
    species: [],
    parameters: ids.map((id) => ({ id, name: id, value: 0, units: undefined, constant: true, place })),
    initialAssignments: [],
    assignmentRules: [],
    rateRules: [],
    reactions: [],
    events: [],
    constraints: [],
    annotated: [],
    packages: [],
  };
}
