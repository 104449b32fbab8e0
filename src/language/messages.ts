import { type Diagnostic, didYouMean, error, type Place, suggestion } from "../diagnostics/index.ts";
import { type MeasureFunction, measures, signatureOf } from "../scenario/index.ts";
import { listed } from "../text/index.ts";

// Every sentence that reading files can say.

const shown = (value: unknown) => {
  // Aliases can make a list that holds itself, so lists and mappings are not written out.
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a mapping";
  const text = typeof value === "string" ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

export const claimFileName = (id: string, place: Place): Diagnostic => ({
  severity: "warning",
  code: "claim-file-name",
  message: `The file of the claim "${id}" has another name.`,
  place,
  help: `Rename it to ${id}.yaml, so that whoever reads the id finds the file.`,
});

export const yamlSyntax = (code: string, message: string, place: Place): Diagnostic =>
  code === "DUPLICATE_KEY"
    ? error(
        "duplicate-key",
        `The key "${message}" stands twice in the same block.`,
        place,
        "Keep one of the two.",
      )
    : error(
        "not-yaml",
        `This is not YAML: ${message.replace(/\s+/g, " ")}.`.replace("..", "."),
        place,
        "Check quotes, brackets and indentation; a text with a colon or a leading symbol needs quotes.",
      );

export const notAMapping = (kind: string, place: Place): Diagnostic =>
  error(
    "not-a-mapping",
    `A ${kind} file must be a mapping of keys to values.`,
    place,
    "The README shows the shape of each kind of file.",
  );

export const unknownKind = (
  place: Place,
  known: readonly string[],
  found: readonly string[] = [],
): Diagnostic =>
  error(
    "unknown-kind",
    "It is not clear what kind of file this is.",
    place,
    `${found.length > 0 ? `${found.map((key) => didYouMean(key, known, "")).find(Boolean) ?? ""} ` : ""}Start it with one of the keys ${known.join(", ")}.`.trim(),
  );

export const unknownKey = (key: string, inside: string, place: Place, known: readonly string[]): Diagnostic =>
  error(
    "unknown-key",
    `The key "${key}" is not known ${inside ? `in "${inside}"` : "here"}.`,
    place,
    suggestion(key, known) ?? (known.length > 0 ? `Known here: ${known.join(", ")}.` : undefined),
  );

/** What would do, by an example or two; undefined where there is none. */
export const forExample = (examples: readonly string[]): string | undefined =>
  examples.length === 0 ? undefined : `For example ${examples.join(" or ")}.`.replace("?.", "?");

export const missingKey = (
  key: string,
  inside: string,
  place: Place,
  examples: readonly string[] = [],
): Diagnostic =>
  error(
    "missing-key",
    `${inside ? `"${inside}"` : "The file"} needs the key "${key}".`,
    place,
    forExample(examples),
  );

/** The types of schemas, in the words of somebody who writes a file. */
const kindsOfValue: Readonly<Record<string, string>> = {
  object: "a mapping of keys to values",
  record: "a mapping of names to values",
  array: "a list",
  tuple: "a list of numbers",
  number: "a number",
  int: "a whole number",
  string: "a text",
  boolean: "true or false",
};

export const wrongType = (
  name: string,
  expected: string,
  given: unknown,
  place: Place,
  help?: string,
): Diagnostic =>
  error(
    "wrong-type",
    `"${name}" should be ${kindsOfValue[expected] ?? expected}, but it is ${shown(given)}.`,
    place,
    help,
  );

export const noneOfItsForms = (
  name: string,
  given: unknown,
  place: Place,
  examples: readonly string[],
): Diagnostic => error("wrong-type", `"${name}" cannot be ${shown(given)}.`, place, forExample(examples));

export const notOneOf = (
  name: string,
  given: unknown,
  allowed: readonly string[],
  place: Place,
): Diagnostic =>
  error(
    "not-allowed",
    `"${name}" cannot be ${shown(given)}.`,
    place,
    // Only a text can be near a name; a mapping may even be none that has one.
    (typeof given === "string" ? suggestion(given, allowed) : undefined) ?? `Allowed: ${allowed.join(", ")}.`,
  );

export const keyIsNoText = (place: Place): Diagnostic =>
  error("bad-name", "A list or a mapping cannot be a key.", place, "Write a name here, or quote the text.");

export const badName = (
  name: string,
  place: Place,
  rule = "names start with a letter and hold letters, digits and underscores",
  examples: readonly string[] = [],
): Diagnostic =>
  error(
    "bad-name",
    `"${name}" cannot be a name here: ${rule}.`,
    place,
    renamed(name, rule) ?? forExample(examples),
  );

/** A name that follows the rule and is near to one that does not. */
function renamed(name: string, rule: string): string | undefined {
  const joint = /^names are lower case letters, digits and hyphens/.test(rule)
    ? "-"
    : /^names start with a letter/.test(rule)
      ? "_"
      : undefined;
  if (joint === undefined || name.includes(".")) return undefined;
  const words = (joint === "-" ? name.toLowerCase() : name).match(/[A-Za-z0-9]+/g);
  const near = words?.join(joint) ?? "";
  return /^[a-z]/i.test(near) ? `Write ${near}.` : undefined;
}

export const otherShape = (
  name: string,
  message: string,
  place: Place,
  examples: readonly string[] = [],
  given?: unknown,
): Diagnostic =>
  error(
    "wrong-shape",
    `"${name}": ${message}.`,
    place,
    (typeof given === "string" ? renamed(given, message) : undefined) ?? forExample(examples),
  );

export const decimalComma = (text: string, place: Place): Diagnostic => {
  const [whole, part] = text.split(",");
  const thousands =
    part?.length === 3 && !/^[-+]?0/.test(text) ? ` (or ${whole}${part}, if thousands are meant)` : "";
  return error(
    "decimal-comma",
    `"${text}" has a comma, which ends a number here.`,
    place,
    `Write ${whole}.${part} for ${text}${thousands}.`,
  );
};

export const badUnit = (
  message: string,
  place: Place,
  unknown: string | undefined,
  units: readonly string[],
  example?: string,
): Diagnostic =>
  error(
    "bad-unit",
    `${message[0]!.toUpperCase()}${message.slice(1)}.`,
    place,
    unknown !== undefined && /^(month|year)s?$/.test(unknown)
      ? "Its length differs: write days or weeks, for example 4 weeks, 30 days or 52 weeks."
      : unknown === undefined
        ? example === undefined
          ? "Units are written day, mg, ng/mL, L/hour, 1/day or 1."
          : `Write a number and a unit, for example ${example}.`
        : (suggestion(unknown, units) ?? `Units are written week, day, hour, mg, ng/mL, L/hour, 1/day, 1.`),
  );

export const wrongDimension = (
  text: string,
  found: string,
  wanted: string,
  example: string,
  place: Place,
): Diagnostic =>
  error(
    "wrong-unit",
    `"${text}" is ${found}, but ${wanted} is needed here.`,
    place,
    `For example ${example}.`,
  );

export const badTime = (text: string, place: Place): Diagnostic =>
  error(
    "bad-time",
    `"${text}" is not a time.`,
    place,
    'Write "day 3", "week 8", "hour 6", "8 weeks" or "end".',
  );

export const badMeasure = (text: string, place: Place, help: string | undefined): Diagnostic =>
  error(
    "bad-measure",
    `The measure "${text}" cannot be read.`,
    place,
    help ??
      (/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/.test(text.trim())
        ? `Say what of it is measured, for example at(${text.trim()}, week 8).`
        : "For example mean(affect.blunting, week 7, week 8)."),
  );

export function measureArguments(fn: MeasureFunction, place: Place): Diagnostic {
  const kinds = { time: "a time", level: "a number" };
  const wanted = measures[fn].arguments.map(({ kind, otherwise }) =>
    otherwise === undefined ? kinds[kind] : kinds[kind].replace(/^a /, "an optional "),
  );
  return error(
    "measure-arguments",
    `${fn}() takes ${wanted.length > 0 ? listed(["a variable", ...wanted]) : "a variable alone"}.`,
    place,
    `Write ${signatureOf(fn)}: ${measures[fn].about}.`,
  );
}

export const unknownMeasure = (name: string, place: Place, known: readonly string[]): Diagnostic =>
  error(
    "unknown-measure",
    `There is no measure "${name}".`,
    place,
    suggestion(name, known) ?? `Measures: ${known.join(", ")}.`,
  );

export const missingFile = (
  path: string,
  place: Place | undefined,
  known: readonly string[],
  help?: string,
): Diagnostic =>
  error("missing-file", `The file "${path}" does not exist.`, place, suggestion(path, known) ?? help);

export const numberAlone = "Write a number alone, such as 0.5.";

export const besideModel =
  "Write the path of the module's file as seen from the model file, with its ending .yaml.";

export const modelsPerson = (name: string, place: Place, known: readonly string[]): Diagnostic =>
  error(
    "unknown-person",
    `There is no person "${name}".`,
    place,
    suggestion(name, known) ?? "Leave the key out for somebody who changes nothing.",
  );

export const notInModel = (
  where: "overview" | "page" | "model",
  what: string,
  name: string,
  place: Place,
  known: readonly string[],
): Diagnostic =>
  error(
    `unknown-${what}`,
    `The ${where} names the ${what} "${name}", which ${where === "model" ? "it" : "the model"} does not have.`,
    place,
    suggestion(name, known) ??
      (what === "folder" ? "Its modules stand in no folder of that name." : undefined),
  );

export const unreadableTable = (path: string, why: string, place: Place): Diagnostic =>
  error("unreadable-table", `The table "${path}" cannot be read.`, place, why);

export const unknownArm = (name: string, place: Place, known: readonly string[]): Diagnostic =>
  error(
    "unknown-arm",
    `There is no arm "${name}" before this one.`,
    place,
    suggestion(name, known) ?? `Arms so far: ${known.join(", ") || "none"}.`,
  );

export const duplicate = (what: string, name: string, place: Place, first: Place): Diagnostic => ({
  ...error("duplicate-name", `The ${what} "${name}" is defined twice.`, place, "Rename one of the two."),
  notes: [{ message: "It is first defined here.", place: first }],
});

/** Two files of somebody's own that are checked apart. */
export const alsoDefined = (what: string, name: string, place: Place, first: Place): Diagnostic => ({
  severity: "warning",
  code: "also-defined",
  message: `The ${what} "${name}" is defined in ${first.file} too; each was checked without the other.`,
  place,
  notes: [{ message: "It is first defined here.", place: first }],
  help: "Rename one of the two: joined to the models together (--with) they are an error.",
});

export const wrongFileName = (what: string, name: string, place: Place): Diagnostic =>
  error(
    "file-name",
    `The ${what} "${name}" should stand in a file named ${name}.yaml.`,
    place,
    "Rename the file or what it defines.",
  );

export const negative = (what: string, text: string, place: Place): Diagnostic =>
  error("not-positive", `The ${what} must be more than zero, but it is ${text}.`, place);

export const unknownSource = (id: string, place: Place, known: Iterable<string>): Diagnostic =>
  error(
    "unknown-source",
    `No evidence file defines the source "${id}".`,
    place,
    suggestion(id, known) ??
      `Define it in an evidence file, with its citation and how well it was read: sources: {${id}: {citation: "...", read: abstract}}. \`lull list evidence\` shows all that there are.`,
  );

export const timeWithoutLabels = (place: Place): Diagnostic =>
  error(
    "time-without-labels",
    "A module has a unit of time of its own only where its units are labels.",
    place,
    'Write "units: labels", or remove "time": checked formulas convert units by themselves.',
  );

export const noSources = (name: string, tier: string, place: Place): Diagnostic =>
  error(
    "no-source",
    `"${name}" has tier "${tier}" but names no source.`,
    place,
    'Name at least one source, or say that it is "assumed".',
  );

export const outsideRange = (
  name: string,
  value: number,
  range: readonly [number, number],
  place: Place,
): Diagnostic =>
  error(
    "outside-range",
    `The value ${value} of "${name}" lies outside its own range ${range[0]} to ${range[1]}.`,
    place,
    "Write the range low to high, with the value in it.",
  );

export const noSubjects = (path: string, place: Place): Diagnostic =>
  error(
    "no-subjects",
    `${path} has no column ID, so there is no arm for each of its subjects.`,
    place,
    "Leave out id: each, or add the column.",
  );

export const changesNothing = (place: Place): Diagnostic =>
  error(
    "changes-nothing",
    "This change changes nothing.",
    place,
    "Write set: or scale: with parameters, person:, or covariates: beside at:.",
  );

export const negativeFactor = (name: string, value: number, place: Place): Diagnostic =>
  error("negative-factor", `The factor on "${name}" is ${value}, but it must not be below 0.`, place);

export const badShares = (sum: number, whole: boolean, place: Place): Diagnostic =>
  error(
    "bad-shares",
    `These shares add up to ${sum}, but they must add up to ${whole ? "1" : "1 or less"}.`,
    place,
  );

export const unknownAncestry = (name: string, place: Place, known: readonly string[]): Diagnostic =>
  error(
    "unknown-ancestry",
    `"${name}" is none of this population's ancestries.`,
    place,
    suggestion(name, known) ?? `Ancestries: ${known.join(", ") || "none"}.`,
  );

export const notRising = (place: Place): Diagnostic =>
  error("not-rising", "The numbers of a distribution must be written from low to high.", place);

export const oneStatistic = (name: string, known: readonly string[], place: Place): Diagnostic =>
  error("one-statistic", `The target "${name}" needs exactly one of ${known.join(", ")}.`, place);

export const cutOff = (name: string, place: Place): Diagnostic =>
  error(
    "cut-off",
    `The target "${name}" needs "above", the cut-off, if and only if it is a share.`,
    place,
    "For example share_of: at(affect.blunting, end), above: 0.23.",
  );

export const fallingLimits = (low: number, high: number, place: Place): Diagnostic =>
  error(
    "falling-limits",
    `Nothing lies between ${low} and ${high}: the first must be the lower one.`,
    place,
    `Write ${high} before ${low}.`,
  );

export const keyOfOther = (
  key: string,
  inside: string,
  owner: string | undefined,
  place: Place,
): Diagnostic =>
  error(
    "unknown-key",
    `The key "${key}" does not go with what else stands in "${inside}".`,
    place,
    owner === undefined ? "Leave one of them out." : `It belongs to ${owner}.`,
  );

export const entryWithoutList = (name: string, place: Place): Diagnostic =>
  error(
    "not-a-list",
    `"${name}" is one entry, but a list of entries is needed.`,
    place,
    "Write brackets around it: [{drug: escitalopram, dose: 10 mg, every: 1 day}].",
  );

const entries = (count: number) => (count === 1 ? "one entry" : `${count} entries`);

export const fewerThan = (name: string, least: number, place: Place, examples: readonly string[]) =>
  error("wrong-shape", `"${name}" needs at least ${entries(least)}.`, place, forExample(examples));

export const moreThan = (name: string, most: number, place: Place, examples: readonly string[]) =>
  error("wrong-shape", `"${name}" may have at most ${entries(most)}.`, place, forExample(examples));

/** @param isAllowed whether the bound itself will do */
export const tooSmall = (
  name: string,
  least: number,
  isAllowed: boolean,
  given: number,
  place: Place,
): Diagnostic =>
  error(
    "wrong-shape",
    `"${name}" must be ${isAllowed ? `${least} or more` : `more than ${least}`}, but it is ${given}.`,
    place,
  );

/** @param isAllowed whether the bound itself will do */
export const tooBig = (
  name: string,
  most: number,
  isAllowed: boolean,
  given: number,
  place: Place,
): Diagnostic =>
  error(
    "wrong-shape",
    `"${name}" must be ${isAllowed ? `${most} or less` : `less than ${most}`}, but it is ${given}.`,
    place,
    given > most && given >= 2 && given <= 100 * most
      ? `For ${given}% write ${Number((given / 100).toPrecision(12))}.`
      : undefined,
  );

export const amongNobody = (place: Place): Diagnostic =>
  error(
    "among-nobody",
    '"among" picks subjects of a population, but this claim is about one person.',
    place,
    "Name the population: population: {name: depressed-adults, size: 200, statistic: mean}.",
  );

export const tooManyKeys = (most: number, place: Place): Diagnostic =>
  error("too-many-keys", `This block has more than ${most} keys.`, place, "Split it over several files.");
