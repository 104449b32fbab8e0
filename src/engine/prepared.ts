import type { CompiledSystem } from "../compile/index.ts";
import { type Diagnostic, isUsable, renderDiagnostics, type SourceTexts } from "../diagnostics/index.ts";
import { readScenario } from "../language/index.ts";
import { isInRange, isInside, limitsOf } from "../model/index.ts";
import { byWeight, covariateWords, type Drug, expandRegimen, intakeKey } from "../pharmacology/index.ts";
import { type Arm, measureFaults, type Problem, type Scenario } from "../scenario/index.ts";
import { type Equilibrium, personAtRest, simulateFrom, unresolved } from "../simulation/index.ts";
import { canonical } from "../text/index.ts";
import type { CaseResult, CaseSamples, Precision } from "./result.ts";

// A case made ready: equations, compiled code and the person's equilibrium, which other doses, gates and durations leave as
// they are, so that another dose costs a simulation and nothing else. Which thread made it ready does not matter.

/** Says in words why a scenario cannot be run. */
export class Refusal extends Error {}

export function refusal(diagnostics: readonly Diagnostic[], texts: SourceTexts): Refusal {
  return new Refusal(renderDiagnostics(diagnostics, texts));
}

export interface PreparedCase {
  readonly base: Problem;
  readonly compiled: CompiledSystem;
  readonly start: Equilibrium;
  readonly warnings: readonly string[];
  /** kg, where it is known: what doses by weight are multiplied by */
  readonly weight?: number | undefined;
  /** Parameters that the person's care sets from day 0 on. */
  readonly careSets: readonly string[];
}

/** @throws Refusal */
export function readCase(text: string): { scenario: Scenario; texts: SourceTexts } {
  const { value, diagnostics, texts } = readScenario("explorer.yaml", text);
  if (!value) throw refusal(diagnostics, texts);
  return { scenario: value.scenario, texts };
}

/** What the equations of an arm depend on. */
export function equationsOf(arm: Arm): string {
  return canonical([intakeKey(arm.treatment), arm.hypotheses.map((h) => [h.name, h.choice]).sort()]);
}

/** What the equilibrium of an arm depends on. */
function restOf(arm: Arm): string {
  const body = arm.covariates && covariateWords(arm.covariates);
  const person = [
    arm.people?.map((p) => p.name),
    body,
    arm.care,
    arm.set.map((s) => [s.name, s.value]).sort(),
    arm.changes?.map(({ at, set, scale, people, covariates, halfLife }) => [
      at,
      [...set, ...scale].map((s) => [s.name, s.value]),
      set.length,
      people?.map((p) => p.name),
      covariates && covariateWords(covariates),
      halfLife,
    ]),
  ];
  return `${equationsOf(arm)} ${canonical(person)}`;
}

/** What an arm must have in common with a prepared one to be simulated with it. */
const caseKey = (arm: Arm) => `${restOf(arm)} ${arm.knockouts.map((k) => k.effect).sort()}`;

const mostKept = 60;

type Prepare = (arm: Arm) => PreparedCase | undefined;

/** Cases that were made ready, the latest used kept longest. */
export class PreparedCases {
  private readonly known = new Map<string, { readonly rest: string; readonly prepared: PreparedCase }>();

  /** @param prepare makes ready what is not known, where that can be done */
  of(arm: Arm, prepare: Prepare = () => undefined): PreparedCase | undefined {
    const found = this.known.get(caseKey(arm))?.prepared ?? this.withNumbers(arm, prepare) ?? prepare(arm);
    if (found) this.keep(arm, found);
    return found;
  }

  keep(arm: Arm, prepared: PreparedCase): void {
    const key = caseKey(arm);
    this.known.delete(key);
    this.known.set(key, { rest: restOf(arm), prepared });
    if (this.known.size > mostKept) this.known.delete(this.known.keys().next().value!);
  }

  /** A case at the same rest: it differs in its gates only. */
  withRestOf(arm: Arm): PreparedCase | undefined {
    const rest = restOf(arm);
    return [...this.known.values()].find((one) => one.rest === rest)?.prepared;
  }

