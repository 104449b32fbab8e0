import { type Dose, givenBy } from "../pharmacology/index.ts";
import type { Problem } from "../scenario/index.ts";
import type { DoseAudit, DrugAudit } from "./types.ts";

/**
 * What was asked of a regimen and what the run delivered, in all and by drug. Missed are those that the regimen leaves out;
 * what a run that ended early did not come to is neither delivered nor missed. Doses before day 0 are counted apart; of an
 * infusion that outlasts the run, what has flowed.
 */
export function auditOf(problem: Problem, delivered: readonly Dose[]): DoseAudit {
  const asked = [...problem.doses.filter((dose) => dose.time >= 0), ...(problem.missed ?? [])];
  const earlier = problem.doses.filter((dose) => dose.time < 0);
  const drugs = [...new Set([...earlier, ...asked].map((dose) => dose.drug))];
  const count = (drug?: string): Omit<DrugAudit, "drug"> => {
    const own = (dose: { readonly drug: string }) => drug === undefined || dose.drug === drug;
    const taken = delivered.filter(own);
    const all = asked.filter(own).length;
    return {
      asked: all,
      delivered: taken.length,
      missed: (problem.missed ?? []).filter(own).length,
      late: taken.filter((dose) => dose.late !== undefined).length,
      amount: taken.reduce((sum, dose) => sum + givenBy(dose, problem.duration), 0),
      amountBefore: amountOf(earlier.filter(own)),
    };
  };
  // What is copied and then has something added takes a shape of its own in the engine, which is larger than its numbers.
  return Object.assign(count(), { byDrug: drugs.map((drug) => ({ drug, ...count(drug) })) });
}

const amountOf = (doses: readonly { readonly amount: number }[]) =>
  doses.reduce((sum, dose) => sum + dose.amount, 0);
