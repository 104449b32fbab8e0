import { type CompiledSystem, compile } from "../compile/index.ts";
import { type Diagnostic, renderDiagnostics, type SourceTexts } from "../diagnostics/index.ts";
import { tidyCsv } from "../interchange/index.ts";
import { type Library, readScenario } from "../language/index.ts";
import { expandRegimen } from "../pharmacology/index.ts";
import { type Arm, type Problem, prepare, type Scenario } from "../scenario/index.ts";
import {
  type Equilibrium,
  personAtRest,
  runScenario,
  simulateFrom,
  takeMeasure,
} from "../simulation/index.ts";
import { canonical } from "./case.ts";
import type { Precision, Simulated } from "./protocol.ts";
import type { Samples } from "./result.ts";

/** Says in words why a scenario cannot be run. */
export class Refusal extends Error {}

/** Hours of the first days that a logarithmic time axis shows apart, in days. */
const firstDays = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 28, 32, 40].map((hour) => hour / 24);
const mostSamples = 2600;
const coarse = { rtol: 1e-2, atol: 1e-5 };

interface Prepared {
  readonly base: Problem;
  readonly compiled: CompiledSystem;
  readonly start: Equilibrium;
  readonly warnings: readonly string[];
}

/**
 * Simulates scenarios of one arm, again and again with small changes. What a change leaves as it is (equations, compiled
 * code, the person's equilibrium) is kept from the run before, so that another dose costs a simulation and nothing else.
 */
export class Engine {
  private readonly library: Library;
  private readonly prepared = new Map<string, Prepared>();
  private readonly compiled = new Map<string, CompiledSystem>();

  constructor(library: Library) {
    this.library = library;
  }

  /** @throws Refusal when the text cannot be run */
  simulate(text: string, precision: Precision, wanted?: readonly string[]): Omit<Simulated, "kind" | "id"> {
    const { scenario, texts } = this.read(text);
    const arm = scenario.arms[0]!;
    const { base, compiled, start, warnings } = this.preparedFor(scenario, arm, texts);
    const { duration } = scenario;
    const regimen = expandRegimen(arm.treatment, duration, this.library.drugs);
    const problem: Problem = {
      ...base,
      doses: regimen.doses,
      gates: new Map(arm.knockouts.map(({ effect, gate }) => [effect, gate])),
      duration,
    };
    const times = scenario.measures
      .flatMap((m) => m.arguments)
      .filter((t) => Number.isFinite(t) && t >= 0 && t <= duration);
    const trajectory = simulateFrom(
      start,
      problem,
      compiled,
      precision === "exact"
        ? { alsoAt: times }
        : { ...coarse, sampleEvery: Math.max(0.25, duration / 400), alsoAt: [...times, ...firstDays] },
    );
    const { status } = trajectory;
    const names = wanted?.filter((name) => trajectory.columns.has(name)) ?? [...trajectory.columns.keys()];
    return {
      precision,
      samples: samplesOf(trajectory, names),
      baseline: Float32Array.from(names, (name) => trajectory.baseline.get(name) ?? Number.NaN),
      measures: scenario.measures.map((request) => {
        const { value, unit } = takeMeasure(request, trajectory, duration);
        return { name: request.name, text: request.text, value, unit };
      }),
      failure: status.kind === "success" ? undefined : `${status.message} ${status.remedy ?? ""}`.trim(),
      warnings: [...warnings, ...regimen.diagnostics.map((d) => d.message)],
      path: compiled.path,
    };
  }

  /** All arms of a scenario as tidy CSV, as the command line writes it. @throws Refusal */
  csv(text: string): string {
    const { scenario, texts } = this.read(text);
    const { value, diagnostics } = prepare(scenario, this.library);
    if (!value) throw refusal(diagnostics, texts);
    return tidyCsv(runScenario(value, { modelName: this.library.model.name, modelHash: "", version: "" }));
  }

  private read(text: string): { scenario: Scenario; texts: SourceTexts } {
    const { value, diagnostics, texts } = readScenario("explorer.yaml", text);
    if (!value) throw refusal(diagnostics, texts);
    return { scenario: value.scenario, texts };
  }

