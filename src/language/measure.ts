import type { Diagnostic, Place } from "../diagnostics/index.ts";
import { type MeasureFunction, type MeasureRequest, measures } from "../scenario/index.ts";
import { parseTime } from "./quantities.ts";
import * as say from "./quantity-messages.ts";

const functions = Object.keys(measures);

/** Reads a measure such as `mean(affect.blunting, week 7, week 8)`. Undefined after a fault, which is reported. */
export function readMeasure(
  name: string,
  text: string,
  place: Place,
  diagnostics: Diagnostic[],
): MeasureRequest | undefined {
  const fail = (diagnostic: Diagnostic) => {
    diagnostics.push(diagnostic);
    return undefined;
  };
  const match = /^\s*([A-Za-z_]\w*)\s*\(([^()]*)\)\s*$/.exec(text);
  if (!match) return fail(say.badMeasure(text, place, undefined));
  const fn = match[1]!;
  if (!Object.hasOwn(measures, fn)) return fail(say.unknownMeasure(fn, place, functions));
  const [variable = "", ...rest] = match[2]!.split(",").map((part) => part.trim());
  // A bare "plasma" is told which drugs there are, where those are known.
  if (!/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/.test(variable) && !/^(plasma|concentration|level)s?$/i.test(variable))
    return fail(
      say.badMeasure(
        text,
        place,
        `The first argument is a full name such as affect.blunting, or plasma.${/^[A-Za-z_]\w*$/.test(variable) ? variable.toLowerCase() : "escitalopram"} for the level of a drug.`,
      ),
    );
  const kind = fn as MeasureFunction;
  const wanted = measures[kind].arguments;
  const required = wanted.filter((argument) => argument.otherwise === undefined).length;
  if (rest.length < required || rest.length > wanted.length) return fail(say.measureArguments(kind, place));
  const values = rest.map((argument, i) => {
    const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(argument);
    if (wanted[i]!.kind === "level")
      return isNumber && Number.isFinite(Number(argument)) ? Number(argument) : undefined;
    return parseTime(argument);
  });
  const wrong = values.indexOf(undefined);
  if (wrong >= 0)
    return fail(
      wanted[wrong]!.kind === "level" ? say.measureArguments(kind, place) : say.badTime(rest[wrong]!, place),
    );
  return { name, text: text.trim(), function: kind, variable, arguments: values as number[], place };
}
