import type { Diagnostic, Place } from "../diagnostics/index.ts";
import { withoutMissing } from "../text/index.ts";
import * as say from "./covariate-messages.ts";
import {
  type CovariateEffect,
  type Covariates,
  type DrugCovariate,
  drugCovariates,
} from "./covariate-types.ts";
import type { AskedPerson } from "./people.ts";
import type { Drug, Person, PersonNumber } from "./types.ts";

/** Where nothing is said. */
export const usualWeight = 70;

/** Facts of one person over those of others. */
export const onTopOf = (above: Covariates | undefined, below: Covariates | undefined): Covariates => ({
  ...below,
  ...withoutMissing(above ?? {}),
  phenotypes: new Map([...(below?.phenotypes ?? []), ...(above?.phenotypes ?? [])]),
});

/** Bodies that are as those whose numbers drug files hold: nothing need be known of them. */
const isUsual: { readonly [K in DrugCovariate]: (value: never) => boolean } = {
  age: (years: number) => years >= 18 && years < 65,
  sex: () => false,
  creatinineClearance: (flow: number) => flow >= 80,
  childPugh: (value: string) => value === "none",
};

/**
 * What a person's covariates make of the drugs in use: people of a phenotype by its name, and one more whose numbers are
 * the factors on clearances that the drugs' files know. Where a file knows nothing of a covariate, that is said.
 */
export function peopleByCovariates(
  covariates: Covariates,
  drugs: readonly Drug[],
  known: ReadonlyMap<string, Person>,
): { people: AskedPerson[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const people: AskedPerson[] = [];
  for (const [gene, { value, place }] of covariates.phenotypes ?? []) {
    if (value === "normal") continue;
    const ofGene = [...known.values()].filter(({ trait }) => trait === gene);
    const person = ofGene.find(({ name }) => name === `${gene.toLowerCase()}-${value}`);
    if (person) people.push({ person, place });
    else if (ofGene.length > 0) diagnostics.push(say.unknownPhenotype(gene, value, ofGene, place));
    else diagnostics.push(say.unknownCovariate(gene, genesOf(known), place));
  }
  const scale: PersonNumber[] = [];
  for (const key of drugCovariates) {
    const fact = covariates[key];
    if (!fact || isUsual[key](fact.value as never)) continue;
    // A file that knows of other kidneys than these knows nothing of these.
    const silent = drugs.filter(
      ({ covariates: effects }) => !effects.some((one) => isAbout(one, key, fact.value)),
    );
    const names = silent.map(({ title }) => title.toLowerCase());
    if (names.length > 0) diagnostics.push(say.nothingKnown(factText(key, fact.value), names, fact.place));
  }
  for (const drug of drugs)
    for (const effect of drug.covariates) {
      const fact = placeOfMatch(effect, covariates);
      if (!fact) continue;
      const { value, range, tier, sources, note } = effect.clearance;
      scale.push({ name: `${effect.of}.clearance`, value, range, tier, sources, note, place: fact });
    }
  const [first] = drugCovariates.flatMap((key) => covariates[key] ?? []);
  if (scale.length > 0 && first)
    people.push({
      person: {
        name: covariateWords(covariates),
        title: covariateWords(covariates),
        about: "What drug files say of such a body.",
        group: "other",
        trait: covariates.age ? "age" : undefined,
        set: [],
        scale,
        sources: [],
        place: first.place,
      },
      place: first.place,
    });
  return { people, diagnostics };
}

const genesOf = (people: ReadonlyMap<string, Person>) => [
  ...new Set(
    [...people.values()].flatMap(({ trait }) => (trait && trait === trait.toUpperCase() ? [trait] : [])),
  ),
];

/** Whether an effect has a condition on a covariate, and a value fits it. */
function isAbout(effect: CovariateEffect, key: DrugCovariate, value: number | string): boolean {
  const condition = effect[key];
  if (condition === undefined) return false;
  if (key === "sex") return condition === value;
  if (key === "childPugh") return (condition as readonly string[]).includes(value as string);
  const [low, high] = condition as readonly [number, number];
  return (value as number) >= low && (value as number) < high;
}

/** Where the fact stands by which an effect holds; undefined where one of its conditions does not. */
function placeOfMatch(effect: CovariateEffect, covariates: Covariates): Place | undefined {
  const { age, sex, creatinineClearance: flow, childPugh } = covariates;
  for (const key of drugCovariates) {
    const fact = covariates[key];
    if (effect[key] !== undefined && !(fact && isAbout(effect, key, fact.value))) return undefined;
  }
  if (effect.creatinineClearance) return flow?.place;
  return effect.childPugh ? childPugh?.place : (age ?? sex)?.place;
}

function factText(key: DrugCovariate, value: number | string): string {
  if (key === "age") return `age ${value}`;
  if (key === "creatinineClearance") return `a creatinine clearance of ${value} mL/min`;
  return key === "sex" ? `sex (${value})` : `Child-Pugh class ${value}`;
}

/** "62 kg, age 78, female, creatinine clearance 25 mL/min, Child-Pugh B, CYP2D6 poor" */
export function covariateWords({
  weight,
  age,
  sex,
  creatinineClearance,
  childPugh,
  phenotypes: all,
}: Covariates): string {
  const words = [
    weight && `${weight.value} kg`,
    age && `age ${age.value}`,
    sex?.value,
    creatinineClearance && `creatinine clearance ${creatinineClearance.value} mL/min`,
    childPugh && childPugh.value !== "none" && `Child-Pugh ${childPugh.value}`,
    ...[...(all ?? [])].map(([gene, { value }]) => `${gene} ${value}`),
  ];
  return words.filter(Boolean).join(", ");
}
