import type { Diagnostic, Place } from "../diagnostics/index.ts";
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
  for (const [i, { person, place }] of people.entries())
    for (const { person: other } of people.slice(0, i)) {
      if (other.name === person.name) diagnostics.push(say.personTwice(person.name, place));
      else if (other.trait !== undefined && other.trait === person.trait)
        diagnostics.push(say.sameTrait(other.name, person.name, other.trait, place));
      else {
        const both = person.set.find((s) => other.set.some((o) => o.name === s.name && o.value !== s.value));
        if (both) diagnostics.push(say.setTwice(other.name, person.name, both.name, place));
      }
    }
  return {
    set: people.flatMap(({ person }) => person.set),
    scale: people.flatMap(({ person }) => person.scale),
    diagnostics,
  };
}

/** The name of a combination, as reports show it. */
export const nameOfPeople = (names: readonly string[]): string => names.join(" + ");
