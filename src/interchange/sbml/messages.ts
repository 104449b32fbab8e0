import { error, errorAt, type Place, suggestion, warning } from "../../diagnostics/index.ts";

// Every sentence that reading SBML can say.

const megabytes = (bytes: number) => `${Number((bytes / 1e6).toPrecision(2))} MB`;

export const tooLarge = (file: string, bytes: number, most: number) =>
  error("xml-large", `${file} has ${megabytes(bytes)}; at most ${megabytes(most)} are read.`);
export const notUtf8 = (file: string) =>
  error("xml-encoding", `${file} is not UTF-8 text, which SBML must be.`, undefined, "Save it as UTF-8.");
export const otherEncoding = (encoding: string, place: Place) =>
  error("xml-encoding", `The file says that it is written in ${encoding}; SBML is UTF-8.`, place);
export const notXml = (reason: string, place: Place) =>
  error("xml-syntax", `This is not well-formed XML: ${reason.replace(/\.$/, "")}.`, place);
export const documentType = errorAt(
  "xml-doctype",
  "A document type declaration is refused: it could define entities, and SBML has none.",
  "Remove the DOCTYPE.",
);
export const tooManyElements = (most: number, place: Place) =>
  error("xml-large", `The file has more than ${most} elements.`, place);
export const tooDeep = (most: number, place: Place) =>
  error("xml-deep", `Elements are nested more than ${most} deep.`, place);
export const emptyDocument = errorAt("xml-syntax", "The file holds no element.");

export const notSbml = (name: string, place: Place) =>
  error("not-sbml", `The first element is <${name}>, not <sbml>.`, place);
export const otherLevel = (level: string, version: string, place: Place) =>
  error(
    "sbml-level",
    `SBML Level ${level} Version ${version} is not read; Level 2 Version 4 to Level 3 Version 2 are.`,
    place,
    "Convert it with libSBML, for example SBMLDocument::setLevelAndVersion(3, 2).",
  );
export const noModel = errorAt("sbml-model", "The file holds no model.");
export const unsupported = (what: string, place: Place, help?: string) =>
  error("sbml-unsupported", `Not supported: ${what}.`, place, help);
export const missing = (what: string, element: string, place: Place) =>
  error("sbml-missing", `<${element}> has no ${what}.`, place);
export const badValue = (attribute: string, value: string, expected: string, place: Place) =>
  error("sbml-value", `${attribute}="${value}" is not ${expected}.`, place);
export const duplicateId = (id: string, place: Place) =>
  error("sbml-id", `The id "${id}" is given twice.`, place);
export const unknownId = (id: string, place: Place, known: Iterable<string>) =>
  error("sbml-id", `There is no "${id}" in the model.`, place, suggestion(id, known));
export const unknownFunction = (id: string, place: Place, known: Iterable<string>) =>
  error("sbml-function", `There is no function "${id}".`, place, suggestion(id, known));
export const recursiveFunction = (id: string, place: Place) =>
  error("sbml-function", `The function "${id}" calls itself.`, place);
export const badArguments = (operator: string, count: number, place: Place) =>
  error("sbml-maths", `<${operator}/> cannot take ${count} argument${count === 1 ? "" : "s"}.`, place);
export const badMaths = (what: string, place: Place) => error("sbml-maths", what, place);
export const noChange = (id: string, place: Place) =>
  error("sbml-constant", `"${id}" is said to be constant, but this changes it.`, place);

const factorText = (factor: number) => String(Number(factor.toPrecision(6)));
const asTheyStand = "Numbers are computed as they stand. Check the units, or whether a factor is missing.";
export const unitByAFactor = (what: string, unit: string, factor: number, place: Place) =>
  warning("sbml-units", `${what} comes out in ${factorText(factor)} of ${unit}.`, place, asTheyStand);
export const termsByAFactor = (factor: number, place: Place) =>
  warning(
    "sbml-units",
    `Two terms that are added or compared here have units that differ by a factor of ${factorText(Math.max(factor, 1 / factor))}.`,
    place,
    asTheyStand,
  );
