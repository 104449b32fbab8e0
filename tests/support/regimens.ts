import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { type Dose, type Drug, expandRegimen, type RegimenEntry } from "../../src/pharmacology/index.ts";
import { drugFrom, drugOf, drugText } from "./drugs.ts";

/** Of an enzyme's inhibitor no site need be known. */
function withoutTargets(text: string): string {
  const ki = `{value: 1, unit: ng/mL, range: [0, 9], tier: assumed, about: A number.}`;
  return text.replace(/targets:[\s\S]*$/, `inhibits: {cyp2d6: {ki: ${ki}}}\n`);
}

/** Drugs of made-up names: two that block serotonin reuptake, one that blocks another site, and one that none is known of. */
export const cabinet: ReadonlyMap<string, Drug> = new Map([
  ["calmol", drugOf()],
  ["serenol", drugOf({ name: "serenol" })],
  ["vigol", drugOf({ name: "vigol", site: "dat" })],
  ["slowol", drugFrom(withoutTargets(drugText({ name: "slowol" })))],
]);

export interface Compiled {
  readonly doses: readonly Dose[];
  readonly missed: readonly Omit<Dose, "late">[];
  readonly codes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The doses of a treatment as it stands in a scenario file, from its YAML. */
export function compiled(
  treatment: string,
  { weeks = 12, seed = 0, files = {} as Record<string, string> } = {},
): Compiled {
  const text = `scenario: S\nquestion: Q\nduration: ${weeks} weeks\narms:\n  - label: a\n    treatment: ${treatment}\n`;
  const { value, diagnostics } = readScenario("s.yaml", text, (path) => files[path]);
  if (!value) return { doses: [], missed: [], codes: diagnostics.map((d) => d.code), diagnostics };
  const plan = expandRegimen(value.scenario.arms[0]!.treatment, weeks * 7, cabinet, seed);
  const all = [...diagnostics, ...plan.diagnostics];
  return { ...plan, diagnostics: all, codes: all.map((d) => d.code) };
}

/** Days and amounts of one drug's doses. */
export const taken = ({ doses }: Pick<Compiled, "doses">, drug = "calmol") =>
  doses.filter((d) => d.drug === drug).map((d) => [d.time, Number(d.amount.toPrecision(9))] as const);

export const entryOf = (parts: Partial<RegimenEntry> = {}): RegimenEntry => ({
  drug: "calmol",
  dose: 10,
  every: 1,
  from: 0,
  place: { file: "s.yaml", start: 0, end: 1 },
  ...parts,
});

export const sum = (list: readonly { readonly amount: number }[]) =>
  list.reduce((total, { amount }) => total + amount, 0);
