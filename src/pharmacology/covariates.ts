import type { Diagnostic, Place } from "../diagnostics/index.ts";
import type { ParameterSource } from "../model/index.ts";
import * as say from "./covariate-messages.ts";
import type { AskedPerson } from "./people.ts";
import type { Drug, Person, PersonNumber } from "./types.ts";

export const sexes = ["female", "male"] as const;
/** Classes of the function of the liver after Child and Pugh; none: healthy. */
export const childPughClasses = ["none", "A", "B", "C"] as const;
export const phenotypes = ["poor", "intermediate", "normal", "rapid", "ultrarapid"] as const;

/** A fact about a body, and where it stands. */
export interface Fact<T> {
  readonly value: T;
  readonly place: Place;
}

/** What is known of a person's body beside the parameters of the model. */
export interface Covariates {
  /** kg */
  readonly weight?: Fact<number> | undefined;
  /** years */
  readonly age?: Fact<number> | undefined;
  readonly sex?: Fact<(typeof sexes)[number]> | undefined;
  /** mL/min */
  readonly creatinineClearance?: Fact<number> | undefined;
  readonly childPugh?: Fact<(typeof childPughClasses)[number]> | undefined;
  /** By gene, in capital letters. */
  readonly phenotypes?: ReadonlyMap<string, Fact<(typeof phenotypes)[number]>> | undefined;
}

/** Whose effects drug files know; a phenotype works through the enzymes. */
export const drugCovariates = ["age", "sex", "creatinineClearance", "childPugh"] as const;
export type DrugCovariate = (typeof drugCovariates)[number];

/** What a drug file says of bodies in which the drug is cleared otherwise; all conditions hold together. */
export interface CovariateEffect {
  /** years, from and to */
  readonly age?: readonly [number, number] | undefined;
  readonly sex?: (typeof sexes)[number] | undefined;
  /** mL/min, from and to */
  readonly creatinineClearance?: readonly [number, number] | undefined;
  readonly childPugh?: readonly (typeof childPughClasses)[number][] | undefined;
  /** The drug or one of its metabolites. */
  readonly of: string;
  /** Factor on its clearance. */
  readonly clearance: ParameterSource;
  readonly place: Place;
}

/** Where nothing is said. */
export const usualWeight = 70;

/** Facts of one person over those of others. */
export const onTopOf = (above: Covariates | undefined, below: Covariates | undefined): Covariates => ({
  ...below,
  ...Object.fromEntries(Object.entries(above ?? {}).filter(([, fact]) => fact !== undefined)),
  phenotypes: new Map([...(below?.phenotypes ?? []), ...(above?.phenotypes ?? [])]),
});

/** Bodies that are as those whose numbers drug files hold: nothing need be known of them. */
const isUsual: { readonly [K in DrugCovariate]: (value: never) => boolean } = {
  age: (years: number) => years >= 18 && years < 60,
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
    const person = known.get(`${gene.toLowerCase()}-${value}`);
    if (person) people.push({ person, place });
    else diagnostics.push(say.unknownPhenotype(gene, value, ofGene, genesOf(known), place));
  }
  const scale: PersonNumber[] = [];
  for (const key of drugCovariates) {
    const fact = covariates[key];
    if (!fact || isUsual[key](fact.value as never)) continue;
    const silent = drugs.filter(({ covariates: effects }) => effects.every((one) => one[key] === undefined));
    if (silent.length > 0)
      diagnostics.push(
        say.nothingKnown(
          factText(key, fact.value),
          silent.map(({ title }) => title.toLowerCase()),
          fact.place,
        ),
      );
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
  ...new Set([...people.values()].flatMap(({ trait }) => (trait?.startsWith("CYP") ? [trait] : []))),
];

/** Where the fact stands by which an effect holds; undefined where one of its conditions does not. */
function placeOfMatch(effect: CovariateEffect, covariates: Covariates): Place | undefined {
  const { age, sex, creatinineClearance: flow, childPugh } = covariates;
  const within = (fact: Fact<number> | undefined, [low, high]: readonly [number, number]) =>
    fact !== undefined && fact.value >= low && fact.value < high;
  if (effect.age && !within(age, effect.age)) return undefined;
  if (effect.sex && sex?.value !== effect.sex) return undefined;
  if (effect.creatinineClearance && !within(flow, effect.creatinineClearance)) return undefined;
  if (effect.childPugh && !(childPugh && effect.childPugh.includes(childPugh.value))) return undefined;
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
