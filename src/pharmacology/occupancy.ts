import type { ParameterSource } from "../model/index.ts";
import type { Drug, DrugTarget, Substance } from "./types.ts";

/** The drug, and what becomes of it. */
const substancesOf = (drug: Drug): readonly Substance[] => [drug, ...(drug.metabolites ?? [])];

/** What a drug is tapered by: the first target that its file names. */
export const mainTarget = (drug: Drug): DrugTarget | undefined =>
  substancesOf(drug).flatMap(({ targets }) => targets)[0];

const canonical = (parameter: ParameterSource | undefined, otherwise: number) =>
  parameter ? parameter.value * parameter.unit.factor : otherwise;

/**
 * Mean occupancy of a drug's main target at steady state on `daily` mg a day, at the drug file's own values: mean
 * concentration = F dose / CL (Rowland & Tozer), for a metabolite the mass formed over its own clearance, and a
 * saturable part of the clearance solved for. People's enzymes are left out: a regimen is planned for the typical patient.
 */
export function steadyOccupancy(drug: Drug, daily: number): number {
  const main = mainTarget(drug);
  const isMain = ({ site, action }: DrugTarget) => site === main?.site && action === main.action;
  const absorbed = canonical(drug.kinetics.bioavailability, 1) * daily;
  const parts = [{ substance: drug as Substance, concentration: steadyConcentration(drug, absorbed) }];
  for (const metabolite of drug.metabolites ?? []) {
    const formed = canonical(metabolite.formed, 1) * absorbed;
    parts.push({
      substance: metabolite,
      concentration: formed / canonical(metabolite.kinetics.clearance, 1),
    });
  }
  let loads = 0;
  let taken = 0;
  for (const { substance, concentration } of parts)
    for (const target of substance.targets.filter(isMain)) {
      const load = concentration / canonical(target.ec50, 1);
      loads += load;
      taken += canonical(target.emax, 1) * load;
    }
  return taken / (1 + loads);
}

/** The concentration at which as much is cleared as is absorbed; inhibition by the drug itself makes clearance fall. */
function steadyConcentration(drug: Drug, absorbed: number): number {
  const clearance = canonical(drug.kinetics.clearance, 1);
  const cleared = (concentration: number) => {
    let share = 1;
    for (const { enzyme, share: part } of drug.enzymes ?? []) {
      const own = drug.inhibits.find((i) => i.enzyme === enzyme)?.own_ki;
      if (own) share -= part.value * (1 - 1 / (1 + concentration / canonical(own, 1)));
    }
    return clearance * share * concentration;
  };
  const linear = absorbed / clearance;
  let high = linear;
  for (let doubling = 0; cleared(high) < absorbed && doubling < 20; doubling++) high *= 2;
  return bisect((c) => cleared(c) - absorbed, linear, high);
}

/** The daily dose in mg that gives an occupancy, at most `most` mg. */
export function doseForOccupancy(drug: Drug, occupancy: number, most: number): number {
  return bisect((daily) => steadyOccupancy(drug, daily) - occupancy, 0, most);
}

/** Where a rising function crosses zero, between two places. */
function bisect(rising: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (a + b) / 2;
    if (rising(middle) < 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

/** Whether the drug, or what becomes of it, blocks serotonin reuptake. */
export const isReuptakeInhibitor = (drug: Drug) =>
  substancesOf(drug).some(({ targets }) =>
    targets.some(({ site, action }) => site === "sert" && action === "inhibitor"),
  );
