import { type Diagnostic, error, type Place, suggestion, warning } from "../diagnostics/index.ts";
import { listed } from "../text/index.ts";
import type { Person } from "./types.ts";

// Every sentence about what is known of a person's body.

export const unknownPhenotype = (
  gene: string,
  phenotype: string,
  ofGene: readonly Person[],
  genes: readonly string[],
  place: Place,
): Diagnostic =>
  ofGene.length === 0
    ? error(
        "unknown-gene",
        `No person file is about ${gene}.`,
        place,
        suggestion(gene, genes) ?? `Genes here: ${listed(genes)}.`,
      )
    : error(
        "unknown-phenotype",
        `No person file is about a ${phenotype} metaboliser of ${gene}.`,
        place,
        `There are: ${listed(ofGene.map(({ name }) => name))}; normal is the usual person.`,
      );

export const nothingKnown = (fact: string, drugs: readonly string[], place: Place) =>
  warning(
    "covariate-without-effect",
    `${fact[0]!.toUpperCase()}${fact.slice(1)} changes nothing about ${listed(drugs)} here: no effect of it is known to the drug's file.`,
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
