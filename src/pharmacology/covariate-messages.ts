import { type Diagnostic, didYouMean, error, type Place, warning } from "../diagnostics/index.ts";
import { capital, listed } from "../text/index.ts";
import type { Person } from "./types.ts";

// Every sentence about what is known of a person's body.

export const unknownPhenotype = (
  gene: string,
  phenotype: string,
  ofGene: readonly Person[],
  place: Place,
): Diagnostic =>
  error(
    "unknown-phenotype",
    `No person file is about ${gene}: ${phenotype}.`,
    place,
    `There are: ${listed(ofGene.map(({ name }) => name))}; normal is the usual person.`,
  );

/** Facts that a file may state, each with what it is about. */
const facts = {
  weight: "kg",
  age: "years",
  sex: "female or male",
  creatinine_clearance: "kidneys, mL/min",
  child_pugh: "liver, A to C",
};

export const unknownCovariate = (name: string, genes: readonly string[], place: Place): Diagnostic =>
  error(
    "unknown-covariate",
    `There is no covariate "${name.toLowerCase()}", and no person file about a gene of that name.`,
    place,
    didYouMean(
      name,
      [...Object.keys(facts), ...genes],
      `Known here: ${listed([...Object.entries(facts).map(([fact, about]) => `${fact} (${about})`), ...genes])}.`,
    ),
  );

export const nothingKnown = (fact: string, drugs: readonly string[], place: Place) =>
  warning(
    "covariate-without-effect",
    `${capital(fact)} changes nothing about ${listed(drugs)} here: no effect of it is known to the drug's file.`,
    place,
    "Where you know one, give it under covariates: in a drug file of your own, or set the clearance.",
  );

export const usualWeightTaken = (weight: number, place: Place) =>
  warning(
    "usual-weight",
    `This dose is by weight, and nothing says how much the person weighs: ${weight} kg are taken.`,
    place,
    "Write covariates: {weight: 62 kg} beside the arms, in an arm, or in the person's file.",
  );
