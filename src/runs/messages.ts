import { type Diagnostic, error, type Place, suggestion } from "../diagnostics/index.ts";

// Every sentence about a population that names what there is not.

export const unknownParameter = (name: string, place: Place, known: Iterable<string>): Diagnostic =>
  error(
    "unknown-parameter",
    `There is no parameter or module "${name}".`,
    place,
    suggestion(name, known) ?? "`lull list parameters` shows them all.",
  );

export const unknownDrug = (name: string, place: Place, known: Iterable<string>): Diagnostic =>
  error(
    "unknown-drug",
    `There is no drug "${name}".`,
    place,
    suggestion(name, known) ?? "`lull list drugs` shows them all.",
  );

export const otherTrait = (person: string, trait: string, wanted: string, place: Place): Diagnostic =>
  error(
    "other-trait",
    `"${person}" is about ${trait}, so it cannot be a share of ${wanted}.`,
    place,
    `Give ${trait} an entry of its own.`,
  );

export const impossibleCorrelations = (drug: string, place: Place): Diagnostic =>
  error(
    "impossible-correlations",
    `The correlations of the kinetics of ${drug} contradict each other: no numbers can have all of them.`,
    place,
    "Make one of them weaker.",
  );

export const outsideDomain = (name: string, words: string, place: Place): Diagnostic =>
  error(
    "domain",
    `"${name}" must be ${words}, but this distribution reaches further.`,
    place,
    "Keep its numbers, and its within, inside.",
  );
