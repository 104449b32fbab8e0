import type { Passage } from "../losses.ts";
import type { SbmlModel } from "./types.ts";

/** What a model file takes over of a document as a whole, and what it leaves behind. */
export function passagesOf(model: SbmlModel): Passage[] {
  const kept = (count: number, one: string, many: string, how: string): Passage[] =>
    count === 0 ? [] : [{ fate: "kept", what: `${count} ${count === 1 ? one : many}`, how }];
  const locals = model.reactions.reduce((count, { locals: own }) => count + own.length, 0);
  const units = model.units.size;
  return [
    ...kept(model.compartments.length, "compartment", "compartments", "sizes"),
    ...kept(model.species.length, "species", "species", "amounts and concentrations, each with its own name"),
    ...kept(model.parameters.length, "parameter", "parameters", "values and units"),
    ...kept(locals, "local parameter", "local parameters", "named REACTION_PARAMETER"),
    ...kept(model.reactions.length, "reaction", "reactions", "values for the rates, sums for the changes"),
    ...kept(model.initialAssignments.length, "initial assignment", "initial assignments", "initial formulas"),
    ...kept(model.assignmentRules.length, "assignment rule", "assignment rules", "values"),
    ...kept(model.rateRules.length, "rate rule", "rate rules", "rates of states"),
    ...kept(model.events.length, "event", "events", "events"),
    ...kept(
      model.functions.length,
      "function definition",
      "function definitions",
      "written into the formulas",
    ),
    ...kept(units, "unit definition", "unit definitions", "words beside the numbers"),
    ...model.constraints.map(
      (one): Passage => ({
        fate: "dropped",
        what: "a constraint",
        how: "runs do not check it",
        place: one.place,
      }),
    ),
    ...model.packages.map(
      ({ name, place }): Passage => ({
        fate: "dropped",
        what: `the package "${name}"`,
        how: "it says nothing about what is computed",
        place,
      }),
    ),
    ...kept(model.annotated.length, "annotation", "annotations", "in the copy of the document, source.xml"),
  ];
}
