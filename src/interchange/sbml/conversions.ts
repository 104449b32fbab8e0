import { type Conversion, dropped, kept } from "../losses.ts";
import type { SbmlModel } from "./types.ts";

/** What a model file takes over of a document as a whole, and what it leaves behind. */
export function conversionsOf(model: SbmlModel): Conversion[] {
  const some = (count: number, one: string, many: string, how: string): Conversion[] =>
    count === 0 ? [] : [kept(`${count} ${count === 1 ? one : many}`, how)];
  const locals = model.reactions.reduce((count, { locals: own }) => count + own.length, 0);
  return [
    ...some(model.compartments.length, "compartment", "compartments", "sizes"),
    ...some(model.species.length, "species", "species", "amounts and concentrations, each with its own name"),
    ...some(model.parameters.length, "parameter", "parameters", "values and units"),
    ...some(locals, "local parameter", "local parameters", "named REACTION_PARAMETER"),
    ...some(model.reactions.length, "reaction", "reactions", "values for the rates, sums for the changes"),
    ...some(model.initialAssignments.length, "initial assignment", "initial assignments", "initial formulas"),
    ...some(model.assignmentRules.length, "assignment rule", "assignment rules", "values"),
    ...some(model.rateRules.length, "rate rule", "rate rules", "rates of states"),
    ...some(model.events.length, "event", "events", "events"),
    ...some(
      model.functions.length,
      "function definition",
      "function definitions",
      "written into the formulas",
    ),
    ...some(model.units.size, "unit definition", "unit definitions", "words beside the numbers"),
    ...model.constraints.map(({ place }) => dropped("a constraint", "runs do not check it", place)),
    ...model.packages.map(({ name, place }) =>
      dropped(`the package "${name}"`, "it says nothing about what is computed", place),
    ),
    ...some(model.annotated.length, "annotation", "annotations", "in the copy of the document, source.xml"),
  ];
}
