import { error, type Place, suggestion, unknown } from "../../diagnostics/index.ts";

// Every sentence about a search that names what there is not, or asks for what cannot be.

export { unknownPopulation } from "../../analysis/index.ts";

export const unknownHypothesis = (name: string, place: Place, known: readonly string[]) =>
  unknown("hypothesis", name, place, known, "`lull list hypotheses` shows them all.");

export const unknownChoice = (name: string, choice: string, place: Place, known: readonly string[]) =>
  error(
    "unknown-choice",
    `The hypothesis "${name}" has no choice "${choice}".`,
    place,
    suggestion(choice, known) ?? `It has ${known.join(", ")}.`,
  );

export const hypothesisTwice = (name: string, place: Place) =>
  error("duplicate", `The hypothesis "${name}" stands twice in the list.`, place, "Keep one of the two.");

export const strategyChooses = (label: string, name: string, place: Place | undefined) =>
  error(
    "strategy-chooses",
    `The strategy "${label}" chooses a hypothesis about "${name}".`,
    place,
    'A strategy is what people do; rival hypotheses are tried in all strategies by the key "hypotheses".',
  );

export const tooManyEquations = (count: number, most: number, place: Place) =>
  error(
    "too-many-equations",
    `These hypotheses change formulas in ${count} different ways; more than ${most} take too long to compile.`,
    place,
    "Name fewer hypotheses.",
  );