  private preparedFor(scenario: Scenario, arm: Arm, texts: SourceTexts): Prepared {
    const drugs = [...new Set(arm.treatment.map((entry) => entry.drug))].sort();
    const equations = canonical([drugs, arm.hypotheses.map((h) => [h.name, h.choice]).sort()]);
    const effects = arm.knockouts.map((k) => k.effect).sort();
    const person = canonical([
      arm.people?.map((p) => p.name),
      arm.care,
      arm.set.map((s) => [s.name, s.value]).sort(),
    ]);
    const key = `${equations} ${person} ${effects.join()}`;
    const known = this.prepared.get(key);
    if (known) return known;
    const changed = this.withNumbers(scenario, arm, texts);
    if (changed) return this.keep(key, changed);
    const { value, diagnostics } = prepare({ ...scenario, arms: [arm] }, this.library);
    const base = value?.problems[0];
    if (!base) throw refusal(diagnostics, texts);
    const compiled = this.compiled.get(equations) ?? compile(base.system);
    this.compiled.set(equations, compiled);
    // The regimen speaks for itself each time; here only what people, care and equations bring.
    const regimenFaults = new Set(
      expandRegimen(arm.treatment, scenario.duration, this.library.drugs).diagnostics.map((d) => d.message),
    );
    const warnings = diagnostics.map((d) => d.message).filter((message) => !regimenFaults.has(message));
    const twin = [...this.prepared].find(([other]) => other.startsWith(`${equations} ${person} `))?.[1];
    const start = twin?.start ?? personAtRest(base, compiled);
    return this.keep(key, { base: { ...base, system: compiled.system }, compiled, start, warnings });
  }

  /**
   * The arm with its own numbers put into the same arm without any, so that a slider over a parameter waits for the
   * person's equilibrium and nothing else. Undefined where there are none, or one is not known (`prepare` says so).
   */
  private withNumbers(scenario: Scenario, arm: Arm, texts: SourceTexts): Prepared | undefined {
    if (arm.set.length === 0) return undefined;
    const plain = this.preparedFor(scenario, { ...arm, set: [] }, texts);
    const { base, compiled } = plain;
    const before = new Map(base.before);
    for (const { name, value } of arm.set) {
      const parameter = compiled.system.parameters.find((p) => p.name === name);
      if (!parameter) return undefined;
      before.set(name, value * parameter.unit.factor);
    }
    const { care } = this.library.model;
    const during = new Map(before);
    // What care switches on has precedence from day 0 on, as in `prepare`.
    for (const { name } of (care.find((c) => c.name === base.care) ?? care[0])?.set ?? [])
      during.set(name, base.during.get(name)!);
    const changed = { ...base, before, during };
    return { ...plain, base: changed, start: personAtRest(changed, compiled) };
  }

  private keep(key: string, prepared: Prepared): Prepared {
    if (this.prepared.size > 60) this.prepared.clear();
    this.prepared.set(key, prepared);
    return prepared;
  }
}

export function refusal(diagnostics: readonly Diagnostic[], texts: SourceTexts): Refusal {
  return new Refusal(renderDiagnostics(diagnostics, texts));
}

function samplesOf(
  trajectory: { times: Float64Array; columns: ReadonlyMap<string, { values: Float64Array }> },
  names: readonly string[],
): Samples {
  const places = placesToShow(trajectory.times);
  const count = places.length;
  const values = new Float32Array(names.length * count);
  for (const [i, name] of names.entries()) {
    const column = trajectory.columns.get(name)!.values;
    for (let s = 0; s < count; s++) values[i * count + s] = column[places[s]!]!;
  }
  return { times: Float64Array.from(places, (place) => trajectory.times[place]!), names, values };
}

/** All samples of an ordinary run; of a long one, the first two days and then every so many. */
function placesToShow(times: Float64Array): Int32Array {
  const every = Math.ceil(times.length / mostSamples);
  const places: number[] = [];
  for (let i = 0; i < times.length; i++)
    if (every === 1 || times[i]! <= 2 || i % every === 0 || i === times.length - 1) places.push(i);
  return Int32Array.from(places);
}
