import { type CompiledSystem, compile } from "../compile/index.ts";
import type { SourceTexts } from "../diagnostics/index.ts";
import { rowTimes, tidyCsv, usualDays } from "../interchange/index.ts";
import type { Library } from "../language/index.ts";
import { expandRegimen } from "../pharmacology/index.ts";
import { type Arm, bodyOf, measureFaults, prepare, type Scenario } from "../scenario/index.ts";
import { personAtRest, runScenario } from "../simulation/index.ts";
import type { Loan } from "./nearby.ts";
import {
  equationsOf,
  type PreparedCase,
  PreparedCases,
  readCase,
  refusal,
  simulateCase,
} from "./prepared.ts";
import type { CaseResult, Precision } from "./result.ts";

/**
 * Simulates scenarios of one arm, again and again with small changes. What a change leaves as it is (equations, compiled
 * code, the person's equilibrium) is kept from the run before, so that another dose costs a simulation and nothing else.
 */
export class Engine {
  private readonly library: Library;
  private readonly cases = new PreparedCases();
  private readonly compiled = new Map<string, CompiledSystem>();

  constructor(library: Library) {
    this.library = library;
  }

  /** @throws Refusal when the text cannot be run */
  simulate(text: string, precision: Precision, wanted?: readonly string[]): CaseResult {
    const { scenario, texts } = readCase(text);
    const prepared = this.preparedFor(scenario, scenario.arms[0]!, texts);
    return simulateCase(prepared, scenario, this.library.drugs, precision, wanted);
  }

  /** What another thread needs to simulate the case itself, also with other doses and numbers. @throws Refusal */
  lend(text: string): Loan {
    const { scenario, texts } = readCase(text);
    const arm = { ...scenario.arms[0]!, set: [] };
    const { compiled, ...rest } = this.preparedFor(scenario, arm, texts);
    return { ...rest, arm, shared: compiled.share(), drugs: this.library.drugs };
  }

  /** All arms of a scenario as tidy CSV, as the command line writes it. @throws Refusal */
  csv(text: string): string {
    const { scenario, texts } = readCase(text);
    const { value, diagnostics } = prepare(scenario, this.library);
    if (!value) throw refusal(diagnostics, texts);
    const everyDays = usualDays(scenario.duration);
    const result = runScenario(value, {
      modelName: this.library.model.name,
      modelHash: "",
      version: "",
      rowsAt: rowTimes(scenario.duration, everyDays),
      hasBetween: true,
    });
    return tidyCsv(result, { everyDays });
  }

  private preparedFor(scenario: Scenario, arm: Arm, texts: SourceTexts): PreparedCase {
    return this.cases.of(arm, (one) => this.prepareAnew(scenario, one, texts))!;
  }

  private prepareAnew(scenario: Scenario, arm: Arm, texts: SourceTexts): PreparedCase {
    const { value, diagnostics } = prepare({ ...scenario, arms: [arm] }, this.library);
    const base = value?.problems[0];
    if (!base) throw refusal(diagnostics, texts);
    const equations = equationsOf(arm);
    const compiled = this.compiled.get(equations) ?? compile(base.system);
    this.compiled.set(equations, compiled);
    // Regimen and measures speak for themselves each time; here only what people, care and equations bring.
    const { duration, measures } = scenario;
    const { diagnostics: ofRegimen } = expandRegimen(arm.treatment, duration, this.library.drugs);
    const saidEachTime = new Set(
      [...ofRegimen, ...measureFaults(measures, duration, [base.system])].map(({ code }) => code),
    );
    const { care } = this.library.model;
    return {
      base: { ...base, system: compiled.system },
      compiled,
      start: this.cases.withRestOf(arm)?.start ?? personAtRest(base, compiled),
      warnings: diagnostics.filter(({ code }) => !saidEachTime.has(code)).map(({ message }) => message),
      weight: bodyOf(arm, this.library).weight?.value,
      careSets: ((care.find((c) => c.name === base.care) ?? care[0])?.set ?? []).map(({ name }) => name),
    };
  }
}
