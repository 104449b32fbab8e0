import type * as z from "zod";
import type { Diagnostic, Place } from "../diagnostics/index.ts";
import type { Path } from "./paths.ts";
import * as say from "./shape-messages.ts";
import { descriptionOf, exampleLines, inOneLine, knownKeys, ownerOf } from "./shapes.ts";

// What does not fit a schema, as messages that show what would.

type Issue = z.core.$ZodIssue;
/** Where the parts of a file stand. */
interface PlaceFinder {
  at(path: Path): Place;
  key(path: Path): Place;
}

/** @param base where the value that the issue is about stands, under which its path begins */
export function explain(
  issue: Issue,
  base: Path,
  data: unknown,
  schema: z.ZodType,
  places: PlaceFinder,
): Diagnostic[] {
  const path = [...base, ...issue.path];
  const name = path.map(String).join(".");
  const given = valueAt(data, path);
  const examples = () => {
    const own = exampleLines(schema, path);
    // A member of a list without an example of its own is shown in one of the whole list.
    return own.length > 0 || typeof path.at(-1) !== "number" ? own : exampleLines(schema, path.slice(0, -1));
  };
  const missing = () =>
    say.missingKey(
      String(path.at(-1)),
      path.slice(0, -1).map(String).join("."),
      places.key(path.slice(0, -1)),
      examples(),
    );
  if (given === undefined && path.length > 0 && issue.code !== "unrecognized_keys") return [missing()];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const known = knownKeys(schema, path);
        // Known in another form of the same thing, for example with another statistic.
        if (known.includes(key))
          return say.keyOfOther(key, name, ownerOf(schema, path, key), places.key([...path, key]));
        return say.unknownKey(key, name, places.key([...path, key]), known);
      });
    case "invalid_type":
      return [
        say.wrongType(
          name,
          issue.expected,
          given,
          places.at(path),
          remedy(issue.expected, given, path, examples, descriptionOf(schema, path)),
        ),
      ];
    case "invalid_value":
      return [say.notOneOf(name, given, issue.values.map(String), places.at(path))];
    case "invalid_union": {
      if ("options" in issue && issue.options)
        return [say.notOneOf(name, given, issue.options.map(String), places.at(path))];
      if (/^(.*\.)?(treatment|add)$/.test(name) && isOneEntry(given))
        return [say.entryWithoutList(name, places.key(path))];
      const best = bestForm(issue.errors, given);
      if (!best && typeof given === "object" && given !== null && !Array.isArray(given)) {
        const known = knownKeys(schema, path);
        return Object.keys(given).map((key) => say.unknownKey(key, name, places.key([...path, key]), known));
      }
      if (!best) return [say.noneOfItsForms(name, given, places.at(path), examples())];
      return best.flatMap((inner) => explain(inner, path, data, schema, places));
    }
    case "too_small":
      if (typeof given === "number")
        return [say.tooSmall(name, Number(issue.minimum), issue.inclusive !== false, given, places.at(path))];
      if (issue.origin === "string")
        return [say.otherShape(name, "it is empty", places.at(path), examples())];
      return [say.fewerThan(name, Number(issue.minimum), places.at(path), examples())];
    case "too_big":
      if (typeof given === "number")
        return [say.tooBig(name, Number(issue.maximum), issue.inclusive !== false, given, places.at(path))];
      return [say.moreThan(name, Number(issue.maximum), places.at(path), examples())];
    case "invalid_key": {
      return [
        say.badName(
          String(path.at(-1)),
          places.key(path),
          issue.issues[0]?.message,
          exampleLines(schema, path.slice(0, -1)),
        ),
      ];
    }
    default:
      return [say.otherShape(name, issue.message, places.at(path), examples(), given)];
  }
}

/** Of the forms of a union, the one that was meant: it knows most of the keys, or got furthest into the data. */
function bestForm(forms: readonly (readonly Issue[])[], given: unknown): readonly Issue[] | undefined {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((i) => i.path.length));
  const keys = typeof given === "object" && given !== null ? Object.keys(given).length : 0;
  const unknown = (issues: readonly Issue[]) =>
    issues.reduce(
      (sum, issue) =>
        issue.path.length > 0 ? sum : issue.code === "unrecognized_keys" ? sum + issue.keys.length : sum,
      0,
    );
  const isOtherThing = (issues: readonly Issue[]) =>
    issues.some((issue) => issue.path.length === 0 && issue.code !== "unrecognized_keys");
  const [best] = forms
    .filter((issues) => !isOtherThing(issues) && (keys === 0 || unknown(issues) < keys))
    .sort((a, b) => unknown(a) - unknown(b) || depth(b) - depth(a));
  return best && (depth(best) > 0 || unknown(best) > 0) ? best : undefined;
}

/** What to write instead, as far as what was written says it. */
function remedy(
  expected: string,
  given: unknown,
  path: Path,
  examples: () => string[],
  about: string | undefined,
): string | undefined {
  const key = String(path.at(-1));
  const text = typeof given === "string" ? given.trim() : undefined;
  if (expected === "number" && text !== undefined) {
    const [, number, rest] = /^([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)\s*(\D.*)$/i.exec(text) ?? [];
    if (rest === "%") return `For ${text} write ${Number((Number(number) / 100).toPrecision(12))}.`;
    const isOfParameter = path.includes("set") || path.includes("scale");
    if (rest !== undefined && key === "value" && !isOfParameter)
      return `Write value: ${number}, unit: ${inOneLine(rest)}.`;
    if (rest !== undefined && about !== undefined && !isOfParameter)
      return `Write a number alone: ${about[0]!.toLowerCase()}${about.slice(1)}.`;
    if (rest !== undefined && isOfParameter && /^[\p{L}/]/u.test(rest))
      return `Write ${number} alone if ${inOneLine(rest)} is the unit that the parameter is declared with, else as much in that one: \`lull explain ${key === "value" ? String(path.at(-2)) : key}\` says which.`;
  }
  if (expected === "array" && (text !== undefined || typeof given === "number"))
    return `Write brackets around it: ${key}: [${inOneLine(given)}].`;
  if (expected === "tuple" && text !== undefined) {
    const numbers = text.match(/\d+(?:\.\d+)?/g);
    if (numbers?.length === 2) return `Write ${key}: [${numbers.join(", ")}].`;
  }
  return say.forExample(examples()) ?? (expected === "number" ? say.numberAlone : undefined);
}

/** An entry of a treatment that stands where a list of them should. */
const isOneEntry = (given: unknown): boolean =>
  typeof given === "object" && given !== null && Object.hasOwn(given, "dose");

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
