import { type Diagnostic, error, errorAt, type Place, suggestion } from "../diagnostics/index.ts";

// Every sentence about the shape of a file, as YAML and as its kind wants it: keys, types, names, lengths.

const shown = (value: unknown) => {
  // Aliases can make a list that holds itself, so lists and mappings are not written out.
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a mapping";
  const text = typeof value === "string" ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

export const yamlSyntax = (code: string, message: string, place: Place): Diagnostic =>
  code === "DUPLICATE_KEY"
    ? error(
        "duplicate-key",
        `The key "${message}" stands twice in the same block.`,
        place,
        "Keep one of the two.",
      )
    : error("not-yaml", `This is not YAML: ${sentence(message)}`, place, syntaxHelp);

const sentence = (message: string) => `${message.replace(/\s+/g, " ")}.`.replace("..", ".");
const syntaxHelp =
  "Check quotes, brackets and indentation; a text with a colon or a leading symbol needs quotes.";

/** Of a text that may be none of YAML, or YAML with one fault in many places. */
export const yamlSyntaxOften = (count: number, message: string, place: Place) =>
  error(
    "not-yaml",
    `This is not YAML: ${sentence(message)} It is the first of ${count} syntax errors.`,
    place,
    `${syntaxHelp} A file of another kind cannot be read here; \`lull new scenario NAME\` writes one that can.`,
  );

export const notAMapping = (kind: string, place: Place) =>
  error(
    "not-a-mapping",
    `A ${kind} file must be a mapping of keys to values.`,
    place,
    "The README shows the shape of each kind of file.",
  );

/** Within braces a decimal comma ends a value, and the digits behind it are taken for a key. */
const decimalComma = (key: string): string | undefined =>
  /^\d/.test(key) ? "A comma ends a value here: write a decimal point, as in 8.5." : undefined;

export const unknownKey = (key: string, inside: string, place: Place, known: readonly string[]) =>
  error(
    "unknown-key",
    `The key "${key}" is not known ${inside ? `in "${inside}"` : "here"}.`,
    place,
    decimalComma(key) ??
      suggestion(key, known) ??
      (known.length > 0 ? `Known here: ${known.join(", ")}.` : undefined),
  );

/** What would do, by an example or two; undefined where there is none. */
export const forExample = (examples: readonly string[]): string | undefined =>
  examples.length === 0 ? undefined : `For example ${examples.join(" or ")}.`.replace("?.", "?");

export const missingKey = (key: string, inside: string, place: Place, examples: readonly string[] = []) =>
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

export const wrongType = (name: string, expected: string, given: unknown, place: Place, help?: string) =>
  error(
    "wrong-type",
    `"${name}" should be ${kindsOfValue[expected] ?? expected}, but it is ${shown(given)}.`,
    place,
    help,
  );

export const noneOfItsForms = (name: string, given: unknown, place: Place, examples: readonly string[]) =>
  error("wrong-type", `"${name}" cannot be ${shown(given)}.`, place, forExample(examples));

export const notOneOf = (name: string, given: unknown, allowed: readonly string[], place: Place) =>
  error(
    "not-allowed",
    `"${name}" cannot be ${shown(given)}.`,
    place,
    // Only a text can be near a name; a mapping may even be none that has one.
    (typeof given === "string" ? suggestion(given, allowed) : undefined) ?? `Allowed: ${allowed.join(", ")}.`,
  );

export const keyIsNoText = errorAt(
  "bad-name",
  "A list or a mapping cannot be a key.",
  "Write a name here, or quote the text.",
);

export const badName = (
  name: string,
  place: Place,
  rule = "names start with a letter and hold letters, digits and underscores",
  examples: readonly string[] = [],
) =>
  error(
    "bad-name",
    `"${name}" cannot be a name here: ${rule}.`,
    place,
    decimalComma(name) ?? renamed(name, rule) ?? forExample(examples),
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
) =>
  error(
    "wrong-shape",
    `"${name}": ${message}.`,
    place,
    (typeof given === "string" ? renamed(given, message) : undefined) ?? forExample(examples),
  );

export const numberAlone = "Write a number alone, such as 0.5.";

export const keyOfOther = (key: string, inside: string, owner: string | undefined, place: Place) =>
  error(
    "unknown-key",
    `The key "${key}" does not go with what else stands in "${inside}".`,
    place,
    owner === undefined ? "Leave one of them out." : `It belongs to ${owner}.`,
  );

export const entryWithoutList = (name: string, place: Place) =>
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
export const tooSmall = (name: string, least: number, isAllowed: boolean, given: number, place: Place) =>
  error(
    "wrong-shape",
    `"${name}" must be ${isAllowed ? `${least} or more` : `more than ${least}`}, but it is ${given}.`,
    place,
  );

/** What may be larger than this is no share of something, so that nobody gives it in per cent. */
const mostOfShares = 10;

/** @param isAllowed whether the bound itself will do */
export const tooBig = (name: string, most: number, isAllowed: boolean, given: number, place: Place) =>
  error(
    "wrong-shape",
    `"${name}" must be ${isAllowed ? `${most} or less` : `less than ${most}`}, but it is ${given}.`,
    place,
    most < mostOfShares && given >= 2 && given <= 100 * most
      ? `For ${given}% write ${Number((given / 100).toPrecision(12))}.`
      : undefined,
  );

export const tooManyKeys = (most: number, place: Place) =>
  error("too-many-keys", `This block has more than ${most} keys.`, place, "Split it over several files.");
