import { type Diagnostic, isUsable, renderDiagnostics } from "../../src/diagnostics/index.ts";
import { openAs } from "../../src/language/index.ts";
import { moduleSchema } from "../../src/language/model-schema.ts";
import { readModule } from "../../src/language/module.ts";
import type { HypothesisChoices } from "../../src/model/flatten.ts";
import {
  checkBaseline,
  type FlatSystem,
  flatten,
  joinModules,
  type Model,
  type ModuleSource,
} from "../../src/model/index.ts";
import type { Problem } from "../../src/scenario/index.ts";
import { dedent } from "./carets.ts";

// Small models written as module files, for tests of everything behind the language.

/** The modules of these texts; the files are named 1.yaml, 2.yaml, ... */
export function readModules(...texts: string[]): { modules: ModuleSource[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const modules = texts.flatMap((text, i) => {
    const read = openAs(`${i + 1}.yaml`, dedent(text), moduleSchema, "module", diagnostics);
    return read ? [readModule(read)] : [];
  });
  return { modules, diagnostics };
}

/** Every diagnostic of a model made of these module texts, from reading to the baseline check. */
export function diagnosticsOfModel(texts: readonly string[], choices?: HypothesisChoices): Diagnostic[] {
  const { modules, diagnostics } = readModules(...texts);
  const joined = joinModules(modules);
  diagnostics.push(...joined.diagnostics);
  if (!isUsable(diagnostics)) return diagnostics;
  const flat = flatten(joined.value!, choices);
  diagnostics.push(...flat.diagnostics);
  if (flat.value) diagnostics.push(...checkBaseline(joined.value!, flat.value));
  return diagnostics;
}

/** The joined model of module texts that are right. */
export function modelOf(...texts: string[]): Model {
  const { modules, diagnostics } = readModules(...texts);
  const joined = joinModules(modules);
  return expectUsable(joined.value, [...diagnostics, ...joined.diagnostics]);
}

/** The flat system of module texts that are right. */
export function systemOf(...texts: string[]): FlatSystem {
  const flat = flatten(modelOf(...texts));
  return expectUsable(flat.value, flat.diagnostics);
}

/** A state of a given rate beside one that is calm, a switch that is off, and a value that is undefined once it is above `most`. */
export const switched = (rate: string, most = 2.02): FlatSystem =>
  systemOf(`
    module: m
    title: M
    about: M.
    parameters:
      on: {value: 0, unit: 1, range: [0, 1], tier: assumed, about: O.}
      day: {value: 1, unit: day, range: [0, 9], tier: assumed, about: D.}
    states:
      calm: {unit: 1, initial: 1, rate: "(1 - calm) / day", about: C.}
      x: {unit: 1, initial: 1, rate: "${rate}", about: X.}
    values:
      root: {unit: 1, formula: "sqrt(${most} - x)", about: R.}`);

/** A problem without drug in a system; change what the test is about. */
export function problemOf(system: FlatSystem, parts: Partial<Problem> = {}): Problem {
  return {
    label: "arm",
    person: "anyone",
    care: "none",
    system,
    before: new Map(),
    during: parts.before ?? new Map(),
    gates: new Map(),
    doses: [],
    duration: 10,
    overrides: [],
    ...parts,
  };
}

export function expectUsable<T>(
  value: T | undefined,
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string> = new Map(),
): T {
  if (value === undefined || !isUsable(diagnostics)) throw new Error(renderDiagnostics(diagnostics, texts));
  return value;
}
