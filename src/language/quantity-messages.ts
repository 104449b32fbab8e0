import { type Diagnostic, error, type Place, suggestion, unknown } from "../diagnostics/index.ts";
import { type MeasureFunction, measures, signatureOf } from "../scenario/index.ts";
import { listed } from "../text/index.ts";

// Every sentence about a number with its unit, a time, or a measure.

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
) =>
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

export const wrongDimension = (text: string, found: string, wanted: string, example: string, place: Place) =>
  error(
    "wrong-unit",
    `"${text}" is ${found}, but ${wanted} is needed here.`,
    place,
    `For example ${example}.`,
  );

export const badTime = (text: string, place: Place) =>
  error(
    "bad-time",
    `"${text}" is not a time.`,
    place,
    'Write "day 3", "week 8", "hour 6", "8 weeks" or "end".',
  );

export const badMeasure = (text: string, place: Place, help: string | undefined) =>
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

export const unknownMeasure = (name: string, place: Place, known: readonly string[]) =>
  unknown("measure", name, place, known, `Measures: ${known.join(", ")}.`);

export const negative = (what: string, text: string, place: Place) =>
  error("not-positive", `The ${what} must be more than zero, but it is ${text}.`, place);
