import { readLibrary, readScenario } from "../../src/language/index.ts";
import { keyOf, uniform } from "../../src/random/index.ts";
import { evaluateHere } from "../../src/runs/index.ts";
import { prepare } from "../../src/scenario/index.ts";
import type { FitOptions } from "../../src/studies/fit/options.ts";
import { fitScenarios } from "../../src/studies/fit/plan.ts";
import type { FitScenario } from "../../src/studies/fit/source.ts";
import { patternOf } from "../../src/text/index.ts";
import { dedent } from "./carets.ts";
import { expectUsable } from "./modules.ts";

// One compartment with first-order absorption, whose solution can be written down.

/** mg, 1/hour, 1/hour, L */
export interface Kinetics {
  readonly ka: number;
  readonly ke: number;
  readonly volume: number;
}
export const truth: Kinetics = { ka: 1.2, ke: 0.1, volume: 30 };
export const dose = 320;

/** mg/L at so many hours after the dose. */
export const concentration = (hour: number, { ka, ke, volume }: Kinetics): number =>
  ((dose * ka) / (volume * (ka - ke))) * (Math.exp(-ke * hour) - Math.exp(-ka * hour));

/** The files of the model and of a scenario of it, whose points are in `d.csv`. */
export const pkFiles: Readonly<Record<string, string>> = {
  "model.yaml": dedent(`
    model: one
    title: One compartment
    about: First-order absorption and elimination.
    modules: [pk.yaml]
    person: adult`),
  "pk.yaml": dedent(`
    module: pk
    title: Kinetics
    about: A dose in the gut at time 0.
    start: written
    parameters:
      dose: {value: ${dose}, unit: mg, range: [100, 500], tier: assumed, about: Dose.}
      ka: {value: 2, unit: 1/hour, range: [0.1, 8], tier: assumed, about: Absorption.}
      ke: {value: 0.06, unit: 1/hour, range: [0.01, 0.6], tier: assumed, about: Elimination.}
      volume: {value: 50, unit: L, range: [5, 200], tier: assumed, about: Volume.}
      idle: {value: 1, unit: 1, range: [0.5, 2], tier: assumed, about: Nothing.}
    states:
      gut: {unit: mg, initial: dose, rate: -ka * gut, about: In the gut.}
      central: {unit: mg, initial: 0, rate: ka * gut - loss, about: In plasma.}
      unused: {unit: 1, initial: 0, rate: "(idle - unused) * ke", about: Nothing.}
    values:
      level: {unit: mg/L, formula: central / volume, about: Concentration.}
      loss: {unit: mg/hour, formula: ke * central, about: Elimination.}
    hypotheses:
      clearing:
        question: Does elimination saturate?
        default: first_order
        choices:
          first_order: {about: No.}
          saturable: {about: From a fifth of the dose on., formulas: {pk.loss: ke * central / (1 + 5 * central / dose)}}`),
  "adult.yaml": dedent(`
    person: adult
    title: Adult
    about: Anybody.
    set: {}`),
  "s.yaml": dedent(`
    scenario: Kinetics
    question: How fast?
    duration: 2 days
    arms: [{label: dose}]
    data: {file: d.csv, variable: pk.level, time: hour}
    `),
};

/** A scenario of that model with points, as a fit takes it. */
export function pkScenario(csv: string): FitScenario {
  const cast = readLibrary({
    model: "model.yaml",
    drugs: [],
    people: ["adult.yaml"],
    evidence: [],
    claims: [],
    read: (path) => pkFiles[path],
  }).value!;
  const read = readScenario("s.yaml", pkFiles["s.yaml"]!, (path) => (path === "d.csv" ? csv : undefined));
  const { value, diagnostics } = prepare(
    expectUsable(read.value, read.diagnostics, read.texts).scenario,
    cast,
  );
  return { experiment: expectUsable(value, diagnostics, read.texts), cast };
}

export const hours = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 18, 24, 36];

/** A standard normal number, the same for the same keys (Box & Muller 1958). */
export const gauss = (seed: number, i: number): number =>
  Math.sqrt(-2 * Math.log(1 - uniform(seed, keyOf("noise"), 2 * i))) *
  Math.cos(2 * Math.PI * uniform(seed, keyOf("noise"), 2 * i + 1));

/** Points with noise of the given relative size (and never at or below 0), the same for a seed each time. */
export function pkCsv(noise: number, seed: number, kinetics: Kinetics = truth): string {
  const rows = hours.map((hour, i) => {
    const value = concentration(hour, kinetics) * Math.exp(noise * gauss(seed, i));
    return `${hour},${value}`;
  });
  return ["time,value", ...rows, ""].join("\n");
}

export async function fitOf(
  scenarios: readonly FitScenario[],
  parameters: readonly string[],
  more: Partial<FitOptions> = {},
) {
  const patterns = parameters.map(patternOf);
  const { result: fit, diagnostics } = await fitScenarios(scenarios, {
    mayFit: ({ name }) => patterns.some((one) => one.test(name)),
    errors: "additive",
    usesPriors: false,
    starts: 1,
    seed: 0,
    arms: [],
    bounds: new Map(),
    profiles: true,
    bySubject: false,
    replicates: 0,
    hypotheses: [],
    evaluator: evaluateHere,
    ...more,
  });
  return expectUsable(fit, diagnostics);
}
