import { isUsable, renderDiagnostics } from "../../src/diagnostics/index.ts";
import { readLibrary, readScenario } from "../../src/language/index.ts";
import { evaluateHere } from "../../src/runs/index.ts";
import { prepare } from "../../src/scenario/index.ts";
import type { FitOptions } from "../../src/studies/fit/options.ts";
import { fitScenarios } from "../../src/studies/fit/plan.ts";
import type { FitScenario } from "../../src/studies/fit/source.ts";
import type { Fit } from "../../src/studies/index.ts";

/** A module of kinetics with its scenario, and points in it. */
export interface KineticsCase {
  readonly module: string;
  readonly variable: string;
  readonly time: "hour" | "day";
  readonly duration: string;
  readonly csv: string;
}

const files = (module: string): Readonly<Record<string, string>> => ({
  "model.yaml": "model: bench\ntitle: Bench\nabout: Bench.\nmodules: [pk.yaml]\nperson: adult\n",
  "pk.yaml": module,
  "adult.yaml": "person: adult\ntitle: Adult\nabout: Anybody.\nset: {}\n",
});

/** As a fit takes it. @throws Error with every fault */
export function kineticsScenario({ module, variable, time, duration, csv }: KineticsCase): FitScenario {
  const texts = files(module);
  const library = readLibrary({
    model: "model.yaml",
    drugs: [],
    people: ["adult.yaml"],
    evidence: [],
    claims: [],
    read: (path) => texts[path],
  });
  if (!library.value) throw new Error(renderDiagnostics(library.diagnostics, library.texts));
  const scenario = `scenario: Bench\nquestion: Bench\nduration: ${duration}\narms: [{label: dose}]\ndata: {file: d.csv, variable: ${variable}, time: ${time}}\n`;
  const read = readScenario("s.yaml", scenario, (path) => (path === "d.csv" ? csv : undefined));
  const prepared = read.value && prepare(read.value.scenario, library.value);
  const faults = [...read.diagnostics, ...(prepared?.diagnostics ?? [])];
  if (!prepared?.value || !isUsable(faults)) throw new Error(renderDiagnostics(faults, read.texts));
  return { experiment: prepared.value, cast: library.value };
}

export async function fitCase(
  scenario: FitScenario,
  parameters: readonly string[],
  more: Partial<FitOptions> = {},
): Promise<Fit> {
  const { result: fit, diagnostics } = await fitScenarios([scenario], {
    mayFit: ({ name }) => parameters.includes(name),
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
  if (!fit) throw new Error(renderDiagnostics(diagnostics, new Map()));
  return fit;
}

/** One compartment with first-order absorption after a dose at time 0, in mg, hours and litres. */
export const oneCompartment = (dose: number): string => `module: pk
title: Kinetics
about: A dose in the gut at time 0.
start: written
parameters:
  dose: {value: ${dose}, unit: mg, range: [0.1, 1000], tier: assumed, about: Dose.}
  ka: {value: 1.5, unit: 1/hour, range: [0.05, 20], tier: assumed, about: Absorption.}
  ke: {value: 0.08, unit: 1/hour, range: [0.005, 1], tier: assumed, about: Elimination.}
  clearance: {value: 3, unit: L/hour, range: [0.001, 50], tier: assumed, about: Clearance.}
states:
  gut: {unit: mg, initial: dose, rate: -ka * gut, about: In the gut.}
  central: {unit: mg, initial: 0, rate: ka * gut - ke * central, about: In plasma.}
values:
  level: {unit: mg/L, formula: central * ke / clearance, about: Concentration.}
`;

/** Two compartments after a bolus at time 0, as a sum of two exponentials. */
export const twoExponentials = `module: pk
title: Kinetics
about: A bolus at time 0.
start: written
parameters:
  a1: {value: 2, unit: mg/L, range: [0.05, 20], tier: assumed, about: Size of the fast part.}
  a2: {value: 0.5, unit: mg/L, range: [0.01, 10], tier: assumed, about: Size of the slow part.}
  k1: {value: 2, unit: 1/hour, range: [0.3, 20], tier: assumed, about: Rate of the fast part.}
  k2: {value: 0.2, unit: 1/hour, range: [0.005, 2], tier: assumed, about: Rate of the slow part.}
states:
  fast: {unit: mg/L, initial: a1, rate: -k1 * fast, about: Fast part.}
  slow: {unit: mg/L, initial: a2, rate: -k2 * slow, about: Slow part.}
values:
  level: {unit: mg/L, formula: fast + slow, about: Concentration.}
`;
