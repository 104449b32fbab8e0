import { type Diagnostic, error } from "../../diagnostics/index.ts";
import type { SbmlJump } from "../sbml/jumps.ts";
import { compileSbml, type SbmlProgram, withValues } from "../sbml/program.ts";
import type { SbmlModel } from "../sbml/types.ts";
import { fitnessOf } from "./likelihood.ts";
import { type LullArm, LullRun } from "./lull.ts";
import {
  mappedNames,
  startingAt,
  withInitials,
  withNames,
  withParameters,
  withPeriod,
  withRule,
} from "./model.ts";
import { type ObservableRules, withObservables } from "./observables.ts";
import type {
  PetabExperiment,
  PetabMeasurement,
  PetabPeriod,
  PetabProblem,
  PetabSimulation,
} from "./types.ts";

/** A model of a problem: SBML, or an arm of a scenario of Lull's. */
export type PetabModelSource =
  | { readonly language: "sbml"; readonly model: SbmlModel }
  | { readonly language: "lull"; readonly arm: LullArm };

/** What a problem's measurements are next to what the model says. */
export interface PetabEvaluation {
  /** Natural logarithm of the likelihood, without priors; NaN where a run failed. */
  readonly llh: number;
  /** Sum of the squared normalised residuals. */
  readonly chi2: number;
  readonly simulations: readonly PetabSimulation[];
}

/** A problem made ready to be evaluated again and again. */
export interface PetabProgram {
  /** `values`: parameters of the table by id, on the linear scale; absent ones have their nominal value. */
  evaluate(values?: ReadonlyMap<string, number>): PetabEvaluation;
}

export interface PetabOptions {
  readonly rtol?: number | undefined;
}

/**
 * Makes a problem runnable: a program for each of its experiments, with observables and noise as part of the model.
 * `modelOf` gives the model of an entry of the problem.
 */
export function compilePetab(
  problem: PetabProblem,
  modelOf: (id: string) => PetabModelSource,
  options: PetabOptions = {},
): { readonly program?: PetabProgram; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const runs: (ExperimentRun | LullRun)[] = [];
  const groups = new Map<string, PetabMeasurement[]>();
  for (const one of problem.measurements) groups.set(runOf(one), [...(groups.get(runOf(one)) ?? []), one]);
  for (const measurements of groups.values()) {
    const { experiment, model } = measurements[0]!;
    const source = modelOf(model ?? problem.models[0]!.id);
    const periods = problem.experiments.get(experiment)!;
    const run =
      source.language === "lull"
        ? new LullRun(problem, source.arm, periods, measurements)
        : new ExperimentRun(problem, source.model, periods, measurements, options);
    diagnostics.push(...run.diagnostics);
    runs.push(run);
  }
  if (diagnostics.some((d) => d.severity === "error")) return { diagnostics };
  return { diagnostics, program: { evaluate: (values) => total(problem, runs, values) } };
}

const runOf = ({ experiment, model }: PetabMeasurement) => JSON.stringify([model, experiment]);

function total(
  problem: PetabProblem,
  runs: readonly (ExperimentRun | LullRun)[],
  values: ReadonlyMap<string, number> = new Map(),
): PetabEvaluation {
  const simulations = runs
    .flatMap((run) => run.simulate(values))
    .sort((a, b) => a.measurement.row - b.measurement.row);
  let llh = 0;
  let chi2 = 0;
  for (const { measurement, value, noise } of simulations) {
    const fitness = fitnessOf(
      problem.observables.get(measurement.observable)!,
      measurement.value,
      value,
      noise,
    );
    llh += fitness.llh;
    chi2 += fitness.residual ** 2;
  }
  return { llh, chi2, simulations };
}

/** The time until which a steady state is looked for, in units of the model's, and how still it has to be. */
const longest = 1e9;
const still = 1e-7;

/** One experiment: its model with conditions, observables and noise, and the measurements taken in it. */
class ExperimentRun {
  readonly diagnostics: Diagnostic[] = [];
  private readonly measurements: readonly PetabMeasurement[];
  private readonly options: PetabOptions;
  private readonly problem: PetabProblem;
  private readonly start: number;
  /** Names of the rules that hold observable and noise of each measurement. */
  private readonly rules: readonly ObservableRules[];
  /** Until nothing changes, before the first period; its program also tells which triggers are true. */
  private readonly before: SbmlProgram | undefined;
  private readonly main: SbmlModel;
  private readonly jumpsBefore: SbmlJump[] = [];
  private readonly jumps: SbmlJump[] = [];
  private readonly program: SbmlProgram | undefined;
  private readonly changing: readonly string[];

