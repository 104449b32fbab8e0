import { dispositionModules } from "../../src/pharmacology/disposition.ts";
import type { Drug } from "../../src/pharmacology/index.ts";

/** States that together hold every mg of a drug that was taken, as the drug or as what was made from it. */
export function amountStates(drug: Drug): string[] {
  return dispositionModules(drug, [drug]).flatMap((module) =>
    module.states.filter((s) => s.unit.text === "mg").map((s) => `${module.name}.${s.name}`),
  );
}
