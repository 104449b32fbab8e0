import {
  didYouMean,
  error,
  errorAt,
  type Place,
  suggestion,
  unknown,
  warning,
} from "../diagnostics/index.ts";

// Every sentence about files that do not fit together, and about entries that cannot mean what they say.

export const claimFileName = (id: string, place: Place) =>
  warning(
    "claim-file-name",
    `The file of the claim "${id}" has another name.`,
    place,
    `Rename it to ${id}.yaml, so that whoever reads the id finds the file.`,
  );

export const unknownKind = (place: Place, known: readonly string[], found: readonly string[] = []) =>
  error(
    "unknown-kind",
    "It is not clear what kind of file this is.",
    place,
    `${found.length > 0 ? `${found.map((key) => didYouMean(key, known, "")).find(Boolean) ?? ""} ` : ""}Start it with one of the keys ${known.join(", ")}.`.trim(),
  );

/** The verbs that take a file of a kind by itself. */
const verbs: Readonly<Record<string, string>> = { scenario: "run", search: "search", claim: "check" };

export const otherKind = (kind: string, wanted: string, place: Place) =>
  error(
    "other-kind",
    `This is a file for ${kind === "evidence" ? kind : `a ${kind}`}, not a ${wanted}.`,
    place,
    verbs[kind]
      ? `Write \`lull ${verbs[kind]} ${place.file}\`.`
      : `Name a ${wanted}, and join this file to it with \`--with ${place.file}\`.`,
  );

export const missingFile = (
  path: string,
  place: Place | undefined,
  known: readonly string[],
  help?: string,
) => error("missing-file", `The file "${path}" does not exist.`, place, suggestion(path, known) ?? help);

export const besideModel =
  "Write the path of the module's file as seen from the model file, with its ending .yaml.";

export const modelsPerson = (name: string, place: Place, known: readonly string[]) =>
  unknown("person", name, place, known, "Leave the key out for somebody who changes nothing.");

export const notInModel = (
  where: "overview" | "page" | "model",
  what: string,
  name: string,
  place: Place,
  known: readonly string[],
) =>
  error(
    `unknown-${what}`,
    `The ${where} names the ${what} "${name}", which ${where === "model" ? "it" : "the model"} does not have.`,
    place,
    suggestion(name, known) ??
      (what === "folder" ? "Its modules stand in no folder of that name." : undefined),
  );

export const unreadableTable = (path: string, why: string, place: Place) =>
  error("unreadable-table", `The table "${path}" cannot be read.`, place, why);

export const unknownArm = (name: string, place: Place, known: readonly string[]) =>
  error(
    "unknown-arm",
    `There is no arm "${name}" before this one.`,
    place,
    suggestion(name, known) ?? `Arms so far: ${known.join(", ") || "none"}.`,
  );

export const duplicate = (what: string, name: string, place: Place, first: Place) =>
  error("duplicate-name", `The ${what} "${name}" is defined twice.`, place, "Rename one of the two.", {
    message: "It is first defined here.",
    place: first,
  });

/** Two files of somebody's own that are checked apart. */
export const alsoDefined = (what: string, name: string, place: Place, first: Place) =>
  warning(
    "also-defined",
    `The ${what} "${name}" is defined in ${first.file} too; each was checked without the other.`,
    place,
    "Rename one of the two: joined to the models together (--with) they are an error.",
    { message: "It is first defined here.", place: first },
  );

export const timeWithoutLabels = errorAt(
  "time-without-labels",
  "A module has a unit of time of its own only where its units are labels.",
  'Write "units: labels", or remove "time": checked formulas convert units by themselves.',
);

export const noSources = (name: string, tier: string, place: Place) =>
  error(
    "no-source",
    `"${name}" has tier "${tier}" but names no source.`,
    place,
    'Name at least one source, or say that it is "assumed".',
  );

export const outsideRange = (name: string, value: number, range: readonly [number, number], place: Place) =>
  error(
    "outside-range",
    `The value ${value} of "${name}" lies outside its own range ${range[0]} to ${range[1]}.`,
    place,
    "Write the range low to high, with the value in it.",
  );

export const noSubjects = (path: string, place: Place) =>
  error(
    "no-subjects",
    `${path} has no column ID, so there is no arm for each of its subjects.`,
    place,
    "Leave out id: each, or add the column.",
  );

export const changesNothing = errorAt(
  "changes-nothing",
  "This change changes nothing.",
  "Write set: or scale: with parameters, person:, or covariates: beside at:.",
);

export const negativeFactor = (name: string, value: number, place: Place) =>
  error("negative-factor", `The factor on "${name}" is ${value}, but it must not be below 0.`, place);

export const fallingLimits = (low: number, high: number, place: Place) =>
  error(
    "falling-limits",
    `Nothing lies between ${low} and ${high}: the first must be the lower one.`,
    place,
    `Write ${high} before ${low}.`,
  );

export const amongNobody = errorAt(
  "among-nobody",
  '"among" picks subjects of a population, but this claim is about one person.',
  "Name the population: population: {name: depressed-adults, size: 200, statistic: mean}.",
);