  constructor(
    problem: PetabProblem,
    model: SbmlModel,
    experiment: PetabExperiment,
    measurements: readonly PetabMeasurement[],
    options: PetabOptions,
  ) {
    this.problem = problem;
    this.measurements = measurements;
    this.options = options;
    const names = mappedNames(problem, model);
    const periods = experiment.periods.map((period) => ({
      ...period,
      changes: period.changes.map(({ target, value }) => {
        const mapped = names.get(target);
        return {
          target: mapped?.kind === "name" ? mapped.name : target,
          value: { ...value, maths: withNames(value.maths, names) },
        };
      }),
    }));
    const preparing = periods.find(({ time }) => time === Number.NEGATIVE_INFINITY);
    const timed = periods.filter((period) => period !== preparing);
    this.start = timed[0]?.time ?? 0;
    for (const { time, place } of measurements)
      if (!(time >= this.start))
        this.diagnostics.push(
          error(
            "petab-time",
            `The measurement at time ${time} is before its experiment begins, at ${this.start}.`,
            place,
          ),
        );
    const { model: whole, rules } = withObservables(
      problem,
      measurements,
      withParameters(
        model,
        problem.parameters.map((one) => ({ ...one, id: this.inModel(one.id) })),
      ),
      names,
    );
    this.rules = rules;
    const enter = (of: SbmlModel, period: PetabPeriod, key: string, time: number, jumps: SbmlJump[]) => {
      // Version 1 knows no periods but these: what a condition sets holds from the beginning.
      if (problem.version === 1) return withInitials(of, period.changes);
      const { model, assign } = withPeriod(of, period, key);
      if (assign.size > 0) jumps.push({ time, assign });
      return model;
    };
    if (preparing)
      this.before = this.compiled(withTriggers(enter(whole, preparing, "before", 0, this.jumpsBefore)));
    const withPeriods = timed.reduce(
      (of, period, i) => enter(of, period, String(i), period.time - this.start, this.jumps),
      whole,
    );
    this.main = startingAt(withPeriods, this.start);
    this.changing = changingIds(whole, problem.version === 1 ? [] : periods);
    if (!preparing) this.program = this.compiled(this.main);
  }

  simulate(values: ReadonlyMap<string, number>): PetabSimulation[] {
    const failed = () =>
      this.measurements.map((measurement) => ({ measurement, value: Number.NaN, noise: Number.NaN }));
    const program = this.program ?? this.afterSteadyState(values);
    if (!program) return failed();
    const set = this.settable(program, values);
    const finite = [
      ...new Set(this.measurements.map((m) => m.time - this.start).filter(Number.isFinite)),
    ].sort((a, b) => a - b);
    const run = program.run({ times: finite, set, rtol: this.options.rtol, jumps: this.jumps });
    if (run.times.length < finite.length) return failed();
    const isLast = this.measurements.some((m) => m.time === Number.POSITIVE_INFINITY);
    const last = isLast ? this.atRest(program, set, this.jumps) : undefined;
    const at = new Map(finite.map((time, i) => [time, i]));
    const series = new Map<string, Float64Array>();
    return this.measurements.map((measurement, i) => {
      const take = (id: string) => {
        if (measurement.time === Number.POSITIVE_INFINITY) return last?.(id) ?? Number.NaN;
        if (!series.has(id)) series.set(id, run.series(id));
        return series.get(id)![at.get(measurement.time - this.start)!]!;
      };
      const { observable, noise } = this.rules[i]!;
      return { measurement, value: take(observable), noise: take(noise) };
    });
  }

  private compiled(model: SbmlModel): SbmlProgram | undefined {
    const { value, diagnostics } = compileSbml(model);
    this.diagnostics.push(...diagnostics);
    return value;
  }

