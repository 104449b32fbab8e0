import type { Diagnostic, Place } from "../diagnostics/index.ts";
import { type MeasureFunction, type MeasureRequest, measureSignatures } from "../scenario/index.ts";
import * as say from "./messages.ts";
import { parseTime } from "./quantities.ts";

const functions = Object.keys(measureSignatures);

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
  if (!Object.hasOwn(measureSignatures, fn)) return fail(say.unknownMeasure(fn, place, functions));
  const [variable = "", ...rest] = match[2]!.split(",").map((part) => part.trim());
  if (!/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/.test(variable))
    return fail(say.badMeasure(text, place, "The first argument is a full name such as affect.blunting."));
  const signature: readonly string[] = measureSignatures[fn as MeasureFunction];
  const required = signature.filter((kind) => !kind.endsWith("?")).length;
  if (rest.length < required || rest.length > signature.length)
    return fail(say.measureArguments(fn, signature, place));
  const values = rest.map((argument, i) => {
    if (signature[i] === "number")
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(argument) ? Number(argument) : undefined;
    return parseTime(argument);
  });
  const wrong = values.indexOf(undefined);
  if (wrong >= 0)
    return fail(
      signature[wrong] === "number"
        ? say.measureArguments(fn, signature, place)
        : say.badTime(rest[wrong]!, place),
    );
  return {
    name,
    text: text.trim(),
    function: fn as MeasureFunction,
    variable,
    arguments: values as number[],
    place,
  };
}
