import type { Diagnostic, Place } from "../diagnostics/index.ts";
import type { FlatParameter } from "../model/index.ts";
import * as say from "./messages.ts";
import type { Person, PersonNumber } from "./types.ts";

/** A person asked for, and where. */
export interface AskedPerson {
  readonly person: Person;
  readonly place: Place;
}

/** What several people make of one subject. */
export interface CombinedPeople {
  /** Values that take the place of the model's. */
  readonly set: readonly PersonNumber[];
  /** Factors on whatever value a parameter has then; several on one parameter multiply. */
  readonly scale: readonly PersonNumber[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Combines an illness, an age and genotypes in one subject. Their order does not matter. Two people of the same trait
 * (two phenotypes of one gene, healthy and depressed) or two that set the same parameter cannot be one subject.
 */
export function combinePeople(people: readonly AskedPerson[]): CombinedPeople {
  const diagnostics: Diagnostic[] = [];
  for (const [i, asked] of people.entries()) {
    const clash = people.slice(0, i).flatMap(({ person }) => clashOf(person, asked) ?? [])[0];
    if (clash) diagnostics.push(clash);
  }
  return {
    set: people.flatMap(({ person }) => person.set),
    scale: people.flatMap(({ person }) => person.scale),
    diagnostics,
  };
}

function clashOf(first: Person, { person, place }: AskedPerson): Diagnostic | undefined {
  if (first.name === person.name) return say.personTwice(person.name, place);
  if (first.trait !== undefined && first.trait === person.trait)
    return say.sameTrait(first.name, person.name, first.trait, place);
  const both = person.set.find((s) => first.set.some((f) => f.name === s.name && f.value !== s.value));
  return both && say.setTwice(first.name, person.name, both.name, place);
}

/** Where people's numbers go. */
export interface PeopleTarget {
  /** In canonical units, by full name; parameters not in it have their nominal value. */
  readonly values: ReadonlyMap<string, number>;
  /** The parameter that a number is about; undefined leaves the number out. */
  parameterOf(number: PersonNumber, how: "set" | "scale"): FlatParameter | undefined;
  put(parameter: FlatParameter, value: number, number: PersonNumber): void;
}

/**
 * Puts what people set, then what they scale, so that a factor works on what another person set, and several factors
 * multiply.
 */
export function applyPeople(
  { set, scale }: Pick<CombinedPeople, "set" | "scale">,
  target: PeopleTarget,
): void {
  for (const item of set) {
    const parameter = target.parameterOf(item, "set");
    if (parameter) target.put(parameter, item.value * parameter.unit.factor, item);
  }
  for (const item of scale) {
    const parameter = target.parameterOf(item, "scale");
    if (parameter)
      target.put(parameter, (target.values.get(item.name) ?? parameter.value) * item.value, item);
  }
}

/** The name of a combination, as reports show it. */
export const nameOfPeople = (names: readonly string[]): string => names.join(" + ");