  /** Of the given values those that the program takes. */
  private settable(program: SbmlProgram, values: ReadonlyMap<string, number>): Map<string, number> {
    const named = [...values].map(([id, value]) => [this.inModel(id), value] as const);
    return new Map(named.filter(([id]) => program.symbols.has(id)));
  }

  /** The model's name of what a table names. */
  private inModel(id: string): string {
    return this.problem.mapping.get(id) ?? id;
  }

  /** The main part, begun where the model is at rest under what comes before it. */
  private afterSteadyState(values: ReadonlyMap<string, number>): SbmlProgram | undefined {
    const rest = this.atRest(this.before!, this.settable(this.before!, values), this.jumpsBefore);
    if (!rest) return undefined;
    const set = new Set(
      this.problem.version === 1 ? this.main.initialAssignments.map((one) => one.symbol) : [],
    );
    const fixed = this.main.initialAssignments.filter((one) => !this.changing.includes(one.symbol));
    const conditions = new Set(this.experimentTargets());
    const kept = this.changing.filter((id) => !(set.has(id) && conditions.has(id)));
    const model = withValues(this.main, new Map(kept.map((id) => [id, rest(id)])));
    return this.compiled({
      ...model,
      initialAssignments: [
        ...fixed,
        ...model.initialAssignments.filter((one) => this.changing.includes(one.symbol)),
      ],
      events: model.events.map((event) => {
        const id = triggerId(event.id);
        return this.before!.symbols.has(id) ? { ...event, initialValue: rest(id) > 0.5 } : event;
      }),
    });
  }

  /** What the first timed period sets. */
  private experimentTargets(): string[] {
    const experiment = this.problem.experiments.get(this.measurements[0]!.experiment)!;
    const period = experiment.periods.find(({ time }) => time !== Number.NEGATIVE_INFINITY);
    return period?.changes.map((one) => this.inModel(one.target)) ?? [];
  }

  /** Reads any id where nothing changes any more; undefined where that never happens. */
  private atRest(
    program: SbmlProgram,
    set: ReadonlyMap<string, number>,
    jumps: readonly SbmlJump[],
  ): ((id: string) => number) | undefined {
    const ids = this.changing.filter((id) => program.symbols.has(id));
    for (let time = 100; time <= longest; time *= 10) {
      const run = program.run({ times: [time, 1.5 * time], set, rtol: 1e-9, jumps });
      if (run.times.length < 2) return undefined;
      const isStill = ids.every((id) => {
        const [a, b] = run.series(id) as unknown as [number, number];
        return Math.abs(b - a) <= still * Math.max(1e-6, Math.abs(a), Math.abs(b));
      });
      if (isStill) return (id) => run.series(id)[1]!;
    }
    return undefined;
  }
}

const triggerId = (event: string) => `petab_trigger_${event}`;

/** The model with a quantity for every event that is 1 while its trigger is true. */
function withTriggers(model: SbmlModel): SbmlModel {
  return model.events.reduce(
    (all, event) =>
      event.trigger
        ? withRule(all, triggerId(event.id), {
            kind: "piecewise",
            pieces: [{ value: { kind: "number", value: 1 }, condition: event.trigger }],
            otherwise: { kind: "number", value: 0 },
          })
        : all,
    model,
  );
}

/** What a run may change, and a following part must take over: in version 1 not what its conditions set. */
function changingIds(model: SbmlModel, periods: readonly PetabPeriod[]): string[] {
  const ruled = new Set(model.assignmentRules.map((one) => one.symbol));
  const moved = new Set([
    ...model.rateRules.map((one) => one.symbol),
    ...model.events.flatMap((event) => event.assignments.map((one) => one.symbol)),
    ...periods.flatMap((period) => period.changes.map((one) => one.target)),
    ...[...model.species, ...model.compartments].map((one) => one.id),
  ]);
  const own = [...model.species, ...model.compartments, ...model.parameters].map((one) => one.id);
  return own.filter((id) => moved.has(id) && !ruled.has(id));
}

/** A fault for a problem whose model is in a language that is not read. */
export const unknownLanguage = (problem: PetabProblem, id: string): Diagnostic => {
  const model = problem.models.find((one) => one.id === id)!;
  return error(
    "petab-language",
    `Models in "${model.language}" are not read.`,
    model.place,
    'The languages that are read are "sbml" and "lull".',
  );
};