  /**
   * The arm with its own numbers put into the same arm without any, so that a slider over a parameter waits for the
   * person's equilibrium and nothing else. Undefined where there are none, or one is not known (`prepare` says so).
   */
  private withNumbers(arm: Arm, prepare: Prepare): PreparedCase | undefined {
    if (arm.set.length === 0) return undefined;
    const plain = this.of({ ...arm, set: [] }, prepare);
    if (!plain) return undefined;
    const { base, compiled, careSets } = plain;
    const before = new Map(base.before);
    for (const { name, value } of arm.set) {
      const parameter = compiled.system.parameters.find((p) => p.name === name);
      if (!parameter) return undefined;
      const given = value * parameter.unit.factor;
      const isPlain =
        isInRange(parameter.range, given) && isInside(limitsOf(parameter.domain, parameter.unit), given);
      // What is outside its domain or its range, `prepare` refuses or tells.
      if (!isPlain) return undefined;
      before.set(name, given);
    }
    const during = new Map(before);
    // What care switches on has precedence from day 0 on, as in `prepare`.
    for (const name of careSets) during.set(name, base.during.get(name)!);
    const changed = { ...base, before, during };
    return { ...plain, base: changed, start: personAtRest(changed, compiled) };
  }
}

/** Hours of the first days that a logarithmic time axis shows apart, in days. */
const firstDays = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 28, 32, 40].map((hour) => hour / 24);
const mostSamples = 2600;
/** Tolerances of a coarse answer: every drug at its lowest and highest dose stays within two hundredths of what the exact curve spans, most far within. */
export const coarse = { rtol: 1e-2, atol: 1e-3 };
/** About when a dose is highest in blood, days after it. */
const toPeak = 4 / 24;

/** Simulates the first arm of a scenario with what was made ready for it. @throws Refusal */
export function simulateCase(
  { base, compiled, start, warnings, weight }: PreparedCase,
  scenario: Scenario,
  drugs: ReadonlyMap<string, Drug>,
  precision: Precision,
  wanted?: readonly string[],
): CaseResult {
  const arm = scenario.arms[0]!;
  const { duration, measures } = scenario;
  const doubts = measureFaults(measures, duration, [base.system]);
  if (!isUsable(doubts)) throw refusal(doubts, new Map());
  const weighed = byWeight(arm.treatment, weight);
  const regimen = expandRegimen(weighed.entries, duration, drugs, scenario.seed);
  const problem: Problem = {
    ...base,
    doses: regimen.doses,
    gates: new Map(arm.knockouts.map(({ effect, gate }) => [effect, gate])),
    duration,
  };
  const keep = wanted && new Set([...wanted, ...scenario.measures.map((m) => m.variable)]);
  const trajectory = simulateFrom(
    start,
    problem,
    compiled,
    precision === "exact"
      ? { measures }
      : {
          ...coarse,
          measures,
          keep,
          // Few samples, and those where a sawtooth of doses turns.
          sampleEvery: Math.max(0.25, duration / 120),
          alsoAt: [...firstDays, ...regimen.doses.flatMap(({ time }) => [time, time + toPeak])].filter(
            (time) => time >= 0 && time <= duration,
          ),
        },
  );
  const { status } = trajectory;
  const names = wanted?.filter((name) => trajectory.columns.has(name)) ?? [...trajectory.columns.keys()];
  return {
    precision,
    samples: samplesOf(trajectory, names),
    baseline: Float32Array.from(names, (name) => trajectory.baseline.get(name) ?? Number.NaN),
    measures: trajectory.measures.map(({ request: { name, text }, value, unit }) => ({
      name,
      text,
      value,
      unit,
    })),
    failure: status.kind === "success" ? undefined : `${status.message} ${status.remedy ?? ""}`.trim(),
    warnings: [
      ...warnings,
      ...[...doubts, ...weighed.diagnostics, ...regimen.diagnostics].map((d) => d.message),
      ...(trajectory.notes ?? []),
    ],
    ...(precision === "exact" ? { unresolved: unresolved(trajectory.measures, {}) } : {}),
    doses: regimen.doses.map(({ drug, time, amount }) => ({ drug, time, amount })),
    path: compiled.path,
  };
}

function samplesOf(
  trajectory: { times: Float64Array; columns: ReadonlyMap<string, { values: Float64Array }> },
  names: readonly string[],
): CaseSamples {
  const indices = indicesToShow(trajectory.times);
  const count = indices.length;
  const values = new Float32Array(names.length * count);
  for (const [i, name] of names.entries()) {
    const column = trajectory.columns.get(name)!.values;
    for (let s = 0; s < count; s++) values[i * count + s] = column[indices[s]!]!;
  }
  return { times: Float64Array.from(indices, (position) => trajectory.times[position]!), names, values };
}

/** All samples of an ordinary run; of a long one, the first two days and then every so many. */
function indicesToShow(times: Float64Array): Int32Array {
  const every = Math.ceil(times.length / mostSamples);
  const positions: number[] = [];
  for (let i = 0; i < times.length; i++)
    if (every === 1 || times[i]! <= 2 || i % every === 0 || i === times.length - 1) positions.push(i);
  return Int32Array.from(positions);
}
