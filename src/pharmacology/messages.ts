import { error, type Place, suggestion } from "../diagnostics/index.ts";
import type { TargetSource } from "../model/index.ts";

// Every sentence about drugs, doses and people.

export const unknownSite = (drug: string, site: string, place: Place, targets: readonly TargetSource[]) =>
  error(
    "unknown-target",
    `${drug} acts on "${site}", which no module of the model declares as a target.`,
    place,
    `Targets of this model: ${targets.map((t) => `${t.site} (${t.actions.join(", ")})`).join("; ") || "none"}.`,
  );

export const unknownAction = (site: string, action: string, place: Place, known: readonly string[]) =>
  error(
    "unknown-action",
    `The model has no action "${action}" at "${site}".`,
    place,
    suggestion(action, known) ?? `Actions there: ${known.join(", ")}.`,
  );

export const unknownEnzyme = (drug: string, enzyme: string, place: Place, known: readonly string[]) =>
  error(
    "unknown-enzyme",
    `${drug} names the enzyme "${enzyme}", which the model does not have.`,
    place,
    suggestion(enzyme, known) ?? `Enzymes of this model (module enzyme): ${known.join(", ") || "none"}.`,
  );

export const personTwice = (name: string, place: Place) =>
  error("person-twice", `"${name}" stands twice in this combination.`, place, "Keep one of the two.");

export const sameTrait = (first: string, second: string, trait: string, place: Place) =>
  error(
    "impossible-person",
    `"${first}" and "${second}" cannot be one person: both are about ${trait}, of which a person has one.`,
    place,
    "Keep one of the two, or compare them in two arms.",
  );

export const setTwice = (first: string, second: string, parameter: string, place: Place) =>
  error(
    "impossible-person",
    `"${first}" and "${second}" cannot be one person: they set ${parameter} to different values.`,
    place,
    "Keep one of the two, or let one of them scale the parameter instead.",
  );
