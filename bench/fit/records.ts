import { isUsable, renderDiagnostics } from "../../src/diagnostics/index.ts";
import { readLibrary, readScenario } from "../../src/language/index.ts";
import { prepare } from "../../src/scenario/index.ts";
import type { FitScenario } from "../../src/studies/fit/source.ts";
import { linesFromR } from "./from-r.ts";

/** Rows of a data set as R has them, and what R's least squares says: estimates on the logarithm, with standard errors. */
export interface DoseRecords {
  readonly set: "Phenobarb" | "Quinidine";
  readonly subject: readonly number[];
  /** hours */
  readonly time: readonly number[];
  readonly dose: readonly (number | null)[];
  readonly interval: readonly (number | null)[];
  readonly conc: readonly (number | null)[];
  readonly names: readonly string[];
  readonly value: readonly number[];
  readonly error: readonly number[];
  /** Fitted levels, in the order of the rows that have one. */
  readonly fitted: readonly number[];
}

/** @param subjects how many of each set, the first ones */
export function recordsFromR(subjects: number): DoseRecords[] {
  return linesFromR("records.R", subjects);
}

/**
 * The records as an event table and a table of levels, an arm for each history that begins anew. A row of Quinidine with an
 * `interval` is two things in one: the steady state of that dose in that rhythm, whatever came before, and a dose. So it begins
 * another history, at time 0, with `ss` and `ii`; rows after it add to it. Doses are mg and levels mg/L in both sets: the help page
 * of Phenobarb says ug/kg and ug/L, a thousandth of what newborns are given, and its numbers are not per kg.
 */
export function tablesOf({ set, subject, time, dose, interval, conc }: DoseRecords) {
  const histories: { events: string[]; levels: string[]; start: number; last: number }[] = [];
  for (const [i, who] of subject.entries()) {
    const [amount, ii, level] = [dose[i], interval[i], conc[i]];
    if (i === 0 || who !== subject[i - 1] || ii != null)
      histories.push({ events: [], levels: [], start: time[i]!, last: 0 });
    const { events, levels, start } = histories.at(-1)!;
    const at = time[i]! - start;
    if (amount != null) events.push(`${at},${amount},${ii ?? 0},${ii == null ? 0 : 1}`);
    if (level == null) continue;
    levels.push(`${at},${level}`);
    histories.at(-1)!.last = at;
  }
  const kept = histories.filter(({ levels }) => levels.length > 0);
  const rows = (of: "events" | "levels", arm: (n: number) => string) =>
    kept.flatMap((history, n) => history[of].map((row) => `${arm(n + 1)},${row}`));
  return {
    arms: kept.length,
    hours: Math.max(...kept.map(({ last }) => last)),
    isIntoVein: set === "Phenobarb",
    events: ["id,time,amt,ii,ss", ...rows("events", String), ""].join("\n"),
    levels: ["arm,time_hour,value", ...rows("levels", (n) => `dose ${n}`), ""].join("\n"),
  };
}

const files: Readonly<Record<string, string>> = {
  "model.yaml": "model: records\ntitle: Records\nabout: A body.\nmodules: [body.yaml]\nperson: adult\n",
  "body.yaml": `module: body
title: Body
about: Nothing but a place for a drug.
targets: {site: [inhibitor]}
parameters: {speed: {value: 1, unit: 1/day, range: [0.5, 2], tier: assumed, about: Speed.}}
states: {rest: {unit: "1", initial: 1, rate: "speed * (1 - rest)", about: At rest.}}
`,
  "adult.yaml": "person: adult\ntitle: Adult\nabout: Anybody.\nset: {}\n",
  "drug.yaml": `drug: drug
title: A drug
class: of one compartment
about: Absorbed and cleared in proportion to what there is.
licensed: {min: 1 mg, usual: 200 mg, max: 10000 mg}
tablets: [1 mg]
kinetics:
  bioavailability: {value: 1, unit: "1", range: [0.99, 1], tier: assumed, about: All of it.}
  absorption: {value: 0.74, unit: 1/hour, range: [0.01, 20], tier: assumed, about: Absorption.}
  clearance: {value: 1, unit: L/hour, range: [0.0001, 100], tier: assumed, about: Clearance.}
  volume: {value: 20, unit: L, range: [0.01, 5000], tier: assumed, about: Volume.}
targets:
  - site: site
    action: inhibitor
    ec50: {value: 1, unit: mg/L, range: [0.1, 10], tier: assumed, about: Of no effect here.}
    emax: {value: 0.5, unit: "1", range: [0, 1], tier: assumed, about: Of no effect here.}
`,
};

/**
 * The records as a fit takes them.
 *
 * @param set values of parameters in every arm, in L and L/hour
 * @throws Error with every fault
 */
export function recordsScenario(
  records: DoseRecords,
  set: Readonly<Record<string, number>> = {},
): FitScenario {
  const { events, levels, hours, isIntoVein } = tablesOf(records);
  const scenario = `scenario: ${records.set}
question: What clears it?
duration: ${Math.ceil(hours + 1)} hours
arms:
  - label: dose
    treatment: {events: events.csv, drug: drug, id: each${isIntoVein ? ", route: iv" : ""}}
    set: ${JSON.stringify(set)}
data: {file: levels.csv, variable: plasma.drug, unit: mg/L}
`;
  const library = readLibrary({
    model: "model.yaml",
    drugs: ["drug.yaml"],
    people: ["adult.yaml"],
    evidence: [],
    claims: [],
    read: (path) => files[path],
  });
  if (!library.value) throw new Error(renderDiagnostics(library.diagnostics, library.texts));
  const tables = new Map([
    ["events.csv", events],
    ["levels.csv", levels],
  ]);
  const read = readScenario("s.yaml", scenario, (path) => tables.get(path));
  const prepared = read.value && prepare(read.value.scenario, library.value);
  const faults = [...read.diagnostics, ...(prepared?.diagnostics ?? [])];
  if (!prepared?.value || !isUsable(faults)) throw new Error(renderDiagnostics(faults, read.texts));
  return { experiment: prepared.value, cast: library.value };
}

/** Parameters of the drug by the names of R's models. */
export const namesOf: Readonly<Record<string, string>> = {
  lCl: "drug.clearance",
  lV: "drug.volume",
};
